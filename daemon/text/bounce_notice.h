/* SPDX-License-Identifier: MIT */
/* The words of a delivery notice, without the mail that it returns. For the files bounce*.c alone.
 */
#ifndef SAMLAD_TEXT_BOUNCE_NOTICE_H
#define SAMLAD_TEXT_BOUNCE_NOTICE_H

#include <stdbool.h>

#include "base/understanding.h"
#include "text/mail.h"

struct phrasebook;
struct str;

struct recipients {
	LIST_OF(const char *) all;
	bool bystanders; /* count too */
};

struct notice {
	LIST_OF(const char *) lines; /* trimmed of line ends; HTML's as text */
	const char *text; /* the same, joined, at most 16 KiB */
	bool says_delayed;
};

struct notice *notice_read(
	struct arena *arena, const struct phrasebook *book, const struct mail *mail);
/*
 * Recipients by the forms that the notice's lines have, best forms first, each with what the notice
 * says of it. families: how many of sure, probable, likely may be used; the last is for mail from a
 * mail system alone.
 */
void notice_bounces(struct arena *arena, const struct phrasebook *book, const struct mail *mail,
	const struct notice *notice, unsigned families, struct understanding *understanding,
	struct str *explain);
/* What the notice says of one recipient, up to where it speaks of another of the bounces. */
const char *notice_about(struct arena *arena, const struct notice *notice, const char *recipient,
	const struct recipients *others);
/* Adds a bounce, or makes a soft one of the same recipient hard. */
void bounce_add(
	struct arena *arena, struct understanding *understanding, const struct bounce *bounce);

#endif
