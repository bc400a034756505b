/* SPDX-License-Identifier: MIT */
/*
 * What words mean to the rules that read answers, dates and orders: each word or phrase of `phrases` that stands
 * under a key which dictionary_keys.c names, by language, found in constant time.
 *
 * Compared folded; a word typed without its diacritics ("tyvarr") is found too, unless it is a word of its own.
 *
 * A language that puts into a word's ending what others say in words of their own lists such endings under
 * "word.ending": a word that is not listed is then what it is without one or two of them, if that is. Those under
 * "word.ending-asks" make a question of it besides (Finnish "tulee", comes; "tuleeko", does … come?). A compound that
 * nobody lists is what its last part is, where that stands under "word.head" too.
 */
#ifndef SAMLAD_TEXT_DICTIONARY_H
#define SAMLAD_TEXT_DICTIONARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct dictionary;
struct phrasebook;

/* The classes that carry a number (a key's last part: "date.month.3") come first. */
enum word_class {
	WORD_MONTH, WORD_WEEKDAY, WORD_NUMBER, WORD_ORDINAL, WORD_FEAST, WORD_SEASON, WORD_DATE_ORDINAL, WORDS_VALUED,
	/* dates */
	WORD_WEEK = WORDS_VALUED, WORD_DAY_UNIT, WORD_WEEK_UNIT, WORD_MONTH_UNIT, WORD_TODAY, WORD_TOMORROW,
	WORD_OVERMORROW, WORD_YESTERDAY, WORD_NEXT, WORD_THIS, WORD_LATER_THAN, WORD_SOONER_THAN, WORD_WITHIN,
	WORD_MONTH_LEAD, WORD_CLOCK, WORD_TO, WORD_AM, WORD_PM, WORD_DATE_FILLER, WORD_ORDINAL_END, WORD_THE_DAY,
	WORD_OF, WORD_SLASH_DAY_FIRST, WORD_WEEKDAY_SHORT, WORD_WITHIN_BEHIND, WORD_LATER_BEHIND, WORD_BETWEEN,
	WORD_WEEKDAY_GONE, WORD_LAST_ONE, WORD_MONTH_START, WORD_MONTH_MIDDLE, WORD_MONTH_END,
	/* the polarity of answers */
	WORD_YES, WORD_OK, WORD_NO, WORD_REGRET, WORD_NOT, WORD_NEVER_MISS, WORD_ATTEND, WORD_ABLE, WORD_DECLINE,
	WORD_BUSY, WORD_SICK, WORD_MAYBE, WORD_LIKELY, WORD_IF, WORD_IF_PERHAPS, WORD_IF_VERB, WORD_MANAGER, WORD_CHECK, WORD_WISHED,
	WORD_WOULD, WORD_ASK, WORD_ASK_START, WORD_LIMIT, WORD_SELF, WORD_OTHER, WORD_YOU, WORD_IT, WORD_BUT,
	WORD_AND, WORD_THAT, WORD_THANKS, WORD_RECEIVED, WORD_FILLER, WORD_ASIDE, WORD_NEUTRAL, WORD_OTHER_TIME,
	WORD_CORRECTION, WORD_INSTEAD, WORD_WITH, WORD_UNDO, WORD_COLLEAGUE, WORD_GREETING, WORD_SIGN_OFF,
	WORD_ABBREVIATION, WORD_IMPERATIVE, WORD_QUIT, WORD_MINE, WORD_PAST, WORD_APPROVES, WORD_TAKE, WORD_WONDER,
	WORD_WITHOUT, WORD_BELONGS, WORD_BY_EAR, WORD_NO_ONE, WORD_STATES, WORD_ALREADY, WORD_ALONE, WORD_REASSURE,
	WORD_BADLY, WORD_EITHER, WORD_NEITHER, WORD_COPULA, WORD_PARTICLE, WORD_SO, WORD_SPOKEN, WORD_SPOKEN_ASK,
	WORD_VERB, WORD_HABIT, WORD_MORE, WORD_CONCEDE, WORD_LETS, WORD_WEAKLY, WORD_ANSWER, WORD_PREPOSITION, WORD_SAVE, WORD_WISTFUL, WORD_TELL, WORD_CONTACT, WORD_SENDS, WORD_APOLOGY, WORD_ASK_THING, WORD_PARTLY, WORD_BECAUSE,
	WORD_YET, WORD_IDLE, WORD_COULD, WORD_OBJECT, WORD_PERFECT, WORD_NO_WAY,
	WORD_OR,
	/* the kinds' own words */
	WORD_DONE, WORD_STUCK, WORD_ALMOST, WORD_NOTHING_NEW, WORD_LATER, WORD_GIVE, WORD_STAY, WORD_LEAVE, WORD_PAUSE,
	WORD_REPLACE, WORD_SEND, WORD_THUMB_UP, WORD_THUMB_DOWN, WORD_GOOD, WORD_BAD, WORD_PROPOSAL, WORD_WANT, WORD_ABSTAIN,
	WORD_ALL, WORD_BOTH, WORD_NONE, WORD_EXCEPT, WORD_PREFER, WORD_ELSE, WORD_LAST, WORD_OPTION,
	WORD_AGENDA_LEAD, WORD_AGENDA_NONE, WORD_AGENDA_JOIN, WORD_HOURS, WORD_TICK, WORD_COUNTED, WORD_MEETING,
	WORD_GROUP, WORD_RECORDS, WORD_HELP, WORD_LEAVE_ALL,
	/* what a leader chooses for a row of her letter, in the order of enum choice_word; then orders' own words */
	WORD_ALERT_ASK, WORD_ALERT_ASK_ALL, WORD_ALERT_SMALLER, WORD_ALERT_MERGE, WORD_ALERT_PAUSE, WORD_ALERT_PARK,
	WORD_ALERT_ASK_HEADS, WORD_ALERT_WE_TAKE_IT, WORD_ALERT_CLOSE, WORD_ALERT_HOLD, WORD_CANCELLED,
	WORD_SAME_AGAIN, WORD_DEADLINE, WORD_BYGONE, WORD_MOVED,
	WORD_CLASSES
};

