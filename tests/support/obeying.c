/* SPDX-License-Identifier: MIT */
/*
 * A samlad whose reader's child does as a mail says: what a mail could at worst make of it. Linked
 * around the real reading (--wrap) into a program of its own; a mail without `X-Now-Do: DEED` is
 * read as always.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

#include "text/understand.h"

#define DESCRIPTORS_MOST 64
#define BLOATED_BYTES (4 * UNDERSTANDING_TEXT_LIMIT)

struct mail_in_hand *__real_understand_open(struct arena *arena, const struct phrasebook *book,
	enum mail_format format, const void *bytes, size_t n_bytes, struct str *explain);
const struct understanding *__real_understand_envelope(struct mail_in_hand *mail);
const struct understanding *__real_understand_words(
	struct mail_in_hand *mail, const struct questions *questions);

/* What a taken-over child can leave behind in its memory for the next. */
static struct {
	char deed[32];
	bool poisoned;
	struct arena *arena;
} taken;

static bool is_told(const char *deed)
{
	return strcmp(taken.deed, deed) == 0;
}

/* ---- deeds that reach for something ---- */

static void open_a_file(void)
{
	if (open("/etc/passwd", O_RDONLY) >= 0)
		raise(SIGBUS);
}
static void start_a_program(void)
{
	execl("/bin/true", "true", (char *)NULL);
}
static void start_a_process(void)
{
	if (fork() == 0)
		_exit(0);
}
static void use_the_network(void)
{
	socket(AF_INET, SOCK_STREAM, 0);
}
static void kill_its_parent(void)
{
	kill(getppid(), SIGKILL);
}
static void trace_its_parent(void)
{
	ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}
static void crash(void)
{
	raise(SIGSEGV);
}
static void take_all_memory(void)
{
	for (;;)
		memset(arena_alloc(taken.arena, 1 << 20), 1, 1 << 20);
}
/* Whatever it can write to gets what looks like somebody's word. */
static void shout(void)
{
	static const char noise[] = "\1\0\0\0{\"from\": \"eva@fou.example\"}";

	for (int fd = 0; fd < DESCRIPTORS_MOST; fd++)
		if (write(fd, noise, sizeof(noise)) < 0)
			continue;
}
static void poison_its_memory(void)
{
	taken.poisoned = true;
}

static const struct {
	const char *deed;
	void (*act)(void);
} deeds[] = {{"open", open_a_file}, {"execute", start_a_program}, {"fork", start_a_process},
	{"network", use_the_network}, {"kill", kill_its_parent}, {"trace", trace_its_parent},
	{"crash", crash}, {"memory", take_all_memory}, {"shout", shout},
	{"poison", poison_its_memory}};

static void note_deed(const void *bytes, size_t n_bytes)
{
	static const char field[] = "X-Now-Do: ";
	const char *at = memmem(bytes, n_bytes, field, sizeof(field) - 1);

	*taken.deed = '\0';
	if (!at)
		return;
	at += sizeof(field) - 1;
	size_t n = strcspn(at, "\n");
	if (n < sizeof(taken.deed))
		memcpy(taken.deed, at, n);
}

struct mail_in_hand *__wrap_understand_open(struct arena *arena, const struct phrasebook *book,
	enum mail_format format, const void *bytes, size_t n_bytes, struct str *explain)
{
	taken.arena = arena;
	note_deed(bytes, n_bytes);
	for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++)
		if (is_told(deeds[i].deed))
			deeds[i].act();
	return __real_understand_open(arena, book, format, bytes, n_bytes, explain);
}

/* ---- deeds that are words ---- */

const struct understanding *__wrap_understand_envelope(struct mail_in_hand *mail)
{
	const struct understanding *real = __real_understand_envelope(mail);
	struct understanding *said = arena_memdup(taken.arena, real, sizeof(*said));

	if (is_told("claim a leader"))
		said->from = "eva@fou.example";
	if (is_told("claim a token"))
		said->token = "abcdefghijklmnopqrstuvwxyz";
	return said;
}

static void turn_answer(struct understanding *said)
{
	if (said->answer && said->answer->kind == ANSWER_YES)
		said->answer->kind = ANSWER_NO;
	else if (said->answer && said->answer->kind == ANSWER_NO)
		said->answer->kind = ANSWER_YES;
}

const struct understanding *__wrap_understand_words(
	struct mail_in_hand *mail, const struct questions *questions)
{
	const struct understanding *real = __real_understand_words(mail, questions);
	struct understanding *said = arena_memdup(taken.arena, real, sizeof(*said));
	const struct understanding *before = __wrap_understand_envelope(mail);

	said->from = before->from;
	said->token = before->token;
	if (taken.poisoned)
		turn_answer(said);
	if (is_told("change the sender"))
		said->from = "anna@kommun.example";
	if (is_told("change the checks"))
		arena_push(taken.arena, &said->auth)->server = "mx.fou.example";
	if (is_told("bloat"))
		said->reply =
			memset(arena_alloc(taken.arena, BLOATED_BYTES + 1), 'x', BLOATED_BYTES);
	if (is_told("controls"))
		said->reply = "\x1b[2J";
	if (is_told("claim a leader")) {
		said->order = arena_make(taken.arena, struct order_read);
		*said->order = (struct order_read){
			.word = ORDER_STOP, .title = "", .text = "", .cancel = true};
	}
	return said;
}
