/* SPDX-License-Identifier: MIT */
/*
 * A small network for the orders' tests: two leaders, four members, one group with a contact, one
 * meeting to come. Monday 1 February 2027, 09.00.
 */
#ifndef SAMLAD_TESTS_ORDER_NETWORK_H
#define SAMLAD_TESTS_ORDER_NETWORK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/effects.h"

enum { EVA = 1, KARIN, ANNA, BO, SIV, LENA, SPRING, GROUP, FIRST_FREE = 100 };

struct world {
	struct arena *arena;
	struct network network;
	struct snapshot *snapshot;
	struct effects fx; /* of the last step */
	instant now;
};

static inline const struct zone *world_zone(struct arena *arena)
{
	FILE *file = fopen("/usr/share/zoneinfo/Europe/Stockholm", "rb");
	char *bytes = arena_alloc(arena, 65536);

	assert_non_null(file);
	size_t n = fread(bytes, 1, 65536, file);
	fclose(file);
	const struct zone *zone = zone_parse(arena, "Europe/Stockholm", bytes, n);
	assert_non_null(zone);
	return zone;
}

static inline struct member *world_member(struct world *w, int64_t id, const char *name,
	const char *given_name, const char *address, int sector, const char *language)
{
	struct member *member = arena_push(w->arena, &w->snapshot->members);

	*member = (struct member){.id = id,
		.name = name,
		.given_name = given_name,
		.organisation = "",
		.sector = sector,
		.language = language,
		.paused_until = DAY_NONE,
		.away_until = DAY_NONE,
		.first_letter = INSTANT_NONE,
		.last_heard = INSTANT_NONE,
		.last_asked = INSTANT_NONE,
		.last_bounce = DAY_NONE};
	*arena_push(w->arena, &member->addresses) = address;
	return member;
}

static inline struct ask *world_ask(
	struct world *w, enum ask_kind kind, int64_t member, int64_t topic, enum answer_kind answer)
{
	struct ask *ask = arena_push(w->arena, &w->snapshot->asks);

	*ask = (struct ask){.id = w->snapshot->next_id++,
		.kind = kind,
		.member = member,
		.topic = kind == ASK_SIGNUP ? 0 : topic,
		.put = w->now - DAY_S,
		.reminded = INSTANT_NONE,
		.closed = INSTANT_NONE,
		.uid = "uid@samlad"};
	if (kind == ASK_SIGNUP)
		*arena_push(w->arena, &ask->offers) = topic;
	ask->answer.at = answer == ANSWER_UNCLEAR ? INSTANT_NONE : w->now - HOUR_S;
	ask->answer.kind = answer;
	ask->before.at = INSTANT_NONE;
	return ask;
}

static inline void world_settings(struct world *w)
{
	static const struct sector sectors[] = {{"äldreomsorg", "elder care"},
		{"primärvård", "primary care"}, {"specialistvård", "specialist care"},
		{"privata utförare", "private providers"}};
	struct network *network = &w->network;

	*network = (struct network){.slug = "elder-care",
		.name = "Nätverket för äldre",
		.address = "natverk@fou.example",
		.language = "sv",
		.zone = world_zone(w->arena),
		.phone = "018-00 00 00",
		.first_letter = true,
		.hold_s = 600,
		.workdays = 0x1f,
		.opens_s = 7 * HOUR_S + 1800,
		.closes_s = 17 * HOUR_S,
		.holidays = "SE",
		.attendance_reminder = {21, DELAY_DAYS},
		.preview_expires = {7, DELAY_DAYS}};
	for (size_t i = 0; i < 4; i++)
		*arena_push(w->arena, &network->sectors) = sectors[i];
	*arena_push(w->arena, &network->leaders) = "eva@fou.example";
	*arena_push(w->arena, &network->leaders) = "karin@fou.example";
}

static inline void world_things(struct world *w)
{
	struct meeting *meeting = arena_push(w->arena, &w->snapshot->meetings);
	struct project *project = arena_push(w->arena, &w->snapshot->projects);

	*meeting = (struct meeting){.id = SPRING,
		.title = "Vårmöte om utskrivning",
		.start = instant_parse("2027-03-09T13:00:00+01:00"),
		.end = instant_parse("2027-03-09T16:00:00+01:00"),
		.place = "FoU-centrum, sal 2",
		.link = "",
		.text = "",
		.ordered_by = EVA,
		.called = w->now - DAY_S,
		.moved = INSTANT_NONE,
		.numbers_told = INSTANT_NONE,
		.details_told = INSTANT_NONE,
		.agenda_called = INSTANT_NONE,
		.agenda_drafted = INSTANT_NONE,
		.rehearsed = INSTANT_NONE};
	*project = (struct project){.id = GROUP,
		.title = "Kartlägg korttidsvården",
		.aim = "ta reda på vilka platser som finns",
		.product = "en sida per kommun",
		.after = "",
		.text = "",
		.stuck = "",
		.wanted = 4,
		.hours = 6,
		.until = day_parse("2027-05-31"),
		.contact = SIV,
		.contact_agreed = true,
		.made = w->now - 20 * DAY_S,
		.called = w->now - 20 * DAY_S,
		.started = INSTANT_NONE,
		.paused_until = DAY_NONE,
		.taken_until = DAY_NONE,
		.last_progress = INSTANT_NONE,
		.progress_asked = INSTANT_NONE,
		.stuck_since = DAY_NONE,
		.rehearsed = INSTANT_NONE};
}

static inline void world_init(struct world *w)
{
	*w = (struct world){.arena = arena_new()};
	w->now = instant_parse("2027-02-01T09:00:00+01:00");
	world_settings(w);
	w->snapshot = arena_make(w->arena, struct snapshot);
	w->snapshot->network = &w->network;
	w->snapshot->next_id = FIRST_FREE;
	w->snapshot->state = (struct network_state){.live = true,
		.first_order = INSTANT_NONE,
		.last_alert = DAY_NONE,
		.hold_until = DAY_NONE,
		.worked = INSTANT_NONE,
		.due = INSTANT_NONE,
		.outage_told = INSTANT_NONE};
	*arena_push(w->arena, &w->snapshot->state.alert_rows) = GROUP;
	world_member(w, EVA, "Eva Ek", "Eva", "eva@fou.example", 2, "sv")->role = ROLE_LEADER;
	world_member(w, KARIN, "Karin Dal", "Karin", "karin@fou.example", 0, "sv")->role =
		ROLE_LEADER;
	world_member(w, ANNA, "Anna Berg", "Anna", "anna@kommun.example", 0, "sv");
	world_member(w, BO, "Bo Lind", "Bo", "bo@vc.example", 1, "sv");
	world_member(w, SIV, "Siv Dal", "Siv", "siv@kommun.example", 0, "sv");
	world_member(w, LENA, "Lena Ek", "Lena", "lena@hospital.example", 2, "en");
	world_things(w);
}

static inline void world_done(struct world *w)
{
	arena_free(w->arena);
}

#endif
