/* SPDX-License-Identifier: MIT */
/*
 * The known word that a mistyped one was meant to be. Each guess looks at the whole table: a reader
 * asks for a few only. Where the likeliest kind of slip leads to words that mean different things,
 * nothing is guessed.
 */
#include "dictionary_table.h"

#include <string.h>

#include "text/slip.h"

#define GUESS_BYTES_LEAST 3
#define SHORT_BYTES 4
#define VALUED_BITS (((uint64_t)1 << WORDS_VALUED) - 1)

/* A short word has too many neighbours: only two of its letters may be swapped, and it is no date;
 * but a lost "not" would turn the answer round. */
static bool is_slip_of(const struct entry *entry, const char *text, size_t bytes, enum slip slip)
{
	if (entry->bytes < GUESS_BYTES_LEAST || entry->text[0] != text[0] ||
		slip_between(text, bytes, entry->text, entry->bytes) != slip)
		return false;
	if (entry->bytes > SHORT_BYTES || sense_has(&entry->sense, WORD_NOT))
		return entry->bytes >= SHORT_BYTES || slip == SLIP_SWAP;
	return slip == SLIP_SWAP && !(entry->sense.bits[0] & VALUED_BITS);
}

static bool is_same_sense(const struct word_sense *a, const struct word_sense *b)
{
	if (sense_has(a, WORD_NOT) && sense_has(b, WORD_NOT))
		return true;
	return memcmp(a->bits, b->bits, sizeof(a->bits)) == 0 &&
		memcmp(a->value, b->value, sizeof(a->value)) == 0;
}

/* The words that this slip leads to must all mean the same. */
static bool guess_by(const struct dictionary *dictionary, int language, const char *text,
	size_t bytes, enum slip slip, struct word_guess *ret_guess)
{
	const struct entry *found = NULL;

	for (size_t i = 0; i < dictionary->room; i++) {
		const struct entry *entry = &dictionary->entries[i];
		if (!entry->text || entry->language != language || !sense_is_known(&entry->sense) ||
			!is_slip_of(entry, text, bytes, slip))
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
	size_t bytes, struct word_guess *ret_guess)
{
	for (enum slip slip = SLIP_SWAP; slip <= SLIP_WRONG; slip++)
		if (guess_by(dictionary, language, text, bytes, slip, ret_guess))
			return true;
	return false;
}
