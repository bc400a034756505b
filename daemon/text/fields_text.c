/* SPDX-License-Identifier: MIT */
/*
 * What of an order's mail goes along into the letters: her words, without the greeting that was for
 * us and the name under it, since each letter has its own.
 */
#include <string.h>

#include "base/utf8.h"
#include "text/fields_rules.h"
#include "text/phrases.h"
#include "text/tokens.h"

#define GREETING_WORDS_MOST 5
#define BLANKS " \t\r\n"

static char *trimmed(struct arena *arena, const char *text, size_t n)
{
	while (n > 0 && strchr(BLANKS, *text)) {
		text++;
		n--;
	}
	while (n > 0 && strchr(BLANKS, text[n - 1]))
		n--;
	return arena_strndup(arena, text, n);
}

struct tokens *order_tokens(const struct ordering *ordering, const struct word_mask *ignored,
	const char *text, size_t n, size_t limit)
{
	const struct dictionary *dictionary = phrasebook_dictionary(ordering->book);

	return tokens_read(ordering->arena, dictionary,
		dictionary_language(dictionary, ordering->questions->language), ignored, text, n,
		limit, false);
}

static size_t count_words(const char *text)
{
	size_t n = 0;

	while (*(text += strspn(text, BLANKS))) {
		text += strcspn(text, BLANKS);
		n++;
	}
	return n;
}

static bool begins_with_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	return strncmp(text, word, n) == 0 && (text[n] == '\0' || strchr(" ,.!:", text[n]));
}

/* "Hej!", "Hej på er", "Dear all," */
static bool is_greeting(const struct ordering *ordering, const char *line)
{
	const char *folded = utf8_fold_in(ordering->arena, line, strlen(line));
	const char *language;

	if (count_words(folded) > GREETING_WORDS_MOST)
		return false;
	for (size_t i = 0; (language = phrasebook_language(ordering->book, i)); i++) {
		struct words words = lexicon_words(
			phrasebook_lexicon(ordering->book, language), "answer.greeting");
		for (size_t k = 0; k < words.n; k++)
			if (begins_with_word(folded, words.at[k]))
				return true;
	}
	return false;
}

/* Her name under her words: whole, or as it begins ("Eva", "/Eva"). */
static bool is_name(const char *line, const char *writer)
{
	char first[128];
	size_t n = strcspn(writer, " ");

	line += strspn(line, "/-~ ");
	if (*line == '\0' || n == 0 || n >= sizeof(first))
		return false;
	memcpy(first, writer, n);
	first[n] = '\0';
	return utf8_equal_fold(line, writer) || utf8_equal_fold(line, first);
}

char *order_free_text(const struct ordering *ordering, const char *rest, const char *writer)
{
	char *text = trimmed(ordering->arena, rest, strlen(rest));
	size_t n = strcspn(text, "\n");

	if (is_greeting(ordering, trimmed(ordering->arena, text, n)))
		text = trimmed(ordering->arena, text + n, strlen(text + n));
	const char *end = strrchr(text, '\n');
	const char *last = end ? end + 1 : text;
	if (writer && is_name(trimmed(ordering->arena, last, strlen(last)), writer))
		text = trimmed(ordering->arena, text, (size_t)(last - text));
	return text;
}
