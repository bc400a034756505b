/* SPDX-License-Identifier: MIT */
/*
 * A leader's mail as an order, in three steps: the word and title from the subject, `Field: value`
 * lines out of the text, and for a meeting whatever of day, time, place and link no field has said
 * out of the rest. A mail without an order's word is a meeting only where the text speaks of one
 * and names its day; a reply that holds fields alone (the change to a preview) gets the word that
 * its fields are used with.
 *
 * Members who are no leaders may only hand in ideas and ask for help.
 */
#include "text/fields.h"

#include <string.h>

#include "base/utf8.h"
#include "text/fields_rules.h"
#include "text/phrases.h"
#include "text/tokens.h"

void order_set(struct ordering *ordering, enum order_field field, const char *text)
{
	if (!text || !*text || order_has(ordering, field))
		return;
	struct field *set = arena_push(ordering->arena, &ordering->order->fields);
	set->field = field;
	set->text = text;
	if (ordering->explain)
		str_printf(ordering->explain, "order.%s \"%s\"\n", order_field_text(field), text);
}

bool order_has(const struct ordering *ordering, enum order_field field)
{
	list_each (there, &ordering->order->fields)
		if (there->field == field)
			return true;
	return false;
}

static bool has_class(const struct tokens *tokens, enum word_class class)
{
	list_each (token, &tokens->list)
		if (token_has(token, class))
			return true;
	return false;
}

static bool speaks_of_meeting(const struct tokens *tokens)
{
	return has_class(tokens, WORD_MEETING);
}

static bool has_past(const struct tokens *tokens)
{
	return has_class(tokens, WORD_PAST);
}

/* A mail with fields alone: by the fields that only one kind of order has. */
static enum order_word word_of_fields(const struct ordering *ordering)
{
	static const struct {
		enum order_field field;
		enum order_word word;
	} rows[] = {
		{FIELD_DAY, ORDER_MEETING},
		{FIELD_PLACE, ORDER_MEETING},
		{FIELD_WANTED, ORDER_PROJECT},
		{FIELD_HOURS, ORDER_PROJECT},
		{FIELD_PRODUCT, ORDER_PROJECT},
		{FIELD_AIM, ORDER_PROJECT},
		{FIELD_AFTER, ORDER_PROJECT},
		{FIELD_UNTIL, ORDER_PROJECT},
		{FIELD_SECTOR, ORDER_MEMBER},
		{FIELD_DUE, ORDER_TASK},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (order_has(ordering, rows[i].field))
			return rows[i].word;
	return ORDER_MEETING;
}

/* "Hej" is no title. */
static const char *title_of(const struct ordering *ordering, const char *subject)
{
	const char *title = order_without_day(ordering, subject);

	if (!title || !*title)
		return NULL;
	const char *words = arena_strndup(ordering->arena, title, strcspn(title, "!."));
	return phrasebook_is_word(ordering->book, NULL, "answer.greeting", words) ? NULL : title;
}

/* A mail whose subject is no order: is it a meeting all the same? */
/* Words beside the yes to a preview: whatever day, time or place they hold is the change. */
static bool is_change_of_preview(const struct questions *questions)
{
	return questions->n && questions->at[0].kind == ASK_CONFIRM;
}

/* "Stopp!" and no more, in answer to a preview or while its hold runs. */
static bool is_stop(const struct ordering *ordering, const char *text)
{
	size_t from = strspn(text, " \t\n"), n = strlen(text);

	while (n > from && strchr(" \t\n.!", text[n - 1]))
		n--;
	return n > from && n - from < 40 &&
		phrasebook_is_word(ordering->book, NULL, "order.stop",
			utf8_fold_in(ordering->arena, text + from, n - from));
}

static bool is_order_anyway(
	struct ordering *ordering, const char *subject, const char *text, bool reply)
{
	struct order_read *order = ordering->order;
	const struct tokens *tokens = order_words(ordering, text),
			    *title = order_words(ordering, subject);

