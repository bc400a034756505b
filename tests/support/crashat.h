/* SPDX-License-Identifier: MIT */
/* Inside the preloaded library: counting, ending, writing down. */
#ifndef SAMLAD_TESTS_SUPPORT_CRASHAT_H
#define SAMLAD_TESTS_SUPPORT_CRASHAT_H

#include "support/ledger.h"

/* The ledger of this run; NULL: nobody wants one. */
struct ledger *crashat_ledger(void);

/* What becomes of the process in the call at hand; who dies before it never has a turn. */
enum fate { LIVES, DIES_WITHIN };
struct turn {
	enum fate fate;
	uint32_t role, number;
};
/* Counts one call; ends the process where that call is the chosen one, unless it can be torn. */
struct turn crashat_turn(bool can_be_torn);
_Noreturn void crashat_die(void);

/* The C library's own function behind ours. */
#define REAL(name)                                                                                 \
	({                                                                                         \
		static __typeof__(&name) real;                                                     \
		if (!real)                                                                         \
			*(void **)&real = dlsym(RTLD_NEXT, #name);                                 \
		real;                                                                              \
	})

/* ---- writing down: all of them leave errno as it was ---- */

/* Between these nobody else changes a file, so the ledger's order is the disk's. */
void record_begin(void);
void record_end(const struct turn *turn, const char *call, const struct ledger_record *what,
	const void *data, size_t n);
/* A call that changes no file; before it is made, for it may block. */
void record_say(const struct turn *turn, const char *call);

bool record_wanted(void);
/* The inode of a regular file or a directory; 0: the descriptor is something else. */
uint64_t record_inode(int fd);
/* The directory that the path's last name stands in, and that name; 0 and "": not to be had. */
struct record_place {
	uint64_t directory;
	const char *name;
};
struct record_place record_place(int fd, const char *path);
/* The inode that stands there; 0: none. */
uint64_t record_there(int fd, const char *path);

#endif
