/* SPDX-License-Identifier: MIT */
/*
 * Plain structs as JSON and back, by a table of their members: what an understanding crosses the box's wall
 * with. A slot says under which key a member goes, what it holds, and how much of it is too much; writing,
 * strict reading and cutting to size all walk the same rows, so they cannot disagree.
 *
 * Lists are those of arena.h's LIST_OF().
 */
#ifndef SAMLAD_BASE_RECORD_H
#define SAMLAD_BASE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/words.h"

struct fault;
struct str;

enum slot_holds {
	HOLDS_TEXT,    /* const char *; NULL is null where SLOT_NULL, else "" */
	HOLDS_WORD,    /* an enum, or int that is -1 for null where SLOT_NULL */
	HOLDS_INT,     /* int, or null for the number before `from` where SLOT_NULL */
	HOLDS_INT64,   /* int64_t */
	HOLDS_FLAG,    /* bool */
	HOLDS_DAY,     /* day; DAY_NONE is null */
	HOLDS_INSTANT, /* instant as seconds; INSTANT_NONE is null */
	HOLDS_RECORD,  /* struct pointer; NULL is null */
	HOLDS_TEXTS,   /* list of const char * */
	HOLDS_INTS,    /* list of int */
	HOLDS_RECORDS, /* list of structs */
	HOLDS_PAIRS,   /* list of {enum; const char *}, an object by the enum's words */
};

#define SLOT_PUBLIC 1 /* also in what `samlad understand` prints */
#define SLOT_NULL 2
#define SLOT_LATER 4 /* may be missing: what an older samlad has stored lacks it; then the value stays as it is, zero */

struct slot {
	const char *key;
	enum slot_holds holds;
	size_t offset;
	unsigned int flags;
	size_t most_bytes; /* of each text */
	size_t most;	   /* entries of a list */
	int64_t from, to;  /* of a number */
	enum vocabulary words;
	const struct record *record;
};

struct record {
	size_t bytes; /* of the struct */
	size_t n;
	const struct slot *slots;
};

/* An element of HOLDS_PAIRS; the structs that are listed so are laid out alike. */
struct record_pair {
	int word;
	const char *text;
};

/* Any LIST_OF(), copied out of and into the struct by its bytes. */
struct record_list {
	void *at;
	size_t n;
	size_t cap;
};

/* Adds `{"key": value, …}` without line end. */
void record_write(struct str *str, const struct record *record, const void *value, bool public_only);
/* The same without the braces, for whoever writes keys of his own before. */
void record_write_members(struct str *str, const struct record *record, const void *value, bool public_only);
/* Adds a JSON string with its quotes, "" for NULL. */
void record_write_text(struct str *str, const char *text);

/*
 * Reads one object with exactly the record's keys into a new struct. -EBADMSG with the key named for anything
 * else: a key too many or too few or twice, a wrong type, a text that is not utf8_is_clean() or too long, a list
 * too long, a number out of its range, a word that is none.
 */
int record_read(struct arena *arena, const struct record *record, const char *json, size_t bytes,
	void **ret_value, struct fault *fault);
/* Opens what reading needs (the kernel's randomness), to be called once before a box is closed. */
void record_prepare(void);

/* Makes every text clean and everything as short as record_read() wants it, by cutting. */
void record_fit(struct arena *arena, const struct record *record, void *value);

#endif
