/* SPDX-License-Identifier: MIT */
/* What the simulation's files share. */
#ifndef SAMLAD_SIMULATE_INSIDE_H
#define SAMLAD_SIMULATE_INSIDE_H

#include "base/chance.h"
#include "letters/node.h"
#include "outward/csv.h"
#include "top/coordinator.h"
#include "top/simulate.h"
#include "top/simulate_mail.h"

struct phrasebook;
struct templates;

/* ---- simulate_values.c ---- */
const struct node *simulate_values(struct arena *arena, const struct simulate_mail *mail);

/* ---- simulate_stage.c: the folder that a season is played in ---- */
struct stage {
	struct arena *arena;
	const char *folder; /* absolute */
	const char *templates; /* the templates folder, absolute */
	const char *config_path;
	struct config *config;
	const struct network *network;
	int lock; /* on the state */
};
int stage_set(const struct simulate_settings *settings, struct arena *arena,
	struct stage *ret_stage, struct fault *fault);
void stage_leave(struct stage *stage);
/* A file of templates/simulate/, ending with a NUL. */
int stage_read(const struct stage *stage, struct arena *arena, const char *name,
	const char **ret_text, size_t *ret_bytes, struct fault *fault);

/* ---- simulate_cast.c: who answers what ---- */
struct player {
	struct simulate_person person;
	const char *program; /* shape of her mails */
	bool leader;
};
struct cast {
	struct arena *arena;
	const struct script *script;
	uint64_t seed;
	LIST_OF(struct player) players;
	LIST_OF(int) times; /* how often rule i was met by player j: i * players.n + j */
};
/* What somebody does about a letter. */
struct part_played {
	const struct player *player;
	const struct script_block *block;
	const char *shape, *words;
	int64_t delay_s;
};
struct parts_played {
	LIST_OF(struct part_played) list;
};
int cast_new(struct arena *arena, const struct network *network, const struct csv_members *members,
	const struct script *script, uint64_t seed, struct cast **ret_cast, struct fault *fault);
/* "eva" or "eva.lund", the part of an address before @; NULL. */
const struct player *cast_find(const struct cast *cast, const char *name);
void cast_answer(struct cast *cast, struct arena *arena, const struct simulate_letter *letter,
	day today, struct parts_played *ret_parts);

/* ---- simulate_post.c: mails on their way to the network ---- */
struct post_item {
	instant due;
	int number;
	const char *bytes;
	size_t n_bytes;
};
struct post_office {
	struct arena *arena;
	const struct stage *stage;
	struct simulate_person network; /* whom they write to */
	struct maildir *inbox;
	uint64_t seed;
	int written;
	LIST_OF(struct post_item) waiting;
};
int post_open(struct post_office *post, const struct stage *stage, struct arena *arena,
	uint64_t seed, struct fault *fault);
void post_close(struct post_office *post);
/* Renders the mail and keeps it until it is due; `as = Name <address>` in the block writes in
 * another's name. */
int post_write(struct post_office *post, const struct simulate_mail *mail, const char *shape,
	struct fault *fault);
instant post_next(const struct post_office *post); /* INSTANT_NEVER: nothing waits */
int post_deliver(struct post_office *post, instant now, struct fault *fault);

/* ---- simulate_tell.c: the timeline ---- */
struct tell {
	FILE *out;
	bool terminal;
	const struct network *network;
	const struct cast *cast;
	instant from, until;
	day day; /* of the lines gathered */
	int routine[ANSWER_KINDS], calendar, absences; /* counted since */
	int shown[ANSWER_KINDS], calendar_told, absences_told; /* one by one, all in all */
	int mails, letters;
	int answers, asked_back;
};
void tell_begin(
	struct tell *tell, const struct stage *stage, instant from, instant until, size_t members);
void tell_decided(void *context, const struct network *network, instant now,
	const struct understanding *read, const struct effects *fx);
void tell_progress(struct tell *tell, instant now);
void tell_end(struct tell *tell);

/* ---- simulate_facts.c: what was done, in a few words ---- */
/* "" when there is nothing to tell. */
const char *facts_words(
	struct arena *arena, const struct network *network, const struct effects *fx);

/* ---- simulate_season.c: the leaders' and strangers' own mails ---- */
struct season {
	const struct script *script;
	instant from, until;
	size_t next_block; /* the first not yet written */
};
int season_begin(const struct stage *stage, const struct script *script, struct season *ret_season,
	struct fault *fault);
/* INSTANT_NEVER past the last. */
instant season_next(const struct season *season, const struct zone *zone);

/* ---- simulate.c ---- */
struct simulation {
	struct arena *arena;
	const char *named; /* the folder, as the caller calls it */
	struct stage stage;
	struct cast *cast;
	struct season season;
	struct post_office post;
	struct tell tell;
	struct coordinator *coordinator;
	struct maildir *outbox;
	struct phrasebook *book;
	struct templates *templates;
	LIST_OF(struct simulate_letter *) letters;
};

/* ---- simulate_people.c ---- */
/* The letters in outbox/new: what is answered, and when; then they are filed away as read. */
int read_letters(struct simulation *s, instant now, struct fault *fault);
/* A block of the season that is due at that time. */
int write_of_own_accord(
	struct simulation *s, const struct script_block *block, instant at, struct fault *fault);

/* ---- simulate_end.c ---- */
/* The report, and what the season came to: out of its own state, as `status` has it. */
int season_end(struct simulation *s, struct fault *fault);

#endif
