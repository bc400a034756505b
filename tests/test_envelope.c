/* floor: text */
/* SPDX-License-Identifier: MIT */
/* Header fields as the envelope of an understanding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "text/envelope.h"
#include "text/mail.h"

#define TOKEN "abcdefghijklmnopqrstuvwxyz"
#define OTHER "bcdefghijklmnopqrstuvwxyz2"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct understanding *read_header(const char *header)
{
	struct understanding *into = arena_make(arena, struct understanding);
	const struct mail *mail = mail_open(arena, header, strlen(header));

	envelope_read(arena, &mail->parts.at[0].headers, into);
	return into;
}

static const struct {
	const char *header, *token;
} tokens[] = {
	{"In-Reply-To: <" TOKEN ".samlad@x.se>\n", TOKEN},
	{"References: <a@b> <" TOKEN ".r.samlad@x.se>\n", TOKEN},
	{"References: <" OTHER ".samlad@x.se> <" TOKEN ".samlad@x.se>\n", TOKEN},
	{"In-Reply-To: <" TOKEN ".samlad@x.se>\nReferences: <" OTHER ".samlad@x.se>\n", TOKEN},
	{"To: natverk+" TOKEN "@x.se\n", TOKEN},
	{"Delivered-To: natverk+" TOKEN "@x.se\n", TOKEN},
	{"In-Reply-To: <short.samlad@x.se>\n", NULL},
	{"In-Reply-To: <" TOKEN "@x.se>\n", NULL},
	{"To: natverk+" TOKEN "a@x.se\n", NULL},
	{"Message-ID: <" TOKEN ".samlad@x.se>\n", NULL},
};

static void test_token_is_found_where_clients_put_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++) {
		const char *token = read_header(tokens[i].header)->token;
		if (tokens[i].token)
			assert_string_equal(token, tokens[i].token);
		else
			assert_null(token);
	}
}

static const struct {
	const char *subject, *code;
} codes[] = {
	{"Sv: Kommer du den 9 mars? [möte K3F7QD]", "K3F7QD"},
	{"[meeting k3f7qd]", "K3F7QD"},
	{"[EXTERN] Re: x [grupp M2XKRT]", "M2XKRT"},
	{"[möte K3F7Q0]", NULL},
	{"[möte K3F7QDX]", NULL},
	{"[K3F7QD]", NULL},
	{"möte K3F7QD", NULL},
};

static void test_code_is_found_in_the_subject(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		const char *code =
			read_header(arena_printf(arena, "Subject: %s\n", codes[i].subject))->code;
		if (codes[i].code)
			assert_string_equal(code, codes[i].code);
		else
			assert_null(code);
	}
}

static void test_senders_are_counted(void **state)
{
	(void)state;
	const struct understanding *two =
		read_header("From: Anna <a@x.se>, b@x.se\nSender: c@x.se\nReply-To: d@x.se\n");
	assert_string_equal(two->from, "a@x.se");
	assert_string_equal(two->from_name, "Anna");
	assert_int_equal(two->n_from, 2);
	assert_string_equal(two->sender, "c@x.se");
	assert_string_equal(two->reply_to, "d@x.se");

	static const char *const mended[] = {"=?utf-8?q?a=40x.se?=", "=?utf-8?q?a@x.se?=",
		"<a @x.se>", "<a@(b)x.se>", "<@y.se:a@x.se>", "\"a@x.se\"", "a (b) @x.se"};
	for (size_t i = 0; i < sizeof(mended) / sizeof(mended[0]); i++) {
		const struct understanding *read =
			read_header(arena_printf(arena, "From: %s\n", mended[i]));
		assert_int_equal(read->n_from, 0);
	}

	static const char *const plain[] = {"a@x.se", "A B <a@x.se>", "<a@x.se> (A)",
		"\"a@y.se\" <a@x.se>", "a@x.se (A)", "=?utf-8?q?A?= <a@x.s\xc3\xa5>"};
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		assert_int_equal(
			read_header(arena_printf(arena, "From: %s\n", plain[i]))->n_from, 1);

	const struct understanding *none = read_header("Subject: x\n");
	assert_null(none->from);
	assert_int_equal(none->n_from, 0);
	assert_null(none->message_id);
	assert_int_equal(none->date, INSTANT_NONE);
}

static void test_references_come_nearest_first(void **state)
{
	(void)state;
	const struct understanding *read = read_header(
		"References: <1@x> <2@x>\n <3@x>\nIn-Reply-To: your mail of today <4@x>\n");
	const char *const wanted[] = {"4@x", "3@x", "2@x", "1@x"};

	assert_int_equal(read->references.n, 4);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(read->references.at[i], wanted[i]);
}

static const struct {
	const char *field;
	instant at;
} dates[] = {
	{"Tue, 09 Mar 2027 13:00:00 +0100", 1804593600},
	{"9 Mar 2027 13:00 +0100", 1804593600},
	{"Tue, 9 Mar 27 12:00:00 GMT", 1804593600},
	{"Tue, 09 Mar 2027 07:00:00 EST", 1804593600},
	{"Tue, 09-Mar-2027 12:00:00 (UTC)", 1804593600},
	{"tomorrow", INSTANT_NONE},
	{"31 Feb 2027 12:00", INSTANT_NONE},
};

static void test_dates_are_read_as_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		assert_int_equal(mail_date_parse(dates[i].field), dates[i].at);
}

static void test_the_writers_own_day_is_kept(void **state)
{
	(void)state;
	assert_int_equal(mail_date_day("Tue, 9 Mar 2027 00:30:00 +0100"), day_parse("2027-03-09"));
	assert_int_equal(mail_date_day("Tue, 9 Mar 2027 23:30:00 -0800"), day_parse("2027-03-09"));
	assert_int_equal(mail_date_day("yesterday"), DAY_NONE);
}

static const struct {
	const char *field, *read; /* server: method=result@domain … */
} results[] = {
	{"mx.fou.example; spf=pass (a;b=c) smtp.mailfrom=x.se;\n dkim=fail header.d=y.se; "
	 "dkim=pass "
	 "header.d=x.se; dmarc=fail (p=none) header.from=x.se",
		"mx.fou.example: spf=pass@x.se dkim=fail@y.se dkim=pass@x.se dmarc=fail@x.se"},
	{"spf=softfail smtp.mailfrom=a@x.se; dmarc=none action=none header.from=z.se",
		": spf=softfail@x.se dmarc=none@z.se"},
	{"evil.example; x=spf=pass; note=\"dmarc=pass\"", "evil.example:"},
	{"mx 1; none", "mx:"},
	{"mx; DKIM/1 = Pass header.i=@X.se; dkim=pass header.b=1",
		"mx: dkim=pass@x.se dkim=pass@-"},
	{"mx; spf=fail smtp.helo=h.se smtp.mailfrom=\"x; dmarc=pass header.from=y.se \"@z.se",
		"mx: spf=fail@z.se"},
	{"mx; spf=fail smtp.mailfrom=\"\\\"; dmarc=pass\"@z.se; dmarc=fail (\\); dmarc=pass)",
		"mx: spf=fail@z.se dmarc=fail@-"},
	{"m\x80; spf=none", "m\xef\xbf\xbd: spf=none@-"},
};

static void test_results_of_checks_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++) {
		const struct understanding *read = read_header(
			arena_printf(arena, "Authentication-Results: %s\n", results[i].field));
		assert_int_equal(read->auth.n, 1);
		const char *text = arena_printf(arena, "%s:", read->auth.at[0].server);
		list_each (check, &read->auth.at[0].checks)
			text = arena_printf(arena, "%s %s=%s@%s", text,
				auth_method_text(check->method), check->result,
				check->domain ? check->domain : "-");
		assert_string_equal(text, results[i].read);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_token_is_found_where_clients_put_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_code_is_found_in_the_subject, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_senders_are_counted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_references_come_nearest_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_dates_are_read_as_written, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_the_writers_own_day_is_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_results_of_checks_are_told_apart, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
