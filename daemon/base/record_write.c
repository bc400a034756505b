/* SPDX-License-Identifier: MIT */
/*
 * Structs to JSON (RFC 8259), written straight into the text: no tree is built, keys come in the
 * rows' order. What is no UTF-8 in a text would be passed on as it is; the reader refuses it.
 */
#include "base/record.h"

#include <assert.h>
#include <string.h>

#include "base/str.h"
#include "base/when.h"

static_assert(sizeof(enum ask_kind) == sizeof(int), "enums are read as int");
static_assert(sizeof(struct record_list) == sizeof(LIST_OF(char)), "all lists look alike");

static const char *escape_of(unsigned char c)
{
	switch (c) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\n':
		return "\\n";
	case '\t':
		return "\\t";
	default:
		return NULL;
	}
}

void record_write_text(struct str *str, const char *text)
{
	str_putc(str, '"');
	while (text && *text) {
		const char *from = text;
		while ((unsigned char)*text >= ' ' && *text != '"' && *text != '\\')
			text++;
		str_add(str, from, (size_t)(text - from));
		if (!*text)
			break;
		const char *escape = escape_of((unsigned char)*text);
		if (escape)
			str_puts(str, escape);
		else
			str_printf(str, "\\u%04x", (unsigned char)*text);
		text++;
	}
	str_putc(str, '"');
}

static void write_null(struct str *str)
{
	str_puts(str, "null");
}

static int int_at(const void *at)
{
	int number;

	memcpy(&number, at, sizeof(number));
	return number;
}

static void write_text_at(
	struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	const char *text = *(const char *const *)at;

	(void)public_only;
	if (!text && slot->flags & SLOT_NULL)
		write_null(str);
	else
		record_write_text(str, text);
}

static void write_word(struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	int word = int_at(at);

	(void)public_only;
	if (word < 0 && slot->flags & SLOT_NULL)
		write_null(str);
	else
		record_write_text(str, words_text(slot->words, word));
}

static void write_int(struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	int number = int_at(at);

	(void)public_only;
	if (number < slot->from && slot->flags & SLOT_NULL)
		write_null(str);
	else
		str_printf(str, "%d", number);
}

static void write_int64(struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	(void)slot;
	(void)public_only;
	str_printf(str, "%lld", (long long)*(const int64_t *)at);
}

static void write_flag(struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	(void)slot;
	(void)public_only;
	str_puts(str, *(const bool *)at ? "true" : "false");
}

static void write_day(struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	char text[DAY_TEXT];
	day date = *(const day *)at;

	(void)slot;
	(void)public_only;
	if (date < DAY_FIRST || date > DAY_LAST)
		write_null(str);
	else
		record_write_text(str, day_format(date, text));
}

static void write_instant(
	struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	if (*(const instant *)at == INSTANT_NONE)
		write_null(str);
	else
		write_int64(str, slot, at, public_only);
}

static void write_record(struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	const void *value;

	memcpy(&value, at, sizeof(value));
	if (value)
		record_write(str, slot->record, value, public_only);
	else
		write_null(str);
}

static struct record_list list_at(const void *at)
{
	struct record_list list;

	memcpy(&list, at, sizeof(list));
	return list;
}

static void write_texts(struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	struct record_list list = list_at(at);
	const char *const *texts = list.at;

	(void)slot;
	(void)public_only;
	str_putc(str, '[');
	for (size_t i = 0; i < list.n; i++) {
		str_puts(str, i ? ", " : "");
		record_write_text(str, texts[i]);
	}
	str_putc(str, ']');
}

static void write_ints(struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	struct record_list list = list_at(at);
	const int *numbers = list.at;

	(void)slot;
	(void)public_only;
	str_putc(str, '[');
	for (size_t i = 0; i < list.n; i++)
		str_printf(str, "%s%d", i ? ", " : "", numbers[i]);
	str_putc(str, ']');
}

static void write_records(
	struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	struct record_list list = list_at(at);

	str_putc(str, '[');
	for (size_t i = 0; i < list.n; i++) {
		str_puts(str, i ? ", " : "");
		record_write(str, slot->record,
			(const unsigned char *)list.at + i * slot->record->bytes, public_only);
	}
	str_putc(str, ']');
}

static void write_pairs(struct str *str, const struct slot *slot, const void *at, bool public_only)
{
	struct record_list list = list_at(at);
	const unsigned char *element = list.at;

	(void)public_only;
	str_putc(str, '{');
	for (size_t i = 0; i < list.n; i++, element += sizeof(struct record_pair)) {
		struct record_pair pair;
		memcpy(&pair, element, sizeof(pair));
		str_puts(str, i ? ", " : "");
		record_write_text(str, words_text(slot->words, pair.word));
		str_puts(str, ": ");
		record_write_text(str, pair.text);
	}
	str_putc(str, '}');
}

typedef void write_slot(struct str *str, const struct slot *slot, const void *at, bool public_only);

static write_slot *const writers[] = {
	[HOLDS_TEXT] = write_text_at,
	[HOLDS_WORD] = write_word,
	[HOLDS_INT] = write_int,
	[HOLDS_INT64] = write_int64,
	[HOLDS_FLAG] = write_flag,
	[HOLDS_DAY] = write_day,
	[HOLDS_INSTANT] = write_instant,
	[HOLDS_RECORD] = write_record,
	[HOLDS_TEXTS] = write_texts,
	[HOLDS_INTS] = write_ints,
	[HOLDS_RECORDS] = write_records,
	[HOLDS_PAIRS] = write_pairs,
};

void record_write_members(
	struct str *str, const struct record *record, const void *value, bool public_only)
{
	bool first = true;

	for (const struct slot *slot = record->slots; slot < record->slots + record->n; slot++) {
		if (public_only && !(slot->flags & SLOT_PUBLIC))
			continue;
		str_puts(str, first ? "" : ", ");
		record_write_text(str, slot->key);
		str_puts(str, ": ");
		writers[slot->holds](
			str, slot, (const unsigned char *)value + slot->offset, public_only);
		first = false;
	}
}

void record_write(struct str *str, const struct record *record, const void *value, bool public_only)
{
	str_putc(str, '{');
	record_write_members(str, record, value, public_only);
	str_putc(str, '}');
}
