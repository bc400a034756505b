/* floor: outward */
/* SPDX-License-Identifier: MIT */
/* What refusals of token servers mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
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
	{"admin_policy_enforced", "", "API controls"},
	{"org_internal", "", "make it external"},
	{"unsupported_grant_type", "", "`grant =`"},
	{"something_new", "", "with these words"},
	{"", "", "with these words"},
};

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
