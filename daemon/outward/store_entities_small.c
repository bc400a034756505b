/* SPDX-License-Identifier: MIT */
/* The small things as rows: agenda items, progress, ideas, what waits for a person's eyes, the
 * network's own memory. */
#include "store_fields.h"

WORDS_OF(answer_kind, enum answer_kind)

static const struct column item_columns[] = {
	INT64(item, id),
	INT64(item, meeting),
	INT64(item, member),
	TEXT(item, text),
	BOOL(item, withdrawn),
	{.name = NULL},
};
const struct entity entity_item = {"item", sizeof(struct item), item_columns,
	"network = ?1 AND meeting IN (SELECT id FROM meeting WHERE network = ?1 AND start > ?2 "
	"- " DAYS_90 ")",
	"id"};

static const struct column progress_columns[] = {
	INT64(progress, id),
	INT64(progress, project),
	INT64(progress, member),
	INSTANT(progress, at),
	ENUM(progress, kind, answer_kind),
	TEXT(progress, text),
	{.name = NULL},
};
const struct entity entity_progress = {"progress", sizeof(struct progress), progress_columns,
	"network = ?1 AND at > ?2 - " DAYS_200, "at, id"};

static const struct column idea_columns[] = {
	INT64(idea, id),
	INT64(idea, member),
	INSTANT(idea, at),
	TEXT(idea, title),
	TEXT(idea, text),
	{.name = NULL},
};
const struct entity entity_idea = {"idea", sizeof(struct idea), idea_columns, "network = ?1", "id"};

static const struct column look_columns[] = {
	INT64(look, id),
	INT64(look, mail),
	INT64(look, member),
	NAMED("\"from\"", COLUMN_TEXT, look, from),
	TEXT(look, why),
	TEXT(look, text),
	INSTANT(look, at),
	BOOL(look, at_stake),
	INSTANT(look, told),
	{.name = NULL},
};
const struct entity entity_look = {"look", sizeof(struct look), look_columns,
	"network = ?1 AND (told IS NULL OR told > ?2 - " DAYS_30 ")", "id"};

static const struct column state_columns[] = {
	BOOL(network_state, live),
	BOOL(network_state, stopped),
	INSTANT(network_state, first_order),
	DAY(network_state, last_alert),
	DAY(network_state, hold_until),
	INSTANT(network_state, worked),
	LIST(network_state, alert_rows, COLUMN_INT64S),
	LIST(network_state, approved, COLUMN_TEXTS),
	INSTANT(network_state, outage_told),
	{.name = NULL},
};
const struct entity entity_state = {
	"network", sizeof(struct network_state), state_columns, "slug = ?1", "slug"};
