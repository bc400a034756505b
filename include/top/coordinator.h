/* SPDX-License-Identifier: MIT */
/*
 * The coordinator: the one that decides. It owns the state, asks the reader what a mail says, lets the desk and the
 * planner decide, and hands letters to the sender. It holds no secret and has no network.
 *
 * `run`, `run --once` and `simulate` all call coordinator_work(); only `run` waits between the calls.
 */
#ifndef SAMLAD_TOP_COORDINATOR_H
#define SAMLAD_TOP_COORDINATOR_H

#include "base/chance.h"
#include "base/fault.h"
#include "outward/config.h"
#include "outward/store.h"

struct coordinator;

/* What `simulate` prints and tests look at; all may be NULL. Nothing in it can change what happens. */
struct coordinator_watcher {
	void *context;
	/* After a decision was committed. read is NULL for a tick of the clock. */
	void (*decided)(void *context, const struct network *network, instant now, const struct understanding *read,
		const struct effects *fx);
};

struct coordinator_settings {
	const struct config *config;
	const char *config_path; /* handed on to the roles */
	const char *templates;	 /* folder, or NULL */
	struct starter *starter; /* of the roles, made before any box; NULL: the coordinator makes its own */
	instant now;		 /* when it is opened */
	uint64_t seed;		 /* 0: the kernel's randomness */
	bool once;		 /* waits for the sender instead of coming back later */
	bool watch_clock;	 /* one that jumps stops what nobody asked for; not where the time is made up */
	struct coordinator_watcher watcher;
};

/* Opens the state (locked by the caller), the Maildirs, loads templates. Roles are started when first needed. */
int coordinator_new(const struct coordinator_settings *settings, struct coordinator **ret_coordinator, struct fault *fault);
void coordinator_free(struct coordinator *coordinator); /* ends the roles */
struct store *coordinator_store(struct coordinator *coordinator);
const char *coordinator_state(const struct coordinator *coordinator); /* its directory */

/*
 * One round: all waiting mail in order, then what is due, then sending; again until nothing changes. ret_next: when
 * something will be due by itself. Trouble with one mail or the sender is logged and kept for later; an error is
 * what no later round would mend by itself (the state can't be written), with words.
 */
int coordinator_work(struct coordinator *coordinator, instant now, instant *ret_next, struct fault *fault);

/* The mailboxes of the config in their order, for the loop and for `run --once`. */
size_t coordinator_boxes(const struct coordinator *coordinator);
/* Starts a mailbox's fetcher where it has one that does not run; 0 where there is none. */
int coordinator_fetch_start(struct coordinator *coordinator, size_t box, struct fault *fault);
/* Takes what the fetcher tells, waiting for at most timeout_ms; tells it which mails were handled. -EPIPE: it ended.
 * Errors of the store are returned; ret_news, set whatever comes back: mails came. */
int coordinator_fetch_take(struct coordinator *coordinator, size_t box, int timeout_ms, bool *ret_news, struct fault *fault);
/* All that there is has been fetched, or it can't be for the time being. */
bool coordinator_fetch_is_well(const struct coordinator *coordinator, size_t box);
bool coordinator_fetch_has_trouble(const struct coordinator *coordinator, size_t box);
/* Handled mails that its server doesn't know of yet. */
bool coordinator_fetch_is_behind(const struct coordinator *coordinator, size_t box);
/* -1 for what there is not. */
int coordinator_fetch_fd(const struct coordinator *coordinator, size_t box);
int coordinator_watch_fd(struct coordinator *coordinator, size_t box); /* readable when a mail comes; the caller's */

/* For the loop: readable when there is more to do before ret_next; -1 for what there is not. */
int coordinator_sender_fd(const struct coordinator *coordinator);
/* Nothing is done by the clock until the administrator has said `samlad release`, or all mail has been read again. */
bool coordinator_holds(const struct coordinator *coordinator);
/* Nothing new is begun: the round ends after the mail in hand. */
void coordinator_stop(struct coordinator *coordinator);

#endif
