/* floor: text */
/* SPDX-License-Identifier: MIT */
/* seeds: mails/whole mails/reports mails/findings/mail */
/* Any bytes give an understanding that the wall lets through: as a mail, as a calendar, with and
 * without a question. */
#include "base/understanding_json.h"
#include "fuzz_book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct questions asked = {.n = 1,
		.language = "sv",
		.mail_day = 20800,
		.is_leader = bytes % 3 == 0,
		.own_address = bytes % 5 ? "natverk@fou.example" : NULL};
	enum mail_format format = bytes % 7 == 0 ? MAIL_ICS : MAIL_EML;
	struct understanding *back;

	asked.at[0] = (struct question){
		.kind = (enum ask_kind)(bytes % ASK_KINDS), .about = DAY_NONE, .n_options = 3};
	struct mail_in_hand *mail = understand_open(arena, fuzz_book(), format, data, bytes, NULL);
	const struct understanding *read = understand_words(mail, bytes % 2 ? &asked : NULL);
	const char *json = understanding_to_json(arena, read, NULL, false);
	int r = understanding_from_json(arena, json, strlen(json), &back, NULL);
	assert(r == 0);
	return 0;
}
