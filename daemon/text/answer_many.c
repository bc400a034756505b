/* SPDX-License-Identifier: MIT */
/*
 * Several questions, one mail: each clause goes to the question it speaks of (the meeting, the
 * group, a word of its title, its day), a clause that speaks of none to the first; then each
 * question hears only its own clauses.
 *
 * Wishes are heard whatever was asked: help, to leave, to pause, to see what is kept.
 */
#include "text/answer.h"

#include <string.h>

#include "base/str.h"
#include "text/answer_rules.h"
#include "text/phrases.h"

#define TOKENS_MOST 1500
#define TITLE_TOKENS_MOST 40
#define STEM_LEAST 5 /* bytes that a word and a title's must share */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct polar_words any_words = {
	.agree = {WORD_ATTEND, WORD_WANT},
	.refuse = {WORD_DECLINE},
	.soft_refuse = {WORD_BUSY, WORD_SICK},
};

static struct hearing hear(struct arena *arena, const struct phrasebook *book,
	const struct questions *questions, const char *text)
{
	const struct dictionary *dictionary = phrasebook_dictionary(book);
	static const struct question nothing = {.about = DAY_NONE};
	static const enum word_class wishes[] = {
		WORD_HELP, WORD_LEAVE, WORD_LEAVE_ALL, WORD_PAUSE, WORD_RECORDS, WORD_WANT};
	struct hearing hearing = {
		.arena = arena,
		.book = book,
		.question = questions && questions->n ? &questions->at[0] : &nothing,
		.mail_day = questions ? questions->mail_day : 0,
		.text = text,
		.bytes = strlen(text),
		.words = &any_words,
	};

	struct word_mask ignored = word_mask_but(wishes, COUNT(wishes));
	hearing.tokens = tokens_read(arena, dictionary,
		dictionary_language(dictionary, questions ? questions->language : NULL), &ignored,
		text, hearing.bytes, TOKENS_MOST, true);
	hearing.to = hearing.tokens->list.n;
	hearing_trim(&hearing);
	return hearing;
}

/* The word that questions of a kind are spoken of by; 0 for none. */
static enum word_class topic_of(enum ask_kind kind)
{
	static const enum word_class topics[ASK_KINDS] = {
		[ASK_ATTENDANCE] = WORD_MEETING,
		[ASK_SIGNUP] = WORD_GROUP,
		[ASK_PROGRESS] = WORD_GROUP,
	};

	return topics[kind];
}

/* The titles' words, each read once. */
struct titles {
	struct tokens *at[QUESTIONS_MOST]; /* NULL: no title */
};

static struct titles read_titles(const struct hearing *hearing, const struct questions *questions)
{
	struct titles titles = {0};

	for (size_t q = 0; q < questions->n; q++) {
		const char *title = questions->at[q].title;
		if (title)
			titles.at[q] =
				tokens_read(hearing->arena, phrasebook_dictionary(hearing->book),
					-1, NULL, title, strlen(title), TITLE_TOKENS_MOST, false);
	}
	return titles;
}

/* A word of the title, or one that begins alike ("kartläggningen"). */
static bool title_has(const struct tokens *title, const struct token *token)
{
	if (!title || token->kind != TOKEN_WORD || strlen(token->folded) < STEM_LEAST ||
		token_has(token, WORD_FILLER))
		return false;
	list_each (word, &title->list) {
		size_t same = 0;
		while (word->folded[same] && word->folded[same] == token->folded[same])
			same++;
		if (same >= STEM_LEAST)
			return true;
	}
	return false;
}

/* What she proposes for an agenda, or tells of a project, may hold a word of any title. */
static bool takes_any_words(const struct question *question)
{
	return question->kind == ASK_AGENDA || question->kind == ASK_PROGRESS;
}

/* Which questions the clause speaks of, as bits. */
static unsigned topics_of(const struct hearing *hearing, const struct questions *questions,
	const struct titles *titles, const struct clause *clause)
{
	bool is_matter = takes_any_words(&questions->at[0]) && clause->verdict == SAYS_NOTHING;
	unsigned topics = 0;

	for (size_t q = 0; q < questions->n; q++) {
		const struct question *question = &questions->at[q];
		enum word_class word = topic_of(question->kind);
		const struct tokens *title = is_matter && q > 0 ? NULL : titles->at[q];
		for (size_t i = clause->from; i < clause->to; i++) {
			const struct token *token = hearing_token(hearing, i);
			if ((word && token_has(token, word)) || title_has(title, token))
				topics |= 1u << q;
		}
	}
	return topics;
}

/* One question's own text while it grows; where it goes on, what stands between is copied too. */
struct share {
	struct str text;
	size_t clauses; /* the number after the last clause in it */
	size_t end; /* where that one ends in the mail */
	const char *sign; /* what ends it where it doesn't go on */
};

/* A clause that begins a line takes what is before it along: its bullet. */
static size_t line_start(const struct hearing *hearing, size_t start)
{
	size_t at = start;

	while (at > 0 && strchr(" \t-*+.)0123456789", hearing->text[at - 1]))
		at--;
	return at == 0 || hearing->text[at - 1] == '\n' ? at : start;
}

