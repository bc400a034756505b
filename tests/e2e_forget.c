/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * Somebody is forgotten: nothing in the state's files tells who she was or what she wrote, the
 * journal has lost nothing, and the network goes on.
 */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/season_story.h"

#define NUMBER "SELECT id FROM member WHERE addresses LIKE '%" BO "%'"

/* Bo has answered, asked, had an idea, been spoken of by others, by leaders too. */
static void know_bo(struct season *s)
{
	story_call_meeting(s);
	s->now = "2027-01-26T09:00:00+01:00";
	season_answer(s, story_invitation(s, BO), "Bo Björk <" BO ">",
		"Ja men blir sen, sköter mormors katt");
	season_mail(s, "Bo Björk <" BO ">", "Idé: Studiebesök i Bergtallen", "", "På våren.\n");
	season_mail(
		s, "Bo Björk <" BO ">", "En fråga", "", "Vad är det som gäller för parkeringen?\n");
	season_answer(s, story_invitation(s, ANNA), "Anna Ask <" ANNA ">",
		"Ja men blir sen tillsammans med Bo Björk (" BO ")");
	season_mail(s, EVA, "Medlem: Bo Björk <" BO ">", "", "Organisation: Hemtjänsten Syd\n");
	season_at(s, s->now);
	season_at(s, "2027-02-01T07:31:00+01:00"); /* Monday's letter tells of his idea */
	assert_int_equal(season_count(s, EVA, "Läget vecka"), 1);
}

/* How often these bytes stand in the state's own files. */
static size_t occurrences(struct season *s, const char *words)
{
	DIR *dir = opendir(season_path(s, "state"));
	size_t n = 0;

	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		struct stat st;
		int fd = openat(dirfd(dir), entry->d_name, O_RDONLY);
		if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
			close(fd);
			continue;
		}
		char *bytes = arena_alloc(s->arena, (size_t)st.st_size + 1);
		ssize_t got = read(fd, bytes, (size_t)st.st_size);
		close(fd);
		for (ssize_t i = 0; i + (ssize_t)strlen(words) <= got; i++)
			n += memcmp(bytes + i, words, strlen(words)) == 0;
	}
	closedir(dir);
	return n;
}

static void nothing_tells_who_it_was(void **state)
{
	static const char *const words[] = {
		"Björk", BO, "mormors katt", "Bergtallen", "parkeringen", "Hemtjänsten Syd"};
	struct season *s = *state;

	know_bo(s);
	const char *number = season_query(s, NUMBER);
	const char *facts = season_query(s, "SELECT count(*) FROM fact");
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (occurrences(s, words[i]) == 0)
			fail_msg("\"%s\" was not there before", words[i]);
	struct season_ran ran = season_samlad(s, "forget", BO);
	if (ran.status != 0)
		fail_msg("%s", ran.err);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (occurrences(s, words[i]) > 0)
			fail_msg("%zu times \"%s\"", occurrences(s, words[i]), words[i]);
	/* the journal is only added to */
	assert_true(strtol(season_query(s, "SELECT count(*) FROM fact"), NULL, 10) >
		strtol(facts, NULL, 10));
	assert_string_equal(season_query(s,
				    arena_printf(s->arena,
					    "SELECT word FROM fact WHERE kind = 'answered' AND "
					    "member = %ld",
					    strtol(number, NULL, 10))),
		"yes\n");
	assert_non_null(strstr(ran.out, "3 mails of hers lie in a Maildir"));
	assert_int_equal(season_files(s, "state/inbox/cur"), s->mails);
}

static void the_network_goes_on_without(void **state)
{
	struct season *s = *state;

	know_bo(s);
	story_counts(s, "called: yes 3, no 0, maybe 0, silent 9");
	assert_int_equal(season_samlad(s, "forget", "Bo Björk").status, 0);
	story_counts(s, "called: yes 2, no 0, maybe 0, silent 9");
	season_says(season_samlad(s, "export", BO), 1, "no member");
	season_says(season_samlad(s, "forget", BO), 1, "no member");
	season_at(s, "2027-02-16T07:31:00+01:00"); /* reminders */
	assert_int_equal(season_count(s, BO, ""), 0);
	assert_int_equal(season_count(s, CILLA, "Kan du komma"), 1);
	season_at(s, "2027-03-02T07:31:00+01:00"); /* numbers */
	/* he is a stranger now */
	s->now = "2027-03-03T09:00:00+01:00";
	season_answer(s, story_invitation(s, BO), "Bo Björk <" BO ">", "Jag kommer ändå");
	season_at(s, s->now);
	assert_int_equal(season_count(s, BO, ""), 0);
	story_counts(s, "called: yes 2, no 0, maybe 0, silent 9");
	assert_int_equal(season_samlad(s, "report", "--out", season_path(s, "r")).status, 0);
}

static void letters_on_their_way_to_her_stay_here(void **state)
{
	struct season *s = *state;

	story_order_meeting(s);
	const struct season_letter *preview = season_find(s, EVA, "[utskick");
	season_answer(s, preview, "Eva Ek <" EVA ">", "skicka");
	assert_int_equal(rename(season_path(s, "state/outbox"), season_path(s, "away")), 0);
	season_write(s, "state/outbox", "no Maildir\n");
	assert_int_equal(season_samlad(s, "run", "--once", "--now", s->now).status, 0);
	assert_int_equal(unlink(season_path(s, "state/outbox")), 0);
	assert_int_equal(rename(season_path(s, "away"), season_path(s, "state/outbox")), 0);
	assert_int_equal(season_samlad(s, "forget", BO).status, 0);
	season_at(s, "2027-01-25T09:30:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du den 9 mars"), 10);
	assert_int_equal(season_count(s, BO, ""), 0);
}

/* Until then it is told why she is taken to have said what she said. */
static void why_something_is_so_is_told(void **state)
{
	struct season *s = *state;

	know_bo(s);
	const char *id = season_query(
		s, "SELECT message_id FROM mail WHERE sender = '" BO "' ORDER BY id LIMIT 1");
	const char *by_mail = season_samlad(
		s, "status", "--why", arena_printf(s->arena, "<%.*s>", (int)strcspn(id, "\n"), id))
				      .out;
	const char *by_member = season_samlad(s, "status", "--why", BO).out;
	assert_non_null(strstr(by_mail, "answered yes"));
	assert_non_null(strstr(by_mail, "from " BO));
	assert_null(strstr(by_mail, "member-added"));
	assert_non_null(strstr(by_member, "answered yes"));
	assert_non_null(strstr(by_member, "member-added"));
	assert_null(strstr(by_member, "mormors katt"));
	season_samlad(s, "forget", BO);
	assert_non_null(strstr(season_samlad(s, "status", "--why", BO).out, "nothing is known"));
}

static void who_cannot_be_forgotten_is_said(void **state)
{
	struct season *s = *state;

	season_says(season_samlad(s, "forget", EVA), 1, "`leaders`");
	season_says(season_samlad(s, "forget", "nobody@kommun.example"), 1, "no member");
	season_says(season_samlad(s, "forget"), 2, "samlad forget MEMBER");
	assert_string_equal(
		season_query(s, "SELECT count(*) FROM fact WHERE kind = 'member-forgotten'"),
		"0\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(nothing_tells_who_it_was),
		STORY(the_network_goes_on_without),
		STORY(letters_on_their_way_to_her_stay_here),
		STORY(why_something_is_so_is_told),
		STORY(who_cannot_be_forgotten_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
