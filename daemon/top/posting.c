/* SPDX-License-Identifier: MIT */
/*
 * Drafts into letters: each gets its token, its code, a calendar UID where it brings an invitation
 * for the first time, its words in its reader's language, and its bytes, made once. In trial
 * nothing leaves to anyone but a leader or `admin`: a draft to somebody else that a rule has let
 * through is a bug, and is stopped here.
 */
#include <errno.h>
#include <strings.h>

#include "base/log.h"
#include "base/str.h"
#include "coordinator_inside.h"
#include "letters/compose.h"
#include "letters/invite_write.h"
#include "letters/letter.h"

#define MAIL_LIMIT_BYTES (8 * 1024 * 1024)

struct post {
	struct coordinator *c;
	struct arena *arena;
	const struct network *network;
	const struct effects *fx;
	instant now;
	struct fault *fault;
};

/* The ask whose letter it is, as this decision leaves it. */
static struct ask *find_changed_ask(const struct effects *fx, int64_t id)
{
	for (size_t i = 0; i < fx->asks.n; i++)
		if (fx->asks.at[i]->id == id)
			return fx->asks.at[i];
	return NULL;
}

/* A member's copy of a meeting has a UID of her own, allotted with its first invitation and kept
 * with the ask. */
static const struct invite *allot_uid(struct post *p, const struct draft *draft)
{
	struct invite *invite = arena_memdup(p->arena, draft->invite, sizeof(*invite));
	struct ask *ask = find_changed_ask(p->fx, draft->ask);
	char token[TOKEN_TEXT];

	if (invite->uid && *invite->uid)
		return invite;
	if (ask && ask->uid) {
		invite->uid = ask->uid;
		return invite;
	}
	invite->uid = compose_message_id(p->arena, p->network, chance_token(&p->c->chance, token));
	if (ask)
		ask->uid = invite->uid;
	return invite;
}

static const char *attendee_name(const struct draft *draft)
{
	const struct value *name = view_find(draft->view, "name");

	return name && name->type == VALUE_TEXT ? name->text : "";
}

static int post_one(struct post *p, const struct draft *original, struct letter_bytes *ret_letter)
{
	struct draft *draft = arena_memdup(p->arena, original, sizeof(*draft));
	char token[TOKEN_TEXT], code[CODE_TEXT];
	struct letter_identity identity = {.made = p->now};
	struct letter_words words;
	const char *calendar = "";
	_cleanup_str_ struct str bytes;

	str_init(&bytes, MAIL_LIMIT_BYTES);
	identity.token = arena_strdup(p->arena, chance_token(&p->c->chance, token));
	identity.code = draft->ask || draft->class == CLASS_LEADERS
		? arena_strdup(p->arena, chance_code(&p->c->chance, code))
		: NULL;
	if (draft->invite) {
		draft->invite = allot_uid(p, draft);
		calendar = invite_write(p->arena, p->network, draft->invite, draft->address,
			attendee_name(draft), p->now);
	}
	int r = letter_words(p->arena, p->c->templates, p->network, draft, &identity,
		draft->rehearsed_for, &words, p->fault);
	if (r < 0)
		return r;
	compose_mail(&bytes, p->network, draft, &identity, &words, draft->address, calendar);
	if (bytes.full)
		return fault_set(p->fault, -E2BIG, "letter %s is over %d bytes", draft->template,
			MAIL_LIMIT_BYTES);
	*ret_letter = (struct letter_bytes){
		.draft = draft,
		.token = identity.token,
		.code = identity.code,
		.message_id = compose_message_id(p->arena, p->network, identity.token),
		.subject = words.subject,
		.text = words.text,
		.to = draft->address,
		.bytes = str_in(&bytes, p->arena),
		.n_bytes = bytes.len,
		.made = p->now,
	};
	return 0;
}

static bool may_leave(const struct post *p, const struct draft *draft)
{
	const struct network_state *state = p->fx->state ? p->fx->state : &p->fx->snapshot->state;

	if (*draft->address == '\0')
		return false;
	const char *admin = p->c->settings.config->admin;

	if (state->live || network_is_leader(p->network, draft->address) ||
		(admin && strcasecmp(admin, draft->address) == 0))
		return true;
	log_error("%s: a letter %s to a member was stopped: the network is in trial",
		p->network->slug, draft->template);
	return false;
}

static int post_drafts(struct coordinator *c, struct arena *arena, const struct network *network,
	const struct effects *fx, instant now, struct letter_bytes **ret_letters, size_t *ret_n,
	struct fault *fault)
{
	struct post post = {
		.c = c, .arena = arena, .network = network, .fx = fx, .now = now, .fault = fault};
	LIST_OF(struct letter_bytes) letters = {0};

	for (size_t i = 0; i < fx->drafts.n; i++) {
		const struct draft *draft = fx->drafts.at[i];
		if (!may_leave(&post, draft))
			continue;
		int r = post_one(&post, draft, arena_push(arena, &letters));
		if (r < 0)
			return r;
	}
	*ret_letters = letters.at;
	*ret_n = letters.n;
	return 0;
}

static void tell_of_letter(struct effects *fx, const struct draft *draft, enum fact_kind kind)
{
	effects_fact(fx,
		(struct fact){.kind = kind,
			.member = draft->member,
			.topic = draft->topic,
			.ask = draft->ask,
			.letter = draft->id,
			.word = draft->template});
}

int keep_decision(struct coordinator *c, struct arena *arena, const struct network *network,
	struct cause cause, struct effects *fx, struct fault *fault)
{
	struct letter_bytes *letters = NULL;
	size_t n = 0;
	bool await = false;
	int r = post_drafts(c, arena, network, fx, cause.at, &letters, &n, fault);

	if (r == 0)
		r = hold_letters_await(c, &await, fault);
	if (r < 0)
		return r;
	for (size_t i = 0; i < n; i++) {
		letters[i].awaits = await;
		tell_of_letter(fx, letters[i].draft, FACT_LETTER_MADE);
		if (await)
			tell_of_letter(fx, letters[i].draft, FACT_LETTER_HELD);
	}
	return store_apply(c->store, network, cause, fx, letters, n, fault);
}
