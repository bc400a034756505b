/* SPDX-License-Identifier: MIT */
/*
 * The things of the core as rows: a field that is kept is one line of its table here and one of
 * schema.sql. The conditions say what of a network belongs to a snapshot (snapshot.h); ?1 is the
 * network, ?2 now.
 */
#include "core/order.h"
#include "store_fields.h"
#include "store_json.h"

WORDS_OF(role, enum role)
WORDS_OF(standing, enum standing)
WORDS_OF(meeting_state, enum meeting_state)
WORDS_OF(project_state, enum project_state)
WORDS_OF(ask_state, enum ask_state)
WORDS_OF(order_state, enum order_state)
WORDS_OF(letter_state, enum letter_state)
WORDS_OF(letter_class, enum letter_class)
WORDS_OF(evidence, enum evidence)
WORDS_OF(ask_kind, enum ask_kind)
WORDS_OF(answer_kind, enum answer_kind)

static const char *order_kind_of(int kind)
{
	const struct order_ops *ops = order_ops(kind);

	return ops ? ops->name : "unknown";
}

static const struct column member_columns[] = {
	INT64(member, id),
	TEXT(member, name),
	TEXT(member, given_name),
	TEXT(member, organisation),
	INT(member, sector),
	ENUM(member, role, role),
	TEXT(member, language),
	ENUM(member, standing, standing),
	DAY(member, paused_until),
	DAY(member, away_until),
	LIST(member, addresses, COLUMN_TEXTS),
	INSTANT(member, joined),
	INSTANT(member, first_letter),
	INSTANT(member, last_heard),
	INSTANT(member, last_asked),
	INT(member, hard_bounces),
	DAY(member, last_bounce),
	INT(member, wrong_codes),
	{.name = NULL},
};
const struct entity entity_member = {
	"member", sizeof(struct member), member_columns, "network = ?1", "id"};

static const struct column meeting_columns[] = {
	INT64(meeting, id),
	TEXT(meeting, title),
	INSTANT(meeting, start),
	NAMED("\"end\"", COLUMN_INSTANT, meeting, end),
	TEXT(meeting, place),
	TEXT(meeting, link),
	TEXT(meeting, text),
	NAMED("\"group\"", COLUMN_INT64, meeting, group),
	ENUM(meeting, state, meeting_state),
	INT(meeting, sequence),
	INT64(meeting, ordered_by),
	TEXT_NULL(meeting, leader_uid),
	INSTANT(meeting, called),
	INSTANT(meeting, moved),
	INT(meeting, moved_sequence),
	INSTANT(meeting, numbers_told),
	INSTANT(meeting, details_told),
	INSTANT(meeting, agenda_called),
	INSTANT(meeting, agenda_drafted),
	INSTANT(meeting, rehearsed),
	LIST(meeting, invited, COLUMN_TEXTS),
	{.name = NULL},
};
const struct entity entity_meeting = {"meeting", sizeof(struct meeting), meeting_columns,
	"network = ?1 AND start > ?2 - " DAYS_90, "start, id"};

static const struct column project_columns[] = {
	INT64(project, id),
	TEXT(project, title),
	TEXT(project, aim),
	TEXT(project, product),
	TEXT(project, after),
	TEXT(project, text),
	INT(project, wanted),
	{.name = "sector_wants",
		.type = COLUMN_JSON,
		.offset = offsetof(struct project, sector_wants),
		.write = sector_wants_to_json,
		.read = sector_wants_from_json},
	INT(project, hours),
	DAY(project, until),
	INT64(project, contact),
	BOOL(project, contact_agreed),
	ENUM(project, state, project_state),
	INSTANT(project, made),
	INSTANT(project, called),
	INSTANT(project, started),
	DAY(project, paused_until),
	INT64(project, taken_by),
	DAY(project, taken_until),
	INSTANT(project, last_progress),
	INSTANT(project, progress_asked),
	INT(project, unanswered),
	TEXT(project, stuck),
	DAY(project, stuck_since),
	INSTANT(project, rehearsed),
	{.name = NULL},
};
const struct entity entity_project = {"project", sizeof(struct project), project_columns,
	"network = ?1 AND (state != 'done' OR made > ?2 - 31536000)", "id"};

