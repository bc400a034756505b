/* SPDX-License-Identifier: MIT */
/*
 * One line, one write(2), so that lines of several processes do not mix. Whether standard error is
 * the journal is found out once, when the level is set: systemd names the stream's device and inode
 * in JOURNAL_STREAM.
 *
 * The level and that finding are the program's only mutable globals. A line that cannot be written
 * is lost; nothing depends on one.
 */
#include "base/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_BYTES 2048

static enum log_level level_most = LOG_LEVEL_INFO;
static bool to_journal;

static bool stderr_is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	struct stat info;
	char here[64];

	if (!stream || fstat(STDERR_FILENO, &info) < 0)
		return false;
	snprintf(here, sizeof(here), "%ju:%ju", (uintmax_t)info.st_dev, (uintmax_t)info.st_ino);
	return strcmp(stream, here) == 0;
}

void log_set_level(enum log_level most)
{
	level_most = most;
	to_journal = stderr_is_journal();
}

/* C0, DEL and the UTF-8 form of C1 become blanks. */
static void blank_controls(char *text)
{
	for (unsigned char *at = (unsigned char *)text; *at; at++) {
		if (*at < 0x20 || *at == 0x7f)
			*at = ' ';
		else if (at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0)
			at[0] = at[1] = ' ';
	}
}

void log_line(enum log_level level, const char *format, ...)
{
	char line[LINE_BYTES];
	int head = 0;
	va_list args;

	if (level > level_most)
		return;
	if (to_journal)
		head = snprintf(line, sizeof(line), "<%d>", (int)level);
	size_t room = sizeof(line) - (size_t)head - 1;
	va_start(args, format);
	vsnprintf(line + head, room, format, args);
	va_end(args);
	blank_controls(line + head);
	size_t len = strlen(line);
	line[len++] = '\n';
	ssize_t written = write(STDERR_FILENO, line, len);
	(void)written;
}
