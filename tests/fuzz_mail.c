/* floor: text */
/* SPDX-License-Identifier: MIT */
/* seeds: mails */
/* Any bytes give an understanding that the wall lets through: as a mail, as a calendar, with and
 * without a question. */
#include <assert.h>
#include <stdint.h>

#include "base/understanding_json.h"
#include "mail_book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

/* Loaded once and only read; lives in its own arena, where a leak checker finds both. */
struct kept {
	struct arena *arena;
	struct phrasebook *book;
};

static const struct phrasebook *the_book(void)
{
	static struct kept *kept;

	if (!kept) {
		struct arena *arena = arena_new();
		kept = arena_make(arena, struct kept);
		*kept = (struct kept){.arena = arena, .book = mail_book_new(arena)};
	}
	assert(kept->book);
	return kept->book;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct questions asked = {
		.n = 1, .language = "sv", .mail_day = 20800, .is_leader = bytes % 3 == 0};
	enum mail_format format = bytes % 7 == 0 ? MAIL_ICS : MAIL_EML;
	struct understanding *back;

	asked.at[0] = (struct question){
		.kind = (enum ask_kind)(bytes % ASK_KINDS), .about = DAY_NONE, .n_options = 3};
	struct mail_in_hand *mail = understand_open(arena, the_book(), format, data, bytes, NULL);
	const struct understanding *read = understand_words(mail, bytes % 2 ? &asked : NULL);
	const char *json = understanding_to_json(arena, read, NULL, false);
	int r = understanding_from_json(arena, json, strlen(json), &back, NULL);
	assert(r == 0);
	return 0;
}
