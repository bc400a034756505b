/* SPDX-License-Identifier: MIT */
/* mailto: addresses that every mail program takes: ASCII, all but unreserved characters
 * percent-encoded. */
#include "letters/mailto.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

#define MAILTO_LIMIT 1800

static void put_encoded(struct str *out, const char *text, const char *kept)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (c == '\n')
			str_puts(out, "%0D%0A");
		else if (c < 0x80 && (isalnum(c) || strchr(kept, c)))
			str_putc(out, (char)c);
		else
			str_printf(out, "%%%02X", c);
	}
}

static void begin(struct str *out, const char *address, const char *subject)
{
	str_init(out, 16 * MAILTO_LIMIT);
	str_puts(out, "mailto:");
	put_encoded(out, address, "-._~@+");
	str_puts(out, "?subject=");
	put_encoded(out, subject, "-._~");
	str_puts(out, "&body=");
}

char *mailto_answer(struct arena *arena, const char *address, const char *subject,
	const char *words, const char *ref)
{
	_cleanup_str_ struct str out;

	begin(&out, address, subject);
	put_encoded(&out, words, "-._~");
	if (ref) {
		put_encoded(&out, "\n\n", "");
		put_encoded(&out, ref, "-._~");
	}
	return str_in(&out, arena);
}

char *mailto_draft(struct arena *arena, const char *address, const char *subject, const char *text)
{
	_cleanup_str_ struct str out;

	begin(&out, address, subject);
	put_encoded(&out, text, "-._~");
	if (out.len > MAILTO_LIMIT) {
		size_t n = MAILTO_LIMIT;
		/* never in the middle of an encoded character: back to a line's end */
		while (n > 0 && strncmp(out.at + n, "%0D%0A", 6) != 0)
			n--;
		str_cut(&out, n);
	}
	return str_in(&out, arena);
}
