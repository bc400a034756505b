/* floor: text */
/* SPDX-License-Identifier: MIT */
/* One mail's whole way: which part is read, what is never an answer, orders, forwards, masks, any
 * bytes at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/str.h"
#include "base/understanding_json.h"
#include "base/utf8.h"
#include "book_fixture.h"
#include "text/understand.h"

static const struct understanding *read_bytes(
	const void *mail, size_t n, const struct questions *questions)
{
	return understand_words(understand_open(arena, book, MAIL_EML, mail, n, NULL), questions);
}

static const struct understanding *read_mail(const char *mail, const struct questions *questions)
{
	return read_bytes(mail, strlen(mail), questions);
}

static struct questions attendance(void)
{
	return (struct questions){.n = 1,
		.language = "sv",
		.mail_day = DAY_NONE,
		.at[0] = {.kind = ASK_ATTENDANCE, .own = true, .about = DAY_NONE}};
}

#define FROM                                                                                       \
	"From: Anna Berg <anna@x.se>\nSubject: Sv: Kommer du?\nDate: Mon, 1 Feb 2027 12:00:00 "    \
	"+0100\n"
#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"

static const struct {
	const char *name, *mail, *reply;
} texts[] = {
	{"plain", FROM "\nJa!\n", "Ja!"},
	{"a blank text gives way to the HTML",
		FROM "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n "
		     "\n--b\nContent-Type: text/html\n\n<p>Ja!</p>\n--b--",
		"Ja!"},
	{"an attached text is not read",
		FROM MIXED "--b\nContent-Disposition: attachment\n\nNej\n--b\n\nJa!\n--b--", "Ja!"},
	{"an attached message's words are not hers",
		FROM MIXED "--b\nContent-Type: message/rfc822\n\nSubject: x\n\nNej\n--b--", ""},
	{"a reaction is its emoji",
		FROM MIXED "--b\nContent-Type: "
			   "text/"
			   "vnd.google.email-reaction+json\n\n{\"version\":1,\"emoji\":"
			   "\"\\ud83d\\udc4d\"}\n--b\n\nAnna reacted\n--b--",
		"👍"},
	{"no text at all", FROM "Content-Type: image/png\n\nxx", ""},
};

static void test_the_right_part_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *reply = read_mail(texts[i].mail, NULL)->reply;
		size_t n = strlen(reply);
		while (n && strchr("\n ", reply[n - 1]))
			n--;
		if (n != strlen(texts[i].reply) || strncmp(reply, texts[i].reply, n) != 0)
			fail_msg("%s: \"%s\"", texts[i].name, reply);
	}
}

static void test_only_people_answer(void **state)
{
	(void)state;
	struct questions asked = attendance();

	assert_int_equal(read_mail(FROM "\nJa!\n", &asked)->answer->kind, ANSWER_YES);
	assert_null(read_mail(FROM "\nJa!\n", NULL)->answer);
	assert_null(read_mail(FROM "Auto-Submitted: auto-replied\n\nJa, åter 15 februari\n", &asked)
			    ->answer);
	assert_null(read_mail(FROM "List-Id: <x>\n\nJa!\n", &asked)->answer);
	assert_null(read_mail(FROM "X-Samlad: 1\n\nJa!\n", &asked)->answer);
}

static void test_an_absence_is_read_of_automatic_replies_alone(void **state)
{
	(void)state;
	const struct understanding *away =
		read_mail(FROM "Auto-Submitted: auto-replied\n\nJag är åter 15 februari.\n", NULL);

	assert_non_null(away->absence);
	assert_int_equal(away->absence->until, day_parse("2027-02-15"));
	assert_null(read_mail(FROM "\nJag är åter 15 februari.\n", NULL)->absence);
}

static void test_identity_numbers_never_leave(void **state)
{
	(void)state;
	const struct understanding *read =
		read_mail("From: anna@x.se\nSubject: Om 19640823-3234\nContent-Type: "
			  "multipart/mixed; boundary=b\n\n"
			  "--b\n\nJa, 640823-3234 kommer\n--b\nContent-Type: "
			  "text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n"
			  "UID:1\nCOMMENT:640823 3234\nEND:VEVENT\nEND:VCALENDAR\n--b--\n",
			NULL);
	const char *json = understanding_to_json(arena, read, NULL, false);

	assert_true(read->masked);
	assert_null(strstr(json, "3234"));
	assert_string_equal(read->subject, "Om ********-****");
}

static void test_a_leaders_forward_tells_whose_it_was(void **state)
{
	(void)state;
	struct questions leader = {.is_leader = true, .mail_day = DAY_NONE};
	const struct understanding *inline_forward =
		read_mail("From: eva@x.se\nSubject: VB: Mötet\n\n\nFrån: Anna Berg "
			  "<anna@x.se>\nSkickat: den 1 februari 2027 12:00\n"
			  "Till: Eva <eva@x.se>\nÄmne: Mötet\n\nJag kommer gärna.\n",
			&leader);
	const struct understanding *attached =
		read_mail("From: eva@x.se\nSubject: Mötet\n" MIXED
			  "--b\nContent-Type: message/rfc822\n\nFrom: Anna <anna@x.se>\n\n"
			  "Jag kommer gärna.\n--b--",
			&leader);

	assert_string_equal(inline_forward->forwarded_from, "anna@x.se");
	assert_non_null(strstr(inline_forward->forwarded_text, "Jag kommer gärna."));
	assert_string_equal(attached->forwarded_from, "anna@x.se");
	assert_non_null(strstr(attached->forwarded_text, "Jag kommer gärna."));
	assert_null(read_mail(FROM "\nHej\n", &leader)->forwarded_from);
}

static void test_the_envelope_stays_as_it_was(void **state)
{
	(void)state;
	static const char mail[] = FROM "Message-ID: <1@x>\n\nJa!\n";
	struct questions asked = attendance();
	struct mail_in_hand *hand =
		understand_open(arena, book, MAIL_EML, mail, sizeof(mail) - 1, NULL);
	const struct understanding before = *understand_envelope(hand);
	const struct understanding *after = understand_words(hand, &asked);

	assert_ptr_equal(before.from, after->from);
	assert_ptr_equal(before.message_id, after->message_id);
	assert_int_equal(before.auto_class, after->auto_class);
	assert_int_equal(before.date, after->date);
}

/* The whole understanding survives the wall, so nothing in it breaks a ceiling or is bad UTF-8. */
static void assert_sound(const struct understanding *read)
{
	struct fault fault = {""};
	struct understanding *back;
	const char *json = understanding_to_json(arena, read, NULL, false);

	assert_true(utf8_is_valid(json, strlen(json)));
	if (understanding_from_json(arena, json, strlen(json), &back, &fault) < 0)
		fail_msg("%s", fault.text);
}

