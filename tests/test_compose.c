/* floor: letters */
/* SPDX-License-Identifier: MIT */
/*
 * A letter's bytes: never more than one recipient, 7-bit, no line too long, and the parts that
 * calendars need.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/str.h"
#include "letters/compose.h"

struct mail {
	struct arena *arena;
	struct network network;
	struct draft draft;
	struct letter_identity identity;
	struct letter_words words;
};

static void mail_init(struct mail *m)
{
	*m = (struct mail){.arena = arena_new(),
		.network = {.slug = "elder-care",
			.name = "Nätverket, äldre",
			.address = "natverk@fou.example",
			.zone = zone_utc()},
		.identity = {"abcdefghijklmnopqrstuvwxyz", "K3F7QD", 1800000000},
		.words = {"Kommer du?", "Hej!\n", "<p>Hej!</p>"}};
	m->draft = (struct draft){
		.address = "anna@kommun.example", .language = "sv", .view = view_new(m->arena)};
}

static const char *composed(struct mail *m, const char *to, const char *calendar)
{
	_cleanup_str_ struct str out;

	str_init(&out, 1 << 20);
	compose_mail(&out, &m->network, &m->draft, &m->identity, &m->words, to, calendar);
	for (size_t i = 0; i < out.len; i++)
		assert_true((unsigned char)out.at[i] < 0x7f);
	for (const char *line = out.at; *line;) {
		size_t n = strcspn(line, "\r\n");
		assert_true(n <= 998);
		assert_memory_equal(line + n, "\r\n", 2);
		line += n + 2;
	}
	return str_in(&out, m->arena);
}

static int count(const char *text, const char *what)
{
	int n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

static void a_letter_has_one_recipient_and_its_own_reference(void **state)
{
	struct mail m;

	(void)state;
	mail_init(&m);
	const char *mail = composed(&m, "anna@kommun.example", NULL);
	assert_int_equal(count(mail, "\r\nTo: "), 1);
	assert_int_equal(count(mail, "\r\nCc:") + count(mail, "\r\nBcc:"), 0);
	assert_non_null(strstr(mail, "<natverk@fou.example>\r\n"));
	assert_null(strstr(mail, "Reply-To"));
	assert_non_null(strstr(
		mail, "\r\nMessage-ID: <abcdefghijklmnopqrstuvwxyz.samlad@fou.example>\r\n"));
	assert_non_null(strstr(
		mail, "\r\nReferences: <abcdefghijklmnopqrstuvwxyz.r.samlad@fou.example>\r\n"));
	assert_non_null(strstr(mail, "\r\nAuto-Submitted: auto-generated\r\n"));
	assert_null(strstr(mail, "text/calendar"));
	assert_string_equal(mail, composed(&m, "anna@kommun.example", NULL));
	arena_free(m.arena);
}

static void an_answer_stays_in_her_thread(void **state)
{
	struct mail m;

	(void)state;
	mail_init(&m);
	m.draft.reply_to_id = "hers@kommun.example";
	m.network.plus_addressing = true;
	const char *mail = composed(&m, "anna@kommun.example", NULL);
	assert_non_null(strstr(mail, "\r\nIn-Reply-To: <hers@kommun.example>\r\n"));
	assert_non_null(strstr(mail, "\r\nReferences: <hers@kommun.example>\r\n <abc"));
	assert_non_null(strstr(mail, "\r\nAuto-Submitted: auto-replied\r\n"));
	assert_non_null(
		strstr(mail, "\r\nReply-To: natverk+abcdefghijklmnopqrstuvwxyz@fou.example\r\n"));
	arena_free(m.arena);
}

/* composed() looks at every byte and line. */
static void what_others_wrote_into_headers_cannot_widen_ours(void **state)
{
	static char wide[998], name[998];
	static const char *const ids[] = {"h\xc3\xa4rs@kommun.example", "hers @kommun.example",
		"hers>@kommun.example", "a\tb@kommun.example", wide};
	struct mail m;

	(void)state;
	memset(wide, 'x', sizeof(wide) - 1);
	memset(name, 'n', sizeof(name) - 1);
	memcpy(name, "n, ", 3);
	mail_init(&m);
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		m.draft.reply_to_id = ids[i];
		const char *mail = composed(&m, "anna@kommun.example", NULL);
		assert_null(strstr(mail, "In-Reply-To"));
		assert_non_null(strstr(mail, "\r\nReferences: <abc"));
		assert_non_null(strstr(mail, "\r\nAuto-Submitted: auto-replied\r\n"));
	}
	m.network.name = name;
	m.words.subject = wide;
	m.draft.address = "\xc3\xa5sa@kommun.example";
	composed(&m, "anna@kommun.example", NULL);
	composed(&m, m.draft.address, NULL);
	arena_free(m.arena);
}

static void an_invitation_is_a_part_and_a_file(void **state)
{
	static const struct invite asks = {.method = INVITE_REQUEST};
	static const struct invite told = {.method = INVITE_REQUEST, .file_only = true};
	static const struct invite off = {.method = INVITE_CANCEL};
	struct mail m;

	(void)state;
	mail_init(&m);
	m.draft.invite = &asks;
	const char *mail = composed(&m, "anna@kommun.example", "BEGIN:VCALENDAR\r\n");
	assert_int_equal(count(mail, "method=REQUEST"), 2);
	assert_int_equal(count(mail, "Content-Type: text/calendar"), 1);
	assert_int_equal(count(mail, "filename=\"invite.ics\""), 1);
	m.draft.invite = &told;
	mail = composed(&m, "anna@kommun.example", "BEGIN:VCALENDAR\r\n");
	assert_int_equal(count(mail, "Content-Type: text/calendar"), 0);
	assert_int_equal(count(mail, "filename=\"invite.ics\""), 1);
	m.draft.invite = &off;
	mail = composed(&m, "anna@kommun.example", "BEGIN:VCALENDAR\r\n");
	assert_int_equal(count(mail, "method=CANCEL"), 2);
	arena_free(m.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_has_one_recipient_and_its_own_reference),
		cmocka_unit_test(an_answer_stays_in_her_thread),
		cmocka_unit_test(what_others_wrote_into_headers_cannot_widen_ours),
		cmocka_unit_test(an_invitation_is_a_part_and_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
