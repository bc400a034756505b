/* SPDX-License-Identifier: MIT */
/*
 * What refusals mean, a row each, in the words of somebody who can mend it.
 *
 * Microsoft's numbers may change and are for people, says its documentation: they choose words here
 * and nothing else. The order counts: numbers before phrases before the bare names of RFC 6749.
 * The pages: Microsoft's "authentication and authorization error codes", Google's "using OAuth 2.0
 * for web server applications" (errors) and "refresh token expiration".
 */
#include <ctype.h>
#include <gnutls/gnutls.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <stdint.h>

#include "base/str.h"
#include "outward/oauth.h"

#define CONSENT                                                                                    \
	"the permissions have not been granted: a tenant administrator opens the application's "   \
	"API permissions and presses \"Grant admin consent\""
#define SCOPE                                                                                      \
	"`scope` is wrong: for Microsoft 365 with client_credentials it is "                       \
	"https://outlook.office365.com/.default"
#define RENEW                                                                                      \
	"the refresh token is no longer good (withdrawn, expired or unused for long, or the "      \
	"account's password was changed): sign in again and put the new one into the file that "   \
	"`secret =` names"
#define CONDITIONAL                                                                                \
	"the tenant's conditional access forbids it: its administrator must except this "          \
	"application, or allow this machine's network"
#define OUR_CLOCK "the assertion's time is not accepted: is this machine's clock right?"
#define NEEDS_KEY "a secret or a certificate is needed: set `secret =` or `certificate =`"
#define IS_LATER "it is asked again later"

