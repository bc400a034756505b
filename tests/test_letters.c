/* floor: top */
/* with: support/scratch.c */
/* SPDX-License-Identifier: MIT */
/*
 * Every letter in every language, with the values of templates/samples.json, is the one that was
 * approved: tests/letters/NAME.LANGUAGE.txt. What differs is shown, and `make approve-letters`
 * takes it over once somebody has read it. The tone's rules that a program can check are checked
 * too, and other programs read the mails and calendars.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/utf8.h"
#include "support/scratch.h"
#include "top/samples.h"

#define APPROVED "tests/letters"
#define COLUMNS_MOST 78
#define SUBJECT_COLUMNS_MOST 110
#define SKIPPED 77

struct letters {
	struct arena *arena;
	struct samples *samples;
	LIST_OF(struct sample_letter) list;
	char scratch[SCRATCH_PATH];
	bool approving;
};

extern char **environ;

static int run_program(const char *const argv[])
{
	pid_t child;
	int status;

	if (posix_spawnp(&child, argv[0], NULL, NULL, (char *const *)(uintptr_t)argv, environ) != 0)
		return -1;
	if (waitpid(child, &status, 0) < 0 || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

static char *read_file(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "rb");

	if (!file)
		return NULL;
	char *bytes = arena_alloc(arena, 1 << 20);
	bytes[fread(bytes, 1, (1 << 20) - 1, file)] = '\0';
	fclose(file);
	return bytes;
}

static void write_file(const char *path, const char *bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fputs(bytes, file);
	assert_int_equal(fclose(file), 0);
}

static const char *file_name(struct letters *l, const struct sample_letter *letter)
{
	return arena_printf(l->arena, "%s.%s.txt", letter->name, letter->language);
}

static bool is_approved(struct letters *l, const struct sample_letter *letter)
{
	const char *path = arena_printf(l->arena, APPROVED "/%s", file_name(l, letter));
	const char *now = arena_printf(
		l->arena, "Subject: %s\n\n%s", letter->words.subject, letter->words.text);
	const char *before = read_file(l->arena, path);

	if (before && strcmp(before, now) == 0)
		return true;
	if (l->approving) {
		write_file(path, now);
		return true;
	}
	const char *beside = arena_printf(l->arena, "%s/%s", l->scratch, file_name(l, letter));
	write_file(beside, now);
	fflush(stdout);
	run_program((const char *[]){"diff", "-u", before ? path : "/dev/null", beside, NULL});
	return false;
}

static void every_letter_is_the_approved_one(void **state)
{
	struct letters *l = *state;
	int others = 0;

	list_each (letter, &l->list)
		others += !is_approved(l, letter);
	if (others > 0)
		fail_msg("%d letters are not the approved ones; read them above, then: make "
			 "approve-letters",
			others);
}

static bool is_there(struct letters *l, const char *name)
{
	list_each (letter, &l->list)
		if (strcmp(file_name(l, letter), name) == 0)
			return true;
	return false;
}

static void nothing_is_approved_that_is_no_letter(void **state)
{
	struct letters *l = *state;
	DIR *folder = opendir(APPROVED);
	int strangers = 0;

	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder));) {
		if (entry->d_name[0] == '.' || is_there(l, entry->d_name))
			continue;
		const char *path = arena_printf(l->arena, APPROVED "/%s", entry->d_name);
		if (l->approving && unlink(path) == 0)
			continue;
		print_message("%s belongs to no letter\n", path);
		strangers++;
	}
	closedir(folder);
	assert_int_equal(strangers, 0);
}

static void every_letter_has_sample_values(void **state)
{
	struct letters *l = *state;

	list_each (letter, &l->list)
		if (!letter->has_values)
			fail_msg("templates/samples.json has no values for %s", letter->name);
}

/* A link that is longer than a line keeps a line to itself. */
static bool is_one_word(const char *line, size_t n)
{
	while (n > 0 && (*line == ' ' || *line == '|')) {
		line++;
		n--;
	}
	return memchr(line, ' ', n) == NULL;
}

