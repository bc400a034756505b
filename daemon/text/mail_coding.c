/* SPDX-License-Identifier: MIT */
/*
 * How a text is coded, as opposed to how it says it is: gateways lose the field and list programs
 * write their footer below a coded text. Only texts are looked at, only their first bytes, and what
 * is undeclared is believed only where nothing else can have been meant.
 */
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "text/mail.h"

#define LOOK_BYTES (16 * 1024)
#define TOKEN_BYTES 20 /* that a blank inside coded text stands behind, at least */
#define FOREIGN_MOST 2 /* stray characters in a coded line */
#define UNDECLARED_BYTES 40 /* of base64 at least */
#define UNDECLARED_QUOTED 2 /* letters of quoted-printable at least */

static bool is_base64(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("+/=-_", c));
}

static struct span trimmed(struct span line)
{
	while (line.n && (line.at[0] == ' ' || line.at[0] == '\t'))
		line = (struct span){line.at + 1, line.n - 1};
	while (line.n && (line.at[line.n - 1] == ' ' || line.at[line.n - 1] == '\t'))
		line.n--;
	return line;
}

/* A line of base64: one word, give or take a stray character; words of whole groups, where a
 * gateway made blanks of line ends. */
static bool is_coded_line(struct span line)
{
	size_t foreign = 0;

	line = trimmed(line);
	const char *blank = memchr(line.at, ' ', line.n);
	for (size_t i = 0; i < line.n; i++)
		foreign += !is_base64(line.at[i]) && line.at[i] != ' ';
	if (memmem(line.at, line.n, "____", 4) || memmem(line.at, line.n, "----", 4))
		return false; /* a list's rule */
	if (blank)
		return !foreign && blank - line.at >= TOKEN_BYTES && (blank - line.at) % 4 == 0;
	return foreign <= FOREIGN_MOST;
}

/* The coded lines at the front; empty where the first line is none. */
static struct span coded_lines(struct span body)
{
	const char *at = body.at, *end = body.at + body.n, *kept = body.at;

	while (at < end) {
		struct span line = line_next(&at, end);
		if (!is_coded_line(line))
			break;
		kept = at;
	}
	return (struct span){body.at, (size_t)(kept - body.at)};
}

/* UTF-8, but for a letter that was cut in two at the end, and no control characters. */
static bool is_clean_utf8(const char *bytes, size_t n)
{
	while (n && ((unsigned char)bytes[n - 1] & 0xc0) == 0x80)
		n--;
	n -= n && (unsigned char)bytes[n - 1] >= 0xc0;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)bytes[i] < ' ' && !strchr("\t\r\n", bytes[i]))
			return false;
	return utf8_is_valid(bytes, n);
}

static bool is_undeclared_base64(struct span body)
{
	char text[LOOK_BYTES];
	struct span look = {body.at, body.n < LOOK_BYTES ? body.n : LOOK_BYTES};
	size_t coded = 0;

	for (size_t i = 0; i < look.n; i++) {
		coded += is_base64(look.at[i]);
		if (!is_base64(look.at[i]) && !strchr("\r\n", look.at[i]))
			return false;
	}
	if (coded < UNDECLARED_BYTES || (coded % 4 && look.n == body.n))
		return false;
	size_t n = base64_decode(look, text, sizeof(text));
	/* An identifier's bytes are no words. */
	return is_clean_utf8(text, n) && (memchr(text, ' ', n) || memchr(text, '\n', n));
}

static bool is_undeclared_quoted(struct span body)
{
	char text[LOOK_BYTES];
	size_t letters = 0, n = body.n < LOOK_BYTES ? body.n : LOOK_BYTES;

	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)body.at[i] >= 0x80)
			return false;
		if (body.at[i] != '=' || i + 2 >= n)
			continue;
		bool hex = isxdigit((unsigned char)body.at[i + 1]) &&
			isxdigit((unsigned char)body.at[i + 2]);
		if (!hex && body.at[i + 1] != '\n' && body.at[i + 1] != '\r')
			return false;
		letters += hex && strchr("89ABCDEFabcdef", body.at[i + 1]);
	}
	if (letters < UNDECLARED_QUOTED)
		return false;
	n = quoted_printable_decode((struct span){body.at, n}, false, text, sizeof(text));
	return is_clean_utf8(text, n);
}

enum transfer transfer_seen(const struct mail_part *part, struct span *ret_coded)
{
	*ret_coded = part->body;
	if (strncmp(part->type, "text/", 5) != 0)
		return part->transfer;
	if (part->transfer == TRANSFER_BASE64) {
		struct span coded = coded_lines(part->body);
		if (!coded.n && part->body.n)
			return TRANSFER_PLAIN;
		*ret_coded = coded;
	} else if (part->transfer == TRANSFER_PLAIN) {
		if (is_undeclared_base64(part->body))
			return TRANSFER_BASE64;
		if (is_undeclared_quoted(part->body))
			return TRANSFER_QUOTED_PRINTABLE;
	}
	return part->transfer;
}
