/* floor: outward */
/* with: support/mailstack.c support/fetching.c support/imap_session.c */
/* SPDX-License-Identifier: MIT */
/*
 * The fetcher beside an IMAP server that servers/foreign.sh has started: Cyrus or Courier. Mail is
 * put there by another client (libcurl's APPEND).
 */
#include <curl/curl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "outward/imap.h"
#include "support/fetching.h"
#include "support/imap_session.h"

#define USER "natverk"
#define LINES_OF_LARGE 40000
#define LINE "en rad av ett långt brev, som går till servern och tillbaka igen\r\n"

static struct fetcher_cursor cursor; /* as the last session left it */

/* ---- another client ---- */

struct upload {
	const char *bytes;
	size_t n, at;
};

static size_t give(char *to, size_t size, size_t n, void *context)
{
	struct upload *upload = context;
	size_t some = upload->n - upload->at < size * n ? upload->n - upload->at : size * n;

	memcpy(to, upload->bytes + upload->at, some);
	upload->at += some;
	return some;
}

static void append(const char *bytes, size_t n)
{
	struct upload upload = {.bytes = bytes, .n = n};
	char url[64];
	CURL *curl = curl_easy_init();

	snprintf(url, sizeof(url), "imaps://localhost:%d/INBOX", stack.imaps);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_CAINFO, stack.ca);
	curl_easy_setopt(curl, CURLOPT_USERNAME, USER);
	curl_easy_setopt(curl, CURLOPT_PASSWORD, "secret");
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)n);

	CURLcode code = curl_easy_perform(curl);

	curl_easy_cleanup(curl);
	if (code != CURLE_OK)
		fail_msg("append: %s", curl_easy_strerror(code));
}

static void append_small(const char *subject)
{
	char mail[200];
	int n = snprintf(mail, sizeof(mail), "Subject: %s\r\nMessage-ID: <%s@x>\r\n\r\nhej\r\n",
		subject, subject);

	append(mail, (size_t)n);
}

static size_t count_in(const char *folder)
{
	_cleanup_imap_ struct imap *imap = log_in(USER);
	_cleanup_arena_ struct arena *arena = arena_new();
	struct imap_folder opened;
	struct imap_uids uids = {0};
	struct fault fault;

	if (imap_select(imap, folder, &opened, &fault) < 0 ||
		imap_find_above(imap, arena, 1, &uids, &fault) < 0)
		fail_msg("%s", fault.text);
	return uids.n;
}

static void handled(struct role *role, uint32_t uid)
{
	say(role, &fetcher_handled_shape,
		&(struct fetcher_mail){.uidvalidity = role->cursor.uidvalidity, .uid = uid});
	await(role, &fetcher_filed_shape);
}

/* ---- what is shown ---- */

static void a_log_in_that_is_refused_is_named(void **state)
{
	struct server server = server_of(USER);
	struct imap *imap = NULL;
	struct fault fault;

	(void)state;
	server.secret = "wrong";
	assert_true(imap_open(&server, &imap, &fault) < 0);
	assert_words(&fault, "refuses");
	server = server_of(USER);
	server.ca = NULL;
	assert_true(imap_open(&server, &imap, &fault) < 0);
	assert_words(&fault, "certificate");
}

static void what_was_there_before_is_left_alone(void **state)
{
	const struct fetcher_settings settings = settings_for(USER, maildir_of("first"));
	char names[4][160];

	(void)state;
	append_small("before");

	struct role role = start(&settings, cursor);

	assert_int_equal(await(&role, &fetcher_well_shape), 0);
	append_small("after");
	/* by IDLE */
	assert_int_equal(await(&role, &fetcher_arrived_shape), 1);
	cursor = role.cursor;
	assert_int_equal(stop(&role), 0);
	assert_int_equal(list(maildir_of("first"), "new", names, 4), 1);
}

static void a_large_mail_comes_byte_by_byte(void **state)
{
	const struct fetcher_settings settings = settings_for(USER, maildir_of("large"));
	const size_t head = strlen("Subject: large\r\n\r\n"), line = strlen(LINE);
	const size_t n = head + LINES_OF_LARGE * line;
	char *mail = malloc(n + 1), *back = malloc(n + 1), names[1][160], path[400];

	(void)state;
	memcpy(mail, "Subject: large\r\n\r\n", head);
	for (size_t i = 0; i < LINES_OF_LARGE; i++)
		memcpy(mail + head + i * line, LINE, line);
	append(mail, n);

	struct role role = start(&settings, cursor);

	assert_int_equal(await(&role, &fetcher_well_shape), 1);
	cursor = role.cursor;
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

static void handled_mail_is_moved_to_a_folder_that_is_made(void **state)
{
	struct fetcher_settings settings = settings_for(USER, maildir_of("moved"));

	(void)state;
	settings.handling = FETCHER_MOVE;
	settings.handled_folder = "Klart/Räknade";
	append_small("to-move");

	size_t before = count_in("INBOX");
	struct role role = start(&settings, cursor);

	assert_int_equal(await(&role, &fetcher_well_shape), 1);
	handled(&role, (uint32_t)role.cursor.last_uid);
	cursor = role.cursor;
	assert_int_equal(stop(&role), 0);
	assert_int_equal(count_in("INBOX"), before - 1);
	assert_int_equal(count_in("Klart/Räknade"), 1);
}

static void handled_mail_is_deleted_and_no_other(void **state)
{
	struct fetcher_settings settings = settings_for(USER, maildir_of("deleted"));

	(void)state;
	settings.handling = FETCHER_DELETE;
	append_small("to-delete");

	size_t before = count_in("INBOX");
	struct role role = start(&settings, cursor);

	assert_int_equal(await(&role, &fetcher_well_shape), 1);
	handled(&role, (uint32_t)role.cursor.last_uid);
	cursor = role.cursor;
	assert_int_equal(stop(&role), 0);
	assert_int_equal(count_in("INBOX"), before - 1);
}

static void what_another_client_took_away_is_no_trouble(void **state)
{
	struct fetcher_settings settings = settings_for(USER, maildir_of("others"));
	_cleanup_imap_ struct imap *other = log_in(USER);
	struct imap_folder folder;
	struct fault fault;

	(void)state;
	settings.handling = FETCHER_MOVE;
	settings.handled_folder = "Klart/Räknade";
	append_small("taken-away");

	struct role role = start(&settings, cursor);

	assert_int_equal(await(&role, &fetcher_well_shape), 1);

	const uint32_t uid = (uint32_t)role.cursor.last_uid;

	assert_int_equal(imap_select(other, "INBOX", &folder, &fault), 0);
	assert_int_equal(imap_delete(other, &uid, 1, &fault), 0);
	handled(&role, uid);
	append_small("next");
	assert_int_equal(await(&role, &fetcher_arrived_shape), 1);
	assert_int_equal(stop(&role), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_log_in_that_is_refused_is_named),
		cmocka_unit_test(what_was_there_before_is_left_alone),
		cmocka_unit_test(a_large_mail_comes_byte_by_byte),
		cmocka_unit_test(handled_mail_is_moved_to_a_folder_that_is_made),
		cmocka_unit_test(handled_mail_is_deleted_and_no_other),
		cmocka_unit_test(what_another_client_took_away_is_no_trouble),
	};

	if (!begin_fetching_from(getenv("IMAPS_PORT"), getenv("MAIL_CA")))
		return 1;

	int failed = cmocka_run_group_tests_name(getenv("SERVER"), tests, NULL, NULL);

	end_fetching();
	return failed;
}
