/* SPDX-License-Identifier: MIT */
/* What the files of an absence share. */
#ifndef SAMLAD_TEXT_ABSENCE_PARTS_H
#define SAMLAD_TEXT_ABSENCE_PARTS_H

#include "base/str.h"
#include "base/when.h"
#include "text/phrases.h"

struct arena;

struct search {
	const struct phrasebook *book;
	const char *text;
	size_t bytes;
	day mail_day;
	struct str *explain; /* or NULL */
};

/* Whom to turn to meanwhile, as written; NULL where nobody is named. */
const char *absence_find_deputy(struct arena *arena, const struct search *search);

#endif
