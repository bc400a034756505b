/* SPDX-License-Identifier: MIT */
/* The shapes of the fetcher's messages, and the name that carries a mail's UID through the Maildir.
 */
#include "outward/fetcher.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER(struct_, member, least_, most_)                                                     \
	{                                                                                          \
		.key = #member, .type = WIRE_NUMBER, .least = (least_), .most = (most_),           \
		.offset = offsetof(struct struct_, member)                                         \
	}
#define SHAPE(kind_, fields_)                                                                      \
	{                                                                                          \
		.kind = (kind_), .fields = (fields_),                                              \
		.n_fields = sizeof(fields_) / sizeof((fields_)[0])                                 \
	}
#define LAST_SECOND 253402300799

static const struct wire_field cursor_fields[] = {
	NUMBER(fetcher_cursor, uidvalidity, 0, UINT32_MAX),
	NUMBER(fetcher_cursor, last_uid, 0, UINT32_MAX),
	NUMBER(fetcher_cursor, last_arrived, 0, LAST_SECOND),
};
static const struct wire_field arrived_fields[] = {
	NUMBER(fetcher_arrived, uidvalidity, 0, UINT32_MAX),
	NUMBER(fetcher_arrived, last_uid, 0, UINT32_MAX),
	NUMBER(fetcher_arrived, last_arrived, 0, LAST_SECOND),
	NUMBER(fetcher_arrived, mails, 0, 1000000),
};
static const struct wire_field mail_fields[] = {
	NUMBER(fetcher_mail, uidvalidity, 1, UINT32_MAX),
	NUMBER(fetcher_mail, uid, 1, UINT32_MAX),
};
static const struct wire_field trouble_fields[] = {
	{.key = "text",
		.type = WIRE_TEXT,
		.least = 1,
		.most = 511,
		.offset = offsetof(struct fetcher_trouble, text)},
	{.key = "login", .type = WIRE_FLAG, .offset = offsetof(struct fetcher_trouble, login)},
};

const struct wire_shape fetcher_cursor_shape = SHAPE("cursor", cursor_fields);
const struct wire_shape fetcher_arrived_shape = SHAPE("arrived", arrived_fields);
const struct wire_shape fetcher_handled_shape = SHAPE("handled", mail_fields);
const struct wire_shape fetcher_filed_shape = SHAPE("filed", mail_fields);
const struct wire_shape fetcher_look_shape = {.kind = "look"};
const struct wire_shape fetcher_well_shape = {.kind = "well"};
const struct wire_shape fetcher_trouble_shape = SHAPE("trouble", trouble_fields);

bool fetcher_parse_name(const char *name, struct fetcher_mail *ret_mail)
{
	uint64_t uidvalidity, uid;
	int end = 0;

	if (sscanf(name, "%*[0-9].V%10" SCNu64 "U%10" SCNu64 ".%n", &uidvalidity, &uid, &end) !=
			2 ||
		end == 0 || !strstr(name + end, ".samlad,S=") || uidvalidity == 0 || uid == 0 ||
		uidvalidity > UINT32_MAX || uid > UINT32_MAX)
		return false;
	*ret_mail = (struct fetcher_mail){.uidvalidity = (int64_t)uidvalidity, .uid = (int64_t)uid};
	return true;
}
