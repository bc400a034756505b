/* SPDX-License-Identifier: MIT */
/* What a test says of letters; failing, it shows which there were. */
#include "support/season.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool is_wanted(const struct season_letter *letter, const char *to, const char *subject)
{
	return (!to || strcmp(letter->to, to) == 0) && strstr(letter->subject, subject);
}

static void show(const struct season *season)
{
	print_message("letters at %s:\n", season->now);
	for (size_t i = season->fresh; i < season->letters.n; i++)
		print_message(
			"  %s: %s\n", season->letters.at[i].to, season->letters.at[i].subject);
}

size_t season_count(const struct season *season, const char *to, const char *subject)
{
	size_t n = 0;

	for (size_t i = season->fresh; i < season->letters.n; i++)
		n += is_wanted(&season->letters.at[i], to, subject);
	return n;
}

const struct season_letter *season_find(
	const struct season *season, const char *to, const char *subject)
{
	const struct season_letter *found = NULL;
	size_t n = season_count(season, to, subject);

	for (size_t i = season->fresh; i < season->letters.n && !found; i++)
		if (is_wanted(&season->letters.at[i], to, subject))
			found = &season->letters.at[i];
	if (n != 1) {
		show(season);
		fail_msg("%zu letters to %s with \"%s\" in the subject", n, to ? to : "anybody",
			subject);
	}
	return found;
}

void season_quiet(const struct season *season)
{
	if (season->fresh == season->letters.n)
		return;
	show(season);
	fail_msg("no letter was due at %s", season->now);
}

/* The text on one line: letters are wrapped anywhere. */
static const char *unwrapped(struct arena *arena, const char *text)
{
	char *line = arena_strdup(arena, text), *to = line;

	for (const char *at = line; *at; at++)
		if (!strchr(" \n\r", *at) || (to > line && to[-1] != ' '))
			*to++ = strchr("\n\r", *at) ? ' ' : *at;
	*to = '\0';
	return line;
}

static bool has(const struct season_letter *letter, const char *words)
{
	_cleanup_arena_ struct arena *arena = arena_new();

	return strstr(unwrapped(arena, letter->text), words);
}

void season_has(const struct season_letter *letter, const char *words)
{
	if (has(letter, words))
		return;
	print_message("%s\n", letter->text);
	fail_msg("\"%s\" is not in the letter \"%s\"", words, letter->subject);
}

void season_lacks(const struct season_letter *letter, const char *words)
{
	if (!has(letter, words))
		return;
	print_message("%s\n", letter->text);
	fail_msg("\"%s\" is in the letter \"%s\"", words, letter->subject);
}

/* The first line that begins with NAME and a colon, of the event: VTIMEZONE has none of ours. */
const char *season_property(
	struct season *season, const struct season_letter *letter, const char *name)
{
	const char *at = strstr(letter->calendar, "BEGIN:VEVENT");
	size_t n = strlen(name);

	while (at && (at = strchr(at, '\n'))) {
		at++;
		if (strncmp(at, name, n) != 0 || (at[n] != ':' && at[n] != ';'))
			continue;
		const char *value = strchr(at, ':') + 1;
		return arena_strndup(season->arena, value, strcspn(value, "\r\n"));
	}
	fail_msg("no %s in the calendar of \"%s\":\n%s", name, letter->subject, letter->calendar);
	return "";
}

const char *season_path(struct season *season, const char *name)
{
	return arena_printf(season->arena, "%s/%s", season->dir, name);
}

size_t season_files(struct season *season, const char *folder)
{
	DIR *dir = opendir(season_path(season, folder));
	size_t n = 0;

	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));)
		n += entry->d_name[0] != '.';
	closedir(dir);
	return n;
}

void season_says(struct season_ran ran, int status, const char *words)
{
	if (ran.status != status || !strstr(ran.err, words))
		fail_msg("exit %d, wanted %d and \"%s\"; it said: %s", ran.status, status, words,
			ran.err);
}
