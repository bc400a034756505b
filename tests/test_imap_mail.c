/* floor: outward */
/* with: support/mailstack.c support/imap_session.c */
/* SPDX-License-Identifier: MIT */
/* Mails on a real Dovecot: found, fetched whole, waited for, deleted, moved. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/str.h"
#include "outward/imap.h"
#include "outward/server.h"
#include "support/imap_session.h"
#include "support/mailstack.h"

static void mails_are_found_and_fetched_as_they_are(void **state)
{
	static const char mail[] =
		"Subject: hej\r\n\r\nf\xc3\xb6rsta\r\n.punkt\r\n)\r\n* 1 EXISTS\r\n";
	_cleanup_imap_ struct imap *imap = log_in("fetch");
	_cleanup_arena_ struct arena *arena = arena_new();
	struct taken taken = {0};
	const struct imap_sink sink = taken_sink(&taken);
	struct imap_folder folder;
	struct imap_uids uids;
	struct fault fault;
	uint32_t last = 99;

	(void)state;
	str_init(&taken.bytes, 4096);
	assert_int_equal(imap_select(imap, "INBOX", &folder, &fault), 0);
	assert_true(folder.uidvalidity > 0);
	assert_int_equal(imap_find_last(imap, &last, &fault), 0);
	assert_int_equal(last, 0);
	mailstack_deliver(&stack, "fetch", "x\r\n", 3);
	mailstack_deliver(&stack, "fetch",
		"Subject: hej\r\n\r\nf\xc3\xb6rsta\r\n..punkt\r\n)\r\n* 1 EXISTS",
		strlen("Subject: hej\r\n\r\nf\xc3\xb6rsta\r\n..punkt\r\n)\r\n* 1 EXISTS"));
	assert_int_equal(imap_poll(imap, &fault), 0);
	assert_int_equal(imap_find_last(imap, &last, &fault), 0);
	assert_int_equal(last, 2);
	assert_int_equal(imap_find_above(imap, arena, 2, &uids, &fault), 0);
	assert_int_equal(uids.n, 1);
	assert_int_equal(imap_fetch(imap, uids.at, uids.n, &sink, &fault), 0);
	assert_int_equal(taken.uid, 2);
	assert_non_null(strstr(taken.bytes.at, mail));
	assert_in_range(taken.arrived[0], (uint64_t)clock_now() - 60, (uint64_t)clock_now() + 60);
	/* a server answers 3:* with the last mail, which is below 3 */
	assert_int_equal(imap_find_above(imap, arena, 3, &uids, &fault), 0);
	assert_int_equal(uids.n, 0);
	assert_int_equal(
		imap_find_since(imap, arena, (day)(clock_now() / DAY_S - 1), &uids, &fault), 0);
	assert_int_equal(uids.n, 2);
	assert_int_equal(
		imap_find_since(imap, arena, (day)(clock_now() / DAY_S + 2), &uids, &fault), 0);
	assert_int_equal(uids.n, 0);
	str_done(&taken.bytes);
}

static size_t memory_kib(void)
{
	FILE *file = fopen("/proc/self/status", "r");
	char line[128];
	size_t kib = 0;

	while (file && fgets(line, sizeof(line), file)) {
		if (strncmp(line, "VmRSS:", 6) == 0)
			kib = strtoul(line + 6, NULL, 10);
	}
	if (file)
		fclose(file);
	return kib;
}

struct measured {
	size_t total;
	size_t most_kib;
};

static int measure(void *context, const char *bytes, size_t n)
{
	struct measured *measured = context;
	size_t kib = measured->total >> 20 != (measured->total + n) >> 20 ? memory_kib() : 0;

	(void)bytes;
	measured->total += n;
	if (kib > measured->most_kib)
		measured->most_kib = kib;
	return 0;
}

static int measure_end(void *context, uint32_t uid, instant arrived)
{
	(void)context;
	(void)uid;
	(void)arrived;
	return 0;
}

