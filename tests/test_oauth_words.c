/* floor: outward */
/* SPDX-License-Identifier: MIT */
/* What refusals of token servers mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "outward/oauth.h"

static const struct {
	const char *error, *description, *words;
} rows[] = {
	{"invalid_client", "AADSTS7000215: Invalid client secret provided.",
		"secret's value (not its id)"},
	{"invalid_client", "AADSTS7000222: The provided client secret keys are expired.",
		"has expired: make a new one"},
	{"unauthorized_client", "AADSTS700016: Application with identifier 'x' was not found",
		"check `client_id =`"},
	{"invalid_request", "AADSTS90002: Tenant 'x' not found.", "no such tenant"},
	{"invalid_request", "AADSTS900023: Specified tenant identifier 'x' is neither",
		"no such tenant"},
	{"invalid_grant", "AADSTS65001: The user or administrator has not consented",
		"Grant admin consent"},
	{"invalid_client", "AADSTS650056: Misconfigured application.", "Grant admin consent"},
	{"invalid_resource", "AADSTS500011: The resource principal named x was not found",
		"outlook.office365.com/.default"},
	{"invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope'",
		"outlook.office365.com/.default"},
	{"invalid_scope", "AADSTS1002012: The provided value for scope x is not valid.",
		"outlook.office365.com/.default"},
	{"access_denied", "AADSTS53003: Access has been blocked by Conditional Access",
		"conditional access"},
	{"invalid_client", "AADSTS700027: Client assertion failed signature validation.",
		"upload its public part"},
	{"invalid_client", "AADSTS700024: Client assertion is not within its valid time", "clock"},
	{"unauthorized_client", "AADSTS7000112: Application 'x' is disabled.",
		"switched off in the tenant"},
	{"invalid_client", "AADSTS7000218: The request body must contain client_assertion",
		"`certificate =`"},
	{"invalid_grant", "AADSTS50173: The provided grant has expired", "sign in again"},
	{"invalid_grant", "AADSTS50076: you must use multi-factor authentication", "second factor"},
	{"invalid_grant", "AADSTS700082: The refresh token has expired due to inactivity",
		"sign in again"},
	/* a number that is only the beginning of another is not that one */
	{"invalid_scope", "AADSTS700119: something new", "`scope` is wrong"},
	{"invalid_grant", "Token has been expired or revoked.", "after 7 days"},
	{"invalid_grant", "Bad Request", "sign in again"},
	{"invalid_grant", "reauth related error (invalid_rapt)", "session control"},
	{"invalid_client", "The OAuth client was not found.", "check `client_id =`"},
	{"invalid_client", "Unauthorized", "`client_secret =`"},
	{"unauthorized_client", "Unauthorized", "same application"},
	{"deleted_client", "The OAuth client was deleted.", "restore it"},
	{"disabled_client", "The OAuth client was disabled.", "switches it on"},
	{"access_denied", "", "sign in again, and agree"},
	{"admin_policy_enforced", "", "API controls"},
	{"org_internal", "", "make it external"},
	{"unsupported_grant_type", "", "`grant =`"},
	{"something_new", "", "with these words"},
	{"", "", "with these words"},
};

/* Of the numbers that Microsoft's page lists, those that a daemon can meet: what is to be done. */
static const struct {
	const char *numbers, *words;
} groups[] = {
	{"700016 700011 70001", "check `client_id =`"},
	{"7000215 70002", "the secret's value (not its id)"},
	{"7000112 7000113 1000031", "Enterprise applications"},
	{"700027 700030 7000272 50012 50013 50006 50099 900384 50017", "certificate"},
	{"700024 500133", "clock"},
	{"50048 700021 50027", "`client_id =`"},
	{"50032", "2048 bits"},
	{"65001 65004 65005 650056 650057 90008 90094 90095 90099 9002341", "admin consent"},
	{"500014 50001 650052 650054", "Exchange Online"},
	{"70011 1002012 28002 28003 650053 700022 700023", "`scope`"},
	{"90002 900023 90013 90019 50059 50128 50194 9001023 90124 90130 9002332 700005",
		"tenant's id"},
	{"90038 90051 900382 900432", "another Microsoft cloud"},
	{"50002 500021 500022 500212 500213", "restrictions"},
	{"50005 50097 50131 50155 50158 50187 53000 53001 53002 53003 530003 530032 530035",
		"conditional access"},
	{"50072 50074 50076 50078 50079 53004", "second factor"},
	{"50085 50089 50132 50133 50139 50173 70000 70008 70043 700020 700082 700084",
		"sign in again"},
	{"50055 50125 50135 50144", "new password"},
	{"16000 16003 50014 50020 50034 51004 90072", "`user =`"},
	{"50053 53011", "tenant's administrator"},
	{"50057 500341", "account"},
	{"50105", "assigns"},
	{"70003", "`grant =`"},
	{"700025", "leave out `client_secret =`"},
	{"90004 90014 90015 90016 90023 90100 900144 9002313", "check `client_id =`, `scope =`"},
	{"50033 50086 50087 50196 90006 90012 90024 90025 90033 90055 90090 90091",
		"asked again later"},
	{"50000 90036 90092", "Microsoft's support"},
};

static void each_number_of_microsofts_has_its_remedy(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		for (const char *at = groups[i].numbers; *at; at += strspn(at, " ")) {
			int n = (int)strcspn(at, " ");
			char description[80];

			snprintf(description, sizeof(description), "AADSTS%.*s: words", n, at);
			const char *remedy = oauth_remedy("something_new", description);
			if (!strstr(remedy, groups[i].words))
				fail_msg("%s \"%s\"", description, remedy);
			at += n;
		}
	}
}

static void each_refusal_has_its_remedy(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *remedy = oauth_remedy(rows[i].error, rows[i].description);

		if (!strstr(remedy, rows[i].words))
			fail_msg("%s, %s: \"%s\"", rows[i].error, rows[i].description, remedy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_refusal_has_its_remedy),
		cmocka_unit_test(each_number_of_microsofts_has_its_remedy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
