/* floor: outward */
/* with: support/mailstack.c support/scripted.c */
/* SPDX-License-Identifier: MIT */
/* The mailbox on a real Dovecot, and what only a scripted server dares. */
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
#include "support/mailstack.h"
#include "support/scripted.h"

/* libetpan 1.9.4 forgets a greeting that says BYE (49 bytes each time). */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:mailimap_greeting_new\nleak:mailimap_greeting_parse\n";
}

static struct mailstack stack;

static struct server server_of(const char *user)
{
	return (struct server){.host = "localhost",
		.port = stack.imaps,
		.tls = SERVER_TLS_IMPLICIT,
		.ca = stack.ca,
		.user = user,
		.secret = "secret",
		.timeout_ms = 10000};
}

static struct imap *log_in(const char *user)
{
	const struct server server = server_of(user);
	struct imap *imap = NULL;
	struct fault fault;

	if (imap_open(&server, &imap, &fault) < 0)
		fail_msg("%s", fault.text);
	return imap;
}

static void assert_words(const struct fault *fault, const char *words)
{
	if (!strstr(fault->text, words))
		fail_msg("\"%s\" lacks \"%s\"", fault->text, words);
}

static void log_ins_succeed_or_say_why_not(void **state)
{
	const struct {
		uint16_t port;
		enum server_tls tls;
		enum server_auth auth;
		const char *secret;
		int result;
		const char *words;
	} rows[] = {
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", 0, ""},
		{stack.imap, SERVER_TLS_STARTTLS, SERVER_AUTH_PASSWORD, "secret", 0, ""},
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_XOAUTH2, stack.token, 0, ""},
		{stack.imap, SERVER_TLS_STARTTLS, SERVER_AUTH_XOAUTH2, stack.token, 0, ""},
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "wrong", -EACCES,
			"refuses the password of natverk@fou.test"},
		{stack.imap, SERVER_TLS_STARTTLS, SERVER_AUTH_PASSWORD, "wr\"o\\ng", -EACCES,
			"refuses the password"},
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_XOAUTH2, stack.expired_token,
			-EACCES, "refuses the token of natverk@fou.test"},
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "", -EACCES, "is empty"},
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "a\r\nb", -EACCES,
			"control character"},
		{stack.imap, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", -EPROTO,
			"does not speak TLS"},
		{1, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", -ECONNREFUSED,
			"nothing listens there"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct server server = server_of("natverk@fou.test");
		_cleanup_imap_ struct imap *imap = NULL;
		struct fault fault = {.text = ""};

		server.port = rows[i].port;
		server.tls = rows[i].tls;
		server.auth = rows[i].auth;
		server.secret = rows[i].secret;
		assert_int_equal(imap_open(&server, &imap, &fault), rows[i].result);
		assert_words(&fault, rows[i].words);
		assert_true((imap != NULL) == (rows[i].result == 0));
	}
}

static void a_wrong_certificate_is_refused_also_after_starttls(void **state)
{
	static const char *const hosts[] = {"127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct server server = server_of("natverk@fou.test");
		struct imap *imap = NULL;
		struct fault fault;

		server.host = hosts[i];
		server.port = stack.imap;
		server.tls = SERVER_TLS_STARTTLS;
		assert_int_equal(imap_open(&server, &imap, &fault), -EKEYREJECTED);
	}
}

static int load_secret(void *context, struct str *ret_secret, struct fault *fault)
{
	(void)fault;
	str_puts(ret_secret, context);
	return 0;
}

static void a_secret_is_asked_for_at_each_log_in(void **state)
{
	struct server server = server_of("natverk@fou.test");
	_cleanup_imap_ struct imap *imap = NULL;
	struct fault fault;
	char secret[] = "secret";

	(void)state;
	server.secret = "stale";
	server.load_secret = load_secret;
	server.secret_context = secret;
	assert_int_equal(imap_open(&server, &imap, &fault), 0);
}

/* A mail as it came. */
struct taken {
	struct str bytes;
	uint32_t uid;
	instant arrived[8];
	size_t mails;
	size_t total;
	int refuse;
};

static int take_bytes(void *context, const char *bytes, size_t n)
{
	struct taken *taken = context;

	taken->total += n;
	str_add(&taken->bytes, bytes, n);
	return taken->refuse;
}

static int take_mail(void *context, uint32_t uid, instant arrived)
{
	struct taken *taken = context;

	taken->uid = uid;
	taken->arrived[taken->mails++ % 8] = arrived;
	return 0;
}