static void twenty_five_mebibytes_flow_through_little_memory(void **state)
{
	const size_t bytes = (size_t)25 << 20;
	char *mail = malloc(bytes);
	_cleanup_imap_ struct imap *imap = NULL;
	struct measured measured = {0};
	const struct imap_sink sink = {.bytes = measure, .mail = measure_end, .context = &measured};
	struct imap_folder folder;
	struct fault fault;
	const uint32_t uid = 1;

	(void)state;
	/* long lines too: a body may have lines of any length */
	memset(mail, 'a', bytes);
	memcpy(mail, "Subject: big\r\n\r\n", 16);
	for (size_t at = 990; at < bytes / 2; at += 1000)
		memcpy(mail + at, "\r\n", 2);
	mailstack_deliver(&stack, "big", mail, bytes);
	free(mail);
	imap = log_in("big");
	assert_int_equal(imap_select(imap, "INBOX", &folder, &fault), 0);

#ifdef __SANITIZE_ADDRESS__
	const bool keeps_freed_memory = true;
#else
	const bool keeps_freed_memory = false;
#endif
	size_t before_kib = memory_kib();

	assert_int_equal(imap_fetch(imap, &uid, 1, &sink, &fault), 0);
	assert_true(measured.total >= bytes);
	if (!keeps_freed_memory)
		assert_in_range(measured.most_kib, 1, before_kib + 2048);
}

static void a_sink_that_fails_ends_the_fetch(void **state)
{
	_cleanup_imap_ struct imap *imap = log_in("fails");
	struct taken taken = {.refuse = -ENOSPC};
	const struct imap_sink sink = taken_sink(&taken);
	struct imap_folder folder;
	struct fault fault;
	const uint32_t uid = 1;

	(void)state;
	str_init(&taken.bytes, 4096);
	mailstack_deliver(&stack, "fails", "a: b\r\n\r\nc\r\n", 11);
	assert_int_equal(imap_select(imap, "INBOX", &folder, &fault), 0);
	assert_int_equal(imap_fetch(imap, &uid, 1, &sink, &fault), -ECANCELED);
	assert_int_equal(taken.mails, 0);
	str_done(&taken.bytes);
}

static void idle_wakes_for_new_mail_and_for_us(void **state)
{
	_cleanup_imap_ struct imap *imap = log_in("idle");
	struct imap_folder folder;
	struct fault fault;
	int wake[2];

	(void)state;
	assert_int_equal(pipe(wake), 0);
	assert_true(imap_can(imap, IMAP_IDLE));
	assert_int_equal(imap_select(imap, "INBOX", &folder, &fault), 0);
	assert_int_equal(imap_idle(imap, wake[0], 50, &fault), 0);
	mailstack_deliver(&stack, "idle", "a: b\r\n\r\nc\r\n", 11);
	assert_int_equal(imap_idle(imap, wake[0], 10000, &fault), 1);
	assert_int_equal(write(wake[1], "x", 1), 1);
	assert_int_equal(imap_idle(imap, wake[0], 10000, &fault), 0);
	close(wake[0]);
	close(wake[1]);
}

static void handled_mail_is_deleted_or_moved_and_others_are_left(void **state)
{
	_cleanup_imap_ struct imap *imap = log_in("handled");
	struct imap_folder folder;
	struct fault fault;
	const uint32_t first = 1, second = 2, gone[] = {1, 2};

	(void)state;
	for (int i = 0; i < 3; i++)
		mailstack_deliver(&stack, "handled", "a: b\r\n\r\nc\r\n", 11);
	assert_int_equal(imap_select(imap, "Saknas", &folder, &fault), -ENOENT);
	assert_words(&fault, "has no folder Saknas");
	assert_int_equal(imap_select(imap, "INBOX", &folder, &fault), 0);
	assert_int_equal(imap_delete(imap, &first, 1, &fault), 0);
	assert_int_equal(mailstack_count(&stack, "handled", ""), 2);
	assert_int_equal(imap_move(imap, &second, 1, "Klart & \xc3\xb6vrigt", &fault), 0);
	assert_int_equal(mailstack_count(&stack, "handled", ""), 1);
	assert_int_equal(mailstack_count(&stack, "handled", "Klart &- &APY-vrigt"), 1);
	/* what is gone already is no error */
	assert_int_equal(imap_delete(imap, gone, 2, &fault), 0);
	assert_int_equal(imap_move(imap, gone, 2, "Klart & \xc3\xb6vrigt", &fault), 0);
	assert_int_equal(mailstack_count(&stack, "handled", ""), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mails_are_found_and_fetched_as_they_are),
		cmocka_unit_test(twenty_five_mebibytes_flow_through_little_memory),
		cmocka_unit_test(a_sink_that_fails_ends_the_fetch),
		cmocka_unit_test(idle_wakes_for_new_mail_and_for_us),
		cmocka_unit_test(handled_mail_is_deleted_or_moved_and_others_are_left),
	};

	RUN_WITH_MAILSTACK(tests);
}
