/* SPDX-License-Identifier: MIT */
/*
 * Growing text with a ceiling. Room doubles, never past the ceiling and its NUL. The first addition
 * that would pass the ceiling is left out whole, and so is all that follows it: a text may be cut,
 * but has no hole.
 */
#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define FIRST_BYTES 64

void str_init(struct str *str, size_t limit_bytes)
{
	*str = (struct str){.cap = FIRST_BYTES, .limit_bytes = limit_bytes};
	str->at = malloc(str->cap);
	if (!str->at)
		abort();
	str->at[0] = '\0';
}

void str_done(struct str *str)
{
	free(str->at);
	*str = (struct str){0};
}

void str_clear(struct str *str)
{
	str_cut(str, 0);
	str->full = false;
}

/* Room for n more bytes and the NUL; false once the text is full. */
static bool make_room(struct str *str, size_t n)
{
	if (str->full || n > str->limit_bytes - str->len) {
		str->full = true;
		return false;
	}
	size_t need = str->len + n + 1;
	if (need <= str->cap)
		return true;
	size_t cap = str->cap;
	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	char *bigger = realloc(str->at, cap);
	if (!bigger)
		abort();
	str->at = bigger;
	str->cap = cap;
	return true;
}

void str_add(struct str *str, const void *bytes, size_t n)
{
	if (!n || !make_room(str, n))
		return;
	memcpy(str->at + str->len, bytes, n);
	str->len += n;
	str->at[str->len] = '\0';
}

void str_puts(struct str *str, const char *text)
{
	if (text)
		str_add(str, text, strlen(text));
}

void str_putc(struct str *str, char c)
{
	str_add(str, &c, 1);
}

void str_vprintf(struct str *str, const char *format, va_list args)
{
	va_list again;

	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		abort();
	if (!make_room(str, (size_t)len))
		return;
	vsnprintf(str->at + str->len, (size_t)len + 1, format, args);
	str->len += (size_t)len;
}

void str_printf(struct str *str, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	str_vprintf(str, format, args);
	va_end(args);
}

void str_cut(struct str *str, size_t len)
{
	if (len < str->len)
		str->len = len;
	str->at[str->len] = '\0';
}

void str_trim_right(struct str *str)
{
	size_t len = str->len;

	while (len && strchr(" \t\r\n", str->at[len - 1]) && str->at[len - 1])
		len--;
	str_cut(str, len);
}

char *str_in(const struct str *str, struct arena *arena)
{
	return arena_memdup(arena, str->at, str->len + 1);
}

char *str_steal(struct str *str)
{
	char *at = str->at;

	str_init(str, str->limit_bytes);
	return at;
}
