/* SPDX-License-Identifier: MIT */
/*
 * libical returns nothing for a calendar without its END, is quadratic in long lines and slow on
 * thousands of rules. So it gets only the components below with the few properties that are read,
 * each line under a ceiling, every component closed, inside one VCALENDAR. What stands before
 * BEGIN:VCALENDAR or is nested where it can't be is passed over.
 *
 * Folding is undone on lines that begin with a blank; a line that is no property at all, as bad
 * mailers break them, is taken for the rest of the one before.
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "text/invite_read.h"
#include "text/mail.h"
#include "invite_clean.h"

#define LINE_LIMIT 8192
#define LINES_MOST 4000 /* kept ones */

static const char *const kept_properties[] = {"METHOD", "UID", "SEQUENCE", "ORGANIZER", "ATTENDEE",
	"RECURRENCE-ID", "COMMENT", "SUMMARY", "LOCATION", "DESCRIPTION", "DTSTART", "DTEND",
	"DURATION", "STATUS", "REQUEST-STATUS", "DUE", INVITE_CONFERENCES};
static const char *const rules[] = {"RRULE", "RDATE"}; /* only that there is one goes on */
static const char *const kept_components[] = {"VEVENT", "VTODO", "VFREEBUSY", "VJOURNAL"};

struct cleaner {
	struct str *out;
	struct str line;
	const char *open; /* the component that is open, or NULL */
	size_t skipped; /* depth inside one that isn't kept */
	size_t lines, components;
};

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_';
}

/* The length of the property's name when the line is one, else 0. */
static size_t name_length(const char *line)
{
	size_t n = 0;

	while (is_name_char(line[n]))
		n++;
	return n && (line[n] == ':' || line[n] == ';') && !isdigit((unsigned char)line[0]) ? n : 0;
}

static bool name_is(const char *line, size_t n, const char *name)
{
	return strlen(name) == n && !strncasecmp(line, name, n);
}

static const char *kept_component(const char *value)
{
	for (size_t i = 0; i < sizeof(kept_components) / sizeof(kept_components[0]); i++)
		if (!strcasecmp(value, kept_components[i]))
			return kept_components[i];
	return NULL;
}

static void close_component(struct cleaner *cleaner)
{
	if (cleaner->open)
		str_printf(cleaner->out, "END:%s\r\n", cleaner->open);
	cleaner->open = NULL;
}

static void begin(struct cleaner *cleaner, const char *value)
{
	const char *kept = kept_component(value);

	if (!strcasecmp(value, "VCALENDAR")) {
		close_component(cleaner);
		cleaner->skipped = 0;
	} else if (!kept) {
		cleaner->skipped++;
	} else {
		close_component(cleaner);
		cleaner->skipped = 0;
		if (++cleaner->components > INVITE_EVENTS_MOST)
			return;
		cleaner->open = kept;
		str_printf(cleaner->out, "BEGIN:%s\r\n", kept);
	}
}

static void end(struct cleaner *cleaner, const char *value)
{
	if (kept_component(value) || !strcasecmp(value, "VCALENDAR")) {
		close_component(cleaner);
		cleaner->skipped = 0;
	} else if (cleaner->skipped) {
		cleaner->skipped--;
	}
}

#define IS_ONE_OF(line, n, names) is_one_of(line, n, names, sizeof(names) / sizeof((names)[0]))
static bool is_one_of(const char *line, size_t n, const char *const names[], size_t n_names)
{
	for (size_t i = 0; i < n_names; i++)
		if (name_is(line, n, names[i]))
			return true;
	return false;
}

static bool is_kept_property(const char *line, size_t n)
{
	return IS_ONE_OF(line, n, kept_properties);
}

static bool is_kept(const struct cleaner *cleaner, const char *line, size_t n)
{
	if (cleaner->skipped || cleaner->lines >= LINES_MOST)
		return false;
	if (!cleaner->open)
		return name_is(line, n, "METHOD");
	return !name_is(line, n, "METHOD") && is_kept_property(line, n);
}

