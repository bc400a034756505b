/* SPDX-License-Identifier: MIT */
/* The members' boxes, read from Dovecot's own Maildirs, and Dovecot's absence. */
#include "support/served.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/season_mail.h"

#define PATIENCE_MS 90000
#define LOOK_MS 20

static void look_again(void)
{
	nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000L}, NULL);
}

/* Dovecot names files by the second, a count of its own and its process: versionsort has them in
 * their order when they are seconds apart, and a test waits for one before it causes the next. */
static const struct season_letter *nth(struct served *served, const char *folder, size_t n)
{
	struct arena *arena = served->season.arena;
	struct season_letter *letter = NULL;
	struct dirent **entries;
	size_t seen = 0;
	int count = scandir(folder, &entries, NULL, versionsort);

	for (int i = 0; i < count; i++) {
		struct stat st;
		const char *path = arena_printf(arena, "%s/%s", folder, entries[i]->d_name);
		FILE *file = entries[i]->d_name[0] != '.' && ++seen == n ? fopen(path, "r") : NULL;
		if (file && fstat(fileno(file), &st) == 0) {
			char *raw = arena_alloc(arena, (size_t)st.st_size + 1);
			assert_int_equal(fread(raw, 1, (size_t)st.st_size, file), st.st_size);
			letter = arena_make(arena, struct season_letter);
			*letter = season_read_letter(arena, path, raw, (size_t)st.st_size);
		}
		if (file)
			fclose(file);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return letter;
}

const struct season_letter *served_letter(struct served *served, const char *user, size_t n)
{
	const char *folder = arena_printf(
		served->season.arena, "%s/mail/%s/Maildir/new", served->stack.dir, user);

	for (int left = PATIENCE_MS; left > 0; left -= LOOK_MS) {
		const struct season_letter *letter = nth(served, folder, n);
		if (letter)
			return letter;
		look_again();
	}
	served_wait_log(served, served_log_bytes(served),
		arena_printf(served->season.arena, "letter %zu to %s", n, user));
	return NULL;
}

void served_imap(struct served *served, bool run)
{
	char config[128];
	int status;

	snprintf(config, sizeof(config), "%s/dovecot/dovecot.conf", served->stack.dir);
	pid_t pid = fork();
	if (pid == 0) {
		execl("/usr/sbin/dovecot", "dovecot", "-c", config, run ? (char *)NULL : "stop",
			(char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}
