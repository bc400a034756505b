/* SPDX-License-Identifier: MIT */
/* What a child of the reader does when a hostile mail has got hold of it: each by the word that the
 * mail holds. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <unistd.h>

#include "outward/reader.h"
#include "support/deeds.h"

struct deed {
	const char *word;
	int (*act)(int talk_fd);
};

static int do_talk(int talk_fd)
{
	char question[16] = "";

	if (write(talk_fd, "who?", 4) != 4)
		return 1;
	if (read(talk_fd, question, sizeof(question) - 1) <= 0)
		return 2;
	return write(talk_fd, question, strlen(question)) == (ssize_t)strlen(question) ? 0 : 3;
}
static int do_open(int talk_fd)
{
	(void)talk_fd;
	return open("/etc/passwd", O_RDONLY) < 0 && errno == ENOENT ? 0 : 1;
}
static int do_connect(int talk_fd)
{
	(void)talk_fd;
	return socket(AF_INET, SOCK_STREAM, 0) < 0 ? 1 : 0;
}
static int do_exec(int talk_fd)
{
	(void)talk_fd;
	execl("/bin/true", "true", (char *)NULL);
	return 1;
}
static int do_fork(int talk_fd)
{
	(void)talk_fd;
	return fork() < 0 ? 1 : 0;
}
static int do_trace(int talk_fd)
{
	(void)talk_fd;
	return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) < 0 ? 1 : 0;
}
static int do_kill(int talk_fd)
{
	(void)talk_fd;
	return kill(getppid(), SIGKILL) < 0 ? 1 : 0;
}
static int do_crash(int talk_fd)
{
	volatile int *volatile nowhere = NULL;

	return *nowhere + talk_fd;
}
static int do_spin(int talk_fd)
{
	for (volatile int forever = 1; forever;)
		;
	return talk_fd;
}
static int do_sleep(int talk_fd)
{
	char byte;

	return read(talk_fd, &byte, 1) < 0 ? 1 : 0; /* the coordinator never writes */
}
static int do_fail(int talk_fd)
{
	(void)talk_fd;
	return 5;
}
/* Answers with how many MiB could be had. */
static int do_eat(int talk_fd)
{
	int n = 0;

	for (; n < 1024; n++) {
		char *piece = malloc(1 << 20);

		if (piece == NULL)
			break;
		memset(piece, 1, 1 << 20);
	}
	return write(talk_fd, &n, sizeof(n)) == sizeof(n) ? 0 : 1;
}
/* Any descriptor but the mail, the talk, and the two that lead nowhere (0 and 1)? A result in
 * another's name is thus out of reach. */
static int do_speak_for_others(int talk_fd)
{
	struct reader_result forged = {.end = READER_OK};
	int written = 0;

	for (int fd = STDERR_FILENO; fd < 40; fd++)
		if (fd != talk_fd && write(fd, &forged, sizeof(forged)) > 0)
			written++;
	return written;
}

static const struct deed deeds[] = {{"talk", do_talk}, {"open", do_open}, {"connect", do_connect},
	{"exec", do_exec}, {"fork", do_fork}, {"trace", do_trace}, {"kill", do_kill},
	{"crash", do_crash}, {"spin", do_spin}, {"sleep", do_sleep}, {"fail", do_fail},
	{"eat", do_eat}, {"speak", do_speak_for_others}};

int deed_handle(void *context, int mail_fd, int talk_fd)
{
	char word[32] = "";

	(void)context;
	if (read(mail_fd, word, sizeof(word) - 1) <= 0)
		return 100;
	for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++)
		if (strcmp(deeds[i].word, word) == 0)
			return deeds[i].act(talk_fd);
	return 101;
}