/* A quote that never ends would hide the value: then there are none. */
static void drop_odd_quotes(char *line)
{
	size_t quotes = 0;
	char *to = line;

	for (const char *at = line; *at; at++)
		quotes += *at == '"';
	for (const char *at = line; quotes % 2 && *at; at++)
		if (*at != '"')
			*to++ = *at;
	if (quotes % 2)
		*to = '\0';
}

/* One whole, unfolded line. */
static void take_line(struct cleaner *cleaner)
{
	str_trim_right(&cleaner->line);
	const char *line = cleaner->line.at;
	size_t n = name_length(line);

	if (!n)
		return;
	if (name_is(line, n, "BEGIN")) {
		begin(cleaner, line + n + 1 + strspn(line + n + 1, " "));
	} else if (name_is(line, n, "END")) {
		end(cleaner, line + n + 1 + strspn(line + n + 1, " "));
	} else if (is_kept(cleaner, line, n)) {
		cleaner->lines++;
		if (name_is(line, n, "ATTENDEE") || name_is(line, n, "ORGANIZER"))
			drop_odd_quotes(cleaner->line.at);
		str_puts(cleaner->out, line);
		str_puts(cleaner->out, "\r\n");
	} else if (cleaner->open && !cleaner->skipped && cleaner->lines < LINES_MOST &&
		IS_ONE_OF(line, n, rules)) {
		cleaner->lines++;
		str_puts(cleaner->out, INVITE_REPEATS ":TRUE\r\n");
	}
}

static void add_to_line(struct cleaner *cleaner, const char *text, size_t n)
{
	size_t room = LINE_LIMIT - cleaner->line.len;

	str_add(&cleaner->line, text, n < room ? n : room);
}

/* The line before is a property without a value, and this one begins like no property of ours:
 * broken within its parameters. */
static bool lacks_value(const struct cleaner *cleaner, const char *head)
{
	const char *line = cleaner->line.at;
	size_t n = name_length(head);

	return !strchr(line, ':') && is_kept_property(line, name_length(line)) &&
		!is_kept_property(head, n) && !name_is(head, n, "BEGIN") &&
		!name_is(head, n, "END");
}

/* Legal, and old libical does it: folded right behind the property's name. */
static bool is_bare_name(struct span line)
{
	size_t n = 0;

	while (n < line.n && is_name_char(line.at[n]))
		n++;
	return n && n == line.n && n < 60;
}

void invite_clean(const char *text, struct str *out)
{
	struct cleaner cleaner = {.out = out};
	const char *at = text, *stop = text + strlen(text);

	str_init(&cleaner.line, LINE_LIMIT + 1);
	str_puts(out, "BEGIN:VCALENDAR\r\n");
	while (at < stop) {
		struct span line = line_next(&at, stop);
		bool folded = line.n && (line.at[0] == ' ' || line.at[0] == '\t');
		if (folded) {
			add_to_line(&cleaner, line.at + 1, line.n - 1);
			continue;
		}
		if (!line.n)
			continue;
		bool folds_after_name =
			at < stop && (*at == ' ' || *at == '\t') && is_bare_name(line);
		char head[64];
		size_t n = line.n < sizeof(head) - 1 ? line.n : sizeof(head) - 1;
		memcpy(head, line.at, n);
		head[n] = '\0';
		if (cleaner.line.len && (!name_length(head) || lacks_value(&cleaner, head)) &&
			!folds_after_name) {
			add_to_line(&cleaner, line.at,
				line.n); /* broken where it should have been folded */
			continue;
		}
		take_line(&cleaner);
		str_clear(&cleaner.line);
		add_to_line(&cleaner, line.at, line.n);
	}
	take_line(&cleaner);
	close_component(&cleaner);
	str_puts(out, "END:VCALENDAR\r\n");
	str_done(&cleaner.line);
}
