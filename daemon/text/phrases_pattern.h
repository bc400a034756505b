/* SPDX-License-Identifier: MIT */
/* One PCRE2 pattern with its limits: the only place that knows the library. For phrases.c alone. */
#ifndef SAMLAD_TEXT_PHRASES_PATTERN_H
#define SAMLAD_TEXT_PHRASES_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct phrase_match;
struct str;
struct pattern_room;

struct pattern {
	const char *source; /* borrowed */
	void *code;
};

/* What a match writes into, with the limits that every match has. Never NULL. */
struct pattern_room *pattern_room_new(void);
void pattern_room_free(struct pattern_room *room); /* NULL is fine */

/* 0, or -EINVAL with the library's words and the place added to wrong. */
int pattern_init(struct pattern *pattern, const char *source, struct str *wrong);
void pattern_done(struct pattern *pattern);
/* Sets all of ret_match but its language; false also where a limit was met. here: only what begins
 * at from. */
bool pattern_match(const struct pattern *pattern, struct pattern_room *room, const char *text,
	size_t bytes, size_t from, bool here, struct phrase_match *ret_match);
/* The line, from 1, of a phrases file in which the pattern stands, or 0. */
int pattern_find_line(const char *file, size_t bytes, const char *source);

#endif
