/* SPDX-License-Identifier: MIT */
/*
 * What crosses the box's wall, row by row. The public rows stand in the order that samlad(8)
 * documents for `samlad understand`; a row between them without SLOT_PUBLIC is for the wire alone.
 *
 * A new member of these structs needs its row here, or it stays behind in the box.
 */
#include "base/understanding_rows.h"

#include <limits.h>

#include "base/understanding.h"

#define WORD .most_bytes = UNDERSTANDING_WORD_LIMIT
#define TEXT .most_bytes = UNDERSTANDING_TEXT_LIMIT
#define MANY .most = UNDERSTANDING_LIST_LIMIT
#define OFFERS .most = OPTIONS_MOST, .from = 1, .to = OPTIONS_MOST
#define WIRE .flags = 0
#define PUBLIC .flags = SLOT_PUBLIC
#define PUBLIC_OR_NULL .flags = SLOT_PUBLIC | SLOT_NULL
#define OR_NULL .flags = SLOT_NULL
#define RECORD(type, rows)                                                                         \
	{                                                                                          \
		.bytes = sizeof(type), .n = sizeof(rows) / sizeof((rows)[0]), .slots = (rows)      \
	}

#define AT(member) offsetof(struct part, member)
static const struct slot part_slots[] = {
	{"kind", HOLDS_WORD, AT(kind), PUBLIC, .words = WORDS_PART_KIND},
	{"text", HOLDS_TEXT, AT(text), PUBLIC, TEXT},
};
static const struct record part_record = RECORD(struct part, part_slots);
#undef AT

#define AT(member) offsetof(struct answer, member)
static const struct slot answer_slots[] = {
	{"kind", HOLDS_WORD, AT(kind), PUBLIC, .words = WORDS_ANSWER_KIND},
	{"choices", HOLDS_INTS, AT(choices), PUBLIC, OFFERS},
	{"declined", HOLDS_INTS, AT(declined), OFFERS},
	{"items", HOLDS_TEXTS, AT(items), PUBLIC, TEXT, MANY},
	{"comment", HOLDS_TEXT, AT(comment), PUBLIC_OR_NULL, TEXT},
	{"date", HOLDS_DAY, AT(date), PUBLIC},
	{"person", HOLDS_TEXT, AT(person), PUBLIC_OR_NULL, WORD},
	{"hours", HOLDS_INT, AT(hours), PUBLIC_OR_NULL, .from = 0, .to = 10000},
	{"manager", HOLDS_FLAG, AT(manager), PUBLIC},
	{"question", HOLDS_FLAG, AT(question), WIRE},
	{"bare", HOLDS_FLAG, AT(bare), WIRE},
};
static const struct record answer_record = RECORD(struct answer, answer_slots);
#undef AT

#define AT(member) offsetof(struct reading, member)
static const struct slot reading_slots[] = {
	{"kind", HOLDS_WORD, AT(kind), .words = WORDS_ANSWER_KIND},
	{"choice", HOLDS_INT, AT(choice), .from = 0, .to = OPTIONS_MOST},
};
static const struct record reading_record = RECORD(struct reading, reading_slots);
#undef AT

#define AT(member) offsetof(struct bounce, member)
static const struct slot bounce_slots[] = {
	{"recipient", HOLDS_TEXT, AT(recipient), PUBLIC, WORD},
	{"class", HOLDS_WORD, AT(class), PUBLIC, .words = WORDS_BOUNCE_CLASS},
	{"address", HOLDS_WORD, AT(address), PUBLIC, .words = WORDS_BOUNCE_ADDRESS},
	{"status", HOLDS_TEXT, AT(status), PUBLIC_OR_NULL, WORD},
	{"reason", HOLDS_TEXT, AT(reason), PUBLIC_OR_NULL, TEXT},
};
static const struct record bounce_record = RECORD(struct bounce, bounce_slots);
#undef AT

