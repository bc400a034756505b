/* SPDX-License-Identifier: MIT */
/*
 * TNEF is a list of attributes, one of which holds a list of MAPI properties. Both are walked once
 * with a reader that can't leave the bytes: past the end it reads zeros and says so, and the walk
 * stops. Property counts inside are bounded by the bytes that are left, since each takes some.
 *
 * A meeting answer is known by its message class (IPM.Schedule.Meeting.Resp.*), its meeting by the
 * GlobalObjectId, which holds the calendar UID that was sent, or is it in hexadecimal
 * (MS-OXOCAL 2.2.1.27).
 */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/charset.h"
#include "text/tnef.h"

#define TNEF_SIGNATURE 0x223e9f78
#define TEXT_LIMIT (1024 * 1024)
#define UID_LIMIT 400

enum attribute_id {
	ATTRIBUTE_CLASS = 0x8008,
	ATTRIBUTE_SUBJECT = 0x8004,
	ATTRIBUTE_BODY = 0x800c,
	ATTRIBUTE_MAPI = 0x9003,
	ATTRIBUTE_CODE_PAGE = 0x9007,
};
enum property_id {
	PROPERTY_CLASS = 0x001a,
	PROPERTY_SUBJECT = 0x0037,
	PROPERTY_BODY = 0x1000,
	PROPERTY_RTF = 0x1009,
	PROPERTY_HTML = 0x1013,
	NAMED_GLOBAL_OBJECT = 0x03,
	NAMED_CLEAN_GLOBAL_OBJECT = 0x23,
};
enum property_type {
	TYPE_STRING8 = 0x1e,
	TYPE_UNICODE = 0x1f,
	TYPE_BINARY = 0x102,
	TYPE_OBJECT = 0x0d,
	TYPE_MANY = 0x1000
};

struct cursor {
	const unsigned char *at, *end;
	bool over; /* something was read past the end */
};

struct value {
	const unsigned char *at;
	size_t n;
	bool unicode;
};

struct found {
	struct value message_class, subject, body, rtf, html, object;
	unsigned code_page; /* of strings that are no Unicode; 0: not said */
};

static uint32_t take(struct cursor *cursor, size_t bytes)
{
	uint32_t value = 0;

	if ((size_t)(cursor->end - cursor->at) < bytes) {
		cursor->over = true;
		cursor->at = cursor->end;
		return 0;
	}
	for (size_t i = 0; i < bytes; i++)
		value |= (uint32_t)cursor->at[i] << (8 * i);
	cursor->at += bytes;
	return value;
}

static struct value take_bytes(struct cursor *cursor, size_t n)
{
	struct value value = {cursor->at, n, false};

	if ((size_t)(cursor->end - cursor->at) < n) {
		cursor->over = true;
		value.n = (size_t)(cursor->end - cursor->at);
	}
	cursor->at += value.n;
	return value;
}

static void pad_to_4(struct cursor *cursor, size_t n)
{
	take_bytes(cursor, (4 - n % 4) % 4);
}

static size_t fixed_size(unsigned type)
{
	switch (type) {
	case 0x05: /* double, currency, date, 64 bits, time */
	case 0x06:
	case 0x07:
	case 0x14:
	case 0x40:
		return 8;
	case 0x48: /* a GUID */
		return 16;
	default:
		return 4;
	}
}

static bool is_variable(unsigned type)
{
	return type == TYPE_STRING8 || type == TYPE_UNICODE || type == TYPE_BINARY ||
		type == TYPE_OBJECT;
}

/* The first of a property's values; all are passed. */
static struct value take_value(struct cursor *cursor, unsigned type)
{
	unsigned plain = type & ~(unsigned)TYPE_MANY;
	bool variable = is_variable(plain);
	uint32_t count = variable || (type & TYPE_MANY) ? take(cursor, 4) : 1;
	struct value first = {NULL, 0, false};

	for (uint32_t i = 0; i < count && !cursor->over; i++) {
		size_t n = variable ? take(cursor, 4) : fixed_size(plain);
		struct value value = take_bytes(cursor, n);
		if (variable)
			pad_to_4(cursor, n);
		if (!i)
			first = value;
	}
	first.unicode = plain == TYPE_UNICODE;
	return first;
}

/* A named property's number, or 0 when it is named by a word. */
static unsigned take_name(struct cursor *cursor)
{
	take_bytes(cursor, 16);
	if (!take(cursor, 4))
		return take(cursor, 4);
	size_t n = take(cursor, 4);
	take_bytes(cursor, n);
	pad_to_4(cursor, n);
	return 0;
}

static void keep_property(unsigned id, unsigned name, struct value value, struct found *found)
{
	struct value *place = id == PROPERTY_CLASS ? &found->message_class
		: id == PROPERTY_SUBJECT	   ? &found->subject
		: id == PROPERTY_BODY		   ? &found->body
		: id == PROPERTY_RTF		   ? &found->rtf
		: id == PROPERTY_HTML		   ? &found->html
						   : NULL;

	if (id >= 0x8000 &&
		(name == NAMED_CLEAN_GLOBAL_OBJECT ||
			(name == NAMED_GLOBAL_OBJECT && !found->object.n)))
		place = &found->object;
	if (place && value.n)
		*place = value;
}

