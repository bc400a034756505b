/* SPDX-License-Identifier: MIT */
/*
 * What the processes of one run do to files and say to each other, call by call, in memory that
 * they share with the test. The preloaded library (crashat.c) counts each call by its role, ends a
 * role at a chosen one, and where it is asked to writes down what each call changed; disk.h plays
 * that back as far as a power cut leaves it.
 *
 * A call is one of write, pwrite, writev, send, sendto, sendmsg, fsync, fdatasync, ftruncate,
 * rename, link, unlink, rmdir, mkdir, and an open that makes or empties a file: all that makes
 * something durable or visible to another process.
 */
#ifndef SAMLAD_TESTS_SUPPORT_LEDGER_H
#define SAMLAD_TESTS_SUPPORT_LEDGER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LEDGER_FILE "LEDGER_FILE" /* names, in the environment, the file that holds it */
#define LEDGER_BYTES ((size_t)32 << 20)
#define LEDGER_KILLED 137 /* the exit status of a role that was ended */

enum ledger_role {
	ROLE_COORDINATOR, /* and every command that is no role */
	ROLE_STARTER,
	ROLE_FETCHER,
	ROLE_SENDER,
	ROLE_READER,
	ROLE_CHILD, /* of the reader, one a mail: they are counted on */
	LEDGER_ROLES
};

/* What a call did. Files and directories by their inode's number. */
enum ledger_deed {
	DEED_SAY, /* nothing that a disk keeps: a socket, or a call that failed */
	DEED_MAKE, /* in directory `at` the entry `data`, a new file `what` */
	DEED_MAKE_DIRECTORY, /* the same, a directory */
	DEED_LINK, /* in directory `at` the entry `data` for the file `what` */
	DEED_UNLINK, /* from directory `at` the entry `data` */
	DEED_RENAME, /* from `at` to `to`; data: both names, each with its NUL */
	DEED_WRITE, /* file `what`, `data` at offset `where` */
	DEED_CUT, /* file `what` to `where` bytes */
	DEED_SYNC, /* `what`, a file's bytes or a directory's entries */
};

struct ledger_record {
	uint32_t bytes; /* with its data, a multiple of 8 */
	uint32_t n; /* bytes of data */
	uint32_t number; /* of that role's calls, from 1 */
	uint8_t role;
	uint8_t deed;
	char call[14];
	uint64_t at, to, what, where;
	char data[];
};

struct ledger {
	/* given by the test */
	int64_t now; /* what the clock shows; 0: the real time */
	bool recording;
	uint32_t kill_role, kill_at; /* before that role's call of this number; 0: never */
	bool torn; /* what it writes there is written half first */
	/* kept by the processes */
	pthread_mutex_t lock; /* robust: a role may be killed while it holds it */
	uint32_t calls[LEDGER_ROLES];
	size_t used; /* of the records below, for reading: stays on a record's edge */
	_Alignas(8) char records[];
};

/* The records from offset `from` on, one after the other: NULL at the end. */
static inline const struct ledger_record *ledger_at(const struct ledger *ledger, size_t from)
{
	return from < ledger->used ? (const void *)(ledger->records + from) : NULL;
}

#endif
