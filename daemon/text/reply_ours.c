/* SPDX-License-Identifier: MIT */
/*
 * Our own letter known again by its words. Some programs quote without any mark, and then "Svara
 * ja, nej eller kanske" would stand there as if she had written it; and answers between our lines
 * are hers though an Outlook header above says that all is quoted.
 *
 * A line is ours when all runs of three words in it stand in the letter too (lines get wrapped anew
 * when quoted, so whole lines can't be compared), or, being shorter, when it is a line of the
 * letter. The letter is read once into two tables of hashes: linear in both texts.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "reply_lines.h"
#include "text/body.h"

#define LETTER_BYTES (64 * 1024)
#define LINE_BYTES 4000
#define RUN_WORDS 3
#define OURS_WORDS 10 /* in a neighbourhood without marks before it is taken for ours */
#define MOST_OF_LETTER 4 / 5 /* of a letter's words, where it has fewer than that */
#define GAP_LINES 4

struct table {
	uint64_t *at;
	size_t slots; /* a power of two */
};

struct ours {
	struct table runs;
	struct table lines;
	struct table words;
	size_t enough; /* words of a neighbourhood that is taken for ours */
};

static struct table table_new(struct arena *arena, size_t most)
{
	struct table table = {.slots = 64};

	while (table.slots < most * 2)
		table.slots *= 2;
	table.at = arena_make_n(arena, uint64_t, table.slots);
	return table;
}

static uint64_t *slot_of(const struct table *table, uint64_t hash)
{
	size_t i = hash & (table->slots - 1);

	while (table->at[i] && table->at[i] != hash)
		i = (i + 1) & (table->slots - 1);
	return &table->at[i];
}

static bool has(const struct table *table, uint64_t hash)
{
	return *slot_of(table, hash) != 0;
}

/* One more word into a hash of words; never 0. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9e3779b97f4a7c15;
	return (hash ^ hash >> 29) | 1;
}

struct words_walk {
	const char *at;
};

/* The next word's hash, letters and digits alone; 0 at the end. */
static uint64_t next_word(struct words_walk *walk)
{
	uint64_t hash = 0xcbf29ce484222325;
	size_t n = 0;

	for (; *walk->at; walk->at++) {
		unsigned char c = (unsigned char)*walk->at;
		bool part = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
		if (!part && n)
			break;
		if (!part)
			continue;
		hash = (hash ^ c) * 0x100000001b3;
		n++;
	}
	return n ? hash | 1 : 0;
}

/* Adds the letter's runs across line ends, so that lines wrapped anew are known. */
static void learn(struct ours *ours, const char *folded)
{
	struct words_walk walk = {folded};
	uint64_t word, before[RUN_WORDS - 1] = {0};

	while ((word = next_word(&walk))) {
		*slot_of(&ours->words, word) = word;
		uint64_t run = mix(mix(mix(0, before[0]), before[1]), word);
		*slot_of(&ours->runs, run) = run;
		before[0] = before[1];
		before[1] = word;
		ours->enough++;
	}
}

static uint64_t line_hash(const char *folded, size_t *ret_words)
{
	struct words_walk walk = {folded};
	uint64_t word, hash = 1;
	size_t n = 0;

	for (; (word = next_word(&walk)); n++)
		hash = mix(hash, word);
	*ret_words = n;
	return hash;
}

static struct ours learn_letter(struct arena *arena, const char *letter)
{
	size_t bytes = strnlen(letter, LETTER_BYTES);

	while (bytes && ((unsigned char)letter[bytes] & 0xc0) == 0x80)
		bytes--;
	char *folded = utf8_fold_in(arena, letter, bytes);
	size_t most = strlen(folded) / 2 + 8;
	struct ours ours = {
		.runs = table_new(arena, most),
		.lines = table_new(arena, most),
		.words = table_new(arena, most),
	};
	learn(&ours, folded);
	ours.enough = ours.enough * MOST_OF_LETTER < OURS_WORDS ? ours.enough * MOST_OF_LETTER
								: OURS_WORDS;
	for (char *line = folded, *end; line; line = end) {
		size_t words;
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		uint64_t hash = line_hash(line, &words);
		if (words)
			*slot_of(&ours.lines, hash) = hash;
	}
	return ours;
}

/*
 * Words of the line when it is one of ours, else 0. before: the last words of the line of ours
 * right above, or zeros; a shorter line is ours where the letter goes on so. It is left with this
 * line's last. ret_foreign: has a word that the letter has not.
 */
