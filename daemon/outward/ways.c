/* SPDX-License-Identifier: MIT */
/* Accounts of the config as servers, with secrets and tokens that are fetched when they are needed.
 */
#include "outward/ways.h"

#include "base/str.h"
#include "outward/oauth.h"
#include "outward/secret.h"

static int load_secret(void *context, struct str *ret_secret, struct fault *fault)
{
	const struct account *account = context;
	_cleanup_secret_ struct secret secret = {0};
	int r = secret_read(account->secret, account->credential, &secret, fault);

	if (r < 0)
		return r;
	str_puts(ret_secret, secret.text);
	return 0;
}

static int load_token(void *context, struct str *ret_secret, struct fault *fault)
{
	return oauth_token(context, ret_secret, fault);
}

static bool drop_token(void *context)
{
	return oauth_drop(context);
}

struct server server_of_account(const struct account *account, struct oauth *oauth)
{
	enum server_auth auth =
		account->auth == ACCOUNT_XOAUTH2 ? SERVER_AUTH_XOAUTH2 : SERVER_AUTH_PASSWORD;

	return (struct server){.host = account->host,
		.port = (uint16_t)account->port,
		.tls = account->tls_first ? SERVER_TLS_IMPLICIT : SERVER_TLS_STARTTLS,
		.ca = account->ca,
		.auth = account->user ? auth : SERVER_AUTH_NONE,
		.user = account->user,
		.load_secret = oauth ? load_token : load_secret,
		.drop_secret = oauth ? drop_token : NULL,
		.secret_context = oauth ? (void *)oauth : (void *)(uintptr_t)account};
}

struct oauth *oauth_of_account(struct arena *arena, const struct account *account)
{
	return account->oauth.token_url ? oauth_new(arena, account) : NULL;
}

struct fetcher_settings fetcher_settings_of(const struct mailbox *mailbox, struct oauth *oauth)
{
	static const enum fetcher_handling handlings[] = {[HANDLED_KEEP] = FETCHER_KEEP,
		[HANDLED_DELETE] = FETCHER_DELETE,
		[HANDLED_MOVE] = FETCHER_MOVE};

	return (struct fetcher_settings){.mailbox = mailbox->name,
		.server = server_of_account(&mailbox->imap, oauth),
		.folder = mailbox->folder,
		.maildir = mailbox->maildir,
		.begin_all = mailbox->begin_all,
		.handling = handlings[mailbox->handled.way],
		.handled_folder = mailbox->handled.folder};
}

struct sender_settings sender_settings_of(const struct submission *submission, struct oauth *oauth)
{
	if (submission->way == SUBMISSION_SENDMAIL)
		return (struct sender_settings){
			.way = SENDER_SENDMAIL, .path = submission->sendmail};
	if (submission->way == SUBMISSION_MAILDIR)
		return (struct sender_settings){.way = SENDER_MAILDIR, .path = submission->maildir};
	return (struct sender_settings){
		.way = SENDER_SMTP, .server = server_of_account(&submission->smtp, oauth)};
}
