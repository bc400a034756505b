/* SPDX-License-Identifier: MIT */
/*
 * Authentication-Results fields (RFC 8601) as they are written: which check gave what, for which
 * domain. What of it counts is the desk's affair. Comments may stand anywhere and hold anything, so
 * they are blanked first, nested ones by a counter; and what a sender could have written into the
 * trusted server's own field stays inside its quotation marks.
 *
 * Microsoft 365 leaves out the server's name; then `server` is "" and matches no trusted server.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "text/envelope.h"

#define AUTH_RESULTS_MOST 20
#define AUTH_VALUE_LIMIT 4096
#define CHECKS_MOST 50

/* Which properties of a check name the domain that it is about, the surest first. */
static const char *const properties[AUTH_METHODS][2] = {
	[AUTH_SPF] = {"smtp.mailfrom", "smtp.helo"},
	[AUTH_DKIM] = {"header.d", "header.i"},
	[AUTH_DMARC] = {"header.from", NULL},
};

/* The field without comments, and with nothing inside quotation marks that could be taken for the
 * field's own signs: an envelope's sender may be "x; dmarc=pass"@evil.example. */
static char *plain(struct arena *arena, const char *value)
{
	char *text = utf8_clean_in(arena, value, strnlen(value, AUTH_VALUE_LIMIT));
	size_t depth = 0;
	bool quoted = false;

	for (char *c = text; *c; c++) {
		bool escaped = *c == '\\' && c[1] && (quoted || depth);
		if (!escaped && !depth && *c == '"')
			quoted = !quoted;
		if (!escaped && !quoted && *c == '(')
			depth++;
		bool inside = depth > 0;
		if (!escaped && !quoted && *c == ')' && depth)
			depth--;
		if (inside)
			*c = ' ';
		else if (quoted && strchr("; =", *c))
			*c = '_';
		if (escaped)
			*++c = inside ? ' ' : '_';
	}
	return text;
}

/* What stands behind "name=" at this place, in lower case; NULL where it isn't that name. */
static char *value_at(struct arena *arena, const char *at, const char *name)
{
	size_t n = strlen(name);

	if (strncasecmp(at, name, n) != 0)
		return NULL;
	at += n;
	if (*at == '/') /* a method's version */
		at += 1 + strspn(at + 1, "0123456789");
	at += strspn(at, " ");
	if (*at != '=')
		return NULL;
	at += 1 + strspn(at + 1, " ");
	char *value = arena_strndup(arena, at, strcspn(at, " ;")), *to = value;
	for (const char *c = value; *c; c++)
		if (*c != '"')
			*to++ = (char)tolower((unsigned char)*c);
	*to = '\0';
	return *value && strlen(value) <= UNDERSTANDING_WORD_LIMIT ? value : NULL;
}

/* The domain of the property: what follows an @, if there is one. */
static const char *domain_of(struct arena *arena, const char *segment, const char *property)
{
	for (const char *at = segment; (at = strchr(at, ' ')); at++) {
		const char *value = property ? value_at(arena, at + 1, property) : NULL;
		const char *sign = value ? strrchr(value, '@') : NULL;
		if (value)
			return sign ? sign + 1 : value;
	}
	return NULL;
}

/* The method comes first in its segment; a property named alike later on must not count. */
static void read_check(struct arena *arena, const char *segment, struct auth_results *results)
{
	for (int method = 0; method < AUTH_METHODS; method++) {
		const char *result =
			value_at(arena, segment, auth_method_text((enum auth_method)method));
		if (!result || results->checks.n >= CHECKS_MOST)
			continue;
		const char *domain = domain_of(arena, segment, properties[method][0]);
		*arena_push(arena, &results->checks) = (struct auth_check){
			.method = (enum auth_method)method,
			.result = result,
			.domain =
				domain ? domain : domain_of(arena, segment, properties[method][1])};
	}
}

void auth_results_read(struct arena *arena, const char *value, struct understanding *into)
{
	if (into->auth.n >= AUTH_RESULTS_MOST)
		return;
	char *rest = plain(arena, value);
	struct auth_results *results = arena_push(arena, &into->auth);
	results->server = "";

	for (bool first = true; rest; first = false) {
		char *segment = strsep(&rest, ";");
		segment += strspn(segment, " \n");
		if (first && !strchr(segment, '='))
			results->server = arena_strndup(arena, segment, strcspn(segment, " "));
		else
			read_check(arena, segment, results);
	}
}
