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
#define TENANT "there is no such tenant: check the tenant's id in `token_url`"
#define WRONG_SECRET                                                                               \
	"the client secret is wrong: put the secret's value (not its id) into the file that "      \
	"`secret =` names"
#define WRONG_CERTIFICATE                                                                          \
	"the application does not know this certificate: upload its public part under "            \
	"\"Certificates & secrets\", and check `certificate =`"
#define CONDITIONAL                                                                                \
	"the tenant's conditional access forbids it: its administrator must except this "          \
	"application, or allow this machine's network"
#define OUR_CLOCK "the assertion's time is not accepted: is this machine's clock right?"

static const struct {
	const char *number; /* Microsoft's, behind "AADSTS" */
	const char *remedy;
} numbers[] = {
	{"7000215", WRONG_SECRET},
	{"7000222",
		"the client secret has expired: make a new one under \"Certificates & secrets\", "
		"put its value into the file that `secret =` names, and set `secret_expires =`"},
	{"7000216", "a secret or a certificate is needed: set `secret =` or `certificate =`"},
	{"7000218",
		"a secret or a certificate is needed: set `secret =` or `certificate =`, and "
		"with grant = refresh_token also `client_secret =`"},
	{"7000112",
		"the application is switched off in the tenant: its administrator enables it "
		"under Enterprise applications"},
	{"7000113", "the application has been switched off by Microsoft or the tenant"},
	{"7000214",
		"the certificate has been withdrawn: upload a new one, and check `certificate =`"},
	{"700016",
		"the tenant has no application with this id: check `client_id =` (the Application "
		"(client) ID) and the tenant's id in `token_url`"},
	{"700027", WRONG_CERTIFICATE},
	{"700030", WRONG_CERTIFICATE},
	{"7000272", WRONG_CERTIFICATE},
	{"700024", OUR_CLOCK},
	{"700021", "the assertion does not fit `client_id =`: check it"},
	{"700023", "the assertion is not for this server: check `token_url =`"},
	{"50012", WRONG_CERTIFICATE},
	{"50013", WRONG_CERTIFICATE},
	{"700082", RENEW},
	{"700084", RENEW},
	{"70008", RENEW},
	{"70000", RENEW},
	{"70043", RENEW},
	{"50173", RENEW},
	{"50133", RENEW},
	{"50089", RENEW},
	{"90002", TENANT},
	{"900023", TENANT},
	{"90013", TENANT},
	{"90072", "the account is not of this tenant: check the tenant's id in `token_url`"},
	{"650051",
		"the application is not yet known in the tenant: its administrator opens the "
		"consent page once more"},
	{"65001", CONSENT},
	{"650056", CONSENT},
	{"65004", CONSENT},
	{"90094", CONSENT},
	{"501051",
		"the application has no role for mail: a tenant administrator adds "
		"IMAP.AccessAsApp and SMTP.SendAsApp and grants consent"},
	{"500011", SCOPE ", and the tenant must have Exchange Online"},
	{"500014",
		"Exchange Online is switched off in the tenant (licence, or the service's "
		"principal is disabled): ask its administrator"},
	{"500341", "the account has been deleted from the tenant"},
	{"70011", SCOPE},
	{"1002012", SCOPE},
	{"28002", SCOPE},
	{"650053", SCOPE},
	{"70003", "this kind of grant is not allowed for the application: check `grant =`"},
	{"70001", "the application is unknown or not allowed here: check `client_id =`"},
	{"700025",
		"the application is a public client, which takes no secret: leave out "
		"`client_secret =`"},
	{"53000", CONDITIONAL},
	{"53001", CONDITIONAL},
	{"53002", CONDITIONAL},
	{"53003", CONDITIONAL},
	{"530003", CONDITIONAL},
	{"53011",
		"the account is blocked because of risk: the tenant's administrator looks into it"},
	{"50053",
		"the account or this machine's address is locked after too many tries: wait, or "
		"ask "
		"the tenant's administrator"},
	{"50034", "there is no such account in the tenant: check `user =`"},
	{"50055", "the account's password has expired: sign in again"},
	{"50057", "the account is switched off: ask the tenant's administrator"},
	{"50076",
		"the account must sign in with a second factor: sign in again and put the new "
		"refresh token into the file that `secret =` names"},
	{"50079", "the account must first register a second factor: sign in once as a person"},
	{"50105",
		"the account is not assigned to the application: the tenant's administrator "
		"assigns "
		"it under Enterprise applications"},
	{"50126", "the account's name or password is wrong"},
	{"50128", TENANT},
	{"50059", TENANT},
	{"50020", "the account is not of this tenant: check the tenant's id in `token_url`"},
	{"50194",
		"the application is for one tenant: put that tenant's id into `token_url` instead "
		"of "
		"\"common\""},
	{"50196",
		"the server has had too many of the same request from us: it is asked again later"},
	{"90033", "the token server has trouble of its own: it is asked again later"},
	{"90025", "the token server is busy: it is asked again later"},
	{"90014", "the request lacks a field: check `client_id =`, `scope =` and `grant =`"},
	{"900144", "the request lacks a field: check `client_id =`, `scope =` and `grant =`"},
	{"9002313", "the request is malformed: check `client_id =`, `scope =` and `grant =`"},
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
	{"disabled_client", NULL, "the client is switched off in Google's console"},
	{"unauthorized_client", NULL,
		"the client may not use this grant, or the refresh token belongs to another "
		"client: "
		"check that `client_id =` and the refresh token come from the same application"},
	{"access_denied", NULL, "the account's owner or administrator has refused access"},
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
	{"server_error", NULL, "the token server has trouble of its own: it is asked again later"},
	{"temporarily_unavailable", NULL, "the token server is busy: it is asked again later"},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *find_number(const char *description)
{
	const char *at = strstr(description, "AADSTS");
	size_t n;

	if (at == NULL)
		return NULL;
	at += strlen("AADSTS");
	n = strspn(at, "0123456789");
	for (size_t i = 0; i < COUNT(numbers); i++) {
		if (strlen(numbers[i].number) == n && strncmp(numbers[i].number, at, n) == 0)
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
