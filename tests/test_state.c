/* floor: outward */
/* with: support/scratch.c */
/* SPDX-License-Identifier: MIT */
/* What the daemon finds on disk beside mail: its state directory and lock, secrets, time zones. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fault.h"
#include "outward/secret.h"
#include "outward/state.h"
#include "outward/zone.h"
#include "support/scratch.h"

struct fixture {
	char directory[SCRATCH_PATH];
	char path[128];
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	*state = f;
	return scratch_make(f->directory);
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	int r = scratch_remove(f->directory);

	unsetenv("CREDENTIALS_DIRECTORY");
	free(f);
	return r;
}

static const char *put(
	struct fixture *f, const char *name, const char *bytes, size_t n, mode_t mode)
{
	snprintf(f->path, sizeof(f->path), "%s/%s", f->directory, name);
	FILE *file = fopen(f->path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, n, file), n);
	fclose(file);
	chmod(f->path, mode);
	return f->path;
}

static void test_the_state_directory_is_made_for_its_owner_alone(void **state)
{
	struct fixture *f = *state;
	struct fault fault = {.text = ""};
	struct stat st;
	char path[128];

	snprintf(path, sizeof(path), "%s/st", f->directory);
	assert_int_equal(state_make(path, &fault), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(state_make(path, &fault), 0);
	assert_int_equal(state_make(put(f, "file", "", 0, 0600), &fault), -ENOTDIR);
	snprintf(path, sizeof(path), "%s/a/b/c", f->directory);
	assert_int_equal(state_make(path, &fault), -ENOENT);
	assert_non_null(strstr(fault.text, "above it"));
}

static void test_a_second_holder_is_refused_until_the_first_is_gone(void **state)
{
	struct fixture *f = *state;
	struct fault fault = {.text = ""};
	int fd, second = -1, gate[2];

	assert_int_equal(pipe(gate), 0);
	assert_int_equal(state_lock(f->directory, &fd, &fault), 0);
	assert_int_equal(state_lock(f->directory, &second, &fault), -EBUSY);
	assert_int_equal(second, -1);
	char number[32];

	snprintf(number, sizeof(number), "process %ld", (long)getpid());
	assert_non_null(strstr(fault.text, number));
	close(fd);
	pid_t child = fork(); /* one that is killed leaves no stale lock */

	if (child == 0) {
		_exit(state_lock(f->directory, &fd, NULL) == 0 && write(gate[1], "x", 1) == 1
				? pause()
				: 1);
	}
	char byte;

	assert_int_equal(read(gate[0], &byte, 1), 1);
	assert_int_equal(state_lock(f->directory, &fd, &fault), -EBUSY);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	assert_int_equal(state_lock(f->directory, &fd, &fault), 0);
	close(fd);
	close(gate[0]);
	close(gate[1]);
}

static void test_room_is_looked_after(void **state)
{
	struct fixture *f = *state;
	struct fault fault = {.text = ""};

	assert_int_equal(state_has_room(f->directory, 1, &fault), 0);
	assert_int_equal(state_has_room(f->directory, UINT64_MAX, &fault), -ENOSPC);
	assert_non_null(strstr(fault.text, "make room"));
	assert_int_equal(state_has_room("/nonexistent", 1, &fault), -ENOENT);
}

static void test_a_secret_is_the_first_line(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *secret; /* NULL: refused */
	} rows[] = {
		{"hemligt\n", 8, "hemligt"},
		{"hemligt", 7, "hemligt"},
		{"two words \r\nsecond line\n", 23, "two words "},
		{"åäö\n\n", 8, "åäö"},
		{"", 0, NULL},
		{"\nsecond\n", 8, NULL},
		{"a\0b\n", 4, NULL},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fault fault = {.text = ""};
		_cleanup_secret_ struct secret secret = {0};
		int r = secret_read(
			put(f, "s", rows[i].bytes, rows[i].n, 0600), "main", &secret, &fault);

		assert_int_equal(r, rows[i].secret == NULL ? -EINVAL : 0);
		if (rows[i].secret != NULL)
			assert_string_equal(secret.text, rows[i].secret);
		else
			assert_null(strstr(fault.text, "second"));
	}
}

