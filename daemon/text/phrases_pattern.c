/* SPDX-License-Identifier: MIT */
/*
 * Patterns come from our own files, but what they are run on comes from strangers, so every match
 * has limits on steps, depth and heap. A pattern that meets one is no match: its text stays what
 * she wrote, which is the harmless side.
 *
 * Subjects are valid UTF-8 already (the face says so), hence no check at each match: with it, a
 * walk over one text by many matches would be quadratic. No JIT: the box forbids making code.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "phrases_pattern.h"

#include <errno.h>
#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "text/phrases.h"

#define MATCH_LIMIT 10000
#define DEPTH_LIMIT 1000
#define HEAP_LIMIT_KIB 1024

struct pattern_room {
	pcre2_match_data *data;
	pcre2_match_context *context;
};

struct pattern_room *pattern_room_new(void)
{
	struct pattern_room *room = calloc(1, sizeof(*room));

	if (!room)
		abort();
	room->data = pcre2_match_data_create(PHRASE_CAPTURES, NULL);
	room->context = pcre2_match_context_create(NULL);
	if (!room->data || !room->context)
		abort();
	pcre2_set_match_limit(room->context, MATCH_LIMIT);
	pcre2_set_depth_limit(room->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(room->context, HEAP_LIMIT_KIB);
	return room;
}

void pattern_room_free(struct pattern_room *room)
{
	if (!room)
		return;
	pcre2_match_data_free(room->data);
	pcre2_match_context_free(room->context);
	free(room);
}

int pattern_init(struct pattern *pattern, const char *source, struct str *wrong)
{
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_MULTILINE;
	PCRE2_SIZE where;
	int error;

	pattern->source = source;
	pattern->code = pcre2_compile(
		(PCRE2_SPTR)source, PCRE2_ZERO_TERMINATED, options, &error, &where, NULL);
	if (pattern->code)
		return 0;
	PCRE2_UCHAR words[256];
	pcre2_get_error_message(error, words, sizeof(words));
	str_printf(wrong, "%s, at byte %zu", (const char *)words, (size_t)where);
	return -EINVAL;
}

void pattern_done(struct pattern *pattern)
{
	pcre2_code_free(pattern->code);
	pattern->code = NULL;
}

bool pattern_match(const struct pattern *pattern, struct pattern_room *room, const char *text,
	size_t bytes, size_t from, bool here, struct phrase_match *ret_match)
{
	int n = pcre2_match(pattern->code, (PCRE2_SPTR)text, bytes, from,
		PCRE2_NO_UTF_CHECK | (here ? PCRE2_ANCHORED : 0), room->data, room->context);
	if (n < 0)
		return false;
	/* 0: more groups than there is room for; those that fit are set. */
	size_t groups = n == 0 ? PHRASE_CAPTURES : (size_t)n;
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(room->data);
	ret_match->pattern = pattern->source;
	ret_match->start = at[0];
	ret_match->end = at[1];
	for (size_t i = 0; i < PHRASE_CAPTURES; i++) {
		bool set = i < groups && at[2 * i] != PCRE2_UNSET;
		ret_match->capture_start[i] = set ? at[2 * i] : SIZE_MAX;
		ret_match->capture_end[i] = set ? at[2 * i + 1] : SIZE_MAX;
	}
	return true;
}

/* Whether the line, its backslashes taken away as lexicon.h says, holds the pattern from at on. */
static bool stands_at(const char *at, const char *end, const char *source)
{
	for (; *source; source++) {
		if (at < end && *at == '\\' && at + 1 < end && strchr("|#\\", at[1]))
			at++;
		if (at >= end || *at++ != *source)
			return false;
	}
	return true;
}

int pattern_find_line(const char *file, size_t bytes, const char *source)
{
	int line = 1;

	for (const char *at = file, *end = file + bytes; at < end; at++) {
		if (stands_at(at, end, source))
			return line;
		line += *at == '\n';
	}
	return 0;
}
