/* SPDX-License-Identifier: MIT */
/* One line for each kept field of a struct: its column's name, type and place. */
#ifndef SAMLAD_STORE_FIELDS_H
#define SAMLAD_STORE_FIELDS_H

#include <stddef.h>

#include "store_inside.h"

#define DAYS_90 "7776000"
#define DAYS_60 "5184000"
#define DAYS_30 "2592000"
#define DAYS_200 "17280000"

/* Words of an enum through int, as the columns' table calls them. */
#define WORDS_OF(name, type)                                                                       \
	static const char *name##_of(int value)                                                    \
	{                                                                                          \
		return name##_text((type)value);                                                   \
	}

/* clang-format off */
#define NAMED(quoted, kind, owner, field) {.name = quoted, .type = kind, .offset = offsetof(struct owner, field)}
#define WORDED(quoted, owner, field, words) \
	{.name = quoted, .type = COLUMN_ENUM, .offset = offsetof(struct owner, field), .text = words##_of, \
		.from_text = words##_from_text}
/* clang-format on */
#define INT64(owner, field) NAMED(#field, COLUMN_INT64, owner, field)
#define INT(owner, field) NAMED(#field, COLUMN_INT, owner, field)
#define BOOL(owner, field) NAMED(#field, COLUMN_BOOL, owner, field)
#define TEXT(owner, field) NAMED(#field, COLUMN_TEXT, owner, field)
#define TEXT_NULL(owner, field) NAMED(#field, COLUMN_TEXT_NULL, owner, field)
#define DAY(owner, field) NAMED(#field, COLUMN_DAY, owner, field)
#define INSTANT(owner, field) NAMED(#field, COLUMN_INSTANT, owner, field)
#define ENUM(owner, field, words) WORDED(#field, owner, field, words)
#define LIST(owner, field, kind) NAMED(#field, kind, owner, field)

#endif