#define AT(member) offsetof(struct calendar, member)
static const struct slot calendar_slots[] = {
	{"method", HOLDS_WORD, AT(method), PUBLIC_OR_NULL, .words = WORDS_ITIP_METHOD},
	{"uid", HOLDS_TEXT, AT(uid), PUBLIC_OR_NULL, WORD},
	{"sequence", HOLDS_INT, AT(sequence), PUBLIC, .from = 0, .to = INT_MAX},
	{"organizer", HOLDS_TEXT, AT(organizer), OR_NULL, WORD},
	{"attendee", HOLDS_TEXT, AT(attendee), PUBLIC_OR_NULL, WORD},
	{"sent_by", HOLDS_TEXT, AT(sent_by), OR_NULL, WORD},
	{"partstat", HOLDS_WORD, AT(partstat), PUBLIC_OR_NULL, .words = WORDS_PARTSTAT},
	{"attendees", HOLDS_TEXTS, AT(attendees), WORD, MANY},
	{"recurrence_id", HOLDS_TEXT, AT(recurrence_id), PUBLIC_OR_NULL, WORD},
	{"comment", HOLDS_TEXT, AT(comment), PUBLIC_OR_NULL, TEXT},
	{"summary", HOLDS_TEXT, AT(summary), OR_NULL, WORD},
	{"location", HOLDS_TEXT, AT(location), OR_NULL, WORD},
	{"description", HOLDS_TEXT, AT(description), OR_NULL, TEXT},
	{"start", HOLDS_TEXT, AT(start), OR_NULL, WORD},
	{"end", HOLDS_TEXT, AT(end), OR_NULL, WORD},
	{"zone", HOLDS_TEXT, AT(zone), OR_NULL, WORD},
	{"repeats", HOLDS_FLAG, AT(repeats), .flags = SLOT_LATER},
	{"link", HOLDS_TEXT, AT(link), .flags = SLOT_LATER | SLOT_NULL, WORD},
};
static const struct record calendar_record = RECORD(struct calendar, calendar_slots);
#undef AT

#define AT(member) offsetof(struct absence, member)
static const struct slot absence_slots[] = {
	{"until", HOLDS_DAY, AT(until), PUBLIC},
	{"deputy", HOLDS_TEXT, AT(deputy), PUBLIC_OR_NULL, WORD},
};
static const struct record absence_record = RECORD(struct absence, absence_slots);
#undef AT

#define AT(member) offsetof(struct told, member)
static const struct slot told_slots[] = {
	{"clause", HOLDS_TEXT, AT(clause), TEXT},
	{"kind", HOLDS_WORD, AT(kind), .words = WORDS_ANSWER_KIND},
};
static const struct record told_record = RECORD(struct told, told_slots);
#undef AT

#define AT(member) offsetof(struct order_read, member)
static const struct slot order_slots[] = {
	{"word", HOLDS_WORD, AT(word), PUBLIC, .words = WORDS_ORDER_WORD},
	{"title", HOLDS_TEXT, AT(title), PUBLIC, WORD},
	{"fields", HOLDS_PAIRS, AT(fields), PUBLIC, TEXT, .words = WORDS_ORDER_FIELD},
	{"text", HOLDS_TEXT, AT(text), PUBLIC, TEXT},
	{"told", HOLDS_RECORDS, AT(told), MANY, .record = &told_record},
	{"cancel", HOLDS_FLAG, AT(cancel), WIRE},
	{"same_again", HOLDS_FLAG, AT(same_again), WIRE},
	{"changes", HOLDS_FLAG, AT(changes), WIRE},
	{"nameless", HOLDS_FLAG, AT(nameless), WIRE},
	{"about", HOLDS_DAY, AT(about), WIRE},
	{"weekday", HOLDS_INT, AT(weekday), .from = 0, .to = 7},
};
static const struct record order_record = RECORD(struct order_read, order_slots);
_Static_assert(sizeof(struct field) == sizeof(struct record_pair) &&
		offsetof(struct field, text) == offsetof(struct record_pair, text),
	"an order's fields are read as pairs");
#undef AT

#define AT(member) offsetof(struct alert_choice, member)
static const struct slot choice_slots[] = {
	{"row", HOLDS_INT, AT(row), .from = 0, .to = 1000},
	{"word", HOLDS_WORD, AT(word), .words = WORDS_CHOICE_WORD},
	{"other", HOLDS_INT, AT(other), .from = 0, .to = 1000},
	{"until", HOLDS_DAY, AT(until), WIRE},
};
static const struct record choice_record = RECORD(struct alert_choice, choice_slots);
#undef AT

#define AT(member) offsetof(struct auth_check, member)
static const struct slot check_slots[] = {
	{"method", HOLDS_WORD, AT(method), .words = WORDS_AUTH_METHOD},
	{"result", HOLDS_TEXT, AT(result), WORD},
	{"domain", HOLDS_TEXT, AT(domain), OR_NULL, WORD},
};
static const struct record check_record = RECORD(struct auth_check, check_slots);
#undef AT

#define AT(member) offsetof(struct auth_results, member)
static const struct slot auth_slots[] = {
	{"server", HOLDS_TEXT, AT(server), WORD},
	{"checks", HOLDS_RECORDS, AT(checks), MANY, .record = &check_record},
};
static const struct record auth_record = RECORD(struct auth_results, auth_slots);
#undef AT

