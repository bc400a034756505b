/* SPDX-License-Identifier: MIT */
/* The two Maildirs of a season: for season.c. */
#ifndef SAMLAD_TESTS_SUPPORT_SEASON_MAIL_H
#define SAMLAD_TESTS_SUPPORT_SEASON_MAIL_H

#include "support/season.h"

void season_make_boxes(struct season *season);
/* Reads what came into the outbox since the last time. */
void season_collect(struct season *season);
/* The letter of these bytes. */
struct season_letter season_read_letter(
	struct arena *arena, const char *file, const char *raw, size_t bytes);
/* A whole mail; `header` are whole lines. Its Message-ID is made of `number`. */
const char *season_whole_mail(struct arena *arena, const char *from, const char *to,
	const char *subject, const char *header, const char *body, unsigned int number,
	const char *now);
/* Her plain answer to it as a whole mail. */
const char *season_answer_mail(struct arena *arena, const struct season_letter *letter,
	const char *from, const char *words, unsigned int number, const char *now);

#endif