static void share_add(const struct hearing *hearing, struct share *share, size_t i)
{
	const struct clause *clause = &hearing->clauses.at[i];
	bool goes_on = share->sign && share->clauses == i;
	size_t from = goes_on ? share->end : line_start(hearing, clause->start);

	if (share->sign && !goes_on)
		str_printf(&share->text, "%s\n", share->sign);
	str_add(&share->text, hearing->text + from, clause->end - from);
	share->clauses = i + 1;
	share->end = clause->end;
	share->sign = clause->asks ? "?" : clause->ends_sentence ? "." : ",";
}

/* Fills each question's own text: the clauses that speak of it. False where no clause speaks of
 * any. */
static bool share_out(
	struct hearing *hearing, const struct questions *questions, struct share shares[])
{
	struct titles titles = read_titles(hearing, questions);
	unsigned last = 0;
	bool any = false, waits = false;

	hearing_split(hearing, false);
	hearing_judge(hearing);
	for (size_t i = 0; i < hearing->clauses.n; i++) {
		const struct clause *clause = &hearing->clauses.at[i];
		unsigned topics = topics_of(hearing, questions, &titles, clause);
		/* "Mötet: ja": the word belongs to what was named right before it */
		if (!topics && waits && clause->verdict != SAYS_NOTHING)
			topics = last;
		waits = topics && topics != last ? clause->verdict == SAYS_NOTHING : false;
		any = any || topics;
		last = topics;
		for (size_t q = 0; q < questions->n; q++)
			if ((topics >> q & 1) || (topics == 0 && q == 0))
				share_add(hearing, &shares[q], i);
	}
	for (size_t q = 0; q < questions->n; q++)
		if (shares[q].sign)
			str_puts(&shares[q].text, shares[q].sign);
	return any;
}

static struct answer *read_one(struct arena *arena, const struct phrasebook *book,
	const struct questions *questions, size_t q, struct understanding *understanding,
	const struct understanding *parts, struct str *explain)
{
	const char *subject = parts == understanding ? understanding->subject : NULL;

	return answer_read(arena, book, questions->language, questions->mail_day, &questions->at[q],
		subject, parts, q == 0 ? understanding : NULL, explain);
}

static void read_each(struct arena *arena, const struct phrasebook *book,
	const struct questions *questions, struct understanding *understanding,
	struct hearing *hearing, struct str *explain)
{
	struct share shares[QUESTIONS_MOST] = {0};

	for (size_t q = 0; q < questions->n; q++)
		str_init(&shares[q].text, UNDERSTANDING_TEXT_LIMIT);
	bool shared = share_out(hearing, questions, shares);
	for (size_t q = 0; q < questions->n; q++) {
		struct part part = {.kind = PART_TEXT, .text = shared ? shares[q].text.at : ""};
		struct understanding own = {.parts = {.at = &part, .n = 1}};
		bool whole = q == 0 && !shared;
		struct answer *answer = read_one(arena, book, questions, q, understanding,
			whole ? understanding : &own, explain);
		*arena_push(arena, &understanding->answers) = *answer;
		str_done(&shares[q].text);
	}
}

static enum wish wish_of(struct hearing *hearing)
{
	static const enum word_class help[] = {WORD_HELP, WORD_THANKS};
	static const enum word_class leave[] = {WORD_LEAVE, WORD_THANKS, WORD_SELF};
	static const enum word_class pause[] = {WORD_PAUSE, WORD_THANKS, WORD_DATE_FILLER, WORD_TO,
		WORD_FILLER, WORD_SEASON, WORD_FEAST};

	if (hearing_has(hearing, WORD_RECORDS))
		return WISH_RECORDS;
	if (hearing_has(hearing, WORD_HELP) && hearing_is_only(hearing, help, COUNT(help)))
		return WISH_HELP;
	list_each (clause, &hearing->clauses) {
		bool leaves = false, denied = false;
		for (size_t i = clause->from; i < clause->to; i++) {
			leaves = leaves || token_has(hearing_token(hearing, i), WORD_LEAVE_ALL);
			denied = denied || token_has(hearing_token(hearing, i), WORD_NOT);
		}
		if (leaves && !denied && !clause->asks && !clause->condition)
			return WISH_LEAVE;
	}
	if (hearing_has(hearing, WORD_LEAVE) && hearing_is_only(hearing, leave, COUNT(leave)))
		return WISH_LEAVE;
	if (token_has(hearing_token(hearing, hearing->from), WORD_PAUSE) &&
		hearing->clauses.n == 1 &&
		(hearing_is_only(hearing, pause, COUNT(pause)) ||
			hearing_date(hearing) != DAY_NONE))
		return WISH_PAUSE;
	return WISH_NONE;
}

void answers_read(struct arena *arena, const struct phrasebook *book,
	const struct questions *questions, struct understanding *understanding, struct str *explain)
{
	const char *text = understanding->reply ? understanding->reply : "";

	if (!text[strspn(text, " \t\r\n")] && understanding->subject)
		text = questions && questions->n && questions->at[0].letter_subject
			? answer_subject_words(
				  arena, book, understanding->subject, &questions->at[0])
			: understanding->subject;
	struct hearing hearing = hear(arena, book, questions, text);
	hearing_split(&hearing, false);
	hearing_judge(&hearing);
	understanding->wish = wish_of(&hearing);
	if (!questions || questions->n == 0)
		return;
	if (questions->n == 1)
		*arena_push(arena, &understanding->answers) =
			*read_one(arena, book, questions, 0, understanding, understanding, explain);
	else
		read_each(arena, book, questions, understanding, &hearing, explain);
	understanding->answer =
		arena_memdup(arena, &understanding->answers.at[0], sizeof(struct answer));
}
