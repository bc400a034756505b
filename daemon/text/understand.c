/* SPDX-License-Identifier: MIT */
/*
 * The order in which a mail is read. First what holds whatever was asked (header, calendar,
 * bounces, who or what wrote), then, when the questions are known, the words: lines, parts,
 * answers; an absence only of an automatic reply; an order only of a leader whose mail answers
 * nothing.
 *
 * Nothing but class `none` ever gives an answer, a wish or an order: promise 4 is kept here first.
 */
#include <string.h>

#include "base/str.h"
#include "text/absence.h"
#include "text/answer.h"
#include "text/auto.h"
#include "text/body.h"
#include "text/bounce.h"
#include "text/charset.h"
#include "text/content.h"
#include "text/envelope.h"
#include "text/fields.h"
#include "text/forward.h"
#include "text/invite_read.h"
#include "text/mail.h"
#include "text/mask.h"
#include "text/phrases.h"
#include "text/ref.h"
#include "text/reply.h"
#include "text/told.h"
#include "text/understand.h"

struct mail_in_hand {
	struct arena *arena;
	const struct phrasebook *book;
	const struct mail *mail;
	struct str *explain;
	struct body *body;
	struct mask mask;
	bool attachments;
	struct understanding envelope;
};

void understand_prepare(void)
{
	charset_prepare();
	invite_prepare();
}

static const char *const part_types[] = {
	[MAIL_EML] = NULL,
	[MAIL_ICS] = "text/calendar",
	[MAIL_TXT] = "text/plain",
	[MAIL_HTML] = "text/html",
};

/* The mail's own day, where nobody said which day it is counted from. */
static day day_of_mail(const struct mail_in_hand *hand)
{
	const char *date = headers_find(&hand->mail->parts.at[0].headers, "Date");

	return date ? mail_date_day(date) : DAY_NONE;
}

#define PROGRAM_BEGAN 2026

/* A Date older than this program is wrong, and must not unmask anybody. */
static day latest_birth(const struct mail_in_hand *hand)
{
	day sent = day_of_mail(hand);

	return sent == DAY_NONE || sent < day_from_civil(PROGRAM_BEGAN, 1, 1) ? DAY_NONE : sent;
}

/* What leaves the reader holds no identity number; addresses and identifiers are left as they are.
 */
static void mask_envelope(struct mail_in_hand *hand)
{
	struct arena *arena = hand->arena;
	const struct mask *mask = &hand->mask;
	struct understanding *into = &hand->envelope;

	into->subject = mask_in(arena, mask, into->subject, &into->masked);
	into->from_name = mask_in(arena, mask, into->from_name, &into->masked);
	list_each (calendar, &into->calendar) {
		calendar->comment = mask_in(arena, mask, calendar->comment, &into->masked);
		calendar->summary = mask_in(arena, mask, calendar->summary, &into->masked);
		calendar->location = mask_in(arena, mask, calendar->location, &into->masked);
		calendar->description = mask_in(arena, mask, calendar->description, &into->masked);
	}
	list_each (bounce, &into->bounces)
		bounce->reason = mask_in(arena, mask, bounce->reason, &into->masked);
}

/* Before the questions: a one-tap answer may carry its token in the text. */
static void read_body(struct mail_in_hand *hand)
{
	struct content content = content_find(hand->arena, hand->mail);

	hand->attachments = content.attachments;
	hand->body = content_body(hand->arena, hand->mail, &content, &hand->mask, &hand->envelope);
	const char *token = ref_take(hand->arena, hand->body);
	if (token && !hand->envelope.token)
		hand->envelope.token = token;
}

/* A mail system's report says which of our letters came back where it returns the letter's header.
 */
static const char *token_of_returned(struct arena *arena, const struct mail *mail)
{
	static const char *const names[] = {"Message-ID", "References"};

	for (size_t i = 1; i < mail->parts.n; i++)
		for (size_t j = 0; j < sizeof(names) / sizeof(names[0]); j++) {
			struct understanding returned = {0};
			const char *ids = headers_find(&mail->parts.at[i].headers, names[j]);
			if (ids)
				message_ids_read(arena, ids, &returned, true);
			list_each (id, &returned.references) {
				const char *token = token_of_message_id(arena, *id);
				if (token)
					return token;
			}
		}
	return NULL;
}

struct mail_in_hand *understand_open(struct arena *arena, const struct phrasebook *book,
	enum mail_format format, const void *bytes, size_t n_bytes, struct str *explain)
{
	struct mail_in_hand *hand = arena_make(arena, struct mail_in_hand);
	struct understanding *into = &hand->envelope;
	const char *type = part_types[format];
	const struct mail *mail = type ? mail_of_one_part(arena, type, bytes, n_bytes)
				       : mail_open(arena, bytes, n_bytes);

