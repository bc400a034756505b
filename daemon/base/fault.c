/* SPDX-License-Identifier: MIT */
/*
 * The words of an error on their way up. Words that do not fit are cut at the end of a character,
 * so what is printed stays UTF-8 if it was.
 */
#include "base/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Takes a character away whose last bytes were cut off. */
static void end_at_character(char *text)
{
	size_t len = strlen(text), start = len;

	while (start && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
		start--;
	if (!start)
		return;
	unsigned char lead = (unsigned char)text[start - 1];
	size_t want = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
	if (len - (start - 1) < want)
		text[start - 1] = '\0';
}

static void write_words(struct fault *fault, const char *format, va_list args)
{
	int len = vsnprintf(fault->text, sizeof(fault->text), format, args);

	if (len >= (int)sizeof(fault->text))
		end_at_character(fault->text);
}

void fault_words(struct fault *fault, const char *format, ...)
{
	va_list args;

	if (!fault)
		return;
	va_start(args, format);
	write_words(fault, format, args);
	va_end(args);
}

void fault_before(struct fault *fault, int error, const char *format, ...)
{
	struct fault before;
	va_list args;

	if (!fault)
		return;
	va_start(args, format);
	write_words(&before, format, args);
	va_end(args);
	struct fault after = *fault;
	fault_words(fault, "%s: %s", before.text, fault_text(&after, error));
}

const char *fault_text(const struct fault *fault, int error)
{
	return fault && fault->text[0] ? fault->text : strerror(error < 0 ? -error : error);
}
