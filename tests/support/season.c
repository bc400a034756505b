/* SPDX-License-Identifier: MIT */
/* A network lived through from outside: config, import, rounds, and what the state then says. */
#include "support/season.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "support/season_mail.h"

static const char config_text[] =
	"state = %s/state\n"
	"mailbox main { maildir = inbox }\n"
	"submission { maildir = outbox }\n"
	"network elder-care {\n"
	"    name = \"Nätverket för äldre\"\n"
	"    address = natverk@fou.example\n"
	"    mailbox = main\n"
	"    language = sv\n"
	"    timezone = Europe/Stockholm\n"
	"    sectors = { \"äldreomsorg / elder care\", \"primärvård / primary care\", "
	"\"specialistvård / specialist care\", \"privata utförare / private providers\" }\n"
	"    leaders = { eva@fou.example, karin@fou.example }\n"
	"    phone = \"018-00 00 00\"\n"
	"%s"
	"}\n";

void season_write(struct season *season, const char *name, const char *content)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", season->dir, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(content, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

void season_copy(struct season *season, const char *from, const char *to)
{
	int in = open(season_path(season, from), O_RDONLY | O_CLOEXEC);
	int out = open(season_path(season, to), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t n;

	assert_true(in >= 0 && out >= 0);
	while ((n = sendfile(out, in, NULL, 1 << 20)) > 0)
		;
	assert_int_equal(n, 0);
	close(in);
	close(out);
}

void season_begin(struct season *season, const char *keys)
{
	const char *samlad = getenv("SAMLAD");

	*season = (struct season){.arena = arena_new(), .now = "2027-01-25T08:00:00+01:00"};
	assert_int_equal(scratch_make(season->dir), 0);
	assert_non_null(realpath(samlad ? samlad : "build/samlad", season->samlad));
	season_write(
		season, "samlad.conf", arena_printf(season->arena, config_text, season->dir, keys));
	mkdir(arena_printf(season->arena, "%s/state", season->dir), 0700);
	season_make_boxes(season);
}

void season_config(struct season *season, const char *old, const char *new)
{
	char text[8192] = "";
	FILE *file = fopen(season_path(season, "samlad.conf"), "r");

	assert_non_null(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	char *at = strstr(text, old);
	assert_non_null(at);
	season_write(season, "samlad.conf",
		arena_printf(
			season->arena, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old)));
}

void season_end(struct season *season)
{
	scratch_remove(season->dir);
	arena_free(season->arena);
}

/* ---- running ---- */

static const char *read_whole(struct season *season, int fd)
{
	struct stat st;

	assert_int_equal(fstat(fd, &st), 0);
	char *text = arena_alloc(season->arena, (size_t)st.st_size + 1);
	ssize_t n = pread(fd, text, (size_t)st.st_size, 0);
	text[n > 0 ? n : 0] = '\0';
	close(fd);
	return text;
}

static int catcher(struct season *season)
{
	int fd = open(season->dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	return fd;
}

struct season_ran season_run(struct season *season, const char *const *words)
{
	const char *argv[32] = {
		season->samlad, "-c", arena_printf(season->arena, "%s/samlad.conf", season->dir)};
	int out = catcher(season), err = catcher(season), status;

	for (size_t i = 0; words[i]; i++) {
		assert_true(i + 4 < sizeof(argv) / sizeof(argv[0]));
		argv[3 + i] = words[i];
	}
	pid_t pid = fork();
	if (pid == 0) {
		dup2(out, STDOUT_FILENO);
		dup2(err, STDERR_FILENO);
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return (struct season_ran){
		.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
		.out = read_whole(season, out),
		.err = read_whole(season, err)};
}

struct season_ran season_once_after(struct season *season, const char *line, const char *now)
{
	char samlad[sizeof(season->samlad)];
	const char *first = season_path(season, "first");

	season_write(season, "first",
		arena_printf(
			season->arena, "#!/bin/sh\n%s\nexec %s \"$@\"\n", line, season->samlad));
	assert_int_equal(chmod(first, 0700), 0);
	memcpy(samlad, season->samlad, sizeof(samlad));
	snprintf(season->samlad, sizeof(season->samlad), "%s", first);
	struct season_ran ran = season_samlad(season, "run", "--once", "--now", now);
	memcpy(season->samlad, samlad, sizeof(samlad));
	return ran;
}

void season_import(struct season *season, const char *now, const char *rows)
{
	season->now = now;
	season_write(season, "members.csv",
		arena_printf(
			season->arena, "name,email,organisation,sector,role,language\n%s", rows));
	struct season_ran ran = season_samlad(season, "import", "elder-care",
		arena_printf(season->arena, "%s/members.csv", season->dir), "--now", now);
	if (ran.status != 0)
		fail_msg("import: exit %d: %s", ran.status, ran.err);
}

void season_once(struct season *season)
{
	struct season_ran ran = season_samlad(season, "run", "--once");

	if (ran.status != 0)
		fail_msg("exit %d: %s", ran.status, ran.err);
}

void season_at(struct season *season, const char *now)
{
	season->now = now;
	struct season_ran ran = season_samlad(season, "run", "--once", "--now", now);
	if (ran.status != 0)
		fail_msg("run at %s: exit %d: %s", now, ran.status, ran.err);
	season_collect(season);
}

/* ---- the state ---- */

json_t *season_status(struct season *season)
{
	struct season_ran ran =
		season_samlad(season, "status", "elder-care", "--json", "--now", season->now);
	json_error_t error;

	if (ran.status != 0)
		fail_msg("status: exit %d: %s", ran.status, ran.err);
	json_t *status = json_loads(ran.out, JSON_REJECT_DUPLICATES, &error);
	if (!status)
		fail_msg("status --json: %s", error.text);
	return status;
}

const char *season_counts(struct season *season, const char *title)
{
	json_t *status = season_status(season);
	json_t *network = json_array_get(json_object_get(status, "networks"), 0);
	const char *counts = "no such meeting";
	json_t *meeting;
	size_t i;

	json_array_foreach (json_object_get(network, "meetings"), i, meeting) {
		if (strcmp(json_string_value(json_object_get(meeting, "title")), title) != 0)
			continue;
		counts = arena_printf(season->arena,
			"%s: yes %lld, no %lld, maybe %lld, silent %lld",
			json_string_value(json_object_get(meeting, "state")),
			json_integer_value(json_object_get(meeting, "yes")),
			json_integer_value(json_object_get(meeting, "no")),
			json_integer_value(json_object_get(meeting, "maybe")),
			json_integer_value(json_object_get(meeting, "silent")));
	}
	json_decref(status);
	return counts;
}

const char *season_query(struct season *season, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *statement;
	const char *path = arena_printf(season->arena, "%s/state/samlad.db", season->dir);
	const char *rows = "";

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	while (sqlite3_step(statement) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(statement, 0);
		rows = arena_printf(season->arena, "%s%s\n", rows, text ? text : "");
	}
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return rows;
}
