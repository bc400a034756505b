/* SPDX-License-Identifier: MIT */
/* All templates of all languages, found by name; read-only once made. */
#ifndef SAMLAD_LETTERS_TEMPLATES_H
#define SAMLAD_LETTERS_TEMPLATES_H

#include <stddef.h>

struct fault;
struct lexicon;
struct template_file {
	const char *language; /* "sv"; "html" for the blocks of all HTML letters, "report" for the report's parts */
	const char *name;     /* "attendance.mustache", "subjects"; other names are left alone */
	const char *bytes;
	size_t n_bytes;
};
struct templates;

/*
 * Keeps pointers to the bytes, which must stay and end with a NUL. -EINVAL names file, line and what is wrong:
 * broken Mustache, a language without `subjects`, a letter without a subject line, a letter that one language has
 * and another lacks.
 */
int templates_new(const struct template_file files[], size_t n_files, struct templates **ret_templates, struct fault *fault);
void templates_free(struct templates *templates);

/* NULL past the last. */
const char *templates_language(const struct templates *templates, size_t i);
/* Letters' names, of the first language, partials left out, in the order of their names. NULL past the last. */
const char *templates_letter(const struct templates *templates, size_t i);
/* NULL when there is none; a language that is not there falls back on the first one. */
const char *templates_text(const struct templates *templates, const char *language, const char *name);
const struct lexicon *templates_words(const struct templates *templates, const char *language);

#endif
