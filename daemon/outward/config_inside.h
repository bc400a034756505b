/* SPDX-License-Identifier: MIT */
/*
 * The parts of the config's reader, for its own files alone: scan (what libconfuse would take in
 * silence), tree (what the file says, with its lines), keys (tables: each key, its kind, its
 * default), values (text to value), check (what only shows when all is known).
 */
#ifndef SAMLAD_OUTWARD_CONFIG_INSIDE_H
#define SAMLAD_OUTWARD_CONFIG_INSIDE_H

#include "outward/config.h"

struct config_key;

struct config_setting {
	const struct config_key *key;
	const char *value; /* UTF-8 without control characters */
	int line;
};
struct config_section {
	const struct config_family *family;
	const char *title; /* NULL for the file itself and for submission */
	int line; /* on which it opens */
	const void *identity;
	LIST_OF(struct config_setting) settings; /* a list's values one by one, in order */
};
struct config_tree {
	const char *file;
	LIST_OF(struct config_section) sections; /* the first is the file itself */
};

/* What a value is turned into: the section's struct, and what has been read before it. */
struct config_taking {
	struct arena *arena;
	struct config *config;
	const char *templates;
	void *target;
	struct fault *fault; /* words that say more than the row's `allowed`, or left empty */
};
struct config_key {
	const char *name;
	int (*take)(const struct config_taking *taking, const struct config_key *key,
		const char *value);
	size_t offset; /* in the section's struct */
	const char *allowed; /* "`key` is ALLOWED" */
	const char *const *words;
	const char *fallback; /* NULL: none, the value stays zero */
	bool required;
	bool list;
};
enum config_family_index {
	CONFIG_ROOT,
	CONFIG_MAILBOX,
	CONFIG_SUBMISSION,
	CONFIG_NETWORK,
	CONFIG_FAMILIES
};
struct config_family {
	const char *name;
	const struct config_key *keys;
	size_t n_keys;
	bool titled;
};
extern const struct config_family config_families[CONFIG_FAMILIES];

/*
 * Blanks comments out (same bytes, same lines) and refuses what libconfuse takes in silence or at
 * the wrong line: an open brace or quote, stray characters, variables. ret_lines: on which each
 * section opens.
 */
struct config_lines {
	LIST_OF(int) list;
};
int config_scan(struct arena *arena, const char *name, char *text, size_t bytes,
	struct config_lines *ret_lines, struct fault *fault);
int config_read_tree(struct arena *arena, const char *name, const char *text,
	const struct config_lines *lines, struct config_tree *ret_tree, struct fault *fault);

/* The line of a key in a section, or 0 when it isn't there. */
int config_line(const struct config_section *section, const char *key);
/* -EINVAL with "FILE:LINE: …". */
int config_fault(struct fault *fault, const struct config_tree *tree, int line, const char *format,
	...) __attribute__((format(printf, 4, 5)));

/* What holds between values. */
int config_check_mailbox(const struct config_tree *tree, const struct config_section *section,
	struct mailbox *mailbox, struct fault *fault);
int config_check_submission(const struct config_tree *tree, const struct config_section *section,
	struct submission *submission, struct fault *fault);
int config_check_networks(
	const struct config_tree *tree, const struct config *config, struct fault *fault);

#define TAKES(name)                                                                                \
	int name(const struct config_taking *taking, const struct config_key *key,                 \
		const char *value)
TAKES(config_take_text);
TAKES(config_take_path); /* relative to `state` */
TAKES(config_take_absolute);
TAKES(config_take_state);
TAKES(config_take_address);
TAKES(config_take_leader);
TAKES(config_take_sector);
TAKES(config_take_flag); /* words[0] is false, words[1] true; without words yes, no, true, false,
			    on, off */
TAKES(config_take_choice); /* the number of its word */
TAKES(config_take_url); /* words: the scheme that begins with TLS, the one that demands STARTTLS,
			   their ports */
TAKES(config_take_https);
TAKES(config_take_day);
TAKES(config_take_handled);
TAKES(config_take_trusted);
TAKES(config_take_language);
TAKES(config_take_zone);
TAKES(config_take_hold);
TAKES(config_take_delay);
TAKES(config_take_hours);
TAKES(config_take_alert);
TAKES(config_take_budget);
TAKES(config_take_holidays);

#endif
