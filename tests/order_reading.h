/* SPDX-License-Identifier: MIT */
/* A leader's words read as an order, and the order as the tables write it. Behind book_fixture.h.
 */
#ifndef SAMLAD_TESTS_ORDER_READING_H
#define SAMLAD_TESTS_ORDER_READING_H

#include "base/str.h"
#include "book_fixture.h"
#include "text/fields.h"

static inline struct questions of_leader(const char *language)
{
	return (struct questions){
		.language = language, .mail_day = day_from_civil(2027, 2, 15), .is_leader = true};
}

static inline const struct order_read *read_order(
	struct questions *questions, const char *subject, const char *text)
{
	struct understanding *understanding = arena_make(arena, struct understanding);

	understanding->subject = subject;
	understanding->reply = text;
	order_read(arena, book, questions, understanding, NULL);
	return understanding->order;
}

/* The order as the table writes it, its fields in the order of the enum. */
static inline const char *order_text(const struct order_read *order)
{
	struct str text;

	str_init(&text, 100000);
	if (!order) {
		str_puts(&text, "-\t-\t-");
	} else {
		size_t empty;
		str_printf(&text, "%s\t%s\t", order_word_text(order->word),
			order->title ? order->title : "-");
		empty = text.len;
		for (int field = 0; field < ORDER_FIELDS; field++)
			list_each (there, &order->fields)
				if ((int)there->field == field)
					str_printf(&text, "%s%s=%s", text.len > empty ? " | " : "",
						order_field_text(there->field), there->text);
		if (order->cancel)
			str_printf(&text, "%scancel", text.len > empty ? " | " : "");
		if (order->same_again)
			str_printf(&text, "%ssame", text.len > empty ? " | " : "");
		if (text.len == empty)
			str_puts(&text, "-");
	}
	const char *copy = str_in(&text, arena);
	str_done(&text);
	return copy;
}

static inline void assert_reads(
	const char *language, const char *subject, const char *text, const char *order)
{
	struct questions questions = of_leader(language);

	assert_string_equal(order_text(read_order(&questions, subject, text)), order);
}

#endif
