/* SPDX-License-Identifier: MIT */
/* A row of mails/answers as a question and a text: kinds, named options, escapes; sv.tsv tells the
 * columns. */
#ifndef SAMLAD_TESTS_ANSWER_TABLE_H
#define SAMLAD_TESTS_ANSWER_TABLE_H

#include "answer_book.h"
#include "base/question.h"

#define ALIASES_MOST 16

struct table {
	const char *language;
	const char *alias[ALIASES_MOST];
	const char *options[ALIASES_MOST];
	size_t n;
};

static inline void table_split_options(
	struct arena *arena, const char *text, struct question *question)
{
	const char **options = arena_make_n(arena, const char *, OPTIONS_MOST);
	char *copy = arena_strdup(arena, text), *option;

	question->n_options = 0;
	while ((option = strsep(&copy, "|")) && question->n_options < OPTIONS_MOST) {
		option += strspn(option, " ");
		for (size_t end = strlen(option); end > 0 && option[end - 1] == ' ';)
			option[--end] = '\0';
		options[question->n_options++] = option;
	}
	question->options = options;
}

/* "!attendance@2027-03-09", "signup:3" */
static inline struct question table_question(
	struct arena *arena, const struct table *table, const char *kind, const char *options)
{
	struct question question = {.about = DAY_NONE};
	char *copy = arena_strdup(arena, kind + (*kind == '!'));
	char *about = strchr(copy, '@'), *count = strchr(copy, ':');

	if (about) {
		*about = '\0';
		question.about = day_parse(about + 1);
	}
	if (count) {
		*count = '\0';
		question.n_options = strtoul(count + 1, NULL, 10);
	}
	question.kind = (enum ask_kind)ask_kind_from_text(copy);
	for (size_t i = 0; i < table->n; i++)
		if (!strcmp(options, table->alias[i]))
			table_split_options(arena, table->options[i], &question);
	if (strchr(options, '|'))
		table_split_options(arena, options, &question);
	return question;
}

static inline char *table_text(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text), *to = copy;

	for (const char *at = text; *at; at++) {
		if (at[0] == '\\' && at[1] == 'n') {
			*to++ = '\n';
			at++;
		} else {
			*to++ = *at;
		}
	}
	*to = '\0';
	return copy;
}

#endif