static const struct {
	const char *numbers; /* Microsoft's, behind "AADSTS", with blanks between */
	const char *remedy;
} numbers[] = {
	{"7000215 70002",
		"the client secret is wrong: put the secret's value (not its id) into the file "
		"that `secret =` names"},
	{"7000222",
		"the client secret has expired: make a new one under \"Certificates & secrets\", "
		"put its value into the file that `secret =` names, and set `secret_expires =`"},
	{"7000216", NEEDS_KEY},
	{"7000218", NEEDS_KEY ", and with grant = refresh_token also `client_secret =`"},
	{"7000112 7000113 1000031",
		"the application is switched off in the tenant: its administrator enables it "
		"under Enterprise applications"},
	{"7000214",
		"the certificate has been withdrawn: upload a new one, and check `certificate =`"},
	{"700016 700011",
		"the tenant has no application with this id: check `client_id =` (the Application "
		"(client) ID) and the tenant's id in `token_url`"},
	{"70001", "the application is unknown or not allowed here: check `client_id =`"},
	{"700027 700030 7000272 50003 50006 50012 50013 50017 50099 50146 900384",
		"the application does not know this certificate: upload its public part under "
		"\"Certificates & secrets\", and check `certificate =`"},
	{"50032", "the certificate's key is too weak: make one of 2048 bits or more"},
	{"700024 500133", OUR_CLOCK},
	{"700021 50048", "the assertion does not fit `client_id =`: check it"},
	{"50027", "the assertion does not fit: check `client_id =`, `token_url =` and the clock"},
	{"700023",
		"`scope` is wrong, or the assertion is not for this server: check `scope =` and "
		"`token_url =`"},
	{"50085 50089 50132 50133 50139 50173 70000 70008 70043 700020 700082 700084", RENEW},
	{"90002 900023 90013 90019 50059 50128",
		"there is no such tenant: check the tenant's id in `token_url`"},
	{"50194 9001023 90124 90130 9002332 700005",
		"the application is for one tenant: put that tenant's id into `token_url` instead "
		"of \"common\""},
	{"90038 90051 900382 900432",
		"the tenant lies in another Microsoft cloud: take that cloud's host into "
		"`token_url`"},
	{"50002 500021 500022 500212 500213",
		"restrictions of the tenant or of its network forbid it: its administrator allows "
		"this tenant and this application"},
	{"16000 16003 50014 50020 50034 51004 90072",
		"the account is not of this tenant: check `user =` and the tenant's id in "
		"`token_url`"},
	{"650051",
		"the application is not yet known in the tenant: its administrator opens the "
		"consent page once more"},
	{"65001 650056 65004 65005 650057 90008 90094 90095 90099 9002341", CONSENT},
	{"501051",
		"the application has no role for mail: a tenant administrator adds "
		"IMAP.AccessAsApp and SMTP.SendAsApp and grants consent"},
	{"500011", SCOPE ", and the tenant must have Exchange Online"},
	{"500014 50001 650052 650054",
		"Exchange Online is switched off in the tenant (licence, or the service's "
		"principal is disabled): ask its administrator"},
	{"70011 1002012 28002 28003 650053 700022", SCOPE},
	{"70003", "this kind of grant is not allowed for the application: check `grant =`"},
	{"700025",
		"the application is a public client, which takes no secret: leave out "
		"`client_secret =`"},
	{"50005 50097 50131 50155 50158 50187 53000 53001 53002 53003 530003 530032 530035",
		CONDITIONAL},
	{"53011",
		"the account is blocked because of risk: the tenant's administrator looks into it"},
	{"50053",
		"the account or this machine's address is locked after too many tries: wait, or "
		"ask the tenant's administrator"},
	{"50055 50125 50135 50144", "the account wants a new password: set one, and sign in again"},
	{"50057", "the account is switched off: ask the tenant's administrator"},
	{"500341",
		"the account has been deleted from the tenant: its administrator restores it, or "
		"set another `user =`"},
	{"50074 50076 50078",
		"the account must sign in with a second factor: sign in again and put the new "
		"refresh token into the file that `secret =` names"},
	{"50072 50079 53004",
		"the account must first register a second factor: sign in once as a person"},
	{"50105",
		"the account is not assigned to the application: the tenant's administrator "
		"assigns it under Enterprise applications"},
	{"50126", "the account's name or password is wrong: sign in again"},
	{"50196", "the server has had too many of the same request from us: " IS_LATER},
	{"90025 90055", "the token server is busy: " IS_LATER},
	{"50033 50086 50087 90006 90012 90024 90033 90090 90091",
		"the token server has trouble of its own: " IS_LATER},
	{"50000 90036 90092",
		"the token server has trouble that does not pass by itself: ask Microsoft's "
		"support, with these words"},
	{"90004 90014 90015 90016 90023 90100 900144 9002313",
		"the request lacks a field or is malformed: check `client_id =`, `scope =` and "
		"`grant =`"},
	{"900971", "the application has no address to answer to: check its registration"},
	{"9002326",
		"the application is registered as a single-page application: register it as "
		"another kind"},
};

