/* floor: core */
/* SPDX-License-Identifier: MIT */
/*
 * A calendar's answers: by the UID of her copy and by who sent them.
 */
#include "ask_world.h"

#define ANNAS "anna@kommun.example"

static struct calendar *calendar_says(
	struct world *w, struct understanding *read, enum itip_method method, int partstat)
{
	struct calendar *calendar = arena_push(w->arena, &read->calendar);

	*calendar = (struct calendar){.method = (int)method,
		.uid = "uid-of-anna@samlad",
		.attendee = ANNAS,
		.partstat = partstat};
	return calendar;
}

static struct ask *invited(struct world *w, int64_t member)
{
	const struct ask *ask = put_ask(w, ASK_ATTENDANCE, member, SPRING);
	struct ask *copy = (struct ask *)(uintptr_t)ask;

	copy->uid = member == ANNA ? "uid-of-anna@samlad" : "uid-of-another@samlad";
	return copy;
}

struct calendar_row {
	const char *name, *from, *sender, *sent_by;
	enum itip_method method;
	int partstat;
	enum answer_kind words;
	const char *stands, *letters, *looks;
};
static const struct calendar_row calendar_rows[] = {
	{"accepted", ANNAS, NULL, NULL, ITIP_REPLY, PARTSTAT_ACCEPTED, ANSWER_UNCLEAR, "yes", "-",
		"-"},
	{"declined", ANNAS, NULL, NULL, ITIP_REPLY, PARTSTAT_DECLINED, ANSWER_UNCLEAR, "no", "-",
		"-"},
	{"tentative", ANNAS, NULL, NULL, ITIP_REPLY, PARTSTAT_TENTATIVE, ANSWER_UNCLEAR, "maybe",
		"-", "-"},
	{"delegated: a no, and the leaders see it", ANNAS, NULL, NULL, ITIP_REPLY,
		PARTSTAT_DELEGATED, ANSWER_UNCLEAR, "no", "-", "colleague"},
	{"no action is no answer", ANNAS, NULL, NULL, ITIP_REPLY, PARTSTAT_NEEDS_ACTION,
		ANSWER_UNCLEAR, "-", "-", "-"},
	{"accepted with words that say no", ANNAS, NULL, NULL, ITIP_REPLY, PARTSTAT_ACCEPTED,
		ANSWER_NO, "-", "unclear>3", "-"},
	{"another time goes to the leaders", ANNAS, NULL, NULL, ITIP_COUNTER, PARTSTAT_TENTATIVE,
		ANSWER_UNCLEAR, "-", "question-forwarded>3", "counter"},
	{"her calendar gets its copy again", ANNAS, NULL, NULL, ITIP_REFRESH, -1, ANSWER_UNCLEAR,
		"-", "attendance-copy>3", "-"},
	{"sent by a colleague's hand of her domain", "sekr@kommun.example", NULL,
		"sekr@kommun.example", ITIP_REPLY, PARTSTAT_ACCEPTED, ANSWER_UNCLEAR, "yes",
		"attendance-receipt>3", "-"},
	{"sent by somebody elsewhere", "x@evil.example", NULL, "x@evil.example", ITIP_REPLY,
		PARTSTAT_DECLINED, ANSWER_UNCLEAR, "-", "doubt>3", "doubt"},
	{"sent by her calendar's own service", ANNAS, "calendar@google.example", NULL, ITIP_REPLY,
		PARTSTAT_ACCEPTED, ANSWER_UNCLEAR, "yes", "-", "-"},
	{"from another member", "bo@vc.example", NULL, NULL, ITIP_REPLY, PARTSTAT_DECLINED,
		ANSWER_UNCLEAR, "-", "doubt>3", "doubt"},
};

static void a_calendars_answer_counts_by_uid_and_sender(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(calendar_rows) / sizeof(calendar_rows[0]); i++) {
		const struct calendar_row *row = &calendar_rows[i];
		struct world w;
		world_init(&w);
		const struct ask *ask = invited(&w, ANNA);
		struct understanding *read = world_read(&w);
		calendar_says(&w, read, row->method, row->partstat)->sent_by = row->sent_by;
		world_says(&w, read, row->words, true);
		decide(&w, read, ask,
			(struct post){.from = row->from,
				.sender = row->sender,
				.evidence = EVIDENCE_STRONG});
		ask = newest(&w, ASK_ATTENDANCE, ANNA);
		if (strcmp(standing_of(ask), row->stands) != 0 ||
			strcmp(letters_of(&w), row->letters) != 0 ||
			strcmp(looks_of(&w), row->looks) != 0)
			fail_msg("%s: stands %s, letters %s, looks %s", row->name, standing_of(ask),
				letters_of(&w), looks_of(&w));
		world_done(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_calendars_answer_counts_by_uid_and_sender),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