	if (ordering->has_field) {
		order->word = word_of_fields(ordering);
		order->title = reply ? NULL : title_of(ordering, subject);
		return true;
	}
	order->word = ORDER_MEETING;
	order->title = reply ? NULL : title_of(ordering, subject);
	if (is_change_of_preview(ordering->questions) && is_stop(ordering, text)) {
		order->word = ORDER_STOP;
		return true;
	}
	if (is_change_of_preview(ordering->questions)) {
		order_take_prose(ordering, text, PROSE_ALL);
		order_take_project(ordering);
		order->word = word_of_fields(ordering);
		return order->cancel || order->fields.n > 0;
	}
	bool of_meeting = speaks_of_meeting(title) || speaks_of_meeting(tokens);
	if (order->cancel || order->same_again)
		return of_meeting;
	if (reply || has_past(tokens) || !of_meeting)
		return false;
	if (ordering->forward) /* the subject is somebody else's */
		return order_take_prose(ordering, text, PROSE_ALL) &&
			order_has(ordering, FIELD_TIME);
	bool in_subject = order_take_prose(ordering, subject, PROSE_DAY);
	bool has_day = order_take_prose(ordering, text, PROSE_ALL) || in_subject;
	/* "Ändrad lokal vårmötet": which day it is, the meeting knows */
	bool changes = has_class(title, WORD_MOVED) && speaks_of_meeting(title);
	return has_day || (changes && order->fields.n > 0);
}

static void complete_meeting(struct ordering *ordering, const char *subject, const char *rest)
{
	struct order_read *order = ordering->order;

	if (!order->cancel) {
		order_take_prose(ordering, subject, PROSE_DAY);
		order_take_prose(ordering, rest, PROSE_ALL);
		order_title_from_text(ordering);
		if (!order_has(ordering, FIELD_DAY))
			order_take_prose(ordering, subject, PROSE_ALL);
	}
	if (order->title)
		order->title = order_without_day(ordering, order->title);
	order_note_about(ordering, subject, rest);
	if (order->title && order->cancel)
		order->title = order_without_flags(ordering, order->title);
}

static bool may_order(const struct ordering *ordering)
{
	const struct questions *questions = ordering->questions;

	return questions->is_leader || questions->is_contact ||
		ordering->order->word == ORDER_IDEA || ordering->order->word == ORDER_HELP;
}

static bool is_reply(const struct ordering *ordering, const char *subject)
{
	struct phrase_match match;

	return !ordering->forward &&
		phrasebook_match(ordering->book, NULL, "answer.reply-prefix.re", subject,
			strlen(subject), 0, &match) &&
		match.start == 0;
}

/* "Sv: Läget vecka 5": the subject of the letter that she answers; what she wants is in the text.
 */
static bool is_our_own(const struct ordering *ordering, const char *subject, const char *text)
{
	return ordering->order->word == ORDER_STATUS && is_reply(ordering, subject) &&
		text[strspn(text, " \t\n")];
}

/* "Lägg till Stig Öst, stig@x.se": the first name with an address behind it; NULL for none. */
static const char *person_in(const struct ordering *ordering)
{
	struct phrase_match match;

	if (!phrasebook_match(ordering->book, NULL, "order.person.re", ordering->rest,
		    strlen(ordering->rest), 0, &match))
		return NULL;
	return arena_strndup(
		ordering->arena, ordering->rest + match.start, match.end - match.start);
}

static bool is_forward(const struct phrasebook *book, const char *subject)
{
	struct phrase_match match;

	return phrasebook_match(
		book, NULL, "forward.subject.re", subject, strlen(subject), 0, &match);
}

void order_read(struct arena *arena, const struct phrasebook *book,
	const struct questions *questions, struct understanding *understanding, struct str *explain)
{
	struct ordering ordering = {arena, book, questions, arena_make(arena, struct order_read),
		.explain = explain, .span_first = DAY_NONE, .span_last = DAY_NONE};
	const char *subject = understanding->subject ? understanding->subject : "", *whole = "";
	const char *text = understanding->reply ? understanding->reply : "";
	_cleanup_str_ struct str rest;

	str_init(&rest, UNDERSTANDING_TEXT_LIMIT);
	ordering.order->about = DAY_NONE;
	ordering.forward = is_forward(book, subject);
	ordering.has_word = order_find_word(&ordering, subject, &whole) &&
		!is_our_own(&ordering, subject, text);
	if ((ordering.has_word && !may_order(&ordering)) ||
		(!ordering.has_word && !questions->is_leader && !questions->is_contact))
		return;
	order_take_lines(&ordering, text, &rest);
	ordering.rest = rest.at;
	order_note_flags(&ordering, whole, rest.at);
	if (!ordering.has_word &&
		!is_order_anyway(&ordering, whole, rest.at, is_reply(&ordering, subject)))
		return;
	if (ordering.order->word == ORDER_MEETING)
		complete_meeting(&ordering, ordering.has_word ? whole : "", rest.at);
	if (ordering.order->word == ORDER_PROJECT)
		order_take_project(&ordering);
	if (ordering.order->word == ORDER_MEMBER && !ordering.order->title)
		ordering.order->title = person_in(&ordering);
	if (ordering.order->word == ORDER_POLL || ordering.order->word == ORDER_DATES)
		order_take_prose(&ordering, rest.at, PROSE_DEADLINE);
	/* what only says the change is no text for the letters */
	ordering.order->text = is_change_of_preview(questions) && !ordering.has_field
		? ""
		: order_free_text(&ordering, order_unsaid_text(&ordering, rest.at),
			  understanding->from_name);
	understanding->order = ordering.order;
	if (explain)
		str_printf(explain, "order.word %s\n", order_word_text(ordering.order->word));
}
