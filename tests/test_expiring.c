/* floor: top */
/* with: support/scratch.c */
/* SPDX-License-Identifier: MIT */
/* Secrets that are about to stop working, told by the program itself on a state of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/when.h"
#include "outward/config.h"
#include "outward/store.h"
#include "support/scratch.h"

struct world {
	struct arena *arena;
	char dir[SCRATCH_PATH];
};

/* A submission that nobody answers at, so that letters stay in the outbox. The day is its secret's,
 * or that of the way in. */
static void write_config(const struct world *w, int days_left, const char *admin, bool way_in)
{
	char day_text[DAY_TEXT];
	FILE *file = fopen(arena_printf(w->arena, "%s/c.conf", w->dir), "w");

	const char *expires;

	assert_non_null(file);
	day_format(zone_day(zone_utc(), clock_now(), NULL) + days_left, day_text);
	expires = arena_printf(w->arena, " secret_expires = %s\n", day_text);
	fprintf(file,
		"state = %s/state\n%s\nmailbox main {\n imap = imaps://localhost:1\n user = "
		"n@fou.example\n secret = %s/secret\n%s}\nsubmission {\n smtp = "
		"smtps://localhost:1\n user = n@fou.example\n secret = %s/secret\n%s}\nnetwork n "
		"{\n name = N\n address = n@fou.example\n mailbox = main\n language = sv\n "
		"timezone = Europe/Stockholm\n sectors = { a, b }\n leaders = { eva@fou.example, "
		"karin@fou.example }\n}\n",
		w->dir, admin, w->dir, way_in ? expires : "", w->dir, way_in ? "" : expires);
	fclose(file);
	file = fopen(arena_printf(w->arena, "%s/secret", w->dir), "w");
	fputs("s3cret\n", file);
	fclose(file);
}

/* What it says, on standard error too. */
static char *run(const struct world *w, const char *command)
{
	char said[8192] = "";
	const char *samlad = getenv("SAMLAD");
	FILE *run = popen(arena_printf(w->arena, "%s -c %s/c.conf %s 2>&1",
				  samlad ? samlad : "build/samlad", w->dir, command),
		"r");

	assert_non_null(run);
	size_t n = fread(said, 1, sizeof(said) - 1, run);

	assert_true(n < sizeof(said));
	pclose(run);
	return arena_strdup(w->arena, said);
}

static char *run_once(const struct world *w)
{
	return run(w, "run --once");
}

static char *status(const struct world *w)
{
	return run(w, "status");
}

struct found {
	int to_admin, to_leaders;
	const char *bytes;
};

/* The letters that wait, by whom they are to. */
static struct found find_letters(const struct world *w)
{
	struct found found = {0};
	struct store *store;
	struct outgoing letter;
	instant next, now = clock_now() + DAY_S;
	bool any = false;

	assert_int_equal(store_open(arena_printf(w->arena, "%s/state/samlad.db", w->dir), false,
				 &store, NULL),
		0);
	while (store_outbox_next(store, now, w->arena, &letter, &any, &next, NULL) == 0 && any) {
		found.to_admin += strcmp(letter.to, "drift@fou.example") == 0;
		found.to_leaders += strstr("eva@fou.example karin@fou.example", letter.to) != NULL;
		found.bytes = letter.bytes;
		assert_int_equal(
			store_letter_later(store, letter.letter, now + DAY_S, "", NULL), 0);
	}
	store_close(store);
	return found;
}

static void each_end_is_told_once_to_whom_it_concerns(void **state)
{
	static const struct {
		int days_left;
		const char *admin;
		bool way_in;
		int to_admin, to_leaders;
		bool ended;
	} rows[] = {
		{40, "admin = drift@fou.example", false, 0, 0, false},
		{20, "admin = drift@fou.example", false, 1, 0, false},
		{4, "admin = drift@fou.example", false, 1, 0, false},
		{4, "", false, 0, 2, false},
		{-3, "admin = drift@fou.example", false, 0, 0, true},
		/* where only the way in has ended, a letter still gets through */
		{20, "admin = drift@fou.example", true, 1, 0, false},
		{-3, "admin = drift@fou.example", true, 1, 0, true},
		{-3, "", true, 0, 2, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct world w = {.arena = arena_new()};

		scratch_make(w.dir);
		write_config(&w, rows[i].days_left, rows[i].admin, rows[i].way_in);
		const char *first = run_once(&w), *second = run_once(&w);
		struct found found = find_letters(&w);

		if (found.to_admin != rows[i].to_admin || found.to_leaders != rows[i].to_leaders)
			fail_msg("row %zu: %d to admin, %d to leaders; %s", i, found.to_admin,
				found.to_leaders, first);
		assert_int_equal(strstr(first, "stopped working on") != NULL, rows[i].ended);
		assert_int_equal(strstr(status(&w), "stopped working on") != NULL, rows[i].ended);
		assert_null(strstr(second, "stopped working on"));
		scratch_remove(w.dir);
		arena_free(w.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_end_is_told_once_to_whom_it_concerns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
