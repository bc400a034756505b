/* SPDX-License-Identifier: MIT */
/*
 * The domain's words as enums, each with a table of the text that the database, the JSON and the journal use.
 * NAME_text() never returns NULL for a valid value; NAME_from_text() returns -1 for a word that is none.
 */
#ifndef SAMLAD_BASE_WORDS_H
#define SAMLAD_BASE_WORDS_H

/* Kinds of question: attendance agenda signup dates thumbs progress task confirm intro standing */
enum ask_kind {
	ASK_ATTENDANCE, ASK_AGENDA, ASK_SIGNUP, ASK_DATES, ASK_THUMBS,
	ASK_PROGRESS, ASK_TASK, ASK_CONFIRM, ASK_INTRO, ASK_STANDING,
	ASK_KINDS
};
/* What an answer comes to: yes no maybe choice items text undo unclear */
enum answer_kind {
	ANSWER_YES, ANSWER_NO, ANSWER_MAYBE, ANSWER_CHOICE, ANSWER_ITEMS, ANSWER_TEXT, ANSWER_UNDO, ANSWER_UNCLEAR,
	ANSWER_KINDS
};
/* What a stretch of a mail's text is: text sign-off signature sent-from banner footer quote header */
enum part_kind {
	PART_TEXT, PART_SIGN_OFF, PART_SIGNATURE, PART_SENT_FROM, PART_BANNER, PART_FOOTER, PART_QUOTE, PART_HEADER,
	PART_KINDS
};
/* Who or what wrote: none (a person) auto-reply notification bounce list self */
enum auto_class { AUTO_NONE, AUTO_REPLY, AUTO_NOTIFICATION, AUTO_BOUNCE, AUTO_LIST, AUTO_SELF, AUTO_CLASSES };
/* meeting project poll dates answer member notes task idea status help stop start */
enum order_word {
	ORDER_MEETING, ORDER_PROJECT, ORDER_POLL, ORDER_DATES, ORDER_ANSWER, ORDER_MEMBER, ORDER_NOTES, ORDER_TASK,
	ORDER_IDEA, ORDER_STATUS, ORDER_HELP, ORDER_STOP, ORDER_START,
	ORDER_WORDS
};
/* day time place link group aim product after wanted hours until contact close organisation sector who due present */
enum order_field {
	FIELD_DAY, FIELD_TIME, FIELD_PLACE, FIELD_LINK, FIELD_GROUP, FIELD_AIM, FIELD_PRODUCT, FIELD_AFTER, FIELD_WANTED,
	FIELD_HOURS, FIELD_UNTIL, FIELD_CONTACT, FIELD_CLOSE, FIELD_ORGANISATION, FIELD_SECTOR, FIELD_WHO, FIELD_DUE,
	FIELD_PRESENT,
	FIELD_WEEKDAY, /* kept with an order only: 1-7, said beside a day that is another */
	ORDER_FIELDS
};
/* RFC 5545 section 3.2.12: NEEDS-ACTION ACCEPTED DECLINED TENTATIVE DELEGATED */
enum partstat { PARTSTAT_NEEDS_ACTION, PARTSTAT_ACCEPTED, PARTSTAT_DECLINED, PARTSTAT_TENTATIVE, PARTSTAT_DELEGATED, PARTSTATS };
/* RFC 5546 section 1.4: PUBLISH REQUEST REPLY ADD CANCEL REFRESH COUNTER DECLINECOUNTER */
enum itip_method {
	ITIP_PUBLISH, ITIP_REQUEST, ITIP_REPLY, ITIP_ADD, ITIP_CANCEL, ITIP_REFRESH, ITIP_COUNTER, ITIP_DECLINECOUNTER,
	ITIP_METHODS
};
enum bounce_class { BOUNCE_HARD, BOUNCE_SOFT, BOUNCE_CLASSES };				   /* hard soft */
enum auth_method { AUTH_SPF, AUTH_DKIM, AUTH_DMARC, AUTH_METHODS }; /* RFC 8601 section 2.7: spf dkim dmarc */
enum bounce_address { BOUNCE_ADDRESS_BAD, BOUNCE_ADDRESS_FINE, BOUNCE_ADDRESS_UNKNOWN, BOUNCE_ADDRESSES }; /* bad fine unknown */

const char *ask_kind_text(enum ask_kind kind);
int ask_kind_from_text(const char *text);
const char *answer_kind_text(enum answer_kind kind);
int answer_kind_from_text(const char *text);
const char *part_kind_text(enum part_kind kind);
int part_kind_from_text(const char *text);
const char *auto_class_text(enum auto_class class);
int auto_class_from_text(const char *text);
const char *order_word_text(enum order_word word);
int order_word_from_text(const char *text);
const char *order_field_text(enum order_field field);
int order_field_from_text(const char *text);
const char *partstat_text(enum partstat partstat);
int partstat_from_text(const char *text); /* case does not matter */
const char *itip_method_text(enum itip_method method);
int itip_method_from_text(const char *text); /* case does not matter */
const char *bounce_class_text(enum bounce_class class);
int bounce_class_from_text(const char *text);
const char *bounce_address_text(enum bounce_address address);
int bounce_address_from_text(const char *text);
const char *auth_method_text(enum auth_method method);

/* The same by number, for code that walks tables (record.h). */
enum vocabulary {
	WORDS_ASK_KIND, WORDS_ANSWER_KIND, WORDS_PART_KIND, WORDS_AUTO_CLASS, WORDS_ORDER_WORD, WORDS_ORDER_FIELD,
	WORDS_PARTSTAT, WORDS_ITIP_METHOD, WORDS_BOUNCE_CLASS, WORDS_BOUNCE_ADDRESS, WORDS_CHOICE_WORD, WORDS_WISH, WORDS_AUTH_METHOD
};
const char *words_text(enum vocabulary vocabulary, int value);
int words_from_text(enum vocabulary vocabulary, const char *text);

#endif
