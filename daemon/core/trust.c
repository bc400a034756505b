/* SPDX-License-Identifier: MIT */
/*
 * What the trusted server's checks (RFC 8601) say of a sender. Anybody can write such a field, also
 * with the trusted server's name, and servers put theirs on top. So a pass counts only from the
 * topmost field of that name; a no counts from any of them, for nobody forges one against himself;
 * what bears another name, above or below, is not looked at.
 *
 * A pass of SPF or DKIM is a pass for that check's domain, which may be the sender's own: it says
 * something of From only where the domains go together (RFC 7489 section 3.1). DMARC's is one for
 * From itself; where it was for another From than the one that we read, somebody has written it so
 * that programs differ.
 */
#include "core/trust.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* The domain as addresses compare it; NULL when it is none. */
static const char *domain_in(struct arena *arena, const char *domain)
{
	const char *address =
		domain ? address_normal_in(arena, arena_printf(arena, "x@%s", domain)) : NULL;

	return address ? strrchr(address, '@') + 1 : NULL;
}

/* "mail.kommun.example" under "kommun.example", which is no name of a country alone. */
static bool is_under(const char *inner, const char *outer)
{
	size_t n = strlen(inner), m = strlen(outer);

	return n > m && inner[n - m - 1] == '.' && strcmp(inner + n - m, outer) == 0 &&
		strchr(outer, '.');
}

static bool go_together(const char *domain, const char *other)
{
	return domain && other &&
		(strcmp(domain, other) == 0 || is_under(domain, other) || is_under(other, domain));
}

static bool is_result(const struct auth_check *check, const char *result)
{
	return strcmp(check->result, result) == 0;
}

struct weighing {
	bool vouched, failed, dmarc_passed, spf_failed;
};

static void weigh_check(struct weighing *weighing, const struct auth_check *check,
	struct arena *arena, const char *from)
{
	bool own = go_together(domain_in(arena, check->domain), from);
	bool pass = is_result(check, "pass");

	if (check->method == AUTH_DMARC) {
		bool other = check->domain && !own;
		weighing->failed = weighing->failed || is_result(check, "fail") || other;
		weighing->dmarc_passed = weighing->dmarc_passed || (pass && !other);
	} else if (pass && own) {
		weighing->vouched = true;
	}
	if (check->method == AUTH_SPF)
		weighing->spf_failed = weighing->spf_failed || is_result(check, "fail") ||
			is_result(check, "softfail");
}

static struct weighing weigh(
	struct arena *arena, const struct auth_results *results, const char *from)
{
	struct weighing weighing = {false, false, false, false};

	list_each (check, &results->checks)
		weigh_check(&weighing, check, arena, from);
	weighing.vouched = weighing.vouched || weighing.dmarc_passed;
	weighing.failed = weighing.failed || (weighing.spf_failed && !weighing.vouched);
	return weighing;
}

struct trust trust_weigh(
	struct arena *arena, const struct understanding *read, const char *trusted_server)
{
	const char *address = read->from ? address_normal_in(arena, read->from) : NULL;
	const char *from = address ? strrchr(address, '@') + 1 : NULL;
	struct trust trust = {.checked = trusted_server != NULL};
	bool topmost = true;

	for (size_t i = 0; trusted_server && i < read->auth.n; i++) {
		const struct auth_results *results = &read->auth.at[i];
		if (strcasecmp(results->server, trusted_server) != 0)
			continue;
		struct weighing weighing = weigh(arena, results, from);
		trust.failed = trust.failed || weighing.failed;
		trust.passed = trust.passed || (topmost && weighing.vouched);
		topmost = false;
	}
	trust.passed = trust.passed && !trust.failed;
	return trust;
}
