/* SPDX-License-Identifier: MIT */
/* The letters' part of an outcome. */
#include "support/outcome_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/season_mail.h"

static int64_t find_letter(struct writing *w, const char *raw)
{
	static const char begin[] = "\nMessage-ID: <";
	const char *id = strstr(raw, begin);
	sqlite3_stmt *row =
		outcome_query(w, "SELECT id FROM letter WHERE token = substr(?1, 1, 26)");

	assert_non_null(id);
	sqlite3_bind_text(row, 1, id + strlen(begin), 26, SQLITE_TRANSIENT);
	int64_t letter = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
	sqlite3_finalize(row);
	return letter;
}

static int compare_letters(const void *a, const void *b)
{
	const struct letter *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return strcmp(x->raw, y->raw);
}

/* Decoded, so that what was drawn can be seen in it; the subject comes decoded too. */
static void put_letter(struct writing *w, const struct letter *letter)
{
	const struct season_letter read =
		season_read_letter(w->arena, "", letter->raw, strlen(letter->raw));
	const char *body = strstr(letter->raw, "\n\n"), *crlf = strstr(letter->raw, "\r\n\r\n");
	const char *line = letter->raw, *end = crlf ? crlf : body;

	str_printf(w->out, "letter %lld: ", (long long)letter->id);
	for (; line && line < end; line = strchr(line, '\n') + 1)
		if (strncmp(line, "Subject:", 8) != 0 && line[0] != ' ')
			outcome_put(w, arena_strndup(w->arena, line, strcspn(line, "\r\n")));
	outcome_put(w, read.subject);
	outcome_put(w, read.references);
	str_putc(w->out, '\n');
	outcome_put(w, read.text);
	outcome_put(w, read.html);
	outcome_put(w, read.calendar);
	str_putc(w->out, '\n');
}

void outcome_put_letters(struct writing *w, struct letter *letters, size_t n)
{
	struct outcome *outcome = w->outcome;

	for (size_t i = 0; i < n; i++)
		letters[i].id = find_letter(w, letters[i].raw);
	if (n > 0)
		qsort(letters, n, sizeof(letters[0]), compare_letters);
	for (size_t i = 0; i < n; i++) {
		bool again = i > 0 && letters[i].id == letters[i - 1].id;
		if (again && outcome->n_doubled < OUTCOME_DOUBLED_MOST)
			outcome->doubled[outcome->n_doubled++] = letters[i].id;
		if (!again || strcmp(letters[i].raw, letters[i - 1].raw) != 0)
			put_letter(w, &letters[i]);
	}
}
