/* floor: outward */
/* with: support/mailstack.c support/submission.c */
/* SPDX-License-Identifier: MIT */
/*
 * Submission to Exim, which servers/foreign.sh has started: below refused.test it says 550, below
 * later.test 451, below grey.test it puts each recipient off once, and takes 100 kB a letter. Its
 * implicit-TLS port takes SMTPUTF8, the other doesn't.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "support/submission.h"

#define N_TAKEN 5

static uint16_t starttls_port, tls_port;

static const struct row {
	const char *name, *recipient;
	bool tls; /* by implicit TLS, else STARTTLS */
	enum delivery_result result;
	const char *words;
} rows[] = {
	{"taken, implicit TLS", "a@taken.test", true, DELIVERY_DONE, ""},
	{"taken, STARTTLS", "b@taken.test", false, DELIVERY_DONE, ""},
	{"no such user", "c@refused.test", true, DELIVERY_NEVER, "no such user"},
	{"not now", "d@later.test", true, DELIVERY_LATER, "not now"},
	{"put off once", "e@grey.test", true, DELIVERY_LATER, "Greylisted"},
	{"and taken then", "e@grey.test", true, DELIVERY_DONE, ""},
	{"a domain beyond ASCII", "f@räksmörgås.test", false, DELIVERY_DONE, ""},
	{"a name beyond ASCII", "åsa@taken.test", true, DELIVERY_DONE, ""},
	{"the same without SMTPUTF8", "åsa@taken.test", false, DELIVERY_NEVER, "SMTPUTF8"},
};

static struct server exim(bool tls)
{
	struct server server = tls ? server_at(tls_port, SERVER_TLS_IMPLICIT)
				   : server_at(starttls_port, SERVER_TLS_STARTTLS);

	server.user = "natverk";
	return server;
}

static void each_recipient_gets_what_the_server_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct server server = exim(rows[i].tls);
		_cleanup_arena_ struct arena *arena = arena_new();
		/* as members have them */
		const char *recipient = address_normal_in(arena, rows[i].recipient);
		assert_non_null(recipient);
		const struct delivery delivery = send_once(&server, recipient);
		print_message("%s: %s\n", rows[i].name, delivery.words);
		assert_delivery(&delivery, rows[i].result, false, rows[i].words);
	}
}

static void a_wrong_password_is_the_ways_trouble(void **state)
{
	struct server server = exim(true);

	(void)state;
	server.secret = "wrong";

	const struct delivery delivery = send_once(&server, "a@taken.test");

	assert_delivery(&delivery, DELIVERY_LATER, true, "refuses");
}

static void a_letter_over_the_limit_is_refused_for_good(void **state)
{
	const struct server server = exim(true);
	struct delivery_letter letter = letter_to("a@taken.test");
	const size_t n = 200000;
	char *bytes = malloc(n);
	struct delivery delivery;

	(void)state;
	memset(bytes, 'x', n);
	for (size_t i = 70; i < n; i += 72)
		bytes[i] = '\n';
	memcpy(bytes, "Subject: x\n\n", 12);
	letter.bytes = bytes;
	letter.n = n;

	struct smtp *smtp = smtp_new(&server);

	smtp_send(smtp, &letter, &delivery);
	smtp_free(smtp);
	free(bytes);
	assert_delivery(&delivery, DELIVERY_NEVER, false, "");
}

/* Dots at a line's beginning among them. */
static void what_was_taken_is_what_was_sent(void **state)
{
	const char *root = getenv("SERVER_ROOT");
	static char text[4096];
	char path[512];
	size_t seen = 0;

	(void)state;
	assert_non_null(root);
	/* Exim hands a letter on in a process of its own, which moves it into place whole */
	for (int tries = 0; seen < N_TAKEN && tries < 200; tries++) {
		snprintf(path, sizeof(path), "%s/mail/new", root);
		DIR *dir = opendir(path);
		seen = 0;
		for (struct dirent *e = dir ? readdir(dir) : NULL; e; e = readdir(dir)) {
			if (e->d_name[0] == '.')
				continue;
			snprintf(path, sizeof(path), "%s/mail/new/%.200s", root, e->d_name);
			FILE *file = fopen(path, "r");
			assert_non_null(file);
			text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
			fclose(file);
			assert_non_null(strstr(text, "\n\n.en punkt\n..\n.\nslut\n"));
			seen++;
		}
		if (dir)
			closedir(dir);
		usleep(50000);
	}
	assert_int_equal(seen, N_TAKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_recipient_gets_what_the_server_says),
		cmocka_unit_test(a_wrong_password_is_the_ways_trouble),
		cmocka_unit_test(a_letter_over_the_limit_is_refused_for_good),
		cmocka_unit_test(what_was_taken_is_what_was_sent),
	};
	const char *submit = getenv("SUBMIT_PORT"), *tls = getenv("SMTPS_PORT"),
		   *authority = getenv("MAIL_CA");

	if (!submit || !tls || !authority)
		return 1;
	starttls_port = (uint16_t)strtol(submit, NULL, 10);
	tls_port = (uint16_t)strtol(tls, NULL, 10);
	snprintf(stack.ca, sizeof(stack.ca), "%s", authority);
	return cmocka_run_group_tests_name(getenv("SERVER"), tests, NULL, NULL);
}