static void test_a_secret_has_a_ceiling(void **state)
{
	struct fixture *f = *state;
	struct fault fault = {.text = ""};
	struct secret secret = {0};
	char *big = calloc(1, SECRET_LIMIT_BYTES + 10);

	memset(big, 'x', SECRET_LIMIT_BYTES + 10);
	assert_int_equal(
		secret_read(put(f, "s", big, SECRET_LIMIT_BYTES + 10, 0600), "m", &secret, &fault),
		-EINVAL);
	assert_null(strstr(fault.text, "xxxxx"));
	free(big);
}

static void test_a_credential_of_the_unit_is_found(void **state)
{
	struct fixture *f = *state;
	struct fault fault = {.text = ""};
	struct secret secret = {0};

	assert_int_equal(secret_read(NULL, "main", &secret, &fault), -ENOENT);
	assert_non_null(strstr(fault.text, "LoadCredential=main:"));
	put(f, "main", "by name\n", 8, 0600);
	put(f, "imap", "by path\n", 8, 0600);
	setenv("CREDENTIALS_DIRECTORY", f->directory, 1);
	assert_int_equal(secret_read(NULL, "main", &secret, &fault), 0);
	assert_string_equal(secret.text, "by name");
	secret_done(&secret);
	assert_int_equal(secret_read("/nowhere/imap", "main", &secret, &fault), 0);
	assert_string_equal(secret.text, "by path");
	secret_done(&secret);
	assert_int_equal(secret_read("/nowhere/else", "main", &secret, &fault), -ENOENT);
}

static void test_an_exposed_secret_is_remarked(void **state)
{
	struct fixture *f = *state;
	struct fault fault = {.text = ""};

	assert_true(secret_is_exposed(put(f, "s", "x\n", 2, 0644), "main", &fault));
	assert_non_null(strstr(fault.text, "chmod o="));
	assert_false(secret_is_exposed(put(f, "t", "x\n", 2, 0640), "main", &fault));
}

static void test_zones_are_found_by_name_alone(void **state)
{
	static const struct {
		const char *name;
		int error;
	} rows[] = {
		{"Europe/Stockholm", 0},
		{"UTC", 0},
		{"America/Argentina/Buenos_Aires", 0},
		{"Etc/GMT+3", 0},
		{"Europe/Atlantis", -ENOENT},
		{"Europe", -ENOENT}, /* a directory */
		{"Europe/Stockholm/x", -ENOENT},
		{"../zoneinfo/UTC", -EINVAL},
		{"/usr/share/zoneinfo/UTC", -EINVAL},
		{"Europe//Stockholm", -EINVAL},
		{"Europe/", -EINVAL},
		{"tzdata.zi", -EINVAL},
		{"", -EINVAL},
		{"Europe Stockholm", -EINVAL},
	};
	_cleanup_arena_ struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fault fault = {.text = ""};
		const struct zone *zone = NULL;
		int r = zone_load(arena, rows[i].name, &zone, &fault);

		if (r != rows[i].error)
			fail_msg("%s: %d, %s", rows[i].name, r, fault.text);
		assert_true((zone != NULL) == (r == 0));
		assert_true((fault.text[0] != '\0') == (r < 0));
	}
}

static void test_what_is_no_zone_is_refused(void **state)
{
	struct fixture *f = *state;
	struct fault fault = {.text = ""};
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct zone *zone;

	put(f, "Bad", "TZif2 and then nothing", 22, 0600);
	assert_int_equal(zone_load_from(arena, f->directory, "Bad", &zone, &fault), -EUCLEAN);
	snprintf(f->path, sizeof(f->path), "%s/Pipe", f->directory);
	assert_int_equal(mkfifo(f->path, 0600), 0);
	assert_int_equal(zone_load_from(arena, f->directory, "Pipe", &zone, &fault), -ENOENT);
}

int main(void)
{
#define ROW(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		ROW(test_the_state_directory_is_made_for_its_owner_alone),
		ROW(test_a_second_holder_is_refused_until_the_first_is_gone),
		ROW(test_room_is_looked_after),
		ROW(test_a_secret_is_the_first_line),
		ROW(test_a_secret_has_a_ceiling),
		ROW(test_a_credential_of_the_unit_is_found),
		ROW(test_an_exposed_secret_is_remarked),
		ROW(test_zones_are_found_by_name_alone),
		ROW(test_what_is_no_zone_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
