/* SPDX-License-Identifier: MIT */
/*
 * What a part's header fields say of it, and its bytes taken out of their transfer coding. A field
 * that can't be read leaves RFC 2045's default; a coding that isn't known is taken as none. Only as
 * many coded bytes are looked at as can give the wanted number of decoded ones.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "text/charset.h"
#include "text/mail.h"

#define FILES_MOST 50 /* in one running text: each is a search through the rest of it */

static const struct {
	const char *name;
	enum transfer transfer;
} transfers[] = {
	{"base64", TRANSFER_BASE64},
	{"quoted-printable", TRANSFER_QUOTED_PRINTABLE},
	{"x-uuencode", TRANSFER_UUENCODE},
	{"x-uue", TRANSFER_UUENCODE},
	{"uuencode", TRANSFER_UUENCODE},
};

static enum transfer transfer_of(const char *value)
{
	while (value && (*value == '"' || *value == ' '))
		value++;
	for (size_t i = 0; value && i < sizeof(transfers) / sizeof(transfers[0]); i++)
		if (!strncasecmp(value, transfers[i].name, strlen(transfers[i].name)))
			return transfers[i].transfer;
	return TRANSFER_PLAIN;
}

/* "text/plain" in lower case, or NULL when there is no type/subtype at the start. */
static const char *type_of(struct arena *arena, const char *value)
{
	size_t n = strcspn(value, "; \"");
	const char *slash = memchr(value, '/', n);

	if (n == 10 && !strncasecmp(value, "plain/text", n))
		return "text/plain";
	if (n == 9 && !strncasecmp(value, "html/text", n))
		return "text/html";

	if (!slash || slash == value || slash == value + n - 1 || n > 200)
		return !strncasecmp(value, "text", n) && n == 4 ? "text/plain" : NULL;
	char *type = arena_strndup(arena, value, n);
	for (char *c = type; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return type;
}

static bool is_yes(const char *value, const char *wanted)
{
	return value && !strcasecmp(value, wanted);
}

static void describe_type(struct arena *arena, struct mail_part *part, const char *value)
{
	const char *type = type_of(arena, value);

	if (!type && strcspn(value, ";") == strlen(value))
		return;
	part->typed = type != NULL;
	part->type = type ? type : part->type;
	part->charset = parameter_find(arena, value, "charset");
	if (!strcmp(part->type, "text/calendar"))
		part->method = parameter_find(arena, value, "method");
	if (!strcmp(part->type, "multipart/report"))
		part->report = parameter_find(arena, value, "report-type");
	part->name = parameter_find(arena, value, "name");
	part->flowed = is_yes(parameter_find(arena, value, "format"), "flowed");
	part->delsp = is_yes(parameter_find(arena, value, "delsp"), "yes");
}

void mail_part_describe(struct arena *arena, struct mail_part *part, const char *default_type)
{
	const char *type = headers_find(&part->headers, "Content-Type");
	const char *disposition = headers_find(&part->headers, "Content-Disposition");

	part->type = default_type;
	if (type)
		describe_type(arena, part, type);
	part->transfer = transfer_of(headers_find(&part->headers, "Content-Transfer-Encoding"));
	if (!disposition)
		return;
	part->attachment = !strncasecmp(disposition, "attachment", 10);
	const char *name = parameter_find(arena, disposition, "filename");
	part->name = name ? name : part->name;
}

struct span mail_part_bytes(struct arena *arena, const struct mail_part *part, size_t limit_bytes)
{
	struct span body;
	enum transfer transfer = transfer_seen(part, &body);

	if (transfer == TRANSFER_PLAIN) {
		if (body.n > limit_bytes)
			body.n = limit_bytes;
		return (struct span){bytes_copy_in(arena, body.at, body.n), body.n};
	}
	size_t room = body.n < limit_bytes ? body.n : limit_bytes;
	_cleanup_free_ char *buffer = malloc(room + 1);
	if (!buffer)
		abort();
	size_t n = transfer == TRANSFER_BASE64 ? base64_decode(body, buffer, room)
		: transfer == TRANSFER_UUENCODE
		? uuencode_decode(body, buffer, room)
		: quoted_printable_decode(body, false, buffer, room);
	return (struct span){bytes_copy_in(arena, buffer, n), n};
}

/* Takes files out of running text, so that nobody reads them as words. */
static struct span without_files(struct arena *arena, struct span text)
{
	size_t start, end;
	_cleanup_free_ char *kept = NULL;
	size_t n = 0;

	if (!memmem(text.at, text.n, "begin ", 6)) /* "=ybegin " too */
		return text;
	struct span rest = text;
	for (int i = 0; i < FILES_MOST && file_in_text_find(rest, &start, &end); i++) {
		if (!kept && !(kept = malloc(text.n + 1)))
			abort();
		memcpy(kept + n, rest.at, start);
		n += start;
		rest = (struct span){rest.at + end, rest.n - end};
	}
	if (!kept)
		return text;
	memcpy(kept + n, rest.at, rest.n);
	n += rest.n;
	return (struct span){bytes_copy_in(arena, kept, n), n};
}

const char *mail_part_text(
	struct arena *arena, const struct mail_part *part, size_t limit_bytes, bool *ret_cut)
{
	struct span bytes = mail_part_bytes(arena, part, limit_bytes + 1);
	bool cut = bytes.n > limit_bytes;
	size_t n;

	if (cut)
		bytes.n = limit_bytes;
	if (part->transfer == TRANSFER_PLAIN)
		bytes = without_files(arena, bytes);
	char *text = charset_decode(arena, part->charset, bytes.at, bytes.n, &n);
	if (n > limit_bytes) {
		n = limit_bytes;
		cut = true;
	}
	if (ret_cut)
		*ret_cut = cut;
	return utf8_clean_in(arena, text, n);
}
