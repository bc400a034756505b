/* SPDX-License-Identifier: MIT */
/*
 * The known word that a mistyped one was meant to be. Each guess looks at all words with the same
 * first letter: a reader asks for a few only. Where the likeliest kind of slip leads to words that
 * mean different things, nothing is guessed.
 */
#include "dictionary_table.h"

#include <string.h>

#include "text/slip.h"

#define VALUED_BITS (((uint64_t)1 << WORDS_VALUED) - 1)

/* The small words around which all others turn: worth a guess even when short. */
static bool is_grammar(const struct word_sense *sense)
{
	return sense_has(sense, WORD_SELF) || sense_has(sense, WORD_NOT) ||
		sense_has(sense, WORD_ABLE) || sense_has(sense, WORD_IT) ||
		sense_has(sense, WORD_PREPOSITION);
}

/* The shorter a word, the more neighbours it has: of five letters none may be wrong, of four or
 * three only two may be swapped, of three in the smallest words alone. But a lost "not" would turn
 * the answer round. */
static bool is_slip_of(const struct entry *entry, const char *text, size_t bytes, enum slip slip)
{
	bool not_word = sense_has(&entry->sense, WORD_NOT);

	if (entry->bytes < 3 || entry->text[0] != text[0] ||
		slip_between(text, bytes, entry->text, entry->bytes) != slip)
		return false;
	if (entry->bytes == 3)
		return slip == SLIP_SWAP && is_grammar(&entry->sense);
	if (entry->bytes == 4)
		return not_word || (slip == SLIP_SWAP && !(entry->sense.bits[0] & VALUED_BITS));
	return slip != SLIP_WRONG || entry->bytes > 5 || not_word;
}

static bool is_same_sense(const struct word_sense *a, const struct word_sense *b)
{
	if (sense_has(a, WORD_NOT) && sense_has(b, WORD_NOT))
		return true;
	return memcmp(a->bits, b->bits, sizeof(a->bits)) == 0 &&
		memcmp(a->value, b->value, sizeof(a->value)) == 0;
}

static bool is_wanted(const struct word_sense *sense, const uint64_t *ignored)
{
	for (size_t i = 0; i < WORD_SENSE_WORDS; i++)
		if (sense->bits[i] & ~(ignored ? ignored[i] : 0))
			return true;
	return false;
}

/* The words that this slip leads to must all mean the same. */
static bool guess_by(const struct dictionary *dictionary, int language, const char *text,
	size_t bytes, const uint64_t *ignored, enum slip slip, struct word_guess *ret_guess)
{
	const struct entry *found = NULL;

	const uint32_t *next = &dictionary->heads[language][(unsigned char)text[0]];

	while (*next) {
		const struct entry *entry = &dictionary->entries[*next - 1];
		next = &entry->next;
		if (!is_wanted(&entry->sense, ignored) || !is_slip_of(entry, text, bytes, slip))
			continue;
		if (found && !is_same_sense(&found->sense, &entry->sense))
			return false;
		found = entry;
	}
	if (!found)
		return false;
	*ret_guess = (struct word_guess){found->text, found->bytes, &found->sense};
	return true;
}

bool dictionary_guess(const struct dictionary *dictionary, int language, const char *text,
	size_t bytes, const uint64_t *ignored, struct word_guess *ret_guess)
{
	for (enum slip slip = SLIP_SWAP; slip <= SLIP_WRONG; slip++)
		if (guess_by(dictionary, language, text, bytes, ignored, slip, ret_guess))
			return true;
	return false;
}
