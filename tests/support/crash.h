/* SPDX-License-Identifier: MIT */
/*
 * A season that is killed and cut off. Its stages (an import, a Monday with mails) are played once
 * undisturbed while a ledger notes every call that makes something durable or visible. Each such
 * call is then a point at which
 *
 *   a kill ends the role that makes it, before the call or with half of it done, and the program
 *   is run again;
 *   a power cut ends everything, leaves of the state what the disk surely has (and, by a seed, any
 *   part of the rest), and the program is run again;
 *
 * and the outcome (outcome.h) must be that of the undisturbed run, each letter having arrived, and
 * twice only if it was in flight. The clock stands still in each stage, for all processes.
 */
#ifndef SAMLAD_TESTS_SUPPORT_CRASH_H
#define SAMLAD_TESTS_SUPPORT_CRASH_H

#include "support/disk.h"
#include "support/office.h"
#include "support/outcome.h"
#include "support/season.h"

struct crash;

struct crash_stage {
	const char *name;
	const char *now; /* RFC 3339 */
	void (*prepare)(struct season *season); /* puts mails; NULL: none */
	const char *words[4]; /* the command, run again after a kill */
};

/* How mail comes and goes. */
enum crash_way {
	CRASH_MAILDIR, /* Maildirs both ways */
	CRASH_MOVED, /* IMAP and SMTP; handled mail is moved to a folder */
	CRASH_DELETED, /* the same, deleted */
	CRASH_WAYS
};
extern const char *const crash_way_names[CRASH_WAYS];

struct crash_point {
	const struct ledger_record *record;
	size_t used; /* of the ledger before it */
	struct office_state *office; /* as it was then */
};

struct crash {
	struct season season;
	char aside[SCRATCH_PATH]; /* copies of the state, the ledger, the certificate */
	struct ledger *ledger;
	struct office *office; /* NULL: Maildirs */
	/* the stage at hand */
	const struct crash_stage *stage;
	struct arena *arena; /* its own */
	struct office_state office_before, office_after;
	const char *wanted;
	LIST_OF(struct crash_point) points;
	struct disk *disk; /* as far as the last cut played it */
	size_t played;
	size_t doubled; /* letters that arrived twice so far, each allowed to */
};

/* program: NULL, or another samlad than the one under test. */
void crash_begin(struct crash *crash, enum crash_way way, const char *program);
void crash_end(struct crash *crash); /* also of one that never began, or was ended */

/* Plays the stage undisturbed; fails the test if the ledger lacks something that was done. */
void crash_stage_begin(struct crash *crash, const struct crash_stage *stage);
/* Leaves the state as the undisturbed run left it. */
void crash_stage_end(struct crash *crash);

/* NULL when the outcome is the wanted one; else what is wrong, in words that live with the stage.
 */
const char *crash_kill(struct crash *crash, const struct crash_point *point, bool torn);
/* Points in rising order. seed 0: all that was not synced is lost. */
const char *crash_cut(struct crash *crash, const struct crash_point *point, uint64_t seed);
/* After the last point, with nothing run again: what was decided and sent must be on the disk. */
const char *crash_cut_end(struct crash *crash);
/* Whether the point's call can be half done. */
bool crash_can_be_torn(const struct crash_point *point);
/* Whether a cut that loses all leaves something else here than at the point before. */
bool crash_cut_differs(struct crash *crash, const struct crash_point *point);

#endif