	*hand = (struct mail_in_hand){
		.arena = arena, .book = book, .mail = mail, .explain = explain};
	hand->mask = (struct mask){book, latest_birth(hand)};
	into->reply = "";
	into->date = INSTANT_NONE;
	envelope_read(arena, &mail->parts.at[0].headers, into);
	list_each (warning, &mail->warnings)
		understanding_warn(arena, into, *warning);
	content_calendar(arena, mail, into);
	bool is_report = format == MAIL_EML && bounce_read(arena, book, mail, into, explain);
	read_body(hand);
	into->auto_class = auto_classify(book, mail, hand->body, into, is_report, explain);
	if (into->auto_class != AUTO_BOUNCE)
		into->bounces.n = 0;
	else if (!into->token)
		into->token = token_of_returned(arena, mail);
	mask_envelope(hand);
	return hand;
}

const struct understanding *understand_envelope(struct mail_in_hand *hand)
{
	return &hand->envelope;
}

static const char *letter_text(const struct questions *asked)
{
	if (asked->letter_text)
		return asked->letter_text;
	for (size_t i = 0; i < asked->n; i++)
		if (asked->at[i].own || i == 0)
			return asked->at[i].letter_text;
	return NULL;
}

static bool answers_something(const struct understanding *words)
{
	return words->answer && words->answer->kind != ANSWER_UNCLEAR;
}

/* Words beside the yes to a preview are a change of the order, read as an order is. */
static bool changes_an_order(const struct questions *asked, const struct understanding *words)
{
	return asked->n && asked->at[0].kind == ASK_CONFIRM && words->answer &&
		words->answer->kind == ANSWER_TEXT;
}

/* A new mail, no reply to anything: of a leader it may be an order whatever is open to her. */
static bool is_new_mail(const struct questions *asked, const struct understanding *words)
{
	return words->references.n == 0 && !words->token && !words->code &&
		!(asked->n && asked->at[0].own);
}

/* What a person says to what was asked, or of her own accord. */
static void read_person(
	struct mail_in_hand *hand, const struct questions *asked, struct understanding *words)
{
	struct arena *arena = hand->arena;

	if (asked->n)
		answers_read(arena, hand->book, asked, words, hand->explain);
	if (asked->is_leader)
		alert_choices_read(arena, hand->book, asked, words, hand->explain);
	forward_read(arena, hand->book, &hand->mask, hand->mail, words, hand->explain);
	/* a member's idea or cry for help is an order too, where a network is asked */
	bool may_order = asked->is_leader || asked->is_contact;
	if ((may_order || asked->own_address) &&
		(!answers_something(words) || changes_an_order(asked, words) ||
			(may_order && is_new_mail(asked, words))))
		order_read(arena, hand->book, asked, words, hand->explain);
	if (asked->is_leader)
		told_read(arena, hand->book, asked, words, hand->explain);
}

static void read_absence(
	struct mail_in_hand *hand, const struct questions *asked, struct understanding *words)
{
	words->absence = absence_read(hand->arena, hand->book, asked->language, words->subject,
		words->reply, asked->mail_day, hand->explain);
}

const struct understanding *understand_words(
	struct mail_in_hand *hand, const struct questions *questions)
{
	struct arena *arena = hand->arena;
	struct understanding *words = arena_make(arena, struct understanding);
	struct questions *asked = arena_make(arena, struct questions);

	*words = hand->envelope;
	*asked = questions ? *questions : (struct questions){.mail_day = DAY_NONE};
	if (asked->mail_day == DAY_NONE)
		asked->mail_day = day_of_mail(hand);
	words->attachments = hand->attachments;
	const char *writer = words->from_name && *words->from_name ? words->from_name : words->from;
	reply_split(
		arena, hand->book, hand->body, letter_text(asked), writer, words, hand->explain);
	if (!words->reply)
		words->reply = "";
	if (words->auto_class == AUTO_NONE)
		read_person(hand, asked, words);
	if (words->auto_class == AUTO_REPLY)
		read_absence(hand, asked, words);
	return words;
}

const struct understanding *understand_shared(struct arena *arena, const struct understanding *read)
{
	if (read->auto_class != AUTO_REPLY)
		return read;
	struct understanding *shared = arena_memdup(arena, read, sizeof(*shared));
	shared->subject = "";
	shared->reply = "";
	shared->parts.n = 0;
	return shared;
}
