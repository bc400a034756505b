/* SPDX-License-Identifier: MIT */
/*
 * The domain's words as tables of text. What is written here stands in databases and in other
 * people's programs: a word may be added, never changed. An enum that grows without its row does
 * not compile.
 */
#include "base/words.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/understanding.h"

#define N_OF(table) ((int)(sizeof(table) / sizeof((table)[0])))

static int find(const char *const *table, int n, const char *text)
{
	for (int i = 0; text && i < n; i++)
		if (strcmp(table[i], text) == 0)
			return i;
	return -1;
}

/* RFC 5545 parameter values and methods are compared without case. */
static int find_any_case(const char *const *table, int n, const char *text)
{
	for (int i = 0; text && i < n; i++)
		if (strcasecmp(table[i], text) == 0)
			return i;
	return -1;
}

static const char *text_of(const char *const *table, int n, int value)
{
	assert(value >= 0 && value < n);
	return table[value];
}

static const char *const ask_kinds[] = {[ASK_ATTENDANCE] = "attendance",
	[ASK_AGENDA] = "agenda",
	[ASK_SIGNUP] = "signup",
	[ASK_DATES] = "dates",
	[ASK_THUMBS] = "thumbs",
	[ASK_PROGRESS] = "progress",
	[ASK_TASK] = "task",
	[ASK_CONFIRM] = "confirm",
	[ASK_INTRO] = "intro",
	[ASK_STANDING] = "standing"};
static_assert(N_OF(ask_kinds) == ASK_KINDS, "a word for each");

const char *ask_kind_text(enum ask_kind kind)
{
	return text_of(ask_kinds, N_OF(ask_kinds), (int)kind);
}

int ask_kind_from_text(const char *text)
{
	return find(ask_kinds, N_OF(ask_kinds), text);
}

static const char *const answer_kinds[] = {[ANSWER_YES] = "yes",
	[ANSWER_NO] = "no",
	[ANSWER_MAYBE] = "maybe",
	[ANSWER_CHOICE] = "choice",
	[ANSWER_ITEMS] = "items",
	[ANSWER_TEXT] = "text",
	[ANSWER_UNDO] = "undo",
	[ANSWER_UNCLEAR] = "unclear"};
static_assert(N_OF(answer_kinds) == ANSWER_KINDS, "a word for each");

const char *answer_kind_text(enum answer_kind kind)
{
	return text_of(answer_kinds, N_OF(answer_kinds), (int)kind);
}

int answer_kind_from_text(const char *text)
{
	return find(answer_kinds, N_OF(answer_kinds), text);
}

static const char *const part_kinds[] = {[PART_TEXT] = "text",
	[PART_SIGN_OFF] = "sign-off",
	[PART_SIGNATURE] = "signature",
	[PART_SENT_FROM] = "sent-from",
	[PART_BANNER] = "banner",
	[PART_FOOTER] = "footer",
	[PART_QUOTE] = "quote",
	[PART_HEADER] = "header"};
static_assert(N_OF(part_kinds) == PART_KINDS, "a word for each");

const char *part_kind_text(enum part_kind kind)
{
	return text_of(part_kinds, N_OF(part_kinds), (int)kind);
}

int part_kind_from_text(const char *text)
{
	return find(part_kinds, N_OF(part_kinds), text);
}

static const char *const auto_classs[] = {[AUTO_NONE] = "none",
	[AUTO_REPLY] = "auto-reply",
	[AUTO_NOTIFICATION] = "notification",
	[AUTO_BOUNCE] = "bounce",
	[AUTO_LIST] = "list",
	[AUTO_SELF] = "self"};
static_assert(N_OF(auto_classs) == AUTO_CLASSES, "a word for each");

const char *auto_class_text(enum auto_class class)
{
	return text_of(auto_classs, N_OF(auto_classs), (int)class);
}

int auto_class_from_text(const char *text)
{
	return find(auto_classs, N_OF(auto_classs), text);
}

static const char *const order_words[] = {[ORDER_MEETING] = "meeting",
	[ORDER_PROJECT] = "project",
	[ORDER_POLL] = "poll",
	[ORDER_DATES] = "dates",
	[ORDER_ANSWER] = "answer",
	[ORDER_MEMBER] = "member",
	[ORDER_NOTES] = "notes",
	[ORDER_TASK] = "task",
	[ORDER_IDEA] = "idea",
	[ORDER_STATUS] = "status",
	[ORDER_HELP] = "help",
	[ORDER_STOP] = "stop",
	[ORDER_START] = "start"};
static_assert(N_OF(order_words) == ORDER_WORDS, "a word for each");

const char *order_word_text(enum order_word word)
{
	return text_of(order_words, N_OF(order_words), (int)word);
}

int order_word_from_text(const char *text)
{
	return find(order_words, N_OF(order_words), text);
}