static void test_any_bytes_give_a_sound_understanding(void **state)
{
	(void)state;
	static const char seed[] =
		FROM "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; "
		     "charset=utf-8\n"
		     "Content-Transfer-Encoding: quoted-printable\n\nJa =C3=A5 640823-3234\n\n> "
		     "nej\n--b\n"
		     "Content-Type: "
		     "text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1\n"
		     "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.se\nEND:VEVENT\nEND:VCALENDAR\n--b\n"
		     "Content-Type: message/delivery-status\n\nX: y\n\nFinal-Recipient: "
		     "rfc822;a@x.se\nAction: failed\n--b--\n";
	struct questions asked = attendance();
	uint32_t state_bits = 1;

	for (size_t round = 0; round < 1000; round++) {
		char bytes[sizeof(seed)];
		memcpy(bytes, seed, sizeof(seed));
		for (int change = 0; change < 6; change++) {
			state_bits = state_bits * 1664525 + 1013904223;
			bytes[(state_bits >> 8) % (sizeof(seed) - 1)] = (char)(state_bits >> 24);
		}
		_cleanup_arena_ struct arena *own = arena_new();
		struct arena *outer = arena;
		arena = own;
		assert_sound(read_bytes(
			bytes, (state_bits >> 4) % sizeof(seed), round % 2 ? &asked : NULL));
		arena = outer;
	}
}

static void test_long_things_are_cut_to_their_ceilings(void **state)
{
	(void)state;
	size_t n = 3 * UNDERSTANDING_TEXT_LIMIT;
	char *mail = arena_alloc(arena, n);

	memset(mail, 'a', n);
	memcpy(mail, "Subject: ", 9);
	mail[5000] = '\n';
	mail[5001] = '\n';
	const struct understanding *read = read_bytes(mail, n, NULL);
	assert_true(strlen(read->subject) <= UNDERSTANDING_WORD_LIMIT);
	assert_true(strlen(read->reply) <= UNDERSTANDING_TEXT_LIMIT);
	assert_int_equal(read->warnings.n, 1);
	assert_sound(read);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_the_right_part_is_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_only_people_answer, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_an_absence_is_read_of_automatic_replies_alone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_identity_numbers_never_leave, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_a_leaders_forward_tells_whose_it_was, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_the_envelope_stays_as_it_was, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_any_bytes_give_a_sound_understanding, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_long_things_are_cut_to_their_ceilings, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
