/* SPDX-License-Identifier: MIT */
/*
 * The token at hand: fetched when there is none that is good for a while yet, dropped when a mail
 * server has refused it.
 *
 * A refresh token that the server replaces is kept in memory and used from then on: the file that
 * holds the old one is not ours to write. Somebody has to be told, for after a restart the old one
 * is tried again, and a server that forgets replaced ones will refuse it.
 */
#include "outward/oauth.h"

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/str.h"
#include "oauth_inside.h"
#include "outward/config.h"

#define FORM_LIMIT_BYTES (4 * SERVER_SECRET_LIMIT_BYTES)
/* A log-in takes a while, and clocks differ: a token is renewed so long before its end. */
#define MARGIN_S 300

struct oauth {
	const struct account *account;
	char token[SERVER_SECRET_LIMIT_BYTES];
	char refresh[SERVER_SECRET_LIMIT_BYTES];
	int64_t good_until_ms; /* of clock_monotonic_ms() */
	bool fresh; /* nobody has asked for it but who had it fetched */
	const char *remark;
};

struct oauth *oauth_new(struct arena *arena, const struct account *account)
{
	struct oauth *oauth = arena_make(arena, struct oauth);

	oauth->account = account;
	return oauth;
}

static void take_answer(struct oauth *oauth, const struct oauth_answer *answer)
{
	/* a token whose whole life is short is used for half of it */
	int margin_s = answer->good_s > 2 * MARGIN_S ? MARGIN_S : answer->good_s / 2;

	memcpy(oauth->token, answer->token, sizeof(oauth->token));
	oauth->good_until_ms = clock_monotonic_ms() + (int64_t)(answer->good_s - margin_s) * 1000;
	if (answer->refresh[0] == '\0' || strcmp(answer->refresh, oauth->refresh) == 0)
		return;
	memcpy(oauth->refresh, answer->refresh, sizeof(oauth->refresh));
	if (oauth->remark == NULL)
		log_notice("the token server has replaced the refresh token of %s: "
			   "the new one is used until samlad ends; put one that lasts in the file",
			oauth->account->user);
	oauth->remark = "the token server has replaced the refresh token: the one in the file may "
			"not work much longer; make the application one whose refresh tokens last";
}

static int fetch(struct oauth *oauth, struct fault *fault)
{
	const char *refresh = oauth->refresh[0] ? oauth->refresh : NULL;
	struct oauth_answer answer;
	char host[256];
	long status = 0;
	_cleanup_str_ struct str form, body;

	str_init(&form, FORM_LIMIT_BYTES);
	str_init(&body, OAUTH_ANSWER_LIMIT_BYTES);
	oauth_host(oauth->account->oauth.token_url, host);
	int r = oauth_form(oauth->account, refresh, &form, fault);

	if (r == 0)
		r = oauth_post(oauth->account, form.at, &body, &status, fault);
	if (r == 0)
		r = oauth_read_answer(host, status, body.at, body.len, &answer, fault);
	if (r == 0)
		take_answer(oauth, &answer);
	explicit_bzero(form.at, form.len);
	explicit_bzero(body.at, body.len);
	explicit_bzero(&answer, sizeof(answer));
	return r;
}

int oauth_token(struct oauth *oauth, struct str *ret_token, struct fault *fault)
{
	bool good = oauth->token[0] != '\0' && clock_monotonic_ms() < oauth->good_until_ms;
	int r = good ? 0 : fetch(oauth, fault);

	if (r < 0) {
		/* a refresh token that replaced the file's may have been revoked, and the file
		 * mended */
		if (r == -EACCES)
			explicit_bzero(oauth->refresh, sizeof(oauth->refresh));
		return r;
	}
	oauth->fresh = !good;
	str_puts(ret_token, oauth->token);
	return 0;
}

bool oauth_drop(struct oauth *oauth)
{
	bool again = oauth->token[0] != '\0' && !oauth->fresh;

	explicit_bzero(oauth->token, sizeof(oauth->token));
	return again;
}

const char *oauth_remark(const struct oauth *oauth)
{
	return oauth->remark;
}