static void lines_fit_and_no_mark_is_left(void **state)
{
	struct letters *l = *state;

	list_each (letter, &l->list) {
		for (const char *line = letter->words.text; *line;) {
			size_t n = strcspn(line, "\n");
			if (utf8_columns(line, n) > COLUMNS_MOST && !is_one_word(line, n))
				fail_msg("%s: %.*s", file_name(l, letter), (int)n, line);
			line += n + (line[n] == '\n');
		}
		const char *forms[] = {
			letter->words.subject, letter->words.text, letter->words.html};
		for (size_t i = 0; i < 3; i++)
			if (strstr(forms[i], "{{") || strstr(forms[i], "}}"))
				fail_msg("%s: a name that was not rendered", file_name(l, letter));
		if (strstr(letter->words.text, "\n\n\n") || strstr(letter->words.text, "mailto:"))
			fail_msg("%s: a gap or an address of the HTML", file_name(l, letter));
		assert_true(utf8_columns(letter->words.subject, strlen(letter->words.subject)) <=
			SUBJECT_COLUMNS_MOST);
	}
}

static bool holds_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = text; (at = strcasestr(at, word)); at++) {
		unsigned char before = at == text ? ' ' : (unsigned char)at[-1];
		unsigned char after = (unsigned char)at[n];
		bool starts = before <= '@' || before == '|';
		if (starts && after <= '@')
			return true;
	}
	return false;
}

/* "Hej Anna!" and "Hi!" alone on their line are greetings. */
static bool is_greeting(const char *line, size_t n)
{
	while (n > 0 && (*line == '|' || *line == ' ')) {
		line++;
		n--;
	}
	return strncmp(line, "Hej", 3) == 0 || strncmp(line, "Hi", 2) == 0 ||
			strncmp(line, "Hello", 5) == 0
		? memchr(line, '.', n) == NULL
		: false;
}

static void the_tone_is_kept(void **state)
{
	static const char *const banned[] = {"vänligen", "vänliga", "automatiskt meddelande",
		"kallelse", "kallas", "brev", "brevet", "vv", "automatic message", "kindly",
		"please note"};
	struct letters *l = *state;

	list_each (letter, &l->list) {
		const char *text = letter->words.text;
		for (size_t i = 0; i < sizeof(banned) / sizeof(banned[0]); i++)
			if (holds_word(text, banned[i]) ||
				holds_word(letter->words.subject, banned[i]))
				fail_msg("%s says “%s”", file_name(l, letter), banned[i]);
		assert_null(strchr(letter->words.subject, '!'));
		for (const char *line = text; *line;) {
			size_t n = strcspn(line, "\n");
			if (memchr(line, '!', n) && !is_greeting(line, n))
				fail_msg("%s: %.*s", file_name(l, letter), (int)n, line);
			line += n + (line[n] == '\n');
		}
	}
}

static void other_programs_read_mails_and_calendars(void **state)
{
	struct letters *l = *state;
	const char *samlad = getenv("SAMLAD") ? getenv("SAMLAD") : "build/samlad";
	const char *out = arena_printf(l->arena, "%s/out", l->scratch);
	/* the distribution's own Python is the one that its modules are for */
	const char *python = access("/usr/bin/python3", X_OK) == 0 ? "/usr/bin/python3" : "python3";

	assert_int_equal(run_program((const char *[]){samlad, "letters", out, NULL}), 0);
	int code = run_program((const char *[]){python, "tests/letters_look.py", out, NULL});
	if (code == SKIPPED || code < 0)
		skip();
	assert_int_equal(code, 0);
}

static int begin(void **state)
{
	struct letters *l = calloc(1, sizeof(*l));
	struct fault fault = {""};

	l->arena = arena_new();
	l->approving = getenv("APPROVE_LETTERS") != NULL;
	int r = scratch_make(l->scratch);
	if (r == 0)
		r = samples_load(l->arena, "templates", &l->samples, &fault);
	for (size_t i = 0; r == 0; i++) {
		struct sample_letter letter;
		r = samples_render(l->samples, i, l->arena, &letter, &fault);
		if (r == 0)
			*arena_push(l->arena, &l->list) = letter;
	}
	if (r != -ENOENT)
		print_message("%s\n", fault.text);
	*state = l;
	return r == -ENOENT ? 0 : -1;
}

static int end(void **state)
{
	struct letters *l = *state;

	samples_free(l->samples);
	scratch_remove(l->scratch);
	arena_free(l->arena);
	free(l);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_letter_has_sample_values),
		cmocka_unit_test(every_letter_is_the_approved_one),
		cmocka_unit_test(nothing_is_approved_that_is_no_letter),
		cmocka_unit_test(lines_fit_and_no_mark_is_left),
		cmocka_unit_test(the_tone_is_kept),
		cmocka_unit_test(other_programs_read_mails_and_calendars),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
