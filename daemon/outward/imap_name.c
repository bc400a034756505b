/* SPDX-License-Identifier: MIT */
/*
 * Folder names as IMAP writes them: modified UTF-7 (RFC 3501 section 5.1.3).
 *
 * Printable ASCII stands for itself, `&` is `&-`, and every run of other characters is `&`, its
 * UTF-16 in base64 with `,` for `/` and without padding, and `-`. Bad UTF-8 becomes U+FFFD on the
 * way, so a name from the config always gives a name that a server can read.
 */
#include "outward/imap.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

#define NAME_LIMIT_BYTES 4096

struct bits {
	struct str *out;
	uint32_t held; /* the lowest `n` bits wait */
	int n;
};

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

static void put_unit(struct bits *bits, uint32_t unit)
{
	bits->held = bits->held << 16 | unit;
	bits->n += 16;
	while (bits->n >= 6) {
		bits->n -= 6;
		str_putc(bits->out, alphabet[bits->held >> bits->n & 63]);
	}
	bits->held &= (1U << bits->n) - 1;
}

static void put_character(struct bits *bits, uint32_t c)
{
	if (c >= 0x10000) {
		put_unit(bits, 0xd800 + ((c - 0x10000) >> 10));
		put_unit(bits, 0xdc00 + ((c - 0x10000) & 0x3ff));
	} else {
		put_unit(bits, c);
	}
}

static void end_run(struct bits *bits)
{
	if (bits->n > 0)
		str_putc(bits->out, alphabet[bits->held << (6 - bits->n) & 63]);
	str_putc(bits->out, '-');
	bits->held = 0;
	bits->n = 0;
}

char *imap_name_in(struct arena *arena, const char *folder)
{
	_cleanup_str_ struct str out;
	struct bits bits = {.out = &out};
	const char *at = folder, *end = folder + strlen(folder);
	bool in_run = false;

	str_init(&out, NAME_LIMIT_BYTES);
	while (at < end) {
		uint32_t c = utf8_next(&at, end);
		bool plain = c >= ' ' && c <= '~';

		if (plain && in_run)
			end_run(&bits);
		if (!plain && !in_run)
			str_putc(&out, '&');
		in_run = !plain;
		if (!plain)
			put_character(&bits, c);
		else
			str_puts(&out, c == '&' ? "&-" : (const char[]){(char)c, '\0'});
	}
	if (in_run)
		end_run(&bits);
	return str_in(&out, arena);
}
