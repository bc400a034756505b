/* SPDX-License-Identifier: MIT */
/*
 * The role that fetches: it fills a Maildir from an IMAP folder, waits for more, and does with
 * handled mails on the server what the config says. It keeps nothing, and alone holds the mailbox's
 * secret.
 *
 *   coordinator → cursor {uidvalidity, last_uid, last_arrived}   first, once; zeros when never
 * begun fetcher     → arrived {uidvalidity, last_uid, last_arrived, mails}   these mails are
 * durable: commit the cursor coordinator → handled {uidvalidity, uid}   after its transaction
 *   fetcher     → filed {uidvalidity, uid}     the server has done it (or the mail is gone, or to
 * be kept) coordinator → look                         look now, also when in the middle of waiting
 * after a failure fetcher     → well                         all that there is has been fetched: at
 * the first round, after a trouble, and after each look fetcher     → trouble {text, login} once
 * for each new trouble; it tries again by itself
 *
 * A mail's file is named SECONDS.VuidvalidityUuid.MAILBOX.samlad,S=SIZE: the second at which it
 * arrived at the server (so it sorts among names that a local MTA gives), then its UID with leading
 * zeros. The same mail fetched twice has the same name. uid 0 in `handled` is refused.
 */
#ifndef SAMLAD_OUTWARD_FETCHER_H
#define SAMLAD_OUTWARD_FETCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outward/server.h"
#include "outward/wire.h"

/* IDLE is begun anew so often: RFC 2177 asks for 29 minutes, routers forget a way after five. */
#define FETCHER_IDLE_S 240

enum fetcher_handling { FETCHER_KEEP, FETCHER_DELETE, FETCHER_MOVE };

struct fetcher_settings {
	const char *mailbox; /* its name in the config: letters, digits, - and _ */
	struct server server;
	const char *folder; /* NULL: INBOX */
	const char *maildir; /* where the mails go; made when missing */
	bool begin_all; /* at the very first log-in take what is there; otherwise only what comes */
	enum fetcher_handling handling;
	const char *handled_folder; /* FETCHER_MOVE */
	/* 0 for each: the default */
	int idle_s; /* FETCHER_IDLE_S */
	int poll_s; /* 60: without IDLE */
	int back_off_ms; /* 1000, doubled up to 512 times as long, and up to a quarter more by chance */
	size_t mail_limit_bytes; /* 64 MiB: what is longer is cut, so that no mail fills the disk */
};

struct fetcher_cursor {
	int64_t uidvalidity;
	int64_t last_uid;
	int64_t last_arrived; /* seconds; of the last mail taken, or of the first log-in */
};

struct fetcher_arrived {
	int64_t uidvalidity;
	int64_t last_uid;
	int64_t last_arrived;
	int64_t mails; /* how many files are new; 0: only the cursor moved */
};

struct fetcher_mail {
	int64_t uidvalidity;
	int64_t uid;
};

struct fetcher_trouble {
	const char *text;
	bool login; /* the log-in or the certificate: somebody has to mend it */
};

extern const struct wire_shape fetcher_cursor_shape;
extern const struct wire_shape fetcher_arrived_shape;
extern const struct wire_shape fetcher_handled_shape; /* struct fetcher_mail */
extern const struct wire_shape fetcher_filed_shape; /* struct fetcher_mail */
extern const struct wire_shape fetcher_look_shape; /* no fields */
extern const struct wire_shape fetcher_well_shape; /* no fields */
extern const struct wire_shape fetcher_trouble_shape;

/* UIDVALIDITY and UID out of a file's name, for `handled`. False for a name that is not a
 * fetcher's. */
bool fetcher_parse_name(const char *name, struct fetcher_mail *ret_mail);

/* Runs until the wire is closed. 0, or -EBADMSG when the coordinator broke a shape. Owns wire_fd.
 */
int fetcher_run(int wire_fd, const struct fetcher_settings *settings);

#endif
