/* SPDX-License-Identifier: MIT */
/* What all ways out share: words for results, addresses that may stand in an envelope, line ends.
 */
#include "outward/delivery.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

#define ADDRESS_LIMIT_BYTES 254

static const char *const texts[DELIVERY_RESULTS] = {
	[DELIVERY_DONE] = "done", [DELIVERY_LATER] = "later", [DELIVERY_NEVER] = "never"};

const char *delivery_result_text(enum delivery_result result)
{
	return texts[result];
}

int delivery_result_from_text(const char *text)
{
	for (int i = 0; i < DELIVERY_RESULTS; i++) {
		if (strcmp(text, texts[i]) == 0)
			return i;
	}
	return -1;
}

void delivery_say(struct delivery *delivery, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(delivery->words, sizeof(delivery->words), format, args);
	va_end(args);
	for (char *at = delivery->words; *at; at++) {
		if (*at < ' ' || *at > '~')
			*at = '?';
	}
}

bool delivery_address_is_fit(const char *address)
{
	size_t bytes = strlen(address);
	const char *at = strrchr(address, '@');

	if (!at || at == address || at[1] == '\0' || bytes > ADDRESS_LIMIT_BYTES)
		return false;
	for (const char *c = address; *c; c++) {
		if ((unsigned char)*c <= ' ' || *c == 0x7f || strchr("<>()[]\\,;:\"", *c))
			return false;
	}
	return strchr(address, '@') == at;
}

void delivery_lines(const struct delivery_letter *letter, const char *line_end, struct str *lines)
{
	const char *at = letter->bytes, *end = letter->bytes + letter->n;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;

		if (newline && stop > at && stop[-1] == '\r')
			stop--;
		str_add(lines, at, (size_t)(stop - at));
		str_puts(lines, line_end);
		at = newline ? newline + 1 : end;
	}
}
