/* SPDX-License-Identifier: MIT */
/* Reads blocks of named values line by line; whatever is neither a head, a value nor a comment is
 * an error. */
#include "top/simulate_script.h"

#include <errno.h>
#include <string.h>

#include "base/fault.h"
#include "base/str.h"

#define VALUE_LIMIT_BYTES (256 * 1024)

struct reading {
	struct arena *arena;
	struct script *script;
	struct script_block *block; /* the last one begun, or NULL */
	struct str value; /* of the block's last key, while it grows */
	int empty_lines; /* met since the value's last line */
	int line;
};

static const char *trimmed(struct arena *arena, const char *at, size_t n)
{
	while (n > 0 && (*at == ' ' || *at == '\t'))
		at++, n--;
	while (n > 0 && (at[n - 1] == ' ' || at[n - 1] == '\t' || at[n - 1] == '\r'))
		n--;
	return arena_strndup(arena, at, n);
}

static void end_value(struct reading *r)
{
	if (r->block && r->block->values.n > 0)
		r->block->values.at[r->block->values.n - 1].value = str_in(&r->value, r->arena);
	r->empty_lines = 0;
}

static int take_head(struct reading *r, const char *at, size_t n, struct fault *fault)
{
	const char *end = memchr(at, ']', n);

	if (!end)
		return fault_set(
			fault, -EINVAL, "%s:%d: a head ends with ]", r->script->name, r->line);
	end_value(r);
	r->block = arena_push(r->arena, &r->script->blocks);
	r->block->line = r->line;
	for (at++; at < end;) {
		size_t bytes = strcspn(at, " \t]");
		if (bytes > 0)
			*arena_push(r->arena, &r->block->head) = arena_strndup(r->arena, at, bytes);
		at += bytes > 0 ? bytes : 1;
	}
	return 0;
}

static int take_key(struct reading *r, const char *at, size_t n, struct fault *fault)
{
	const char *equals = memchr(at, '=', n);

	if (!equals || !r->block)
		return fault_set(fault, -EINVAL,
			"%s:%d: \"%.*s\" is neither [a head] nor key = value below one",
			r->script->name, r->line, (int)(n < 60 ? n : 60), at);
	end_value(r);
	struct script_value *value = arena_push(r->arena, &r->block->values);
	value->key = trimmed(r->arena, at, (size_t)(equals - at));
	str_clear(&r->value);
	str_puts(&r->value, trimmed(r->arena, equals + 1, (size_t)(at + n - equals - 1)));
	return 0;
}

static int take_more(struct reading *r, const char *at, size_t n, struct fault *fault)
{
	if (!r->block || r->block->values.n == 0)
		return fault_set(fault, -EINVAL,
			"%s:%d: there is no key that this line goes on with", r->script->name,
			r->line);
	if (r->value.len > 0)
		for (; r->empty_lines >= 0; r->empty_lines--)
			str_putc(&r->value, '\n');
	r->empty_lines = 0;
	str_add(&r->value, at + 1, n - 1);
	return 0;
}

static int take_line(struct reading *r, const char *at, size_t n, struct fault *fault)
{
	if (n > 0 && at[n - 1] == '\r')
		n--;
	r->line++;
	if (n == 0 || strspn(at, "\t") >= n) {
		r->empty_lines++;
		return 0;
	}
	if (*at == '#')
		return 0;
	if (*at == '[')
		return take_head(r, at, n, fault);
	return *at == '\t' ? take_more(r, at, n, fault) : take_key(r, at, n, fault);
}

int script_parse(struct arena *arena, const char *name, const char *text, size_t bytes,
	struct script **ret_script, struct fault *fault)
{
	struct reading reading = {.arena = arena, .script = arena_make(arena, struct script)};
	const char *end = text + bytes;
	int r = 0;

	reading.script->name = arena_strdup(arena, name);
	str_init(&reading.value, VALUE_LIMIT_BYTES);
	while (text < end && r == 0) {
		const char *line_end = memchr(text, '\n', (size_t)(end - text));
		if (!line_end)
			line_end = end;
		r = take_line(&reading, text, (size_t)(line_end - text), fault);
		text = line_end + 1;
	}
	end_value(&reading);
	if (r == 0 && reading.value.full)
		r = fault_set(
			fault, -EINVAL, "%s: a value is over %d bytes", name, VALUE_LIMIT_BYTES);
	str_done(&reading.value);
	if (r == 0)
		*ret_script = reading.script;
	return r;
}

const char *script_find(const struct script_block *block, const char *key, size_t n)
{
	list_each (value, &block->values)
		if (strcmp(value->key, key) == 0 && n-- == 0)
			return value->value;
	return NULL;
}
