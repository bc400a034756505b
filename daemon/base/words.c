/* SPDX-License-Identifier: MIT */
/*
 * The domain's words as tables of text. What is written here stands in databases and in other
 * people's programs: a word may be added, never changed. An enum that grows without its word does
 * not compile.
 */
#include "base/words.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/understanding.h"

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
static const char *const answer_kinds[] = {[ANSWER_YES] = "yes",
	[ANSWER_NO] = "no",
	[ANSWER_MAYBE] = "maybe",
	[ANSWER_CHOICE] = "choice",
	[ANSWER_ITEMS] = "items",
	[ANSWER_TEXT] = "text",
	[ANSWER_UNDO] = "undo",
	[ANSWER_UNCLEAR] = "unclear"};
static const char *const part_kinds[] = {[PART_TEXT] = "text",
	[PART_SIGN_OFF] = "sign-off",
	[PART_SIGNATURE] = "signature",
	[PART_SENT_FROM] = "sent-from",
	[PART_BANNER] = "banner",
	[PART_FOOTER] = "footer",
	[PART_QUOTE] = "quote",
	[PART_HEADER] = "header"};
static const char *const auto_classes[] = {[AUTO_NONE] = "none",
	[AUTO_REPLY] = "auto-reply",
	[AUTO_NOTIFICATION] = "notification",
	[AUTO_BOUNCE] = "bounce",
	[AUTO_LIST] = "list",
	[AUTO_SELF] = "self"};
static const char *const auth_methods[] = {
	[AUTH_SPF] = "spf", [AUTH_DKIM] = "dkim", [AUTH_DMARC] = "dmarc"};
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
	[FIELD_PRESENT] = "present",
	[FIELD_WEEKDAY] = "weekday"};
static const char *const partstats[] = {[PARTSTAT_NEEDS_ACTION] = "NEEDS-ACTION",
	[PARTSTAT_ACCEPTED] = "ACCEPTED",
	[PARTSTAT_DECLINED] = "DECLINED",
	[PARTSTAT_TENTATIVE] = "TENTATIVE",
	[PARTSTAT_DELEGATED] = "DELEGATED"};
static const char *const itip_methods[] = {[ITIP_PUBLISH] = "PUBLISH",
	[ITIP_REQUEST] = "REQUEST",
	[ITIP_REPLY] = "REPLY",
	[ITIP_ADD] = "ADD",
	[ITIP_CANCEL] = "CANCEL",
	[ITIP_REFRESH] = "REFRESH",
	[ITIP_COUNTER] = "COUNTER",
	[ITIP_DECLINECOUNTER] = "DECLINECOUNTER"};
static const char *const bounce_classes[] = {[BOUNCE_HARD] = "hard", [BOUNCE_SOFT] = "soft"};
static const char *const bounce_addresses[] = {[BOUNCE_ADDRESS_BAD] = "bad",
	[BOUNCE_ADDRESS_FINE] = "fine",
	[BOUNCE_ADDRESS_UNKNOWN] = "unknown"};
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
static const char *const wishes[] = {[WISH_NONE] = "none",
	[WISH_HELP] = "help",
	[WISH_LEAVE] = "leave",
	[WISH_PAUSE] = "pause",
	[WISH_RECORDS] = "records"};

struct words_table {
	const char *const *texts;
	int n;
	bool any_case; /* RFC 5545 and 5546 compare without case */
};

#define TABLE(list) .texts = list, .n = (int)(sizeof(list) / sizeof((list)[0]))

static const struct words_table tables[] = {
	[WORDS_ASK_KIND] = {TABLE(ask_kinds)},
	[WORDS_ANSWER_KIND] = {TABLE(answer_kinds)},
	[WORDS_PART_KIND] = {TABLE(part_kinds)},
	[WORDS_AUTO_CLASS] = {TABLE(auto_classes)},
	[WORDS_ORDER_WORD] = {TABLE(order_words)},
	[WORDS_ORDER_FIELD] = {TABLE(order_fields)},
	[WORDS_PARTSTAT] = {TABLE(partstats), .any_case = true},
	[WORDS_ITIP_METHOD] = {TABLE(itip_methods), .any_case = true},
	[WORDS_BOUNCE_CLASS] = {TABLE(bounce_classes)},
	[WORDS_BOUNCE_ADDRESS] = {TABLE(bounce_addresses)},
	[WORDS_CHOICE_WORD] = {TABLE(choice_words)},
	[WORDS_WISH] = {TABLE(wishes)},
	[WORDS_AUTH_METHOD] = {TABLE(auth_methods)},
};

