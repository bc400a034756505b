/* floor: outward */
/* with: support/mailstack.c support/imap_session.c support/imap_script.c support/scripted.c support/heard.c */
/* SPDX-License-Identifier: MIT */
/*
 * Folders as servers have them: names and prefixes, new numbers in the middle of a session, what
 * becomes of handled mail where abilities are missing.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/str.h"
#include "outward/imap.h"
#include "outward/server.h"
#include "support/imap_script.h"
#include "support/imap_session.h"
#include "support/mailstack.h"

static struct scripted *serve(const struct script_step *script)
{
	static const struct script_step *one; /* as long as the server */

	one = script;
	return scripted_start(&one, 1, stack.certificate, stack.key);
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

/* Each server's own delimiter, and its prefix for personal folders. */
static void folders_are_named_as_the_server_has_them(void **state)
{
	static const struct {
		const char *places; /* NAMESPACE; NULL: the server has none */
		const char *folder;
		const char *selects;
	} rows[] = {
		{NULL, "Behandlat/\xc3\x85r 2027", "SELECT \"Behandlat/&AMU-r 2027\""},
		{"((\"\" \"/\")) NIL NIL", "Behandlat/2027", "SELECT \"Behandlat/2027\""},
		{"((\"\" \".\")) NIL NIL", "Behandlat/2027", "SELECT \"Behandlat.2027\""},
		{"((\"INBOX.\" \".\")) ((\"user.\" \".\")) ((\"\" \".\"))", "Behandlat/2027",
			"SELECT \"INBOX.Behandlat.2027\""},
		{"((\"INBOX.\" \".\")) NIL ((\"#shared.\" \".\")(\"shared.\" \".\"))", "Klart",
			"SELECT \"INBOX.Klart\""},
		{"((\"INBOX.\" \".\")) NIL NIL", "INBOX/Klart", "SELECT \"INBOX.Klart\""},
		{"((\"INBOX.\" \".\")) NIL NIL", "Inbox.Klart", "SELECT \"Inbox.Klart\""},
		{"NIL NIL ((\"\" \"/\"))", "Klart", "SELECT Klart"},
		{"((\"\" NIL)) NIL NIL", "a/b", "SELECT \"a/b\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char places[200] = "";
		struct script_step script[] = {SCRIPT_LOGGED_IN("NAMESPACE"), SCRIPT_SELECTED,
			{.expect = "NAMESPACE", .send = places},
			{.expect = rows[i].selects,
				.send = "* OK [UIDVALIDITY 8] .\r\n%T OK .\r\n"},
			{.hold = true}, {0}};
		const struct script_step without[] = {SCRIPT_LOGGED_IN("IDLE"), SCRIPT_SELECTED,
			{.expect = rows[i].selects,
				.send = "* OK [UIDVALIDITY 8] .\r\n%T OK .\r\n"},
			{.hold = true}, {0}};
		struct imap_folder folder;
		struct fault fault = {.text = ""};

		snprintf(places, sizeof(places), "* NAMESPACE %s\r\n%%T OK .\r\n",
			rows[i].places ? rows[i].places : "");

		struct scripted *scripted = serve(rows[i].places ? script : without);
		struct imap *imap = script_meet(scripted, 2000);

		if (imap_select(imap, rows[i].folder, &folder, &fault) < 0)
			fail_msg(
				"%s: %s: %s", rows[i].selects, fault.text, scripted_stop(scripted));
		imap_close(imap);
		script_end(scripted);
	}
}

/* The numbers of a search or a fetch that follow would be other mails'. */
static void new_numbers_in_the_middle_end_the_session(void **state)
{
	static const struct script_step in_search[] = {SCRIPT_LOGGED_IN("IDLE"), SCRIPT_SELECTED,
		{.expect = "UID SEARCH",
			.send = "* OK [UIDVALIDITY 8] .\r\n* SEARCH 9\r\n%T OK .\r\n"},
		{.hold = true}, {0}};
	static const struct script_step in_fetch[] = {SCRIPT_LOGGED_IN("IDLE"), SCRIPT_SELECTED,
		{.expect = "UID SEARCH", .send = "* SEARCH 9\r\n%T OK .\r\n"},
		{.expect = "UID FETCH",
			.send = SCRIPT_MAIL("9") "* OK [UIDVALIDITY 8] .\r\n%T OK .\r\n"},
		{.hold = true}, {0}};
	static const struct script_step *const scripts[] = {in_search, in_fetch};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct scripted *scripted = serve(scripts[i]);
		struct imap *imap = script_meet(scripted, 2000);
		struct taken taken = {0};
		const struct imap_sink sink = taken_sink(&taken);
		struct imap_uids uids;
		struct fault fault = {.text = ""};

		str_init(&taken.bytes, 100);

		int r = imap_find_above(imap, arena, 9, &uids, &fault);

		if (i == 1) {
			assert_int_equal(r, 0);
			r = imap_fetch(imap, uids.at, uids.n, &sink, &fault);
		}
		assert_int_equal(r, -ESTALE);
		assert_words(&fault, "numbered the folder's mails anew (UIDVALIDITY)");
		str_done(&taken.bytes);
		imap_close(imap);
		free(scripted_stop(scripted));
	}
}

