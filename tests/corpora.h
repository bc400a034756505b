/* SPDX-License-Identifier: MIT */
/* Walking other projects' test mails, and counting what was read rightly. For test_corpora_mail.c.
 */
#ifndef SAMLAD_TESTS_CORPORA_H
#define SAMLAD_TESTS_CORPORA_H

#include <stddef.h>

#include "answer_book.h"
#include "base/understanding_json.h"
#include "score.h"
#include "text/understand.h"

#define COLUMNS 7

static struct phrasebook *book;
static struct arena *all;
static const char *corpora;

static inline int set_up(void **state)
{
	(void)state;
	all = arena_new();
	const char *said = getenv("SAMLAD_CORPORA");
	corpora = said ? said : book_path(all, "../shared/corpora");
	book = book_new(all);
	return book ? 0 : -1;
}

static inline int tear_down(void **state)
{
	(void)state;
	phrasebook_free(book);
	arena_free(all);
	return 0;
}

static bool differs; /* the mail at hand, in any score */

static inline void check(const struct score scores[], size_t n)
{
	bool reached = true;

	for (size_t i = 0; i < n; i++) {
		score_print(&scores[i]);
		reached = reached && score_is_reached(&scores[i]);
	}
	assert_true(reached);
}

static inline void count(struct score *score, bool right)
{
	score->cases++;
	score->right += right;
	differs = differs || !right;
}

typedef void row_check(struct arena *arena, char *columns[COLUMNS],
	const struct understanding *read, void *context);

static inline char *read_whole(struct arena *arena, const char *path, size_t *ret_n)
{
	FILE *file = fopen(path, "re");
	char *bytes;

	if (!file)
		return NULL;
	fseek(file, 0, SEEK_END);
	size_t n = (size_t)ftell(file);
	rewind(file);
	bytes = arena_alloc(arena, n + 1);
	*ret_n = fread(bytes, 1, n, file);
	fclose(file);
	return bytes;
}

static inline void show(struct arena *arena, const char *set, char *columns[COLUMNS],
	const struct understanding *read)
{
	printf("=== %s/%s\nwanted", set, columns[0]);
	for (int i = 1; i < COLUMNS; i++)
		printf("\t%s", columns[i]);
	printf("\ngot    %.2000s\n", understanding_to_json(arena, read, columns[0], true));
}

/* Every mail of a set through the whole reader. */
static inline void walk(const char *set, row_check *check_row, void *context)
{
	size_t n = 0;
	char *rows = read_whole(all, arena_printf(all, "%s/%s/expected.tsv", corpora, set), &n);
	char *columns[COLUMNS];

	if (!rows)
		skip();
	book_next_row(&rows, columns, COLUMNS);
	while (book_next_row(&rows, columns, COLUMNS)) {
		_cleanup_arena_ struct arena *arena = arena_new();
		size_t dot = strlen(columns[0]) - 4;
		enum mail_format format = strcmp(columns[0] + dot, ".ics") ? MAIL_EML : MAIL_ICS;
		char *bytes = read_whole(
			arena, arena_printf(arena, "%s/%s/%s", corpora, set, columns[0]), &n);
		assert_non_null(bytes);
		struct mail_in_hand *mail = understand_open(arena, book, format, bytes, n, NULL);
		const struct understanding *read = understand_words(mail, NULL);
		differs = false;
		check_row(arena, columns, read, context);
		if (differs && score_shows_differences())
			show(arena, set, columns, read);
	}
}

static inline bool is_one_of(const char *word, const char *const words[])
{
	for (; *words; words++)
		if (!strcmp(word, *words))
			return true;
	return false;
}

#endif
