/* SPDX-License-Identifier: MIT */
/*
 * Compressed RTF out of winmail.dat (MS-OXRTFCP): an LZ with a window of 4 KiB that starts with a
 * known text. A stream that is cut short gives what it has; one that grows past the limit is cut.
 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/charset.h"
#include "text/tnef.h"

#define WINDOW 4096
#define COMPRESSED 0x75465a4c
#define UNCOMPRESSED 0x414c454d

static const char window_start[] =
	"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
	"\\fscript \\fdecor "
	"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
	"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

static uint32_t number(const unsigned char *at)
{
	return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

struct expansion {
	unsigned char window[WINDOW];
	size_t write;
	struct str out;
};

static void put(struct expansion *expansion, unsigned char c)
{
	str_putc(&expansion->out, (char)c);
	expansion->window[expansion->write] = c;
	expansion->write = (expansion->write + 1) % WINDOW;
}

/* False when the stream says that it is over. */
static bool copy_reference(struct expansion *expansion, unsigned reference)
{
	size_t from = reference >> 4;
	size_t n = (reference & 15) + 2;

	if (from == expansion->write)
		return false;
	for (; n; n--, from = (from + 1) % WINDOW)
		put(expansion, expansion->window[from]);
	return true;
}

static void expand(struct expansion *expansion, const unsigned char *at, const unsigned char *end)
{
	while (at < end && !expansion->out.full) {
		unsigned flags = *at++;
		for (int bit = 0; bit < 8 && at < end; bit++, flags >>= 1) {
			if (!(flags & 1)) {
				put(expansion, *at++);
				continue;
			}
			if (end - at < 2 ||
				!copy_reference(expansion, (unsigned)at[0] << 8 | at[1]))
				return;
			at += 2;
		}
	}
}

char *rtf_expand(struct arena *arena, const unsigned char *bytes, size_t n_bytes,
	size_t limit_bytes, size_t *ret_n)
{
	if (n_bytes < 16)
		return NULL;
	if (number(bytes + 8) == UNCOMPRESSED) {
		*ret_n = n_bytes - 16 < limit_bytes ? n_bytes - 16 : limit_bytes;
		return bytes_copy_in(arena, (const char *)bytes + 16, *ret_n);
	}
	if (number(bytes + 8) != COMPRESSED)
		return NULL;
	struct expansion *expansion = arena_make(arena, struct expansion);
	str_init(&expansion->out, limit_bytes);
	expansion->write = sizeof(window_start) - 1;
	memcpy(expansion->window, window_start, expansion->write);
	expand(expansion, bytes + 16, bytes + n_bytes);
	*ret_n = expansion->out.len;
	char *text = str_in(&expansion->out, arena);
	str_done(&expansion->out);
	return text;
}