/* clang-format off */
#define ANSWER_COLUMNS(prefix, field) \
	NAMED(prefix "_at", COLUMN_INSTANT, ask, field.at), \
	WORDED(prefix "_kind", ask, field.kind, answer_kind), \
	NAMED(prefix "_choices", COLUMN_INTS, ask, field.choices), \
	NAMED(prefix "_declined", COLUMN_INTS, ask, field.declined), \
	NAMED(prefix "_comment", COLUMN_TEXT, ask, field.comment), \
	NAMED(prefix "_date", COLUMN_DAY, ask, field.date), \
	NAMED(prefix "_person", COLUMN_TEXT, ask, field.person), \
	NAMED(prefix "_hours", COLUMN_INT, ask, field.hours), \
	NAMED(prefix "_manager", COLUMN_BOOL, ask, field.manager), \
	WORDED(prefix "_evidence", ask, field.evidence, evidence), \
	NAMED(prefix "_told_by", COLUMN_INT64, ask, field.told_by)
/* clang-format on */

static const struct column ask_columns[] = {
	INT64(ask, id),
	ENUM(ask, kind, ask_kind),
	INT64(ask, member),
	INT64(ask, topic),
	LIST(ask, offers, COLUMN_INT64S),
	ENUM(ask, state, ask_state),
	INSTANT(ask, put),
	INSTANT(ask, reminded),
	INSTANT(ask, closed),
	INT64(ask, letter),
	TEXT_NULL(ask, uid),
	INT(ask, sequence),
	BOOL(ask, declined_before_move),
	INT(ask, asked_back),
	ANSWER_COLUMNS("answer", answer),
	ANSWER_COLUMNS("before", before),
	{.name = NULL},
};
/* Attendance and sign-up asks are kept as long as the meeting or project is in sight: counts are
 * made of them. */
const struct entity entity_ask = {"ask", sizeof(struct ask), ask_columns,
	"network = ?1 AND (state = 'open' OR put > ?2 - " DAYS_90
	" OR (kind = 'attendance' AND topic IN (SELECT id FROM meeting WHERE network = ?1 AND "
	"start > ?2 - " DAYS_90 ")) OR kind = 'signup')",
	"id"};

static const struct column letter_columns[] = {
	INT64(letter, id),
	INT64(letter, member),
	INT64(letter, ask),
	INT64(letter, topic),
	TEXT(letter, template),
	ENUM(letter, class, letter_class),
	BOOL(letter, unprompted),
	ENUM(letter, state, letter_state),
	BOOL(letter, held),
	BOOL(letter, awaits),
	TEXT(letter, token),
	TEXT_NULL(letter, code),
	TEXT(letter, message_id),
	TEXT(letter, subject),
	INSTANT(letter, made),
	INSTANT(letter, not_before),
	{.name = "not_after",
		.type = COLUMN_INSTANT,
		.offset = offsetof(struct letter, not_after),
		.none = INSTANT_NEVER},
	INSTANT(letter, sent),
	INSTANT(letter, outdated),
	{.name = NULL},
};
const struct entity entity_letter = {"letter", sizeof(struct letter), letter_columns,
	"network = ?1 AND (made > ?2 - " DAYS_60 " OR state = 'waiting')", "id"};

static const struct column order_columns[] = {
	INT64(order, id),
	{.name = "kind",
		.type = COLUMN_ENUM,
		.offset = offsetof(struct order, kind),
		.text = order_kind_of,
		.from_text = order_kind_from_name},
	INT64(order, member),
	INT64(order, topic),
	ENUM(order, state, order_state),
	TEXT(order, title),
	{.name = "fields",
		.type = COLUMN_JSON,
		.offset = offsetof(struct order, fields),
		.write = fields_to_json,
		.read = fields_from_json},
	TEXT(order, text),
	BOOL(order, cancel),
	BOOL(order, same_again),
	{.name = "calendar",
		.type = COLUMN_JSON,
		.offset = offsetof(struct order, calendar),
		.write = calendar_to_json,
		.read = calendar_from_json},
	INSTANT(order, made),
	INSTANT(order, release),
	INSTANT(order, other_asked),
	INT64(order, decided_by),
	INT64(order, replaces),
	{.name = NULL},
};
const struct entity entity_order = {"\"order\"", sizeof(struct order), order_columns,
	"network = ?1 AND (state IN ('asked', 'held') OR made > ?2 - " DAYS_30 ")", "id"};
