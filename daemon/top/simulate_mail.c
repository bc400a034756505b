/* SPDX-License-Identifier: MIT */
/* Fills in a shape, then puts the marked stretches into their charset and coding. */
#include "top/simulate_mail.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/fault.h"
#include "base/str.h"
#include "letters/encode.h"
#include "letters/mustache.h"
#include "simulate_inside.h"

#define MAIL_LIMIT_BYTES (4 * 1024 * 1024)
#define CODING_BEGINS "%encode "
#define CODING_ENDS "%end"

/* Characters that the charset lacks become question marks, as a mail program would have it. */
static int add_in_charset(
	struct str *out, const char *text, size_t bytes, const char *charset, struct fault *fault)
{
	iconv_t cd = iconv_open(charset, "UTF-8");
	char *from = (char *)text;

	if (cd == (iconv_t)-1)
		return fault_set(fault, -EINVAL, "no charset %s", charset);
	while (bytes > 0) {
		char piece[4096], *to = piece;
		size_t room = sizeof(piece);
		size_t r = iconv(cd, &from, &bytes, &to, &room);
		str_add(out, piece, sizeof(piece) - room);
		if (r == (size_t)-1 && errno != E2BIG) {
			str_putc(out, '?');
			do
				from++, bytes--;
			while (bytes > 0 && ((unsigned char)*from & 0xC0) == 0x80);
		}
	}
	iconv_close(cd);
	return 0;
}

static int add_coded(struct str *out, const char *text, size_t bytes, const char *coding,
	const char *charset, struct fault *fault)
{
	_cleanup_str_ struct str plain, coded;

	str_init(&plain, MAIL_LIMIT_BYTES);
	str_init(&coded, MAIL_LIMIT_BYTES);
	int r = add_in_charset(&plain, text, bytes, charset, fault);
	if (r < 0)
		return r;
	if (strcmp(coding, "quoted-printable") == 0)
		encode_quoted_printable(&coded, plain.at);
	else if (strcmp(coding, "base64") == 0)
		encode_base64(&coded, plain.at, plain.len);
	else if (strcmp(coding, "8bit") == 0)
		str_add(&coded, plain.at, plain.len);
	else
		return fault_set(
			fault, -EINVAL, "no coding %s: quoted-printable, base64, 8bit", coding);
	for (const char *c = coded.at; *c; c++)
		if (*c != '\r')
			str_putc(out, *c);
	return 0;
}

/* The stretch that begins after a coding's line; *at moves past its end's line. */
static int add_stretch(struct arena *arena, struct str *out, const char *line, const char **at,
	struct fault *fault)
{
	char *coding = arena_strndup(
		arena, line + strlen(CODING_BEGINS), strcspn(line, "\n") - strlen(CODING_BEGINS));
	char *charset = strchr(coding, ' ');
	const char *end = strstr(*at, "\n" CODING_ENDS "\n");

	if (!charset || !end)
		return fault_set(fault, -EINVAL, "%%encode wants a coding, a charset and an %%end");
	*charset++ = '\0';
	const char *from = *at;
	*at = end + strlen("\n" CODING_ENDS "\n");
	return add_coded(out, from, (size_t)(end + 1 - from), coding, charset, fault);
}

static int encode_stretches(
	struct arena *arena, const char *text, struct str *out, struct fault *fault)
{
	int r = 0;

	while (*text && r == 0) {
		const char *end = strchr(text, '\n');
		const char *next = end ? end + 1 : text + strlen(text);
		const char *line = text;
		text = next;
		if (strncmp(line, CODING_BEGINS, strlen(CODING_BEGINS)) == 0)
			r = add_stretch(arena, out, line, &text, fault);
		else
			str_add(out, line, (size_t)(next - line));
	}
	return r;
}

int simulate_mail_render(struct arena *arena, const char *shape, size_t shape_bytes,
	const struct simulate_mail *mail, struct str *out, struct fault *fault)
{
	static const struct mustache_settings settings = {.escape = NULL};
	_cleanup_str_ struct str filled;

	str_init(&filled, MAIL_LIMIT_BYTES);
	int r = mustache_render(
		shape, shape_bytes, simulate_values(arena, mail), &settings, &filled, fault);
	return r < 0 ? r : encode_stretches(arena, filled.at, out, fault);
}
