/* SPDX-License-Identifier: MIT */
/* What the fetcher_*.c files share. */
#ifndef SAMLAD_OUTWARD_FETCHER_INSIDE_H
#define SAMLAD_OUTWARD_FETCHER_INSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "outward/fetcher.h"
#include "outward/imap.h"

/* Mails that become durable together: enough to hide the cost of a sync, few enough to be soon at
 * the desk. */
#define BOX_MAILS_MOST 50

/* The Maildir, and the mails that lie in its tmp/ until the batch is committed. */
struct box {
	int maildir;
	const char *path;
	const char *mailbox;
	size_t mail_limit_bytes;
	uint32_t uidvalidity;
	struct {
		int fd;
		char name[160]; /* in new/ */
	} at[BOX_MAILS_MOST];
	size_t n;
	int under_way; /* the file that bytes go to; -1: none yet */
	size_t bytes; /* of it */
	instant last_arrived;
	struct fault fault; /* why a callback failed */
};

int box_open(struct box *box, const struct fetcher_settings *settings, struct fault *fault);
void box_close(struct box *box);
/* The sink that fills it. */
struct imap_sink box_sink(struct box *box);
/* Makes all of the batch durable in new/; ret_mails of them. */
int box_commit(struct box *box, size_t *ret_mails, struct fault *fault);
/* Throws the batch away. */
void box_abandon(struct box *box);

struct fetcher {
	const struct fetcher_settings *settings;
	struct wire *wire;
	struct fetcher_cursor cursor;
	struct box box;
	struct arena *arena; /* of the queue */
	LIST_OF(struct fetcher_mail) handled; /* told, not yet done on the server */
	bool asked; /* a look waits for its well */
	bool was_well; /* since the last trouble */
	char told[512]; /* the last trouble's words */
};

/* Takes what the coordinator has said. -EAGAIN: nothing more within the time; -EPIPE: it has closed
 * the wire. */
int fetcher_take(struct fetcher *fetcher, int timeout_ms);
int fetcher_tell_arrived(struct fetcher *fetcher, size_t mails);
int fetcher_tell_well(struct fetcher *fetcher);
/* Once for each new trouble. error decides whether somebody must mend the log-in. */
int fetcher_tell_trouble(struct fetcher *fetcher, int error, const struct fault *fault);

/*
 * One connection, from log-in until it is lost. Returns why it ended; -EPIPE when the wire did.
 * ret_was_well says whether everything was fetched at least once.
 */
int fetcher_session(struct fetcher *fetcher, bool *ret_was_well, struct fault *fault);

#endif