static size_t words_if_ours(
	const struct ours *ours, const char *folded, uint64_t before[], bool *ret_foreign)
{
	struct words_walk walk = {folded};
	uint64_t word;
	size_t n = 0, known = 0, going_on = 0, whole;
	bool line = has(&ours->lines, line_hash(folded, &whole));

	*ret_foreign = false;
	for (; (word = next_word(&walk)); n++) {
		*ret_foreign = *ret_foreign || !has(&ours->words, word);
		bool run = has(&ours->runs, mix(mix(mix(0, before[0]), before[1]), word));
		known += n >= RUN_WORDS - 1 && run;
		going_on += before[0] && run;
		before[0] = before[1];
		before[1] = word;
	}
	if (line)
		return whole;
	if (n < RUN_WORDS)
		return n && going_on == n ? n : 0;
	size_t runs = n - (RUN_WORDS - 1);
	/* Of a longer line half is enough: links are rewritten on the way, names filled in. */
	return (known == runs || (runs >= 4 && known * 2 >= runs)) ? n : 0;
}

static bool has_words(const struct reply_line *line)
{
	struct words_walk walk = {line->text};

	/* Capitals are not folded here, and count as no part of a word. */
	return next_word(&walk) || strpbrk(line->text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

/* A row of one-tap answers or a link: ours, though the letter's plain text has no such line. */
static bool is_furniture(const struct reply_line *line, bool foreign)
{
	return line->marks & LINE_TAP || strstr(line->text, "mailto:") ||
		strstr(line->text, "http") ||
		(line->marks & LINE_TABLE_CELL && !foreign && !(line->marks & LINE_COLOURED));
}

/* Whether a line among ours, in a quotation without marks, is her answer to it. */
static bool is_answer(const struct reply_line *line, bool foreign)
{
	return !is_furniture(line, foreign) && (foreign || line->marks & LINE_COLOURED);
}

struct neighbourhood {
	size_t first, last; /* lines that are ours */
	size_t words, enough;
	bool quoted; /* some of it is known to be quoted */
};

/* Where what she wrote on top ends: her words may well be ours, as we told her what to write
 * ("Plats: sal 3"), and the letter below must not take them along. */
static bool is_end_of_top(const struct neighbourhood *here, const struct reply_line *line)
{
	return line->kind == PART_HEADER || (!here->quoted && line->kind == PART_QUOTE);
}

/* Without marks of its own and with enough of our words: all that is ours is quoted, the rest is
 * hers. */
static void take_neighbourhood(struct reply *reply, const bool *ours, const bool *foreign,
	const struct neighbourhood *here)
{
	if (here->words < here->enough)
		return;
	for (size_t i = here->first; i <= here->last; i++) {
		struct reply_line *line = &reply->at[i];
		if (line->blank || line->quoted)
			continue;
		bool quoted = ours[i] || !has_words(line) || is_furniture(line, foreign[i]);
		if (quoted && line->kind == PART_TEXT)
			reply_take(
				reply, (struct stretch){i, i + 1}, PART_QUOTE, "reply.our-letter");
		else if (!ours[i] && line->kind == PART_QUOTE && is_answer(line, foreign[i]))
			reply_take(reply, (struct stretch){i, i + 1}, PART_TEXT,
				"reply.between-lines");
	}
}

void reply_mark_ours(struct reply *reply, const char *our_letter)
{
	_cleanup_arena_ struct arena *scratch = arena_new();
	struct ours ours = learn_letter(scratch, our_letter);
	bool *is_ours = arena_make_n(scratch, bool, reply->n + 1);
	bool *foreign = arena_make_n(scratch, bool, reply->n + 1);
	struct neighbourhood here = {.enough = ours.enough};
	uint64_t before[RUN_WORDS - 1] = {0};
	size_t gap = 0;

	for (size_t i = 0; i < reply->n; i++) {
		const struct reply_line *line = &reply->at[i];
		if (i && !is_ours[i - 1])
			memset(before, 0, sizeof(before));
		if (line->blank || line->bytes > LINE_BYTES)
			continue;
		if (is_end_of_top(&here, line)) {
			take_neighbourhood(reply, is_ours, foreign, &here);
			here.words = 0;
		}
		here.quoted |= line->kind == PART_QUOTE;
		_cleanup_arena_ struct arena *folding = arena_new();
		size_t words = words_if_ours(
			&ours, utf8_fold_in(folding, line->text, line->bytes), before, &foreign[i]);
		is_ours[i] = words > 0;
		if (!words && ++gap > GAP_LINES) {
			take_neighbourhood(reply, is_ours, foreign, &here);
			here.words = 0;
		}
		if (!words)
			continue;
		if (!here.words)
			here.first = i;
		here.last = i;
		here.words += words;
		gap = 0;
	}
	take_neighbourhood(reply, is_ours, foreign, &here);
}