static void mails_are_found_and_fetched_as_they_are(void **state)
{
	static const char mail[] =
		"Subject: hej\r\n\r\nf\xc3\xb6rsta\r\n.punkt\r\n)\r\n* 1 EXISTS\r\n";
	_cleanup_imap_ struct imap *imap = log_in("fetch");
	_cleanup_arena_ struct arena *arena = arena_new();
	struct taken taken = {0};
	const struct imap_sink sink = {.bytes = take_bytes, .mail = take_mail, .context = &taken};
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

	size_t before_kib = memory_kib();

	assert_int_equal(imap_fetch(imap, &uid, 1, &sink, &fault), 0);
	assert_true(measured.total >= bytes);
#ifndef __SANITIZE_ADDRESS__ /* which keeps freed memory */
	assert_in_range(measured.most_kib, 1, before_kib + 2048);
#endif
}

static void a_sink_that_fails_ends_the_fetch(void **state)
{
	_cleanup_imap_ struct imap *imap = log_in("fails");
	struct taken taken = {.refuse = -ENOSPC};
	const struct imap_sink sink = {.bytes = take_bytes, .mail = take_mail, .context = &taken};
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

static void folder_names_go_in_modified_utf7(void **state)
{
	static const struct {
		const char *name;
		const char *wire;
	} rows[] = {
		{"INBOX", "INBOX"},
		{"A&B", "A&-B"},
		{"F\xc3\xa4rdigt", "F&AOQ-rdigt"},
		{"\xc3\xa5\xc3\xa4\xc3\xb6", "&AOUA5AD2-"},
		{"~peter/mail/\xe5\x8f\xb0\xe5\x8c\x97/\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e",
			"~peter/mail/&U,BTFw-/&ZeVnLIqe-"}, /* RFC 3501 section 5.1.3 */
		{"\xf0\x9f\x91\x8d", "&2D3cTQ-"},
		{"a\xff", "a&,,0-"},
	};
	_cleanup_arena_ struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(imap_name_in(arena, rows[i].name), rows[i].wire);
}

#define HELLO                                                                                      \
	{                                                                                          \
		.send = "* OK [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n"                           \
	}
#define ENCRYPTED                                                                                  \
	{.start_tls = true}, {.send = "* OK [CAPABILITY IMAP4rev1 IDLE] hello\r\n"},               \
		{.expect = "LOGIN", .send = "%T OK in\r\n"},                                       \
	{                                                                                          \
		.expect = "CAPABILITY", .send = "* CAPABILITY IMAP4rev1 IDLE\r\n%T OK\x20.\r\n"    \
	}
#define SELECTED                                                                                   \
	{                                                                                          \
		.expect = "SELECT",                                                                \
		.send = "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] .\r\n"                                 \
			"* OK [UIDNEXT 9] .\r\n%T OK [READ-WRITE] .\r\n"                           \
	}

static void attacks_before_the_log_in_are_refused(void **state)
{
	static const struct script_step preauth[] = {
		{.send = "* PREAUTH [CAPABILITY IMAP4rev1] welcome\r\n"}, {.hold = true}, {0}};
	static const struct script_step stripped[] = {
		{.send = "* OK [CAPABILITY IMAP4rev1] hello\r\n"},
		{.expect = "STARTTLS", .send = "%T BAD unknown command\r\n"}, {.hold = true}, {0}};
	static const struct script_step refused[] = {
		HELLO, {.expect = "STARTTLS", .send = "%T NO not today\r\n"}, {.hold = true}, {0}};
	static const struct script_step injected[] = {HELLO,
		{.expect = "STARTTLS",
			.send = "%T OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"},
		{.hold = true}, {0}};
	static const struct script_step bye[] = {{.send = "* BYE too many\r\n"}, {0}};
	static const struct script_step web[] = {{.send = "HTTP/1.1 400 Bad Request\r\n\r\n"}, {0}};
	static const struct {
		const struct script_step *script;
		int result;
		const char *words;
	} rows[] = {
		{preauth, -EPROTO, "PREAUTH"},
		{stripped, -EPROTO, "offers no STARTTLS"},
		{refused, -EPROTO, "offers no STARTTLS"},
		{injected, -EPROTO, "in clear behind the answer to STARTTLS"},
		{bye, -ECONNREFUSED, "turns us away: too many"},
		{web, -EPROTO, "no IMAP server"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted = scripted_start(&rows[i].script, 1, NULL, NULL);
		struct server server = server_of("natverk@fou.test");
		struct imap *imap = NULL;
		struct fault fault = {.text = ""};

		server.tls = SERVER_TLS_STARTTLS;
		server.host = "127.0.0.1";
		server.port = scripted_port(scripted);
		assert_int_equal(imap_open(&server, &imap, &fault), rows[i].result);
		assert_words(&fault, rows[i].words);

		char *wrong = scripted_stop(scripted);

		assert_string_equal(wrong, "");
		free(wrong);
	}
}

/* Logs in to a scripted server and selects its inbox. */
static struct imap *meet(struct scripted *scripted, int timeout_ms)
{
	struct server server = server_of("natverk@fou.test");
	struct imap *imap = NULL;
	struct imap_folder folder;
	struct fault fault;

	server.port = scripted_port(scripted);
	server.timeout_ms = timeout_ms;
	if (imap_open(&server, &imap, &fault) < 0)
		fail_msg("%s", fault.text);
	if (imap_select(imap, "INBOX", &folder, &fault) < 0)
		fail_msg("%s", fault.text);
	assert_int_equal(folder.uidvalidity, 7);
	assert_int_equal(folder.uidnext, 9);
	return imap;
}

static void idle_loses_no_news(void **state)
{
	static const struct script_step beside[] = {ENCRYPTED, SELECTED,
		{.expect = "IDLE", .send = "+ idling\r\n* 4 EXISTS\r\n"},
		{.expect = "DONE", .send = "%T OK .\r\n"}, {.hold = true}, {0}};
	static const struct script_step before[] = {ENCRYPTED, SELECTED,
		{.expect = "IDLE", .send = "* 4 EXISTS\r\n+ idling\r\n"},
		{.expect = "DONE", .send = "* 5 EXISTS\r\n%T OK .\r\n"}, {.hold = true}, {0}};
	static const struct script_step refused[] = {ENCRYPTED, SELECTED,
		{.expect = "IDLE", .send = "%T NO not here\r\n"}, {.hold = true}, {0}};
	static const struct script_step said_bye[] = {ENCRYPTED, SELECTED,
		{.expect = "IDLE", .send = "+ idling\r\n* BYE restarting\r\n"}, {0}};
	static const struct script_step dropped[] = {
		ENCRYPTED, SELECTED, {.expect = "IDLE", .send = "+ idling\r\n"}, {0}};
	static const struct script_step still_here[] = {ENCRYPTED, SELECTED,
		{.expect = "IDLE", .send = "+ idling\r\n* OK Still here\r\n* 2 EXPUNGE\r\n"},
		{.expect = "DONE", .send = "%T OK .\r\n"}, {.hold = true}, {0}};
	static const struct {
		const struct script_step *script;
		int result;
	} rows[] = {
		{before, 1},
		{beside, 1},
		{still_here, 0},
		{refused, -EOPNOTSUPP},
		{said_bye, -ECONNRESET},
		{dropped, -ECONNRESET},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted =
			scripted_start(&rows[i].script, 1, stack.certificate, stack.key);
		struct imap *imap = meet(scripted, 2000);
		struct fault fault;

		assert_int_equal(imap_idle(imap, -1, 300, &fault), rows[i].result);
		imap_close(imap);
		free(scripted_stop(scripted));
	}
}

static void a_server_that_misbehaves_is_cut_off(void **state)
{
	static const struct script_step endless[] = {
		ENCRYPTED, SELECTED, {.expect = "NOOP", .send = "* ", .endless = 64 << 20}, {0}};
	static const struct script_step silent[] = {
		ENCRYPTED, SELECTED, {.expect = "NOOP"}, {.hold = true}, {0}};
	static const struct script_step nonsense[] = {ENCRYPTED, SELECTED,
		{.expect = "NOOP", .send = "gibberish (((\r\n"}, {.hold = true}, {0}};
	static const struct {
		const struct script_step *script;
		int result;
		const char *words;
	} rows[] = {
		{endless, -EPROTO, "sent a line of more than 4 MiB"},
		{silent, -ETIMEDOUT, "did not answer in time"},
		{nonsense, -EPROTO, "no IMAP"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted =
			scripted_start(&rows[i].script, 1, stack.certificate, stack.key);
		struct imap *imap = meet(scripted, 500);
		struct fault fault;

		assert_int_equal(imap_poll(imap, &fault), rows[i].result);
		assert_words(&fault, rows[i].words);
		imap_close(imap);
		free(scripted_stop(scripted));
	}
}

static void without_uidplus_other_peoples_deleted_mail_is_left(void **state)
{
	static const struct script_step ours[] = {ENCRYPTED, SELECTED,
		{.expect = "UID STORE 5", .send = "%T OK .\r\n"},
		{.expect = "UID SEARCH DELETED", .send = "* SEARCH 5\r\n%T OK .\r\n"},
		{.expect = "EXPUNGE", .send = "* 2 EXPUNGE\r\n%T OK .\r\n"}, {.hold = true}, {0}};
	static const struct script_step others[] = {ENCRYPTED, SELECTED,
		{.expect = "UID COPY 5", .send = "%T NO [TRYCREATE] no such\r\n"},
		{.expect = "CREATE", .send = "%T OK .\r\n"},
		{.expect = "UID COPY 5", .send = "%T OK .\r\n"},
		{.expect = "UID STORE 5", .send = "%T OK .\r\n"},
		{.expect = "UID SEARCH DELETED", .send = "* SEARCH 4 5\r\n%T OK .\r\n"},
		{.expect = "LOGOUT"}, {.hold = true}, {0}};
	static const struct script_step *const scripts[] = {ours, others};
	struct scripted *scripted = scripted_start(scripts, 2, stack.certificate, stack.key);
	struct imap *imap = meet(scripted, 2000);
	const uint32_t uid = 5;
	struct fault fault = {.text = ""};

	(void)state;
	if (imap_delete(imap, &uid, 1, &fault) < 0)
		fail_msg("%s: %s", fault.text, scripted_stop(scripted));
	imap_close(imap);
	imap = meet(scripted, 2000);
	assert_int_equal(imap_move(imap, &uid, 1, "Klart", &fault), 0);
	imap_close(imap);

	char *wrong = scripted_stop(scripted);

	assert_string_equal(wrong, "");
	free(wrong);
}

static void small_and_empty_bodies_and_flags_between_are_understood(void **state)
{
	static const struct script_step script[] = {ENCRYPTED, SELECTED,
		{.expect = "UID FETCH 5:8",
			.send = "* 1 FETCH (UID 5 INTERNALDATE \"01-Mar-2027 12:00:00 +0100\" "
				"BODY[] "
				"\"quoted\")\r\n"
				"* 9 FETCH (FLAGS (\\Seen))\r\n"
				"* 2 FETCH (BODY[] {3}\r\nabc INTERNALDATE \" 1-Mar-2027 12:00:00 "
				"-0330\" UID 6)\r\n"
				"* 3 FETCH (UID 7 INTERNALDATE \"01-Mar-2027 12:00:00 +0000\" "
				"BODY[] "
				"{0}\r\n)\r\n"
				"%T OK .\r\n"},
		{.hold = true}, {0}};
	static const struct script_step *const scripts[] = {script};
	struct scripted *scripted = scripted_start(scripts, 1, stack.certificate, stack.key);
	struct imap *imap = meet(scripted, 2000);
	struct taken taken = {0};
	const struct imap_sink sink = {.bytes = take_bytes, .mail = take_mail, .context = &taken};
	const uint32_t uids[] = {5, 6, 7, 8};
	struct fault fault = {.text = ""};

	(void)state;
	str_init(&taken.bytes, 100);
	assert_int_equal(imap_fetch(imap, uids, 4, &sink, &fault), 0);
	assert_int_equal(taken.mails, 3);
	assert_string_equal(taken.bytes.at, "quotedabc");
	assert_int_equal(taken.uid, 7);
	assert_int_equal(taken.arrived[0], 1803902400 - HOUR_S);
	assert_int_equal(taken.arrived[1], 1803902400 + 3 * HOUR_S + 30 * MINUTE_S);
	assert_int_equal(taken.arrived[2], 1803902400);
	str_done(&taken.bytes);
	imap_close(imap);
	free(scripted_stop(scripted));
}

static void a_check_says_what_it_found(void **state)
{
	const struct server server = server_of("natverk@fou.test");
	_cleanup_str_ struct str text;
	struct fault fault;

	(void)state;
	str_init(&text, 1000);
	assert_int_equal(imap_check(&server, &text, &fault), 0);
	assert_non_null(strstr(text.at, "logged in as natverk@fou.test; TLS1."));
	assert_non_null(strstr(text.at, "; IDLE UIDPLUS MOVE; INBOX has 0 mails"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(log_ins_succeed_or_say_why_not),
		cmocka_unit_test(a_wrong_certificate_is_refused_also_after_starttls),
		cmocka_unit_test(a_secret_is_asked_for_at_each_log_in),
		cmocka_unit_test(mails_are_found_and_fetched_as_they_are),
		cmocka_unit_test(twenty_five_mebibytes_flow_through_little_memory),
		cmocka_unit_test(a_sink_that_fails_ends_the_fetch),
		cmocka_unit_test(idle_wakes_for_new_mail_and_for_us),
		cmocka_unit_test(handled_mail_is_deleted_or_moved_and_others_are_left),
		cmocka_unit_test(folder_names_go_in_modified_utf7),
		cmocka_unit_test(attacks_before_the_log_in_are_refused),
		cmocka_unit_test(idle_loses_no_news),
		cmocka_unit_test(a_server_that_misbehaves_is_cut_off),
		cmocka_unit_test(without_uidplus_other_peoples_deleted_mail_is_left),
		cmocka_unit_test(small_and_empty_bodies_and_flags_between_are_understood),
		cmocka_unit_test(a_check_says_what_it_found),
	};

	if (!mailstack_start(&stack))
		return 0;

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	mailstack_stop(&stack);
	return failed;
}
