/* SPDX-License-Identifier: MIT */
/* What a row of mails/answers allows as its reading; sv.tsv tells the words. Where people would
 * differ, several readings stand with "/" between them. */
#ifndef SAMLAD_TESTS_ANSWER_LABEL_H
#define SAMLAD_TESTS_ANSWER_LABEL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/understanding.h"

static inline const char *label_numbers(struct arena *arena, const int *at, size_t n)
{
	struct str text;

	str_init(&text, 200);
	for (size_t i = 0; i < n; i++)
		str_printf(&text, "%s%d", i ? "," : "", at[i]);
	const char *copy = str_in(&text, arena);
	str_done(&text);
	return copy;
}

/* One word of the expected column behind the kind. */
static inline bool label_detail_holds(
	struct arena *arena, const struct answer *answer, const char *detail)
{
	if (!strncmp(detail, "not=", 4))
		return !strcmp(
			label_numbers(arena, answer->declined.at, answer->declined.n), detail + 4);
	if (!strncmp(detail, "person=", 7))
		return answer->person && !strcmp(answer->person, detail + 7);
	if (!strncmp(detail, "date=", 5))
		return answer->date == day_parse(detail + 5);
	if (!strncmp(detail, "hours=", 6))
		return answer->hours == (int)strtol(detail + 6, NULL, 10);
	if (!strncmp(detail, "items=", 6))
		return answer->items.n == strtoul(detail + 6, NULL, 10);
	if (!strcmp(detail, "manager"))
		return answer->manager;
	if (!strcmp(detail, "question"))
		return answer->question;
	if (!strcmp(detail, "comment"))
		return answer->comment != NULL;
	if (!strcmp(detail, "silent"))
		return answer->comment == NULL;
	if (!strcmp(detail, "bare"))
		return answer->bare;
	return !strcmp(label_numbers(arena, answer->choices.at, answer->choices.n), detail);
}

/* person= may hold blanks: it is the rest of the column. */
static inline bool label_details_hold(
	struct arena *arena, const struct answer *answer, char *details)
{
	while (details && *details) {
		char *detail = details;
		if (!strncmp(details, "person=", 7))
			details = NULL;
		else
			detail = strsep(&details, " ");
		if (!label_detail_holds(arena, answer, detail))
			return false;
	}
	return true;
}

#define LABELS_MOST 4

/* One of the readings that a row allows. */
struct label {
	enum answer_kind kind;
	const char *details; /* "" for none */
};

static inline size_t labels_read(struct arena *arena, const char *text, struct label labels[])
{
	char *rest = arena_strdup(arena, text), *label;
	size_t n = 0;

	while ((label = strsep(&rest, "/"))) {
		char *details = label + strspn(label, " ");
		for (size_t end = strlen(label); end > 0 && label[end - 1] == ' ';)
			label[--end] = '\0';
		char *kind = strsep(&details, " ");
		int number = answer_kind_from_text(kind);
		if (number < 0 || n == LABELS_MOST)
			fail_msg("%s", text);
		labels[n++] = (struct label){(enum answer_kind)number, details ? details : ""};
	}
	return n;
}

static inline bool label_holds_choice(const char *expected, int choice)
{
	for (const char *at = expected; *at; at++)
		if ((at == expected || at[-1] == ',' || at[-1] == ' ') &&
			(int)strtol(at, NULL, 10) == choice && *at >= '0' && *at <= '9')
			return true;
	return false;
}

static inline bool label_holds_choices(const struct answer *answer, const char *expected)
{
	for (size_t i = 0; i < answer->choices.n; i++)
		if (!label_holds_choice(expected, answer->choices.at[i]))
			return false;
	return true;
}

/* Yes as no, no as yes, a maybe or a question taken for either, a choice nobody made. */
static inline bool labels_turned_round(
	const struct answer *answer, const struct label labels[], size_t n)
{
	if (answer->kind != ANSWER_CHOICE && answer->kind != ANSWER_YES &&
		answer->kind != ANSWER_NO)
		return false;
	for (size_t i = 0; i < n; i++)
		if (labels[i].kind == answer->kind &&
			(answer->kind != ANSWER_CHOICE ||
				label_holds_choices(answer, labels[i].details)))
			return false;
	return true;
}

static inline bool labels_hold(
	struct arena *arena, const struct answer *answer, const struct label labels[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (labels[i].kind == answer->kind &&
			label_details_hold(arena, answer, arena_strdup(arena, labels[i].details)))
			return true;
	return false;
}

#endif