#define WORD_SENSE_WORDS 3
struct word_sense {
	uint64_t bits[WORD_SENSE_WORDS]; /* of enum word_class */
	signed char value[WORDS_VALUED];
	bool bare; /* known only without its diacritics */
};
_Static_assert(WORD_CLASSES <= 64 * WORD_SENSE_WORDS, "each class of words has its bit");

static inline bool sense_has(const struct word_sense *sense, enum word_class class)
{
	return sense->bits[class / 64] >> (class % 64) & 1;
}
static inline bool sense_is_known(const struct word_sense *sense)
{
	return sense->bits[0] || sense->bits[1] || sense->bits[2];
}

/* The key under which a class stands in `phrases` ("answer.yes"; of a valued one without its number: "date.month"). */
const char *word_class_key(enum word_class class);
/* The class of such a key, and its number where it has one; WORD_CLASSES for a key that is none of ours. */
enum word_class word_class_of(const char *key, int *ret_value);

/* Lives in the arena; the book may go away. */
const struct dictionary *dictionary_new(struct arena *arena, const struct phrasebook *book);
size_t dictionary_languages(const struct dictionary *dictionary);
/* -1 for a language that is not there, and for NULL. */
int dictionary_language(const struct dictionary *dictionary, const char *name);
/* Words in the longest phrase. */
size_t dictionary_longest(const struct dictionary *dictionary);
/* What a folded word, or a phrase with single blanks between its words, means in a language. NULL: not known. */
const struct word_sense *dictionary_find(const struct dictionary *dictionary, int language, const char *text, size_t bytes);
/* The same also by the language's endings: for words of a text in it. False: not known. */
bool dictionary_find_by_ending(const struct dictionary *dictionary, int language, const char *text, size_t bytes,
	struct word_sense *ret_sense);
/* The language has endings that make a question, so that a verb before its subject makes none. */
bool dictionary_asks_by_ending(const struct dictionary *dictionary, int language);
/* Some word of the language begins with these words: looking at a longer phrase is worth it. */
bool dictionary_has_prefix(const struct dictionary *dictionary, int language, const char *text, size_t bytes);
/* The usual spelling of a word that is written as it is spoken ("e": "är"), from the key answer.spelling; or NULL. */
const char *dictionary_spelling(const struct dictionary *dictionary, int language, const char *word);
struct word_guess {
	const char *text; /* the dictionary's own, no NUL behind it */
	size_t bytes;
	const struct word_sense *sense;
};
/* The word one typing slip away (a letter too many, too few, swapped or wrong); false for none, or for several that mean
 * different things. ignored: classes (bits, WORD_SENSE_WORDS of them, or NULL) that the reader has no use for. */
bool dictionary_guess(const struct dictionary *dictionary, int language, const char *text, size_t bytes,
	const uint64_t *ignored, struct word_guess *ret_guess);

/* The text folded and its diacritics taken off ("tyvärr" → "tyvarr"). */
char *bare_in(struct arena *arena, const char *folded);

#endif