static void read_properties(struct value mapi, struct found *found)
{
	struct cursor cursor = {mapi.at, mapi.at + mapi.n, false};
	uint32_t count = take(&cursor, 4);

	for (uint32_t i = 0; i < count && !cursor.over; i++) {
		unsigned type = take(&cursor, 2);
		unsigned id = take(&cursor, 2);
		unsigned name = id >= 0x8000 ? take_name(&cursor) : 0;
		struct value value = take_value(&cursor, type);
		keep_property(id, name, value, found);
	}
}

static bool read_attributes(struct cursor *cursor, struct found *found)
{
	if (take(cursor, 4) != TNEF_SIGNATURE)
		return false;
	take(cursor, 2);
	while (cursor->at < cursor->end && !cursor->over) {
		unsigned level = take(cursor, 1);
		unsigned id = take(cursor, 4) & 0xffff;
		size_t n = take(cursor, 4);
		struct value value = take_bytes(cursor, n);
		take(cursor, 2);
		if (level != 1)
			continue;
		struct cursor inside = {value.at, value.at + value.n, false};
		if (id == ATTRIBUTE_MAPI)
			read_properties(value, found);
		else if (id == ATTRIBUTE_CODE_PAGE)
			found->code_page = take(&inside, 4);
		else if (id == ATTRIBUTE_CLASS && !found->message_class.n)
			found->message_class = value;
		else if (id == ATTRIBUTE_SUBJECT && !found->subject.n)
			found->subject = value;
		else if (id == ATTRIBUTE_BODY && !found->body.n)
			found->body = value;
	}
	return true;
}

static const char *text_of(struct arena *arena, const struct found *found, struct value value)
{
	size_t n = value.n < TEXT_LIMIT ? value.n : TEXT_LIMIT;
	const char *label = value.unicode ? "utf-16le"
		: found->code_page	  ? arena_printf(arena, "cp%u", found->code_page)
					  : NULL;

	if (!n)
		return NULL;
	char *text = charset_decode(arena, label, (const char *)value.at, n, &n);
	const char *clean = utf8_clean_in(arena, text, strnlen(text, n));
	return clean[strspn(clean, " \n\t")] ? clean : NULL;
}

/* What a message class says: a meeting answer, a receipt, what a rule of the mailbox sent. */
static const struct class_row {
	const char *part;
	const char *partstat;
	enum auto_class auto_class;
} classes[] = {
	{"Resp.Pos", "ACCEPTED", AUTO_NONE},
	{"Resp.Neg", "DECLINED", AUTO_NONE},
	{"Resp.Tent", "TENTATIVE", AUTO_NONE},
	{"MtgRespP", "ACCEPTED", AUTO_NONE},
	{"MtgRespN", "DECLINED", AUTO_NONE},
	{"MtgRespA", "TENTATIVE", AUTO_NONE},
	{"REPORT.IPM.", NULL, AUTO_NOTIFICATION},
	{"IPM.Note.Rules.OofTemplate", NULL, AUTO_REPLY},
	{"IPM.Note.Rules.ReplyTemplate", NULL, AUTO_REPLY},
};

static struct class_row class_of(const char *message_class)
{
	for (size_t i = 0; message_class && i < sizeof(classes) / sizeof(classes[0]); i++)
		if (strcasestr(message_class, classes[i].part))
			return classes[i];
	return (struct class_row){NULL, NULL, AUTO_NONE};
}

static const char *uid_of(struct arena *arena, struct value object)
{
	const unsigned char *mark =
		object.n > 52 ? memmem(object.at, object.n, "vCal-Uid\1\0\0\0", 12) : NULL;

	if (mark) {
		size_t n = (size_t)(object.at + object.n - mark - 12);
		return utf8_clean_in(
			arena, (const char *)mark + 12, strnlen((const char *)mark + 12, n));
	}
	if (object.n < 16 || object.n > UID_LIMIT)
		return NULL;
	char *uid = arena_alloc(arena, object.n * 2 + 1);
	for (size_t i = 0; i < object.n; i++) {
		uid[2 * i] = "0123456789ABCDEF"[object.at[i] >> 4];
		uid[2 * i + 1] = "0123456789ABCDEF"[object.at[i] & 15];
	}
	return uid;
}

static void read_rtf(struct arena *arena, struct value rtf, struct tnef *tnef)
{
	size_t n;
	bool html;
	char *expanded = rtf_expand(arena, rtf.at, rtf.n, TEXT_LIMIT, &n);
	const char *text = expanded ? rtf_text(arena, expanded, n, &html) : NULL;

	if (text && html)
		tnef->html = text;
	else
		tnef->text = text;
}

bool tnef_read(struct arena *arena, const void *bytes, size_t n_bytes, struct tnef *ret_tnef)
{
	struct cursor cursor = {bytes, (const unsigned char *)bytes + n_bytes, false};
	struct found found = {0};

	if (!n_bytes || !read_attributes(&cursor, &found))
		return false;
	struct tnef tnef = {.text = text_of(arena, &found, found.body),
		.subject = text_of(arena, &found, found.subject)};
	struct class_row class = class_of(text_of(arena, &found, found.message_class));
	tnef.partstat = class.partstat;
	tnef.auto_class = class.auto_class;
	tnef.uid = tnef.partstat ? uid_of(arena, found.object) : NULL;
	if (!tnef.text)
		tnef.html = text_of(arena, &found, found.html);
	if (!tnef.text && !tnef.html && found.rtf.n)
		read_rtf(arena, found.rtf, &tnef);
	*ret_tnef = tnef;
	return true;
}