#define AT(member) offsetof(struct understanding, member)
static const struct slot understanding_slots[] = {
	{"from", HOLDS_TEXT, AT(from), PUBLIC_OR_NULL, WORD},
	{"from_name", HOLDS_TEXT, AT(from_name), OR_NULL, WORD},
	{"n_from", HOLDS_INT, AT(n_from), .from = 0, .to = INT_MAX},
	{"sender", HOLDS_TEXT, AT(sender), OR_NULL, WORD},
	{"reply_to", HOLDS_TEXT, AT(reply_to), OR_NULL, WORD},
	{"to", HOLDS_TEXTS, AT(to), WORD, MANY},
	{"subject", HOLDS_TEXT, AT(subject), PUBLIC, WORD},
	{"message_id", HOLDS_TEXT, AT(message_id), PUBLIC_OR_NULL, WORD},
	{"references", HOLDS_TEXTS, AT(references), WORD, MANY},
	{"date", HOLDS_INSTANT, AT(date), .from = INSTANT_FIRST, .to = INSTANT_LAST},
	{"token", HOLDS_TEXT, AT(token), PUBLIC_OR_NULL, WORD},
	{"code", HOLDS_TEXT, AT(code), PUBLIC_OR_NULL, WORD},
	{"auto", HOLDS_WORD, AT(auto_class), PUBLIC, .words = WORDS_AUTO_CLASS},
	{"auth", HOLDS_RECORDS, AT(auth), MANY, .record = &auth_record},
	{"reply", HOLDS_TEXT, AT(reply), PUBLIC, TEXT},
	{"parts", HOLDS_RECORDS, AT(parts), PUBLIC, .most = UNDERSTANDING_PARTS_LIMIT,
		.record = &part_record},
	{"answer", HOLDS_RECORD, AT(answer), PUBLIC, .record = &answer_record},
	{"answers", HOLDS_RECORDS, AT(answers), .most = QUESTIONS_MOST, .record = &answer_record},
	{"readings", HOLDS_RECORDS, AT(readings), MANY, .record = &reading_record},
	{"absence", HOLDS_RECORD, AT(absence), PUBLIC, .record = &absence_record},
	{"bounces", HOLDS_RECORDS, AT(bounces), PUBLIC, MANY, .record = &bounce_record},
	{"calendar", HOLDS_RECORDS, AT(calendar), PUBLIC, MANY, .record = &calendar_record},
	{"order", HOLDS_RECORD, AT(order), PUBLIC, .record = &order_record},
	{"choices", HOLDS_RECORDS, AT(choices), MANY, .record = &choice_record},
	{"forwarded_from", HOLDS_TEXT, AT(forwarded_from), OR_NULL, WORD},
	{"forwarded_text", HOLDS_TEXT, AT(forwarded_text), OR_NULL, TEXT},
	{"wish", HOLDS_WORD, AT(wish), .words = WORDS_WISH},
	{"masked", HOLDS_FLAG, AT(masked), WIRE},
	{"attachments", HOLDS_FLAG, AT(attachments), WIRE},
	{"warnings", HOLDS_TEXTS, AT(warnings), PUBLIC, TEXT, MANY},
};
const struct record understanding_record = RECORD(struct understanding, understanding_slots);
#undef AT

#define AT(member) offsetof(struct question_rows, member)
static const struct slot question_slots[] = {
	{"kind", HOLDS_WORD, AT(question.kind), .words = WORDS_ASK_KIND},
	{"ask", HOLDS_INT64, AT(question.ask), .from = 0, .to = INT64_MAX},
	{"own", HOLDS_FLAG, AT(question.own), WIRE},
	{"title", HOLDS_TEXT, AT(question.title), OR_NULL, WORD},
	{"about", HOLDS_DAY, AT(question.about), WIRE},
	{"n_options", HOLDS_INT, AT(n_options), .from = 0, .to = OPTIONS_MOST},
	{"options", HOLDS_TEXTS, AT(options), WORD, .most = OPTIONS_MOST},
	{"letter_subject", HOLDS_TEXT, AT(question.letter_subject), OR_NULL, WORD},
	{"letter_text", HOLDS_TEXT, AT(question.letter_text), OR_NULL, TEXT},
};
static const struct record question_record = RECORD(struct question_rows, question_slots);
#undef AT

#define AT(member) offsetof(struct questions_rows, member)
static const struct slot questions_slots[] = {
	{"questions", HOLDS_RECORDS, AT(questions), .most = QUESTIONS_MOST,
		.record = &question_record},
	{"language", HOLDS_TEXT, AT(language), OR_NULL, WORD},
	{"letter_text", HOLDS_TEXT, AT(letter_text), OR_NULL, TEXT},
	{"own_address", HOLDS_TEXT, AT(own_address), OR_NULL, WORD},
	{"mail_day", HOLDS_DAY, AT(mail_day), WIRE},
	{"is_leader", HOLDS_FLAG, AT(is_leader), WIRE},
	{"is_contact", HOLDS_FLAG, AT(is_contact), WIRE},
	{"to_alert", HOLDS_FLAG, AT(to_alert), WIRE},
};
const struct record questions_record = RECORD(struct questions_rows, questions_slots);
#undef AT