static_assert(sizeof(ask_kinds) / sizeof(ask_kinds[0]) == ASK_KINDS, "a word for each");
static_assert(sizeof(answer_kinds) / sizeof(answer_kinds[0]) == ANSWER_KINDS, "a word for each");
static_assert(sizeof(part_kinds) / sizeof(part_kinds[0]) == PART_KINDS, "a word for each");
static_assert(sizeof(auto_classes) / sizeof(auto_classes[0]) == AUTO_CLASSES, "a word for each");
static_assert(sizeof(auth_methods) / sizeof(auth_methods[0]) == AUTH_METHODS, "a word for each");
static_assert(sizeof(order_words) / sizeof(order_words[0]) == ORDER_WORDS, "a word for each");
static_assert(sizeof(order_fields) / sizeof(order_fields[0]) == ORDER_FIELDS, "a word for each");
static_assert(sizeof(partstats) / sizeof(partstats[0]) == PARTSTATS, "a word for each");
static_assert(sizeof(itip_methods) / sizeof(itip_methods[0]) == ITIP_METHODS, "a word for each");
static_assert(
	sizeof(bounce_classes) / sizeof(bounce_classes[0]) == BOUNCE_CLASSES, "a word for each");
static_assert(sizeof(bounce_addresses) / sizeof(bounce_addresses[0]) == BOUNCE_ADDRESSES,
	"a word for each");
static_assert(sizeof(choice_words) / sizeof(choice_words[0]) == CHOICE_WORDS, "a word for each");
static_assert(sizeof(wishes) / sizeof(wishes[0]) == WISHES, "a word for each");

const char *words_text(enum vocabulary vocabulary, int value)
{
	const struct words_table *table = &tables[vocabulary];

	assert(value >= 0 && value < table->n);
	return table->texts[value];
}

int words_from_text(enum vocabulary vocabulary, const char *text)
{
	const struct words_table *table = &tables[vocabulary];

	for (int i = 0; text && i < table->n; i++)
		if ((table->any_case ? strcasecmp : strcmp)(table->texts[i], text) == 0)
			return i;
	return -1;
}

const char *ask_kind_text(enum ask_kind kind)
{
	return words_text(WORDS_ASK_KIND, (int)kind);
}

int ask_kind_from_text(const char *text)
{
	return words_from_text(WORDS_ASK_KIND, text);
}

const char *answer_kind_text(enum answer_kind kind)
{
	return words_text(WORDS_ANSWER_KIND, (int)kind);
}

int answer_kind_from_text(const char *text)
{
	return words_from_text(WORDS_ANSWER_KIND, text);
}

const char *part_kind_text(enum part_kind kind)
{
	return words_text(WORDS_PART_KIND, (int)kind);
}

int part_kind_from_text(const char *text)
{
	return words_from_text(WORDS_PART_KIND, text);
}

const char *auto_class_text(enum auto_class class)
{
	return words_text(WORDS_AUTO_CLASS, (int)class);
}

int auto_class_from_text(const char *text)
{
	return words_from_text(WORDS_AUTO_CLASS, text);
}

const char *order_word_text(enum order_word word)
{
	return words_text(WORDS_ORDER_WORD, (int)word);
}

int order_word_from_text(const char *text)
{
	return words_from_text(WORDS_ORDER_WORD, text);
}

const char *order_field_text(enum order_field field)
{
	return words_text(WORDS_ORDER_FIELD, (int)field);
}

int order_field_from_text(const char *text)
{
	return words_from_text(WORDS_ORDER_FIELD, text);
}

const char *partstat_text(enum partstat partstat)
{
	return words_text(WORDS_PARTSTAT, (int)partstat);
}

int partstat_from_text(const char *text)
{
	return words_from_text(WORDS_PARTSTAT, text);
}

const char *itip_method_text(enum itip_method method)
{
	return words_text(WORDS_ITIP_METHOD, (int)method);
}

int itip_method_from_text(const char *text)
{
	return words_from_text(WORDS_ITIP_METHOD, text);
}

const char *bounce_class_text(enum bounce_class class)
{
	return words_text(WORDS_BOUNCE_CLASS, (int)class);
}

int bounce_class_from_text(const char *text)
{
	return words_from_text(WORDS_BOUNCE_CLASS, text);
}

const char *bounce_address_text(enum bounce_address address)
{
	return words_text(WORDS_BOUNCE_ADDRESS, (int)address);
}

int bounce_address_from_text(const char *text)
{
	return words_from_text(WORDS_BOUNCE_ADDRESS, text);
}

const char *choice_word_text(enum choice_word word)
{
	return words_text(WORDS_CHOICE_WORD, (int)word);
}

int choice_word_from_text(const char *text)
{
	return words_from_text(WORDS_CHOICE_WORD, text);
}

const char *wish_text(enum wish wish)
{
	return words_text(WORDS_WISH, (int)wish);
}

int wish_from_text(const char *text)
{
	return words_from_text(WORDS_WISH, text);
}

const char *auth_method_text(enum auth_method method)
{
	return words_text(WORDS_AUTH_METHOD, (int)method);
}
