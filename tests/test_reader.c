/* floor: outward */
/* with: support/deeds.c */
/* SPDX-License-Identifier: MIT */
/*
 * The reader, with a handler that does as the mail says: a mail that reads "fork" has a child that
 * tries to fork. What hostile mail could make of a child is thus tried one by one, through the same
 * calls that the coordinator uses.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"
#include "outward/reader.h"
#include "outward/sandbox.h"
#include "support/deeds.h"

#define SHORT_DEADLINE_MS 150
#define MEMORY_MOST_MIB 64

struct fixture {
	pid_t pid;
	int control;
	struct fault fault;
};

static void be_reader(int control, int deadline_ms)
{
	struct reader_work work = {.handle = deed_handle, .deadline_ms = deadline_ms};
	struct fault fault = {.text = ""};
	int null = open("/dev/null", O_RDWR);

	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL); /* the test library catches some */
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	int r = reader_run(control, &work, &fault);

	_exit(r == 0 ? 0 : r == -ECANCELED ? 1 : 2);
}

static int start(struct fixture *f, int deadline_ms)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -1;
	f->pid = fork();
	if (f->pid == 0) {
		close(pair[0]);
		be_reader(pair[1], deadline_ms);
	}
	close(pair[1]);
	f->control = pair[0];
	return f->pid < 0 ? -1 : 0;
}

