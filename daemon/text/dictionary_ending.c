/* SPDX-License-Identifier: MIT */
/*
 * Words by their endings: "tuleeko" is "tulee" and a question, "työmatkalla" a kind of "matkalla".
 * Only a word that nobody lists is looked at so, and only what is left of it counts that somebody
 * does list, which keeps "keskiviikko" a weekday though it ends as questions do.
 */
#include <string.h>

#include "base/lexicon.h"
#include "base/utf8.h"
#include "dictionary_table.h"

#define ENDINGS_MOST 2 /* of one word */
#define STEM_BYTES_LEAST 2

static void add_endings(struct arena *arena, struct dictionary *dictionary, int language,
	struct words words, struct ending kind)
{
	for (size_t i = 0; i < words.n; i++) {
		const char *folded = utf8_fold_in(arena, words.at[i], strlen(words.at[i])),
			   *bare = bare_in(arena, folded);
		for (int k = 0; k < (strcmp(bare, folded) ? 2 : 1); k++) {
			struct ending *ending = arena_push(arena, &dictionary->endings[language]);
			*ending = kind;
			ending->text = k ? bare : folded;
			ending->bytes = strlen(ending->text);
		}
	}
}

void dictionary_add_endings(struct arena *arena, struct dictionary *dictionary, int language,
	const struct lexicon *lexicon)
{
	add_endings(arena, dictionary, language, lexicon_words(lexicon, "word.head"),
		(struct ending){.head = true});
	add_endings(arena, dictionary, language, lexicon_words(lexicon, "word.ending"),
		(struct ending){.head = false});
	add_endings(arena, dictionary, language, lexicon_words(lexicon, "word.ending-asks"),
		(struct ending){.asks = true});
}

static bool look_up(const struct dictionary *dictionary, int language, const char *text,
	size_t bytes, int endings, struct word_sense *ret_sense);

/* The word without this ending, or a compound by its last part alone. */
static bool look_up_by(const struct dictionary *dictionary, int language, const char *text,
	size_t bytes, const struct ending *ending, int endings, struct word_sense *ret_sense)
{
	if (bytes < ending->bytes + STEM_BYTES_LEAST)
		return false;
	size_t stem = bytes - ending->bytes;
	if (memcmp(text + stem, ending->text, ending->bytes))
		return false;
	if (ending->head)
		return !memchr(text, ' ', bytes) &&
			look_up(dictionary, language, text + stem, ending->bytes, 0, ret_sense);
	if (!look_up(dictionary, language, text, stem, endings - 1, ret_sense))
		return false;
	if (ending->asks)
		ret_sense->bits[WORD_ASK / 64] |= (uint64_t)1 << (WORD_ASK % 64);
	return true;
}

static bool look_up(const struct dictionary *dictionary, int language, const char *text,
	size_t bytes, int endings, struct word_sense *ret_sense)
{
	const struct word_sense *listed = dictionary_find(dictionary, language, text, bytes);

	if (listed)
		*ret_sense = *listed;
	if (listed || endings == 0)
		return listed != NULL;
	list_each (ending, &dictionary->endings[language])
		if (look_up_by(dictionary, language, text, bytes, ending, endings, ret_sense))
			return true;
	return false;
}

bool dictionary_find_by_ending(const struct dictionary *dictionary, int language, const char *text,
	size_t bytes, struct word_sense *ret_sense)
{
	return look_up(dictionary, language, text, bytes, ENDINGS_MOST, ret_sense);
}

bool dictionary_asks_by_ending(const struct dictionary *dictionary, int language)
{
	if (language < 0)
		return false;
	list_each (ending, &dictionary->endings[language])
		if (ending->asks)
			return true;
	return false;
}
