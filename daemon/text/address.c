/* SPDX-License-Identifier: MIT */
/*
 * One pass over a field with a small state: what was read of the name, what of the address. Commas
 * and semicolons between entries count only outside quotes, comments and angle brackets; comments
 * nest by a counter, not by recursion. An RFC 2047 word may hide the whole address: an entry
 * without @ is decoded and looked at once more.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/understanding.h"
#include "text/address.h"
#include "text/mail.h"

struct entry {
	struct str words; /* all outside brackets */
	struct str bracket; /* inside <> */
	struct str comment;
	bool has_bracket;
};

static void entry_init(struct entry *entry)
{
	str_init(&entry->words, MAIL_FIELD_LIMIT);
	str_init(&entry->bracket, MAIL_FIELD_LIMIT);
	str_init(&entry->comment, MAIL_FIELD_LIMIT);
	entry->has_bracket = false;
}

static void entry_done(struct entry *entry)
{
	str_done(&entry->words);
	str_done(&entry->bracket);
	str_done(&entry->comment);
}

static const char *skip_comment(const char *at, struct str *comment)
{
	size_t depth = 0;

	for (; *at; at++) {
		if (*at == '\\' && at[1]) {
			str_putc(comment, *++at);
			continue;
		}
		depth += *at == '(';
		depth -= *at == ')';
		if (!depth)
			return at + 1;
		if (depth > 1 || *at != '(')
			str_putc(comment, *at);
	}
	return at;
}

/* A quoted string, its quotes kept out; an @ inside counts, as some write "anna@example.org". */
static const char *read_quoted(const char *at, struct str *to, bool keep_quotes)
{
	const char *start = at;

	if (keep_quotes)
		str_putc(to, '"');
	for (at++; *at && *at != '"'; at++) {
		if (*at == '\\' && at[1])
			at++;
		str_putc(to, *at);
	}
	if (keep_quotes)
		str_putc(to, '"');
	return *at ? at + 1 : at > start ? at : start + 1;
}

/* The address inside brackets: comments and blanks away, a route ("@a,@b:anna@c") too. */
static const char *bracket_address(struct arena *arena, const char *text)
{
	_cleanup_str_ struct str clean;
	const char *route = *text == '@' ? strchr(text, ':') : NULL;

	str_init(&clean, MAIL_FIELD_LIMIT);
	for (const char *at = route ? route + 1 : text; *at; at++)
		if ((unsigned char)*at > ' ' && *at != '<')
			str_putc(&clean, *at);
	if (!strncmp(clean.at, "mailto:", 7))
		return arena_strdup(arena, clean.at + 7);
	return str_in(&clean, arena);
}

static bool has_one_local_and_domain(const char *address)
{
	const char *at = strrchr(address, '@');
	return at && at > address && at[1];
}

static void add(
	struct arena *arena, struct mailboxes *mailboxes, const char *address, const char *name)
{
	if (mailboxes->all.n >= UNDERSTANDING_LIST_LIMIT || !has_one_local_and_domain(address) ||
		strlen(address) > UNDERSTANDING_WORD_LIMIT)
		return;
	struct mailbox *mailbox = arena_push(arena, &mailboxes->all);
	mailbox->address = header_decode(arena, address);
	name = name ? header_decode(arena, name) : NULL;
	mailbox->name = name && *name && strlen(name) <= UNDERSTANDING_WORD_LIMIT ? name : NULL;
}

static void entry_finish(struct arena *arena, struct entry *entry, struct mailboxes *mailboxes)
{
	str_trim_right(&entry->words);
	const char *words = entry->words.at + strspn(entry->words.at, " ");
	const char *bracket = bracket_address(arena, entry->bracket.at);

	if (entry->has_bracket && strchr(bracket, '@')) {
		add(arena, mailboxes, bracket, *words ? words : entry->comment.at);
	} else {
		size_t at = 0;
		const char *decoded =
			header_decode(arena, entry->has_bracket && *bracket ? bracket : words);
		const char *address = strchr(decoded, ' ') ? address_in_text(arena, decoded, &at)
							   : bracket_address(arena, decoded);
		if (address)
			add(arena, mailboxes, address, entry->comment.at);
	}
	str_clear(&entry->words);
	str_clear(&entry->bracket);
	str_clear(&entry->comment);
	entry->has_bracket = false;
}

static const char *read_bracket(const char *at, struct entry *entry)
{
	entry->has_bracket = true;
	str_clear(&entry->bracket);
	for (at++; *at && *at != '>'; at++) {
		if (*at == '"') {
			at = read_quoted(at, &entry->bracket, true) - 1;
		} else if (*at == '(') {
			at = skip_comment(at, &entry->comment) - 1;
		} else if (*at == ',' && strchr(entry->bracket.at, '@') &&
			entry->bracket.at[0] != '@') {
			return at; /* a bracket that was never closed */
		} else {
			str_putc(&entry->bracket, *at);
		}
	}
	return *at ? at + 1 : at;
}

static void parse(struct arena *arena, const char *value, struct mailboxes *mailboxes)
{
	struct entry entry;
	const char *at = value;

	entry_init(&entry);
	while (*at && mailboxes->all.n < UNDERSTANDING_LIST_LIMIT) {
		if (*at == '"') {
			const char *close = at + 1 + strcspn(at + 1, "\"");
			at = read_quoted(at, &entry.words, close[0] && close[1] == '@');
		} else if (*at == '(') {
			at = skip_comment(at, &entry.comment);
		} else if (*at == '<') {
			at = read_bracket(at, &entry);
		} else if (*at == ',' || *at == ';') {
			entry_finish(arena, &entry, mailboxes);
			at++;
		} else if (*at == ':' && !strchr(entry.words.at, '@') &&
			strcasecmp(entry.words.at, "mailto")) {
			str_clear(&entry.words); /* a group's name */
			at++;
		} else {
			str_putc(&entry.words, *at++);
		}
	}
	entry_finish(arena, &entry, mailboxes);
	entry_done(&entry);
}

void mailboxes_parse(struct arena *arena, const char *value, struct mailboxes *mailboxes)
{
	size_t before = mailboxes->all.n;

	parse(arena, value, mailboxes);
	if (mailboxes->all.n == before && strstr(value, "=?")) /* all of it in one RFC 2047 word */
		parse(arena, header_decode(arena, value), mailboxes);
}

static bool is_local(unsigned char c)
{
	return isalnum(c) || c >= 0x80 || (c && strchr(".!#$%&'*+-/=?^_`{|}~", c));
}

static bool is_domain(unsigned char c)
{
	return isalnum(c) || c >= 0x80 || c == '.' || c == '-' || c == '_';
}

const char *address_in_text(struct arena *arena, const char *text, size_t *at)
{
	for (const char *sign = strchr(text + *at, '@'); sign; sign = strchr(sign + 1, '@')) {
		const char *start = sign, *end = sign + 1;
		while (start > text + *at && sign - start < 256 &&
			is_local((unsigned char)start[-1]))
			start--;
		while ((*start & 0xc0) == 0x80) /* a letter cut in two is none */
			start++;
		while (is_domain((unsigned char)*end))
			end++;
		while (start < sign && strchr(".'`=", *start))
			start++;
		while (end > sign + 1 && strchr(".-_", end[-1]))
			end--;
		if (start == sign || end == sign + 1)
			continue;
		*at = (size_t)(end - text);
		return arena_strndup(arena, start, (size_t)(end - start));
	}
	return NULL;
}