static const struct {
	const char *error; /* NULL: any */
	const char *phrase; /* in the description; NULL: any */
	const char *remedy;
} names[] = {
	{"invalid_grant", "expired or revoked",
		"the refresh token has expired or was withdrawn: where Google's consent screen is "
		"in "
		"\"Testing\" that happens after 7 days (publish the application), else after 6 "
		"months unused or a new password; sign in again and put the new one into the file "
		"that `secret =` names"},
	{"invalid_grant", "invalid_rapt",
		"Google demands that the account signs in again (session control of the "
		"Workspace): "
		"its administrator exempts the application as trusted"},
	{"invalid_grant", "account has been deleted",
		"the account has been deleted: check `user =`"},
	{"invalid_grant", "disabled", "the account is switched off: ask its administrator"},
	{"invalid_grant", "jwt", OUR_CLOCK},
	{"invalid_grant", NULL, RENEW},
	{"invalid_client", "not found",
		"the token server knows no such client: check `client_id =`"},
	{"invalid_client", "could not determine client id",
		"the token server knows no such client: check `client_id =`"},
	{"invalid_client", "unauthorized",
		"the client's secret does not fit `client_id =`: check the file that "
		"`client_secret =` names"},
	{"invalid_client", NULL,
		"the token server does not accept the client: check `client_id =` and its secret "
		"or "
		"certificate"},
	{"deleted_client", NULL,
		"the client has been deleted in Google's console: restore it there, or make a new "
		"one"},
	{"disabled_client", NULL,
		"the client is switched off: its owner switches it on in Google's console"},
	{"unauthorized_client", NULL,
		"the client may not use this grant, or the refresh token belongs to another "
		"client: "
		"check that `client_id =` and the refresh token come from the same application"},
	{"access_denied", NULL,
		"the account's owner or administrator has refused access: ask, sign in again, and "
		"agree"},
	{"admin_policy_enforced", NULL,
		"the Workspace's administrator does not allow this application: it is to be marked "
		"trusted under API controls"},
	{"org_internal", NULL,
		"the application is for its own organisation's accounts alone: make it external, "
		"or "
		"use an account of that organisation"},
	{"rate_limit_exceeded", NULL, "too many tokens asked for: it is asked again later"},
	{"slow_down", NULL, "too many tokens asked for: it is asked again later"},
	{"invalid_scope", NULL,
		"`scope` is wrong: Google's is https://mail.google.com/, Microsoft's with "
		"client_credentials https://outlook.office365.com/.default"},
	{"invalid_resource", NULL, SCOPE},
	{"interaction_required", NULL, CONDITIONAL},
	{"consent_required", NULL, CONSENT},
	{"unsupported_grant_type", NULL, "the token server knows no such grant: check `grant =`"},
	{"invalid_request", NULL,
		"the token server finds the request faulty: check `client_id =`, `scope =` and "
		"`grant =`"},
	{"server_error", NULL, "the token server has trouble of its own: " IS_LATER},
	{"temporarily_unavailable", NULL, "the token server is busy: " IS_LATER},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool lists(const char *list, const char *number, size_t n)
{
	for (size_t m; *list; list += m, list += *list == ' ') {
		m = strcspn(list, " ");
		if (m == n && strncmp(list, number, n) == 0)
			return true;
	}
	return false;
}

static const char *find_number(const char *description)
{
	const char *at = strstr(description, "AADSTS");
	size_t n;

	if (at == NULL)
		return NULL;
	at += strlen("AADSTS");
	n = strspn(at, "0123456789");
	for (size_t i = 0; i < COUNT(numbers); i++) {
		if (lists(numbers[i].numbers, at, n))
			return numbers[i].remedy;
	}
	return NULL;
}

const char *oauth_remedy(const char *error, const char *description)
{
	const char *remedy = find_number(description);

	for (size_t i = 0; remedy == NULL && i < COUNT(names); i++) {
		if (strcmp(names[i].error, error) == 0 &&
			(names[i].phrase == NULL || strcasestr(description, names[i].phrase)))
			remedy = names[i].remedy;
	}
	return remedy
		? remedy
		: "it refuses for a reason of its own: ask those who run it, with these words";
}

static void add_plain(struct str *text, const char *lead, const json_t *json, const char *key)
{
	const char *value = json_string_value(json_object_get(json, key));

	if (value == NULL || *value == '\0' || text->len > 200)
		return;
	str_printf(text, "%s%s ", text->len > 0 ? ", " : "", lead);
	for (size_t i = 0; i < 80 && value[i]; i++)
		str_putc(text, isprint((unsigned char)value[i]) ? value[i] : '?');
}

void oauth_challenge_words(const char *base64, struct str *text)
{
	const gnutls_datum_t in = {
		.data = (void *)(uintptr_t)base64, .size = (unsigned)strcspn(base64, " \r\n")};
	gnutls_datum_t out = {0};

	if (in.size == 0 || gnutls_base64_decode2(&in, &out) < 0)
		return;
	json_t *json = json_loadb((const char *)out.data, out.size, 0, NULL);

	add_plain(text, "status", json, "status");
	add_plain(text, "it says", json, "error_description");
	add_plain(text, "it wants the scope", json, "scope");
	json_decref(json);
	gnutls_free(out.data);
}
