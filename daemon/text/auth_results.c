/* SPDX-License-Identifier: MIT */
/*
 * Authentication-Results fields (RFC 8601) as the results of SPF, DKIM and DMARC that the
 * coordinator weighs. Comments may stand anywhere and hold anything, so they are blanked first,
 * nested ones by a counter. Where a method is named twice (two DKIM signatures), a pass counts over
 * anything else.
 *
 * Microsoft 365 leaves out the server's name; then `server` is "" and matches no trusted server.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "text/envelope.h"

#define AUTH_RESULTS_MOST 20
#define AUTH_VALUE_LIMIT 4096

static char *without_comments(struct arena *arena, const char *value)
{
	char *text = arena_strndup(arena, value, strnlen(value, AUTH_VALUE_LIMIT));
	size_t depth = 0;
	bool quoted = false;

	for (char *c = text; *c; c++) {
		if (!depth && *c == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		if (*c == '(')
			depth++;
		bool inside = depth > 0;
		if (*c == ')' && depth)
			depth--;
		if (inside)
			*c = ' ';
	}
	return text;
}

/* The lower-case word after "name=" in the segment, or NULL. */
static const char *value_of(struct arena *arena, const char *segment, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = segment; (at = strcasestr(at, name)); at += n) {
		const char *equals = at + n + strspn(at + n, " ");
		if ((at > segment && at[-1] != ' ') || *equals != '=')
			continue;
		equals++;
		equals += strspn(equals, " \"");
		char *value = arena_strndup(arena, equals, strcspn(equals, " ;\""));
		for (char *c = value; *c; c++)
			*c = (char)tolower((unsigned char)*c);
		return *value && strlen(value) <= UNDERSTANDING_WORD_LIMIT ? value : NULL;
	}
	return NULL;
}

static void take_result(const char **known, const char *found)
{
	if (found && (!*known || !strcmp(found, "pass")))
		*known = found;
}

/* The method comes first in its segment; a property named alike later on must not count. */
static const char *method_of(struct arena *arena, const char *segment, const char *method)
{
	segment += strspn(segment, " ");
	return strncasecmp(segment, method, strlen(method)) ? NULL
							    : value_of(arena, segment, method);
}

void auth_results_read(struct arena *arena, const char *value, struct understanding *into)
{
	if (into->auth.n >= AUTH_RESULTS_MOST)
		return;
	char *rest = without_comments(arena, value);
	struct auth_results *results = arena_push(arena, &into->auth);
	results->server = "";

	for (bool first = true; rest; first = false) {
		char *segment = strsep(&rest, ";");
		segment += strspn(segment, " ");
		if (first && !strchr(segment, '=')) {
			results->server = arena_strndup(arena, segment, strcspn(segment, " "));
			continue;
		}
		take_result(&results->spf, method_of(arena, segment, "spf"));
		take_result(&results->dkim, method_of(arena, segment, "dkim"));
		take_result(&results->dmarc, method_of(arena, segment, "dmarc"));
		const char *domain = method_of(arena, segment, "dmarc")
			? value_of(arena, segment, "header.from")
			: NULL;
		results->dmarc_domain = domain ? domain : results->dmarc_domain;
	}
}
