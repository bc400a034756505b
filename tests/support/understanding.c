/* SPDX-License-Identifier: MIT */
/* An understanding with every member set, and one with none: what tests of the wire send through
 * it. */
#include "support/understanding.h"

static void fill_answer(struct arena *arena, struct answer *answer)
{
	*answer = (struct answer){.kind = ANSWER_CHOICE,
		.comment = "ring \"mig\"\n\tinnan",
		.date = day_from_civil(2027, 4, 1),
		.person = "Maria",
		.hours = 2,
		.manager = true,
		.question = true,
		.bare = true};
	*arena_push(arena, &answer->choices) = 1;
	*arena_push(arena, &answer->choices) = 3;
	*arena_push(arena, &answer->declined) = 2;
	*arena_push(arena, &answer->items) = "åäö \\ 👍";
}

static void fill_calendar(struct arena *arena, struct calendar *calendar)
{
	*calendar = (struct calendar){.method = ITIP_REPLY,
		.uid = "u@x",
		.sequence = 2,
		.organizer = "natverk@x.se",
		.attendee = "anna@x.se",
		.sent_by = "bo@x.se",
		.partstat = PARTSTAT_ACCEPTED,
		.recurrence_id = "20270309T130000",
		.comment = "sen",
		.summary = "Möte",
		.location = "Sal 2",
		.description = "Om\nutskrivning",
		.start = "20270309T130000",
		.end = "20270309T160000",
		.zone = "Europe/Stockholm"};
	*arena_push(arena, &calendar->attendees) = "anna@x.se";
}

static void fill_order(struct arena *arena, struct understanding *u)
{
	u->order = arena_make(arena, struct order_read);
	*u->order = (struct order_read){.word = ORDER_MEETING,
		.title = "Vårmöte",
		.text = "Välkomna",
		.cancel = true,
		.same_again = true};
	*arena_push(arena, &u->order->fields) = (struct field){FIELD_DAY, "2027-03-09"};
	*arena_push(arena, &u->order->fields) = (struct field){FIELD_PLACE, "sal 2"};
	*arena_push(arena, &u->choices) = (struct alert_choice){
		.row = 2, .word = CHOICE_MERGE, .other = 3, .until = day_from_civil(2027, 5, 1)};
}

static void fill_head(struct arena *arena, struct understanding *u)
{
	*u = (struct understanding){.from = "anna@x.se",
		.from_name = "Anna",
		.n_from = 1,
		.sender = "bo@x.se",
		.reply_to = "a@x.se",
		.subject = "SV: Möte",
		.message_id = "1@x",
		.date = 1804593600,
		.token = "abc",
		.code = "K3F7QD",
		.auto_class = AUTO_NOTIFICATION,
		.reply = "ja",
		.forwarded_from = "c@x.se",
		.forwarded_text = "nej",
		.wish = WISH_RECORDS,
		.masked = true,
		.attachments = true};
	*arena_push(arena, &u->to) = "natverk@x.se";
	*arena_push(arena, &u->references) = "0@x";
	*arena_push(arena, &u->warnings) = "cut";
	struct auth_results *auth = arena_push(arena, &u->auth);
	auth->server = "mx";
	*arena_push(arena, &auth->checks) = (struct auth_check){AUTH_SPF, "pass", NULL};
	*arena_push(arena, &auth->checks) = (struct auth_check){AUTH_DMARC, "none", "x.se"};
	*arena_push(arena, &u->parts) = (struct part){PART_SIGN_OFF, "Mvh"};
	*arena_push(arena, &u->bounces) =
		(struct bounce){"d@x.se", BOUNCE_SOFT, BOUNCE_ADDRESS_FINE, "4.2.2", "full"};
	*arena_push(arena, &u->readings) = (struct reading){ANSWER_YES, 2};
}

struct understanding *understanding_of_everything(struct arena *arena)
{
	struct understanding *u = arena_make(arena, struct understanding);

	fill_head(arena, u);
	u->answer = arena_make(arena, struct answer);
	fill_answer(arena, u->answer);
	fill_answer(arena, arena_push(arena, &u->answers));
	fill_calendar(arena, arena_push(arena, &u->calendar));
	u->absence = arena_make(arena, struct absence);
	*u->absence = (struct absence){.until = day_from_civil(2027, 3, 2), .deputy = "Bo"};
	fill_order(arena, u);
	return u;
}

struct understanding *understanding_of_nothing(struct arena *arena)
{
	struct understanding *u = arena_make(arena, struct understanding);

	u->date = INSTANT_NONE;
	u->subject = u->reply = "";
	return u;
}
