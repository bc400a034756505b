/* floor: outward */
/* with: support/mailstack.c support/fetching.c support/imap_session.c support/foreign.c */
/* with: support/recorder.c support/heard.c support/append.c */
/* SPDX-License-Identifier: MIT */
/*
 * The fetcher beside an IMAP server that servers/foreign.sh has started: Cyrus or Courier. Mail is
 * put there by another client (libcurl's APPEND). What the fetcher and the server say in the scenes
 * is written down in the file that the first argument names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "outward/imap.h"
#include "support/append.h"
#include "support/fetching.h"
#include "support/foreign.h"
#include "support/imap_session.h"
#include "support/recorder.h"

#define LINES_OF_LARGE 40000
#define LINE "en rad av ett långt brev, som går till servern och tillbaka igen\r\n"

static struct recorder *recorder;
static struct foreign foreign;

/* ---- another client ---- */

static void append_small(const char *subject)
{
	char mail[200];
	int n = snprintf(mail, sizeof(mail), "Subject: %s\r\nMessage-ID: <%s@x>\r\n\r\nhej\r\n",
		subject, subject);

	append_mail(FOREIGN_USER, mail, (size_t)n);
}

static size_t count(const char *folder)
{
	return count_in(FOREIGN_USER, folder);
}

static void take_away(uint32_t uid)
{
	_cleanup_imap_ struct imap *imap = log_in(FOREIGN_USER);
	struct imap_folder folder;
	struct fault fault;

	if (imap_select(imap, "INBOX", &folder, &fault) < 0 ||
		imap_delete(imap, &uid, 1, &fault) < 0)
		fail_msg("%s", fault.text);
}

static bool await_said(const char *word, size_t times)
{
	return recorder_await(recorder, word, times);
}

/* ---- what is shown ---- */

static void a_log_in_succeeds_or_is_named(void **state)
{
	const char *clear = getenv("IMAP_PORT");
	const uint16_t starttls = clear ? (uint16_t)strtol(clear, NULL, 10) : 0;
	const struct {
		uint16_t port;
		enum server_tls tls;
		const char *secret, *ca, *words; /* NULL: it succeeds */
	} rows[] = {
		{stack.imaps, SERVER_TLS_IMPLICIT, "secret", stack.ca, NULL},
		{starttls, SERVER_TLS_STARTTLS, "secret", stack.ca, NULL},
		{stack.imaps, SERVER_TLS_IMPLICIT, "wrong", stack.ca, "refuses the password"},
		{starttls, SERVER_TLS_STARTTLS, "wrong", stack.ca, "refuses the password"},
		{stack.imaps, SERVER_TLS_IMPLICIT, "secret", NULL, "unknown CA"},
		{starttls, SERVER_TLS_STARTTLS, "secret", NULL, "unknown CA"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct server server = server_of(FOREIGN_USER);
		_cleanup_imap_ struct imap *imap = NULL;
		struct fault fault = {.text = ""};

		server.port = rows[i].port;
		server.tls = rows[i].tls;
		server.secret = rows[i].secret;
		server.ca = rows[i].ca;
		int r = imap_open(&server, &imap, &fault);
		if (rows[i].words)
			assert_true(r < 0);
		else if (r < 0)
			fail_msg("row %zu: %s", i, fault.text);
		assert_words(&fault, rows[i].words ? rows[i].words : "");
	}
}

static void a_large_mail_comes_byte_by_byte(void **state)
{
	const struct fetcher_settings settings = settings_for(FOREIGN_USER, maildir_of("large"));
	const size_t head = strlen("Subject: large\r\n\r\n"), line = strlen(LINE);
	const size_t n = head + LINES_OF_LARGE * line;
	char *mail = malloc(n + 1), *back = malloc(n + 1), names[1][160], path[400];

	(void)state;
	memcpy(mail, "Subject: large\r\n\r\n", head);
	for (size_t i = 0; i < LINES_OF_LARGE; i++)
		memcpy(mail + head + i * line, LINE, line);
	append_mail(FOREIGN_USER, mail, n);

	struct role role = start(&settings, foreign.cursor);

	assert_int_equal(await(&role, &fetcher_well_shape), 1);
	assert_int_equal(stop(&role), 0);
	assert_int_equal(list(maildir_of("large"), "new", names, 1), 1);
	snprintf(path, sizeof(path), "%s/new/%s", maildir_of("large"), names[0]);

	FILE *file = fopen(path, "r");

	assert_non_null(file);
	assert_int_equal(fread(back, 1, n + 1, file), n);
	fclose(file);
	assert_memory_equal(mail, back, n);
	free(mail);
	free(back);
}

static int begin_recording(FILE *into)
{
	const char *root = getenv("SERVER_ROOT");
	char certificate[300], key[300];

	if (!root || !into)
		return -1;
	snprintf(certificate, sizeof(certificate), "%s/pki/good.crt", root);
	snprintf(key, sizeof(key), "%s/pki/good.key", root);
	recorder = recorder_start(stack.imaps, certificate, key, into);
	foreign = (struct foreign){.maildir = "foreign",
		.server = server_of(FOREIGN_USER),
		.await = await_said,
		.put = append_small,
		.take_away = take_away,
		.count = count};
	foreign.server.port = recorder_port(recorder);
	return 0;
}

int main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_log_in_succeeds_or_is_named),
		cmocka_unit_test_prestate(foreign_leaves_alone_what_was_there, &foreign),
		cmocka_unit_test_prestate(foreign_moves_to_a_folder_that_it_makes, &foreign),
		cmocka_unit_test_prestate(foreign_deletes_that_mail_alone, &foreign),
		cmocka_unit_test_prestate(foreign_lets_be_what_others_took_away, &foreign),
		cmocka_unit_test(a_large_mail_comes_byte_by_byte),
	};
	FILE *into = argc == 2 ? fopen(argv[1], "w") : NULL;

	if (!begin_fetching_from(getenv("IMAPS_PORT"), getenv("MAIL_CA")) ||
		begin_recording(into) < 0)
		return 1;

	int failed = cmocka_run_group_tests_name(getenv("SERVER"), tests, NULL, NULL);

	recorder_stop(recorder);
	fclose(into);
	end_fetching();
	return failed;
}
