/* SPDX-License-Identifier: MIT */
/*
 * Why a project does not move: computed from the snapshot and the clock, never stored. Reasons are rows of a table.
 * An explained absence is a wait and no stall; holidays alone stall nothing.
 */
#ifndef SAMLAD_CORE_STALL_H
#define SAMLAD_CORE_STALL_H

#include "core/draft.h"
#include "core/snapshot.h"

enum stall_reason {
	STALL_UNDERSTAFFED, STALL_NOBODY_HOLDS_IT, STALL_SECTOR_MISSING, STALL_SILENT, STALL_STUCK, STALL_OVERDUE_TASK,
	STALL_LOST_VOLUNTEERS, STALL_NO_MEETING, STALL_TAKEN_BY_LEADERS,
	STALL_REASONS
};
/* understaffed nobody-holds-it sector-missing silent stuck overdue-task lost-volunteers no-meeting taken-by-leaders */
const char *stall_reason_text(enum stall_reason reason);
int stall_reason_from_text(const char *text);

struct stall {
	enum stall_reason reason;
	int64_t project;	/* 0: the network itself (no-meeting) */
	day since;		/* local date on which the reason first held */
	int severity;		/* 1-3 */
	struct view *evidence;	/* values for `subjects` key "stall.<reason>" */
};
/* A reason that would hold but for somebody's explained absence. */
struct wait {
	int64_t project;
	int64_t member;
	day until;
};
struct stalls {
	LIST_OF(struct stall) stalls; /* by project, worst first */
	LIST_OF(struct wait) waits;
};
void stalls_find(const struct snapshot *snapshot, instant now, struct arena *arena, struct stalls *ret_stalls);

#endif
