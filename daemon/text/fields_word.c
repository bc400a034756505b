/* SPDX-License-Identifier: MIT */
/*
 * What the subject orders: its first word or words ("Hitta tid: …"), or a compound that ends with
 * an order's word
 * ("Vårmöte om utskrivning"); the end of a compound is what it is ("Statusmöte" is a meeting).
 * Behind a colon stands the title; without one the whole subject is.
 */
#include "text/fields_rules.h"

#include <string.h>

#include "base/utf8.h"
#include "text/datewords.h"
#include "text/phrases.h"

#define WORDS_MOST 3 /* of an order's word */
#define COMPOUND_LEAST 3 /* bytes in front of the word inside a compound */

static const char *without_prefixes(const struct ordering *ordering, const char *subject)
{
	struct phrase_match match;

	while (phrasebook_match(ordering->book, NULL, "answer.reply-prefix.re", subject,
		       strlen(subject), 0, &match) &&
		match.start == 0 && match.end > 0)
		subject += match.end;
	size_t n = strcspn(subject, "[");
	while (n > 0 && strchr(" \t", subject[n - 1]))
		n--;
	return arena_strndup(ordering->arena, subject + strspn(subject, " \t"),
		n - strspn(subject, " \t") * (n > 0));
}

static size_t word_end(const char *text, size_t from)
{
	while (text[from] && !strchr(" \t:=,.!?/", text[from]))
		from++;
	return from;
}

static int word_by_name(const struct ordering *ordering, const char *text, size_t n)
{
	const char *words = arena_strndup(ordering->arena, text, n);

	for (int word = 0; word < ORDER_WORDS; word++) {
		const char *key = arena_printf(
			ordering->arena, "order.%s", order_word_text((enum order_word)word));
		if (phrasebook_is_word(ordering->book, ordering->questions->language, key, words))
			return word;
	}
	for (int word = 0; word < ORDER_WORDS; word++) {
		const char *key = arena_printf(
			ordering->arena, "order.%s", order_word_text((enum order_word)word));
		if (phrasebook_is_word(ordering->book, NULL, key, words))
			return word;
	}
	return -1;
}

/* Bytes of `part` where folded ends with it and has something in front, else 0. */
static size_t ends_with(const char *folded, const char *part)
{
	size_t n = strlen(folded), len = strlen(part);

	return len >= 3 && n >= len + COMPOUND_LEAST && !strcmp(folded + n - len, part) ? len : 0;
}

/* The order whose word is the longest end of the compound. */
static int word_by_compound(const struct ordering *ordering, const char *text, size_t n)
{
	const char *folded = utf8_fold_in(ordering->arena, text, n), *language;
	size_t best = 0;
	int found = -1;

	for (size_t i = 0; (language = phrasebook_language(ordering->book, i)); i++) {
		for (int word = 0; word < ORDER_WORDS; word++) {
			const char *key = arena_printf(ordering->arena, "order.%s",
				order_word_text((enum order_word)word));
			struct words words =
				lexicon_words(phrasebook_lexicon(ordering->book, language), key);
			for (size_t k = 0; k < words.n; k++) {
				const char *part = utf8_fold_in(
					ordering->arena, words.at[k], strlen(words.at[k]));
				size_t len = ends_with(folded, part);
				if (len > best) {
					best = len;
					found = word;
				}
			}
		}
	}
	return found;
}

bool order_is_meeting_word(const struct ordering *ordering, const char *folded)
{
	return word_by_name(ordering, folded, strlen(folded)) == ORDER_MEETING ||
		word_by_compound(ordering, folded, strlen(folded)) == ORDER_MEETING;
}

/* What stands behind the word: from the sign on, or NULL where none is. */
static const char *behind_sign(const char *text)
{
	size_t blanks = strspn(text, " \t");

	if (!text[blanks] || !strchr(":=-", text[blanks]))
		return NULL;
	return text + blanks + 1 + strspn(text + blanks + 1, " \t");
}

static bool has_capital(const char *text)
{
	const char *at = text, *end = text + strlen(text);
	char folded[8];

	if (at == end)
		return false;
	utf8_next(&at, end);
	size_t n = (size_t)(at - text);
	if (n >= sizeof(folded))
		return false;
	memcpy(folded, text, n);
	folded[n] = '\0';
	_cleanup_arena_ struct arena *arena = arena_new();
	return strcmp(utf8_fold_in(arena, folded, n), folded) != 0;
}

static void set_title(struct ordering *ordering, const char *whole, size_t end, bool compound)
{
	const char *title = compound ? NULL : behind_sign(whole + end);
	const char *next = whole + end + strspn(whole + end, " \t");

	if (!title && !compound && ordering->order->word != ORDER_MEETING && has_capital(next))
		title = next;
	/* "Projekt:" with nothing behind it has no title; "Möte" alone is one */
	if (!title && (compound || *next || ordering->order->word == ORDER_MEETING))
		title = whole;
	ordering->order->title = title && *title ? title : NULL;
}

bool order_find_word(struct ordering *ordering, const char *subject, const char **ret_whole)
{
	const char *whole = without_prefixes(ordering, subject);
	size_t ends[WORDS_MOST] = {0}, n = 0, at = 0;

	*ret_whole = whole;
	while (n < WORDS_MOST && whole[at]) {
		ends[n] = word_end(whole, at);
		at = ends[n] + strspn(whole + ends[n], " \t");
		if (ends[n] == 0 || (whole[ends[n]] && !strchr(" \t", whole[ends[n]]))) {
			n++;
			break;
		}
		n++;
	}
	for (size_t k = n; k-- > 0;) {
		int word = ends[k] ? word_by_name(ordering, whole, ends[k]) : -1;
		if (word < 0)
			continue;
		ordering->order->word = (enum order_word)word;
		set_title(ordering, whole, ends[k], false);
		return true;
	}
	int word = n > 0 && ends[0] ? word_by_compound(ordering, whole, ends[0]) : -1;
	if (word < 0)
		return false;
	ordering->order->word = (enum order_word)word;
	set_title(ordering, whole, ends[0],
		behind_sign(whole + ends[0]) == NULL || word == ORDER_MEETING);
	return true;
}
