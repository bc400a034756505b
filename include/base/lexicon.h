/* SPDX-License-Identifier: MIT */
/*
 * A language's words as data: the files `phrases` and `subjects` of templates/<language>/.
 *
 * The format, one entry a line:   key = first | second | third
 * A line that begins with blanks goes on with the entry above; `#` at a line's first non-blank begins a
 * comment; a backslash before `|`, `#` or `\` takes its meaning away; blanks around an alternative fall away.
 * The same key twice adds to the first. Keys: a-z, 0-9, `-` and `.`.
 */
#ifndef SAMLAD_BASE_LEXICON_H
#define SAMLAD_BASE_LEXICON_H

#include <stddef.h>

struct arena;
struct fault;
struct lexicon;

struct words {
	const char *const *at; /* never NULL when n > 0 */
	size_t n;
};

/* name stands in errors ("templates/sv/phrases:12: ..."). 0, or -EINVAL with the line named. */
int lexicon_parse(struct arena *arena, const char *name, const char *text, size_t bytes,
	struct lexicon **ret_lexicon, struct fault *fault);
/* n is 0 for a key that is not there. */
struct words lexicon_words(const struct lexicon *lexicon, const char *key);
/* The first alternative, or NULL. */
const char *lexicon_word(const struct lexicon *lexicon, const char *key);
/* Keys in the order of the file, for walking a family of keys ("order.*"). NULL past the last. */
const char *lexicon_key(const struct lexicon *lexicon, size_t i);

#endif