/* The reader's exit status after its control socket has closed (or before). */
static int finish(struct fixture *f)
{
	int status;

	close(f->control);
	waitpid(f->pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int mail_of(const char *word)
{
	int fd = memfd_create("mail", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, word, strlen(word)), strlen(word));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static int submit(struct fixture *f, const char *word)
{
	int mail = mail_of(word), talk;

	assert_int_equal(reader_submit(f->control, mail, &talk, &f->fault), 0);
	close(mail);
	return talk;
}

static struct reader_result result_of(struct fixture *f, const char *word)
{
	struct reader_result result;
	int talk = submit(f, word);

	assert_int_equal(reader_result(f->control, 20000, &result), 0);
	close(talk);
	return result;
}

static void test_mail_after_mail_is_read_by_children(void **state)
{
	struct fixture f = {0};
	char text[16];

	(void)state;
	assert_int_equal(start(&f, 0), 0);
	for (int round = 0; round < 20; round++) {
		struct reader_result result;
		int talk = submit(&f, "talk");

		memset(text, 0, sizeof(text));
		assert_int_equal(read(talk, text, 4), 4);
		assert_string_equal(text, "who?");
		assert_int_equal(write(talk, "Anna", 4), 4);
		assert_int_equal(read(talk, text, 4), 4);
		assert_string_equal(text, "Anna");
		assert_int_equal(read(talk, text, 4),
			0); /* the child has gone, and nobody else holds its end */
		assert_int_equal(reader_result(f.control, 20000, &result), 0);
		assert_int_equal(result.end, READER_OK);
		close(talk);
	}
	assert_int_equal(finish(&f), 0);
}

static void test_a_childs_failure_is_no_death(void **state)
{
	struct fixture f = {0};

	(void)state;
	assert_int_equal(start(&f, 0), 0);
	struct reader_result result = result_of(&f, "fail");

	assert_int_equal(result.end, READER_FAILED);
	assert_int_equal(result.number, 5);
	assert_int_equal(finish(&f), 0);
}

struct death {
	const char *word;
	enum reader_end end;
	int number;
	bool boxed; /* only the box makes it so */
};
static const struct death deaths[] = {
	{"crash", READER_DIED, SIGSEGV, true}, /* a sanitizer makes a status of it */
	{"spin", READER_TIMED_OUT, 0, false},
	{"sleep", READER_TIMED_OUT, 0, false},
	{"connect", READER_DIED, SIGSYS, true},
	{"exec", READER_DIED, SIGSYS, true},
	{"fork", READER_DIED, SIGSYS, true},
	{"trace", READER_DIED, SIGSYS, true},
	{"kill", READER_DIED, SIGSYS, true},
};

/* After each the parent goes too, so that nothing of that mail is left in the one that reads the
 * next. */
static void test_a_death(void **state)
{
	const struct death *death = *state;
	struct fixture f = {0};

	if (death->boxed && !sandbox_is_possible()) {
		print_message("skipped: %s (no box in a sanitizer build)\n", death->word);
		skip();
	}
	assert_int_equal(start(&f, death->end == READER_TIMED_OUT ? SHORT_DEADLINE_MS : 0), 0);
	struct reader_result result = result_of(&f, death->word);

	assert_int_equal(result.end, death->end);
	assert_int_equal(result.number, death->number);
	assert_int_equal(reader_result(f.control, 20000, &result), -EPIPE);
	assert_int_equal(finish(&f), 1);
}

/* The product's own limits; that they are kept is shown with shorter ones, or by the next test. */
static void test_a_child_has_ten_seconds_and_64_mib(void **state)
{
	(void)state;
	assert_int_equal(READER_DEADLINE_MS, 10000);
	assert_int_equal(READER_MEMORY_LIMIT_BYTES, MEMORY_MOST_MIB << 20);
}

static void test_paths_are_hidden_and_memory_has_an_end(void **state)
{
	struct fixture f = {0};
	struct reader_result result;
	int mib = 0;

	(void)state;
	if (!sandbox_is_possible()) {
		print_message("skipped: no box in a sanitizer build\n");
		skip();
	}
	assert_int_equal(start(&f, 0), 0);
	assert_int_equal(result_of(&f, "open").end, READER_OK);
	assert_int_equal(result_of(&f, "speak").end, READER_OK);
	int talk = submit(&f, "eat");

	assert_int_equal(read(talk, &mib, sizeof(mib)), sizeof(mib));
	assert_in_range(mib, 32, MEMORY_MOST_MIB);
	assert_int_equal(reader_result(f.control, 20000, &result), 0);
	assert_int_equal(result.end, READER_OK);
	close(talk);
	assert_int_equal(finish(&f), 0);
}

static void test_a_broken_request_ends_the_reader(void **state)
{
	struct fixture f = {0};

	(void)state;
	assert_int_equal(start(&f, 0), 0);
	assert_int_equal(write(f.control, "m", 1), 1); /* without descriptors */
	struct reader_result result;

	assert_int_equal(reader_result(f.control, 20000, &result), -EPIPE);
	assert_int_equal(finish(&f), 2);
}

static void test_what_a_taken_over_reader_says_is_checked(void **state)
{
	struct reader_result result = {.end = (enum reader_end)77};
	int pair[2], talk;
	struct fault fault = {.text = ""};

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	assert_int_equal(reader_result(pair[0], 0, &result), -ETIMEDOUT);
	assert_int_equal(write(pair[1], &result, sizeof(result)), sizeof(result));
	assert_int_equal(reader_result(pair[0], 1000, &result), -EBADMSG);
	assert_int_equal(write(pair[1], "xy", 2), 2);
	assert_int_equal(reader_result(pair[0], 1000, &result), -EBADMSG);
	close(pair[1]);
	assert_int_equal(reader_result(pair[0], 1000, &result), -EPIPE);
	assert_int_equal(reader_submit(pair[0], 0, &talk, &fault), -EPIPE);
	assert_true(fault.text[0] != '\0');
	close(pair[0]);
}

int main(void)
{
#define N_DEATHS (sizeof(deaths) / sizeof(deaths[0]))
	struct CMUnitTest tests[N_DEATHS + 6] = {
		cmocka_unit_test(test_a_child_has_ten_seconds_and_64_mib),
		cmocka_unit_test(test_mail_after_mail_is_read_by_children),
		cmocka_unit_test(test_a_childs_failure_is_no_death),
		cmocka_unit_test(test_paths_are_hidden_and_memory_has_an_end),
		cmocka_unit_test(test_a_broken_request_ends_the_reader),
		cmocka_unit_test(test_what_a_taken_over_reader_says_is_checked),
	};

	for (size_t i = 0; i < N_DEATHS; i++)
		tests[i + 6] = (struct CMUnitTest){.name = deaths[i].word,
			.test_func = test_a_death,
			.initial_state = (void *)(uintptr_t)&deaths[i]};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
