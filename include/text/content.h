/* SPDX-License-Identifier: MIT */
/*
 * Which of a mail's parts hold what: the one whose words are read, its calendars, its winmail.dat,
 * and what is attached and not read.
 */
#ifndef SAMLAD_TEXT_CONTENT_H
#define SAMLAD_TEXT_CONTENT_H

#include "text/mail.h"

struct body;
struct mask;
struct understanding;

struct content {
	const struct mail_part
		*text; /* the first text/plain that has words, else the first HTML; or NULL */
	const struct mail_part *html; /* beside a text/plain that was taken; or NULL */
	bool attachments;
};

/* Parts inside an attached message are somebody else's and not looked at. */
struct content content_find(struct arena *arena, const struct mail *mail);
/* The text's lines; of a mail without any, no lines. Identity numbers are masked, over lines' ends
 * too. Sets masked and warnings. */
struct body *content_body(struct arena *arena, const struct mail *mail,
	const struct content *content, const struct mask *mask,
	struct understanding *understanding);
/*
 * Reads text/calendar parts, .ics files and winmail.dat into understanding->calendar; of a delivery
 * report also the invitation that it returns, whose UID says which letter came back. What a
 * winmail.dat says of its own kind goes into ->auto_class.
 */
void content_calendar(
	struct arena *arena, const struct mail *mail, struct understanding *understanding);
/* Whether the part at index stands inside an attached message. */
bool part_is_inside_message(const struct mail *mail, size_t index);
/* Adds a warning once. */
void understanding_warn(
	struct arena *arena, struct understanding *understanding, const char *words);

#endif