static const char *const order_fields[] = {[FIELD_DAY] = "day",
	[FIELD_TIME] = "time",
	[FIELD_PLACE] = "place",
	[FIELD_LINK] = "link",
	[FIELD_GROUP] = "group",
	[FIELD_AIM] = "aim",
	[FIELD_PRODUCT] = "product",
	[FIELD_AFTER] = "after",
	[FIELD_WANTED] = "wanted",
	[FIELD_HOURS] = "hours",
	[FIELD_UNTIL] = "until",
	[FIELD_CONTACT] = "contact",
	[FIELD_CLOSE] = "close",
	[FIELD_ORGANISATION] = "organisation",
	[FIELD_SECTOR] = "sector",
	[FIELD_WHO] = "who",
	[FIELD_DUE] = "due",
	[FIELD_PRESENT] = "present"};
static_assert(N_OF(order_fields) == ORDER_FIELDS, "a word for each");

const char *order_field_text(enum order_field field)
{
	return text_of(order_fields, N_OF(order_fields), (int)field);
}

int order_field_from_text(const char *text)
{
	return find(order_fields, N_OF(order_fields), text);
}

static const char *const partstats[] = {[PARTSTAT_NEEDS_ACTION] = "NEEDS-ACTION",
	[PARTSTAT_ACCEPTED] = "ACCEPTED",
	[PARTSTAT_DECLINED] = "DECLINED",
	[PARTSTAT_TENTATIVE] = "TENTATIVE",
	[PARTSTAT_DELEGATED] = "DELEGATED"};
static_assert(N_OF(partstats) == PARTSTATS, "a word for each");

const char *partstat_text(enum partstat partstat)
{
	return text_of(partstats, N_OF(partstats), (int)partstat);
}

int partstat_from_text(const char *text)
{
	return find_any_case(partstats, N_OF(partstats), text);
}

static const char *const itip_methods[] = {[ITIP_PUBLISH] = "PUBLISH",
	[ITIP_REQUEST] = "REQUEST",
	[ITIP_REPLY] = "REPLY",
	[ITIP_ADD] = "ADD",
	[ITIP_CANCEL] = "CANCEL",
	[ITIP_REFRESH] = "REFRESH",
	[ITIP_COUNTER] = "COUNTER",
	[ITIP_DECLINECOUNTER] = "DECLINECOUNTER"};
static_assert(N_OF(itip_methods) == ITIP_METHODS, "a word for each");

const char *itip_method_text(enum itip_method method)
{
	return text_of(itip_methods, N_OF(itip_methods), (int)method);
}

int itip_method_from_text(const char *text)
{
	return find_any_case(itip_methods, N_OF(itip_methods), text);
}

static const char *const bounce_classs[] = {[BOUNCE_HARD] = "hard", [BOUNCE_SOFT] = "soft"};
static_assert(N_OF(bounce_classs) == BOUNCE_CLASSES, "a word for each");

const char *bounce_class_text(enum bounce_class class)
{
	return text_of(bounce_classs, N_OF(bounce_classs), (int)class);
}

int bounce_class_from_text(const char *text)
{
	return find(bounce_classs, N_OF(bounce_classs), text);
}

static const char *const bounce_addresss[] = {[BOUNCE_ADDRESS_BAD] = "bad",
	[BOUNCE_ADDRESS_FINE] = "fine",
	[BOUNCE_ADDRESS_UNKNOWN] = "unknown"};
static_assert(N_OF(bounce_addresss) == BOUNCE_ADDRESSES, "a word for each");

const char *bounce_address_text(enum bounce_address address)
{
	return text_of(bounce_addresss, N_OF(bounce_addresss), (int)address);
}

int bounce_address_from_text(const char *text)
{
	return find(bounce_addresss, N_OF(bounce_addresss), text);
}

static const char *const choice_words[] = {[CHOICE_ASK] = "ask",
	[CHOICE_ASK_ALL] = "ask-all",
	[CHOICE_SMALLER] = "smaller",
	[CHOICE_MERGE] = "merge",
	[CHOICE_PAUSE] = "pause",
	[CHOICE_PARK] = "park",
	[CHOICE_ASK_HEADS] = "ask-heads",
	[CHOICE_WE_TAKE_IT] = "we-take-it",
	[CHOICE_CLOSE] = "close",
	[CHOICE_HOLD] = "hold"};
static_assert(N_OF(choice_words) == CHOICE_WORDS, "a word for each");

const char *choice_word_text(enum choice_word word)
{
	return text_of(choice_words, N_OF(choice_words), (int)word);
}

int choice_word_from_text(const char *text)
{
	return find(choice_words, N_OF(choice_words), text);
}

static const char *const wishs[] = {[WISH_NONE] = "none",
	[WISH_HELP] = "help",
	[WISH_LEAVE] = "leave",
	[WISH_PAUSE] = "pause",
	[WISH_RECORDS] = "records"};
static_assert(N_OF(wishs) == WISHES, "a word for each");

const char *wish_text(enum wish wish)
{
	return text_of(wishs, N_OF(wishs), (int)wish);
}

int wish_from_text(const char *text)
{
	return find(wishs, N_OF(wishs), text);
}
