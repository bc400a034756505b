/* floor: core */
/* SPDX-License-Identifier: MIT */
/* Which fields of which server count, for whom, and what forgers write into them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/trust.h"

#define TRUSTED "mx.fou.example"
#define ANNAS "anna@kommun.example"
#define CHECKS_MOST 4

struct written {
	const char *server;
	struct auth_check checks[CHECKS_MOST]; /* those with a result */
};

#define SPF(result, domain)                                                                        \
	{                                                                                          \
		AUTH_SPF, result, domain                                                           \
	}
#define DKIM(result, domain)                                                                       \
	{                                                                                          \
		AUTH_DKIM, result, domain                                                          \
	}
#define DMARC(result, domain)                                                                      \
	{                                                                                          \
		AUTH_DMARC, result, domain                                                         \
	}
#define OURS(...)                                                                                  \
	{                                                                                          \
		TRUSTED,                                                                           \
		{                                                                                  \
			__VA_ARGS__                                                                \
		}                                                                                  \
	}
#define KOMMUN "kommun.example"
#define EVIL "evil.example"

static const struct row {
	const char *name, *from;
	struct written fields[3];
	bool passed, failed;
} rows[] = {
	{"nothing is said", ANNAS, {{NULL, {{0}}}}, false, false},
	{"the server says none", ANNAS, {OURS(DMARC("none", KOMMUN))}, false, false},
	{"DMARC passes", ANNAS, {OURS(DMARC("pass", KOMMUN))}, true, false},
	{"without its domain", ANNAS, {OURS(DMARC("pass", NULL))}, true, false},
	{"DMARC fails", ANNAS, {OURS(DMARC("fail", KOMMUN))}, false, true},
	{"though DKIM passes", ANNAS, {OURS(DKIM("pass", KOMMUN), DMARC("fail", KOMMUN))}, false,
		true},
	{"DKIM passes for her domain", ANNAS, {OURS(DKIM("pass", KOMMUN))}, true, false},
	{"for the one above", "anna@vard." KOMMUN, {OURS(DKIM("pass", KOMMUN))}, true, false},
	{"for one below", ANNAS, {OURS(DKIM("pass", "mail." KOMMUN))}, true, false},
	{"for one that ends alike", ANNAS, {OURS(DKIM("pass", "xkommun.example"))}, false, false},
	{"for all of a country", ANNAS, {OURS(DKIM("pass", "example"))}, false, false},
	{"for the forger's own", ANNAS, {OURS(DKIM("pass", EVIL))}, false, false},
	{"for nobody", ANNAS, {OURS(DKIM("pass", NULL))}, false, false},
	{"SPF fails", ANNAS, {OURS(SPF("fail", KOMMUN))}, false, true},
	{"softly", ANNAS, {OURS(SPF("softfail", KOMMUN))}, false, true},
	{"for whomever", ANNAS, {OURS(SPF("fail", EVIL))}, false, true},
	{"but DKIM passes", ANNAS, {OURS(SPF("fail", EVIL), DKIM("pass", KOMMUN))}, true, false},
	{"DKIM of the forger's own", ANNAS, {OURS(SPF("fail", KOMMUN), DKIM("pass", EVIL))}, false,
		true},
	{"SPF of the forger's own", ANNAS, {OURS(SPF("pass", EVIL))}, false, false},
	{"SPF passes for her domain", ANNAS, {OURS(SPF("pass", "bounce." KOMMUN))}, true, false},
	{"a broken signature alone", ANNAS, {OURS(DKIM("fail", KOMMUN))}, false, false},
	{"two signatures", ANNAS, {OURS(DKIM("fail", EVIL), DKIM("pass", KOMMUN))}, true, false},
	{"DMARC of another From", ANNAS, {OURS(DMARC("pass", EVIL))}, false, true},
	{"none of another From", ANNAS, {OURS(DMARC("none", EVIL))}, false, true},
	{"capitals in the domain", ANNAS, {OURS(DMARC("pass", "Kommun.Example"))}, true, false},
	{"a domain in letters of ours", "anna@\u00f6sterg\u00e5rd.example",
		{OURS(DMARC("pass", "xn--stergrd-ixa1m.example"))}, true, false},
	{"capitals in the server", ANNAS, {{"MX.Fou.Example", {DMARC("fail", KOMMUN)}}}, false,
		true},
	{"another server", ANNAS, {{"mx.evil.example", {DMARC("pass", KOMMUN)}}}, false, false},
	{"a server without a name", ANNAS, {{"", {DMARC("pass", KOMMUN)}}}, false, false},
	{"a longer name", ANNAS, {{TRUSTED ".evil.example", {DMARC("pass", KOMMUN)}}}, false,
		false},
	{"another server above", ANNAS,
		{{"mx.evil.example", {DMARC("pass", KOMMUN)}}, OURS(DMARC("fail", KOMMUN))}, false,
		true},
	{"another server below", ANNAS,
		{OURS(DMARC("pass", KOMMUN)), {"mx.evil.example", {DMARC("fail", KOMMUN)}}}, true,
		false},
	{"the server's name forged below", ANNAS,
		{OURS(DMARC("fail", KOMMUN)), OURS(DMARC("pass", KOMMUN))}, false, true},
	{"below nothing", ANNAS, {OURS(SPF("none", NULL)), OURS(DMARC("pass", KOMMUN))}, false,
		false},
	{"a no in its second field", ANNAS,
		{OURS(DMARC("pass", KOMMUN)), OURS(SPF("fail", KOMMUN))}, false, true},
	{"no From", NULL, {OURS(DMARC("pass", KOMMUN))}, false, true},
};

static struct understanding *mail_of(struct arena *arena, const struct row *row)
{
	struct understanding *read = arena_make(arena, struct understanding);

	read->from = row->from;
	for (size_t i = 0; i < 3 && row->fields[i].server; i++) {
		struct auth_results *results = arena_push(arena, &read->auth);
		results->server = row->fields[i].server;
		for (size_t j = 0; j < CHECKS_MOST && row->fields[i].checks[j].result; j++)
			*arena_push(arena, &results->checks) = row->fields[i].checks[j];
	}
	return read;
}

static void each_field_counts_as_its_row_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		const struct understanding *read = mail_of(arena, &rows[i]);
		struct trust trust = trust_weigh(arena, read, TRUSTED);
		if (!trust.checked || trust.passed != rows[i].passed ||
			trust.failed != rows[i].failed)
			fail_msg("%s: passed %d, failed %d", rows[i].name, trust.passed,
				trust.failed);
		trust = trust_weigh(arena, read, NULL);
		assert_false(trust.checked || trust.passed || trust.failed);
	}
}

/* A server that leaves its name out (config: microsoft365). */
static void a_server_without_a_name_can_be_the_trusted_one(void **state)
{
	static const struct row forged = {.from = ANNAS,
		.fields = {{"", {DMARC("fail", KOMMUN)}}, OURS(DMARC("pass", KOMMUN)),
			{"", {DMARC("pass", KOMMUN)}}}};
	_cleanup_arena_ struct arena *arena = arena_new();

	(void)state;
	struct trust trust = trust_weigh(arena, mail_of(arena, &forged), "");
	assert_true(trust.checked && trust.failed && !trust.passed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_field_counts_as_its_row_says),
		cmocka_unit_test(a_server_without_a_name_can_be_the_trusted_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