/* Another client has deleted or moved some of them between the search and the fetch. */
static void mails_that_are_gone_are_left_out(void **state)
{
	static const struct script_step script[] = {SCRIPT_LOGGED_IN("IDLE"), SCRIPT_SELECTED,
		{.expect = "UID FETCH 5:7",
			.send = "* 2 EXPUNGE\r\n" SCRIPT_MAIL("5") "* 1 FETCH (FLAGS "
								   "(\\Deleted))\r\n" SCRIPT_MAIL(
									   "7") "* 1 EXPUNGE\r\n%T "
										"OK .\r\n"},
		{.expect = "UID FETCH 6", .send = "%T OK no such mail\r\n"}, {.hold = true}, {0}};
	const uint32_t uids[] = {5, 6, 7};
	struct scripted *scripted = serve(script);
	struct imap *imap = script_meet(scripted, 2000);
	struct taken taken = {0};
	const struct imap_sink sink = taken_sink(&taken);
	struct fault fault = {.text = ""};

	(void)state;
	str_init(&taken.bytes, 100);
	assert_int_equal(imap_fetch(imap, uids, 3, &sink, &fault), 0);
	assert_int_equal(taken.mails, 2);
	assert_int_equal(imap_fetch(imap, &uids[1], 1, &sink, &fault), 0);
	assert_int_equal(taken.mails, 2);
	str_done(&taken.bytes);
	imap_close(imap);
	script_end(scripted);
}

static void without_uidplus_other_peoples_deleted_mail_is_left(void **state)
{
	static const struct script_step ours[] = {SCRIPT_LOGGED_IN("IDLE"), SCRIPT_SELECTED,
		{.expect = "UID STORE 5", .send = "%T OK .\r\n"},
		{.expect = "UID SEARCH DELETED", .send = "* SEARCH 5\r\n%T OK .\r\n"},
		{.expect = "EXPUNGE", .send = "* 2 EXPUNGE\r\n%T OK .\r\n"}, {.hold = true}, {0}};
	static const struct script_step others[] = {SCRIPT_LOGGED_IN("IDLE"), SCRIPT_SELECTED,
		{.expect = "UID COPY 5", .send = "%T NO [TRYCREATE] no such\r\n"},
		{.expect = "CREATE", .send = "%T OK .\r\n"},
		{.expect = "SUBSCRIBE", .send = "%T NO there are none here\r\n"},
		{.expect = "UID COPY 5", .send = "%T OK .\r\n"},
		{.expect = "UID STORE 5", .send = "%T OK .\r\n"},
		{.expect = "UID SEARCH DELETED", .send = "* SEARCH 4 5\r\n%T OK .\r\n"},
		{.expect = "LOGOUT"}, {.hold = true}, {0}};
	static const struct script_step *const scripts[] = {ours, others};
	struct scripted *scripted = scripted_start(scripts, 2, stack.certificate, stack.key);
	struct imap *imap = script_meet(scripted, 2000);
	const uint32_t uid = 5;
	struct fault fault = {.text = ""};

	(void)state;
	if (imap_delete(imap, &uid, 1, &fault) < 0)
		fail_msg("%s: %s", fault.text, scripted_stop(scripted));
	imap_close(imap);
	imap = script_meet(scripted, 2000);
	assert_int_equal(imap_move(imap, &uid, 1, "Klart", &fault), 0);
	imap_close(imap);
	script_end(scripted);
}

/* What the server gave as its reason is told, though it was asked more since. */
static void a_refused_move_is_told_with_the_servers_reason(void **state)
{
	static const struct script_step script[] = {SCRIPT_LOGGED_IN("IDLE"), SCRIPT_SELECTED,
		{.expect = "UID COPY 5", .send = "%T NO over quota\r\n"},
		{.expect = "CREATE", .send = "%T NO it is there\r\n"},
		{.expect = "NOOP", .send = "%T OK .\r\n"},
		{.expect = "UID SEARCH UID 5", .send = "* SEARCH 5\r\n%T OK searched\r\n"},
		{.hold = true}, {0}};
	struct scripted *scripted = serve(script);
	struct imap *imap = script_meet(scripted, 2000);
	const uint32_t uid = 5;
	struct fault fault = {.text = ""};

	(void)state;
	assert_int_equal(imap_move(imap, &uid, 1, "Klart", &fault), -EIO);
	assert_words(&fault, "refuses to move mail to the folder Klart: over quota");
	imap_close(imap);
	script_end(scripted);
}

/* Of three, one was taken away meanwhile. */
static void what_is_left_is_moved_when_one_is_gone(void **state)
{
	static const struct script_step script[] = {SCRIPT_LOGGED_IN("MOVE UIDPLUS"),
		SCRIPT_SELECTED, {.expect = "UID MOVE 5:7", .send = "%T NO one is gone\r\n"},
		{.expect = "CREATE", .send = "%T NO it is there\r\n"},
		{.expect = "NOOP", .send = "* 2 EXPUNGE\r\n%T OK .\r\n"},
		{.expect = "UID SEARCH UID 5:7", .send = "* SEARCH 5 7\r\n%T OK .\r\n"},
		{.expect = "UID MOVE 5,7", .send = "%T OK .\r\n"}, {.hold = true}, {0}};
	struct scripted *scripted = serve(script);
	struct imap *imap = script_meet(scripted, 2000);
	const uint32_t uids[] = {5, 6, 7};
	struct fault fault = {.text = ""};

	(void)state;
	if (imap_move(imap, uids, 3, "Klart", &fault) < 0)
		fail_msg("%s: %s", fault.text, scripted_stop(scripted));
	imap_close(imap);
	script_end(scripted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folder_names_go_in_modified_utf7),
		cmocka_unit_test(folders_are_named_as_the_server_has_them),
		cmocka_unit_test(new_numbers_in_the_middle_end_the_session),
		cmocka_unit_test(mails_that_are_gone_are_left_out),
		cmocka_unit_test(without_uidplus_other_peoples_deleted_mail_is_left),
		cmocka_unit_test(a_refused_move_is_told_with_the_servers_reason),
		cmocka_unit_test(what_is_left_is_moved_when_one_is_gone),
	};

	RUN_WITH_MAILSTACK(tests);
}
