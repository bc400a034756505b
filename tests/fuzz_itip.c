/* floor: text */
/* SPDX-License-Identifier: MIT */
/* seeds: mails/calendars mails/findings/itip */
/* Any calendar, however broken, gives events that the wall lets through, and gives each once. */
#include "base/understanding_json.h"
#include "fuzz_book.h"
#include "text/invite_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct understanding read = {.subject = "", .reply = "", .date = INSTANT_NONE}, *back;
	const char *text = fuzz_text(arena, data, bytes);

	invite_read(arena, text, bytes % 2 ? "REPLY" : NULL, &read);
	size_t n = read.calendar.n;
	assert(n <= INVITE_EVENTS_MOST);
	invite_read(arena, text, bytes % 2 ? "REPLY" : NULL, &read);
	assert(read.calendar.n == n);
	understanding_fit(arena, &read);
	const char *json = understanding_to_json(arena, &read, NULL, false);
	int r = understanding_from_json(arena, json, strlen(json), &back, NULL);
	assert(r == 0);
	return 0;
}
