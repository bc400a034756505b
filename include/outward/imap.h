/* SPDX-License-Identifier: MIT */
/*
 * An IMAP4rev1 mailbox (RFC 3501, with IDLE 2177, UIDPLUS 4315, MOVE 6851 where the server has
 * them), read without ever touching \Seen: people read the same box.
 *
 * Errors: -EACCES the log-in was refused · -EKEYREJECTED the certificate · -ENOENT no such folder ·
 * -EIO the server said no · -EOPNOTSUPP it cannot · -ESTALE another UIDVALIDITY since the select ·
 * anything else: the connection is lost or out of step. After any of them but -ENOENT, -EIO and
 * -EOPNOTSUPP nothing but imap_close() may follow. Words of the server in a fault are plain ASCII.
 */
#ifndef SAMLAD_OUTWARD_IMAP_H
#define SAMLAD_OUTWARD_IMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/when.h"

struct fault;
struct imap;
struct server;
struct str;

struct imap_folder {
	uint32_t uidvalidity;
	uint32_t uidnext; /* 0: the server does not say */
	uint32_t exists;
	bool read_only;
};

enum imap_ability { IMAP_IDLE, IMAP_UIDPLUS, IMAP_MOVE, IMAP_ABILITIES };

struct imap_uids {
	uint32_t *at; /* rising, none twice */
	size_t n;
	size_t cap;
};

/* Connects, encrypts (demanded), logs in. */
int imap_open(const struct server *server, struct imap **ret_imap, struct fault *fault);
void imap_close(struct imap *imap); /* says LOGOUT without waiting for the answer; NULL is fine */
bool imap_can(const struct imap *imap, enum imap_ability ability);
/* One line about server, certificate and abilities, for `check`. */
void imap_describe(const struct imap *imap, struct str *text);

/*
 * folder: UTF-8, its levels parted by "/" ("INBOX", "Behandlat/År 2027"). It goes over the wire in
 * modified UTF-7, with the server's own delimiter and below its prefix for personal folders.
 */
int imap_select(
	struct imap *imap, const char *folder, struct imap_folder *ret_folder, struct fault *fault);
/* Lets a server that speaks only when spoken to tell what is new. */
int imap_poll(struct imap *imap, struct fault *fault);

/* UIDs of least and above (servers that answer `n:*` with the last mail below n are corrected). */
int imap_find_above(struct imap *imap, struct arena *arena, uint32_t least,
	struct imap_uids *ret_uids, struct fault *fault);
/* UIDs of mails that arrived on that day or later, by the server's own calendar. */
int imap_find_since(struct imap *imap, struct arena *arena, day since, struct imap_uids *ret_uids,
	struct fault *fault);
/* The highest UID there is; 0 in an empty folder. */
int imap_find_last(struct imap *imap, uint32_t *ret_uid, struct fault *fault);

/*
 * Whether the server has told of new mail since the last search began. IDLE doesn't tell that
 * again, so search once more before waiting.
 */
bool imap_has_news(const struct imap *imap);

/* Where fetched mails go. Callbacks return 0 or -errno, which ends the fetch (and the connection).
 */
struct imap_sink {
	int (*bytes)(
		void *context, const char *bytes, size_t n); /* of the mail that is under way */
	/* That mail is whole. arrived: INTERNALDATE, or INSTANT_NONE. */
	int (*mail)(void *context, uint32_t uid, instant arrived);
	void *context;
};

/*
 * Streams the mails with these UIDs, whole and in flat memory, in the server's order; those that
 * are gone are left out. -ECANCELED when the sink ended it: the sink knows why.
 */
int imap_fetch(struct imap *imap, const uint32_t *uids, size_t n, const struct imap_sink *sink,
	struct fault *fault);

/*
 * Waits in IDLE until something is new (returns 1), wake_fd becomes readable or the time is over
 * (0). News that came beside the server's `+` is not lost. -EOPNOTSUPP when the server refuses to
 * idle.
 */
int imap_idle(struct imap *imap, int wake_fd, int timeout_ms, struct fault *fault);

/* What becomes of handled mails. Those that are gone already are no error. */
int imap_delete(struct imap *imap, const uint32_t *uids, size_t n, struct fault *fault);
/* Makes the folder when it is missing. */
int imap_move(
	struct imap *imap, const uint32_t *uids, size_t n, const char *folder, struct fault *fault);

/* For `samlad check`: logs in, looks at the inbox, changes nothing. The finding goes to text. */
int imap_check(const struct server *server, struct str *text, struct fault *fault);

/* Modified UTF-7 (RFC 3501 section 5.1.3) of a UTF-8 name. */
char *imap_name_in(struct arena *arena, const char *folder);

static inline void imap_closep(struct imap **imap)
{
	imap_close(*imap);
}
#define _cleanup_imap_ __attribute__((cleanup(imap_closep)))

#endif
