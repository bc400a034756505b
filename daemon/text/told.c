/* SPDX-License-Identifier: MIT */
/*
 * A clause of somebody else is read as if she said it herself, without her name: "Siv kan inte" is
 * "kan inte". The name is what must be left out from the front so that a plain yes, no or maybe
 * remains, of nobody else; a clause where no cut leaves one is unclear, and the core gives it the
 * answer of the clause behind it ("Bo, Siv och Lena kommer").
 */
#include "text/told.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "text/answer.h"
#include "text/phrases.h"
#include "text/tokens.h"

#define CLAUSES_MOST 60
#define NAME_WORDS_MOST 5
#define TEXT_MOST 4000 /* bytes; a list of names is no longer */
#define TOKENS_MOST 1000

struct telling {
	struct arena *arena;
	const struct phrasebook *book;
	const struct questions *questions;
	struct order_read *order;
	int language; /* of the text at hand */
	struct str *explain;
};

static enum answer_kind read_words(const struct telling *t, const char *words)
{
	struct understanding said = {.reply = words, .subject = "", .date = INSTANT_NONE};
	struct question question = {.kind = ASK_ATTENDANCE, .about = DAY_NONE};

	*arena_push(t->arena, &said.parts) = (struct part){PART_TEXT, words};
	const struct answer *answer = answer_read(t->arena, t->book, t->questions->language,
		t->questions->mail_day, &question, "", &said, NULL, NULL);
	bool plain = answer->kind == ANSWER_YES || answer->kind == ANSWER_NO ||
		answer->kind == ANSWER_MAYBE;
	return plain && !answer->person && !answer->question ? answer->kind : ANSWER_UNCLEAR;
}

static const char *next_word(const char *at)
{
	at += strcspn(at, " \t");
	return at + strspn(at, " \t:");
}

static enum answer_kind read_clause(const struct telling *t, const char *clause)
{
	enum answer_kind kind = read_words(t, clause);

	for (int i = 0; kind == ANSWER_UNCLEAR && i < NAME_WORDS_MOST; i++) {
		clause = next_word(clause);
		if (!*clause)
			break;
		kind = read_words(t, clause);
	}
	return kind;
}

static void add_clause(const struct telling *t, const char *from, const char *to)
{
	while (from < to && strchr(" \t\n", *from))
		from++;
	while (to > from && strchr(" \t\n", to[-1]))
		to--;
	if (from == to || t->order->told.n >= CLAUSES_MOST)
		return;
	char *clause = arena_strndup(t->arena, from, (size_t)(to - from));
	enum answer_kind kind = read_clause(t, clause);
	*arena_push(t->arena, &t->order->told) = (struct told){clause, kind};
	if (t->explain)
		str_printf(t->explain, "told: \"%s\" %s\n", clause, answer_kind_text(kind));
}

/* "och", "but": one clause ends before it, the next begins behind it. */
static bool joins(const struct telling *t, const char *word, size_t n)
{
	const char *folded = utf8_fold_in(t->arena, word, n);
	const struct word_sense *sense = t->language < 0
		? NULL
		: dictionary_find(
			  phrasebook_dictionary(t->book), t->language, folded, strlen(folded));

	return sense && (sense_has(sense, WORD_AND) || sense_has(sense, WORD_BUT));
}

static int language_of(const struct telling *t, const char *text, size_t bytes)
{
	const struct dictionary *dictionary = phrasebook_dictionary(t->book);

	return tokens_read(t->arena, dictionary,
		dictionary_language(dictionary, t->questions->language), NULL, text, bytes,
		TOKENS_MOST, false)
		->language;
}

static void read_text(struct telling *t, const char *text)
{
	const char *end = text + strnlen(text, TEXT_MOST), *from = text;

	t->language = language_of(t, text, (size_t)(end - text));

	for (const char *at = text; at < end;) {
		size_t n = strcspn(at, " \t\n,;.");
		n = n > (size_t)(end - at) ? (size_t)(end - at) : n;
		if (n > 0 && joins(t, at, n)) {
			add_clause(t, from, at);
			from = at + n;
		}
		at += n;
		if (at < end && strchr("\n,;.", *at)) {
			add_clause(t, from, at);
			from = at + 1;
		}
		at += at < end;
	}
	add_clause(t, from, end);
}

static void read_forwarded(struct telling *t, struct understanding *understanding)
{
	const char *text = understanding->forwarded_text;
	struct order_read *order = understanding->order;

	if (!order) {
		order = understanding->order = arena_make(t->arena, struct order_read);
		order->word = ORDER_ANSWER;
		order->title = order->text = "";
	}
	*arena_push(t->arena, &order->told) =
		(struct told){text ? text : "", text ? read_words(t, text) : ANSWER_UNCLEAR};
}

/* "Bo Ek har slutat": a member's order that takes her off the list. */
static bool says_left(const struct phrasebook *book, const char *text)
{
	struct phrase_match match;

	return text &&
		phrasebook_match(
			book, NULL, "order.left.re", text, strnlen(text, TEXT_MOST), 0, &match);
}

/* "VB: Mötet": the member's own subject, which orders nothing, unless the leader wrote fields
 * above. */
static bool is_subject_of_forward(const struct understanding *understanding)
{
	const struct order_read *order = understanding->order;

	return understanding->forwarded_from && order && order->word != ORDER_ANSWER &&
		order->fields.n == 0 && !order->cancel && !order->same_again;
}

void told_read(struct arena *arena, const struct phrasebook *book,
	const struct questions *questions, struct understanding *understanding, struct str *explain)
{
	struct telling telling = {.arena = arena,
		.book = book,
		.questions = questions,
		.order = understanding->order,
		.explain = explain};

	if (understanding->order && understanding->order->word == ORDER_MEMBER)
		understanding->order->cancel |= says_left(book, understanding->order->title) ||
			says_left(book, understanding->order->text);
	if (is_subject_of_forward(understanding))
		understanding->order = NULL;
	if (understanding->order && understanding->order->word != ORDER_ANSWER)
		return;
	if (understanding->forwarded_from) {
		read_forwarded(&telling, understanding);
		return;
	}
	if (!understanding->order)
		return;
	if (understanding->order->title)
		read_text(&telling, understanding->order->title);
	if (understanding->order->text)
		read_text(&telling, understanding->order->text);
}
