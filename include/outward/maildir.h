/* SPDX-License-Identifier: MIT */
/*
 * A Maildir (https://cr.yp.to/proto/maildir.html): the one way in, and in the embedded default the
 * way out.
 *
 * We share it: a local MTA or the fetcher delivers, a person's client reads, moves and flags the
 * same mails. So a mail is known by its base, the name without ":2,FLAGS", and is looked for again
 * when it is not where it was. Names are strangers' bytes: one that is no plain text is given one
 * that is, before anybody else sees it.
 */
#ifndef SAMLAD_OUTWARD_MAILDIR_H
#define SAMLAD_OUTWARD_MAILDIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/when.h"

struct arena;
struct fault;
struct maildir;

#define MAILDIR_NAME_LIMIT_BYTES 200 /* of a base */

/* Makes it (0700) when asked to and not there. -ENOENT, -ENOTDIR, -EACCES… with words. */
int maildir_open(const char *path, bool make, struct maildir **ret_maildir, struct fault *fault);
void maildir_close(struct maildir *maildir); /* NULL is fine */
static inline void maildir_closep(struct maildir **maildir)
{
	maildir_close(*maildir);
}
#define _cleanup_maildir_ __attribute__((cleanup(maildir_closep)))

struct maildir_mail {
	const char *base; /* what it is known by */
	const char *name; /* of its file at the moment */
	bool in_cur;
	uint64_t number; /* that begins the name; UINT64_MAX where none does */
};

/* Whether a mail is wanted; NULL: every one. */
struct maildir_filter {
	bool (*wants)(void *context, const char *base, bool in_cur);
	void *context;
};

/*
 * The first `most` wanted mails of new/ and cur/, in order: by number, then by base. Memory is
 * bounded by `most` however big the directory is. A mail that stands in both is taken once.
 */
int maildir_list(struct maildir *maildir, struct arena *arena, const struct maildir_filter *filter,
	size_t most, struct maildir_mail **ret_mails, size_t *ret_n, struct fault *fault);

/*
 * Opens for reading, following the mail when somebody's client has moved or flagged it; then mail
 * is brought up to date. -ENOENT when it is really gone, -EINVAL for what is no regular file.
 */
int maildir_open_mail(struct maildir *maildir, struct arena *arena, struct maildir_mail *mail,
	int *ret_fd, struct fault *fault);
/* Handled: from new/ to cur/ with the flag S. What stands in cur/ is left as it is. Repeating it
 * does no harm. */
int maildir_file_away(struct maildir *maildir, struct arena *arena, struct maildir_mail *mail,
	struct fault *fault);
/* For good, from new/ or cur/. -ENOENT when it is in neither. */
int maildir_remove(struct maildir *maildir, const char *base, struct fault *fault);
/* To the subfolder .quarantine, out of the way of every scan; and all of it back to new/. */
int maildir_quarantine(struct maildir *maildir, struct arena *arena, struct maildir_mail *mail,
	struct fault *fault);
int maildir_release(struct maildir *maildir, size_t *ret_n, struct fault *fault);

/*
 * Delivery in steps, so that one sync may serve a batch: begin gives an empty file in tmp/
 * (replacing what a crash left there), publish makes it durable and moves it to new/ under the
 * base, sync makes the moves durable. A base that is in new/ already is left as it is: publish
 * answers -EEXIST, which means "done before". One that a reader has moved to cur/ is not looked for
 * (that may be a big directory): who needs that uses maildir_deliver().
 */
int maildir_begin(struct maildir *maildir, const char *base, int *ret_fd, struct fault *fault);
int maildir_publish(struct maildir *maildir, const char *base, int fd,
	struct fault *fault); /* fd stays the caller's */
int maildir_abandon(struct maildir *maildir, const char *base);
int maildir_sync(struct maildir *maildir, struct fault *fault);
/* All of it for one mail. 0 also when it was there before, in new/ or in cur/. */
int maildir_deliver(struct maildir *maildir, const char *base, const void *bytes, size_t n,
	struct fault *fault);
/* Letters, digits and "-_.,=+@%", no leading dot, at most MAILDIR_NAME_LIMIT_BYTES. */
bool maildir_base_is_valid(const char *base);

/* Removes what lies in tmp/ since before that instant, as the format asks (36 hours). */
int maildir_clean(struct maildir *maildir, instant before);

/* A non-blocking descriptor that becomes readable when a mail comes; drain it, then list. The
 * caller closes it. */
int maildir_watch(struct maildir *maildir, int *ret_fd, struct fault *fault);
void maildir_watch_drain(int fd);

#endif
