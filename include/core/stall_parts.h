/* SPDX-License-Identifier: MIT */
/*
 * What the files of the stall reasons share. A reason is a row of the table in stall.c: a function that looks at one
 * project (or, once, at the network: project NULL) and adds a stall or a wait. To add one: the word in stall.h, a row, a
 * function in a file stall_<what>.c, and the phrase `stall.<word>` in each language's `subjects`.
 */
#ifndef SAMLAD_CORE_STALL_PARTS_H
#define SAMLAD_CORE_STALL_PARTS_H

#include "core/stall.h"

struct stall_look {
	const struct snapshot *snapshot;
	const struct project *project; /* NULL: the network */
	struct project_count count;    /* of the project */
	instant now;
	day today;
	struct arena *arena;
	struct stalls *found;
};

void stall_understaffed(struct stall_look *look);
void stall_sector_missing(struct stall_look *look);
void stall_lost_volunteers(struct stall_look *look);
void stall_nobody_holds_it(struct stall_look *look);
void stall_silent(struct stall_look *look);
void stall_stuck(struct stall_look *look);
void stall_taken_by_leaders(struct stall_look *look);
void stall_no_meeting(struct stall_look *look);

/* One more stall, with an empty view for its evidence. */
struct stall *stall_add(struct stall_look *look, enum stall_reason reason, day since, int severity);
void stall_wait(struct stall_look *look, const struct member *member);
bool stall_is_away(const struct stall_look *look, const struct member *member);
/* The day on which so long a delay after `from` is over, weeks 28 to 31 and Christmas week not counted. */
day stall_due(const struct stall_look *look, day from, struct delay delay);
/* The sectors that the project wants and has nobody from, as rows "missing" with name, first and last. How many. */
int stall_missing_sectors(const struct stall_look *look, struct view *view);

#endif
