/* SPDX-License-Identifier: MIT */
/*
 * Mails that mean harm, each a shape that grows to any size: what parsers of mail, markup and
 * calendars are known to choke on, and what our own rules might.
 */
#ifndef SAMLAD_TESTS_SUPPORT_HOSTILE_H
#define SAMLAD_TESTS_SUPPORT_HOSTILE_H

#include <stddef.h>

struct hostile {
	const char *name;
	const char *asked; /* the words after --asked */
	const char *ending; /* of its file: eml or ics */
	/* The mail: `first`, then `grows` as often as fits, then `last`; in `grows`, # is the
	 * number of the repetition, counted from 0. */
	const char *first, *grows, *last;
};

extern const struct hostile hostiles[];
extern const size_t n_hostiles;

/* Writes the shape at about that size; the file's path must not be longer than PATH_MAX. */
void hostile_write(const struct hostile *shape, size_t bytes, const char *path);

#endif
