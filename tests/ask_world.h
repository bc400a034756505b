/* SPDX-License-Identifier: MIT */
/* The desk and the real asks at work in the small network of order_network.h: mails come in, each
 * is decided on the snapshot, which then is what the decision left. */
#ifndef SAMLAD_TESTS_ASK_WORLD_H
#define SAMLAD_TESTS_ASK_WORLD_H

#define WITH_THE_REAL_ASKS
#include "order_world.h"

#include "core/desk_parts.h"

/* What a mail is like beside its words. */
struct post {
	const char *from;
	enum evidence evidence;
	const char *sender;
	bool auth_failed, storm, two_from;
};

static inline const struct ask *put_ask(
	struct world *w, enum ask_kind kind, int64_t member, int64_t topic)
{
	world_begin(w);
	const struct ask *ask = ask_put(&w->fx, kind, snapshot_member(w->snapshot, member),
		kind == ASK_SIGNUP ? 0 : topic, &topic, kind == ASK_SIGNUP ? 1 : 0);
	world_end(w);
	for (size_t i = 0; i < w->snapshot->letters.n; i++)
		w->snapshot->letters.at[i].state = LETTER_SENT;
	return snapshot_ask(w->snapshot, ask->id);
}

/* The member's newest ask of that kind. */
static inline const struct ask *newest(const struct world *w, enum ask_kind kind, int64_t member)
{
	for (size_t i = w->snapshot->asks.n; i-- > 0;)
		if (w->snapshot->asks.at[i].kind == kind &&
			w->snapshot->asks.at[i].member == member)
			return &w->snapshot->asks.at[i];
	return NULL;
}

static inline struct answer *world_says(
	struct world *w, struct understanding *read, enum answer_kind kind, bool bare)
{
	struct answer *answer = arena_make(w->arena, struct answer);

	*answer = (struct answer){.kind = kind, .date = DAY_NONE, .hours = -1, .bare = bare};
	read->answer = answer;
	return answer;
}

static inline struct arrival arrive(
	struct world *w, const struct understanding *read, const struct ask *ask, struct post post)
{
	struct arrival arrival = {.mail = 7,
		.at = w->now,
		.read = read,
		.evidence = post.evidence,
		.trust = {.checked = post.auth_failed, .failed = post.auth_failed},
		.storm = post.storm};

	if (ask && post.evidence != EVIDENCE_NONE) {
		arrival.letter = snapshot_letter(w->snapshot, ask->letter);
		arrival.letter_ask = ask;
	}
	return arrival;
}

static inline void decide_arrival(
	struct world *w, struct understanding *read, struct arrival arrival, struct post post)
{
	read->from = post.from;
	read->n_from = post.two_from ? 2 : 1;
	read->sender = post.sender;
	if (!*read->reply)
		read->reply = "några ord";
	struct questions *questions = arena_make(w->arena, struct questions);
	desk_questions(w->snapshot, &arrival, w->arena, questions);
	if (read->answer && read->answers.n == 0)
		for (size_t i = 0; i < questions->n; i++)
			*arena_push(w->arena, &read->answers) = i == 0
				? *read->answer
				: (struct answer){
					  .kind = ANSWER_UNCLEAR, .date = DAY_NONE, .hours = -1};
	world_begin(w);
	desk_decide(w->snapshot, &arrival, w->now, &w->fx);
	assert_true(w->fx.facts.n > 0);
	world_end(w);
}

static inline void decide(
	struct world *w, struct understanding *read, const struct ask *ask, struct post post)
{
	decide_arrival(w, read, arrive(w, read, ask, post), post);
}

/* In reply to a letter that asks nothing. */
static inline void decide_to(
	struct world *w, struct understanding *read, const struct letter *letter, struct post post)
{
	struct arrival arrival = arrive(w, read, NULL, post);

	arrival.letter = letter;
	decide_arrival(w, read, arrival, post);
}

/* One word from the member's own address to the ask's letter. */
static inline void answer_strongly(
	struct world *w, const struct ask *ask, enum answer_kind kind, bool bare)
{
	struct understanding *read = world_read(w);
	const struct member *member = snapshot_member(w->snapshot, ask->member);

	world_says(w, read, kind, bare);
	decide(w, read, ask,
		(struct post){.from = member->addresses.at[0], .evidence = EVIDENCE_STRONG});
}

/* "attendance-receipt>3 masked-note>3": the letters of the last step; "-" for none. */
static inline const char *letters_of(const struct world *w)
{
	char *all = arena_strdup(w->arena, "");

	for (size_t i = 0; i < w->fx.drafts.n; i++)
		all = arena_printf(w->arena, "%s%s%s>%lld", all, *all ? " " : "",
			w->fx.drafts.at[i]->template, (long long)w->fx.drafts.at[i]->member);
	return *all ? all : "-";
}

/* "question help": the looks of the last step; "-" for none. */
static inline const char *looks_of(const struct world *w)
{
	char *all = arena_strdup(w->arena, "");

	for (size_t i = 0; i < w->fx.looks.n; i++)
		all = arena_printf(
			w->arena, "%s%s%s", all, *all ? " " : "", w->fx.looks.at[i]->why);
	return *all ? all : "-";
}

static inline bool has_fact_word(const struct world *w, enum fact_kind kind, const char *word)
{
	for (size_t i = 0; i < w->fx.facts.n; i++)
		if (w->fx.facts.at[i].kind == kind && w->fx.facts.at[i].word &&
			strcmp(w->fx.facts.at[i].word, word) == 0)
			return true;
	return false;
}

/* "yes", "-" for none yet. */
static inline const char *standing_of(const struct ask *ask)
{
	return ask_is_answered(ask) ? answer_kind_text(ask->answer.kind) : "-";
}

#endif
