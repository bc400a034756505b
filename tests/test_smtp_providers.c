/* floor: outward */
/* with: support/mailstack.c support/submission.c support/scripted.c support/heard.c */
/* with: support/smtp_script.c */
/* SPDX-License-Identifier: MIT */
/*
 * What Microsoft and Google say when they have enough of us: to the letter, but not because of it.
 * It waits, and whoever reads the journal learns what to do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "outward/delivery.h"
#include "support/mailstack.h"
#include "support/smtp_script.h"

static const struct script_step google_day[] = {SMTP_TO_BODY,
	{.send = "550 5.4.5 Daily user sending limit exceeded.\r\n"}, {.hold = true}, {0}};
static const struct script_step microsoft_day[] = {SMTP_TO_BODY,
	{.send = "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException\r\n"},
	{.hold = true}, {0}};
static const struct script_step tenant_day[] = {SMTP_TO_RCPT,
	{.expect = "DATA", .send = "550 5.7.233 tenant exceeded its daily limit\r\n"}, {0}};
static const struct script_step blocked[] = {SMTP_TO_BODY,
	{.send = "550 5.1.8 Access denied, bad outbound sender\r\n"}, {.hold = true}, {0}};
static const struct script_step tenant_blocked[] = {SMTP_TO_BODY,
	{.send = "550 5.7.705 Access denied, tenant has exceeded threshold\r\n"}, {.hold = true},
	{0}};
static const struct script_step our_domain[] = {SMTP_TO_BODY,
	{.send = "550 5.7.750 Client blocked from sending from unregistered domain\r\n"},
	{.hold = true}, {0}};
static const struct script_step no_relay[] = {SMTP_TO_MAIL,
	{.expect = "RCPT", .send = "554 5.7.1 <a@fou.test>: Relay access denied\r\n"}, {0}};
static const struct script_step named_relay[] = {SMTP_TO_MAIL,
	{.expect = "RCPT", .send = "550 5.1.1 <a@relay.test>: no such user\r\n"}, {0}};

static void a_refusal_of_us_costs_no_letter(void **state)
{
	static const struct {
		const struct script_step *script;
		enum delivery_result result;
		bool way_down;
		int code;
		const char *words;
	} rows[] = {
		{google_day, DELIVERY_LATER, true, 550, "as many letters as the provider allows"},
		{microsoft_day, DELIVERY_LATER, true, 554,
			"as many letters as the provider allows"},
		{tenant_day, DELIVERY_LATER, true, 550, "as many letters as the provider allows"},
		{blocked, DELIVERY_LATER, true, 550, "Restricted entities"},
		{tenant_blocked, DELIVERY_LATER, true, 550, "Restricted entities"},
		{our_domain, DELIVERY_LATER, true, 550, "accepted domain"},
		{no_relay, DELIVERY_LATER, true, 554, "is a log-in needed?"},
		{named_relay, DELIVERY_NEVER, false, 550, "no such user"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct delivery delivery = smtp_script_send(rows[i].script);

		assert_delivery(&delivery, rows[i].result, rows[i].way_down, rows[i].words);
		assert_int_equal(delivery.code, rows[i].code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_refusal_of_us_costs_no_letter),
	};

	if (!mailstack_start(&stack))
		return 0;

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	mailstack_stop(&stack);
	return failed;
}
