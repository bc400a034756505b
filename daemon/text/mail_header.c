/* SPDX-License-Identifier: MIT */
/*
 * Header blocks as they come: folded with tabs, led by mbox "From " lines, without the blank line
 * that ends them, with lines that are no field at all. A line that is none is skipped when a field
 * follows it, and ends the block otherwise or where it may be a boundary, so that a body is never
 * eaten by a missing blank line.
 *
 * Everything is one pass over the bytes; a field's value is copied once and cut at
 * MAIL_FIELD_LIMIT.
 */
#include <string.h>
#include <strings.h>

#include "text/mail.h"

struct span line_next(const char **at, const char *end)
{
	const char *start = *at;
	const char *stop = memchr(start, '\n', (size_t)(end - start));
	struct span line = {start, (size_t)((stop ? stop : end) - start)};

	*at = stop ? stop + 1 : end;
	while (line.n && line.at[line.n - 1] == '\r') /* CR CR LF is one line end too */
		line.n--;
	return line;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The length of a field's name at the start of the line, or 0 when the line is no field. */
static size_t field_name_length(struct span line)
{
	size_t n = 0;
	while (n < line.n && line.at[n] > ' ' && line.at[n] != ':' && line.at[n] != 127 && n < 200)
		n++;
	size_t colon = n;
	while (colon < line.n && is_blank(line.at[colon]))
		colon++;
	return n && colon < line.n && line.at[colon] == ':' ? n : 0;
}

/* Adds one line's bytes to a value that grows in buffer; controls become blanks. */
static void value_add(char *buffer, size_t *length, struct span bytes)
{
	for (size_t i = 0; i < bytes.n && *length < MAIL_FIELD_LIMIT; i++) {
		char c = bytes.at[i];
		buffer[(*length)++] = c == '\0' || c == '\t' || c == '\r' || c == '\n' ? ' ' : c;
	}
}

static const char *value_finish(struct arena *arena, const char *buffer, size_t length)
{
	while (length && buffer[0] == ' ') {
		buffer++;
		length--;
	}
	while (length && buffer[length - 1] == ' ')
		length--;
	return arena_strndup(arena, buffer, length);
}

/* One field with its folded lines; *at stands behind its first line. */
static void field_read(struct arena *arena, struct span line, size_t name_length, const char **at,
	const char *end, char *buffer, struct headers *headers)
{
	const char *colon = memchr(line.at, ':', line.n);
	size_t length = 0;

	value_add(
		buffer, &length, (struct span){colon + 1, (size_t)(line.at + line.n - colon - 1)});
	while (*at < end && is_blank(**at)) {
		struct span more = line_next(at, end);
		value_add(buffer, &length, more);
	}
	if (headers->fields.n >= MAIL_FIELDS_MOST)
		return;
	struct header_field *field = arena_push(arena, &headers->fields);
	field->name = arena_strndup(arena, line.at, name_length);
	field->value = value_finish(arena, buffer, length);
}

static bool is_mbox_line(struct span line)
{
	return (line.n > 5 && !memcmp(line.at, "From ", 5)) ||
		(line.n > 6 && !memcmp(line.at, ">From ", 6));
}

size_t headers_parse(struct arena *arena, struct span bytes, struct headers *ret_headers)
{
	const char *at = bytes.at, *end = bytes.at + bytes.n;
	const char *look_end = bytes.n > MAIL_HEADER_LIMIT ? bytes.at + MAIL_HEADER_LIMIT : end;
	_cleanup_free_ char *buffer = malloc(MAIL_FIELD_LIMIT + 1);
	bool first = true;

	if (!buffer)
		abort();
	while (at < end) {
		const char *start = at;
		struct span line = line_next(&at, end);
		if (!line.n)
			return (size_t)(at - bytes.at);
		size_t name_length = field_name_length(line);
		if (name_length && start < look_end) {
			field_read(arena, line, name_length, &at, end, buffer, ret_headers);
		} else if (!name_length && !(first && is_mbox_line(line)) &&
			!is_blank(line.at[0])) {
			const char *peek = at;
			struct span next = line_next(&peek, end);
			bool boundary = line.n > 2 && line.at[0] == '-' && line.at[1] == '-';
			if (!field_name_length(next) || first || boundary)
				return (size_t)(start - bytes.at);
		}
		first = false;
	}
	return bytes.n;
}

const char *headers_next(const struct headers *headers, const char *name, size_t *at)
{
	while (*at < headers->fields.n) {
		const struct header_field *field = &headers->fields.at[(*at)++];
		if (!strcasecmp(field->name, name))
			return field->value;
	}
	return NULL;
}

const char *headers_find(const struct headers *headers, const char *name)
{
	size_t at = 0;
	return headers_next(headers, name, &at);
}
