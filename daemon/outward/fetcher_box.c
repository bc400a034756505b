/* SPDX-License-Identifier: MIT */
/*
 * Fetched mails become files: written to tmp/ as the bytes come, then a batch at once made durable,
 * renamed into new/, and new/ made durable. Only then may the cursor move.
 *
 * The disk is asked to begin writing as soon as a mail is whole, so the syncs at the end find
 * little left to do. Names in tmp/ are the mailbox's and a number, so what a killed fetcher left
 * there is written over and nothing piles up. What is longer than the ceiling is cut: its beginning
 * is still a mail.
 */
#include "fetcher_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "outward/file.h"

#define MAIL_LIMIT_BYTES ((size_t)64 << 20)

/* A descriptor of the Maildir, made when missing with its three folders; or -errno. */
static int open_maildir(const char *maildir)
{
	static const char *const folders[] = {"tmp", "new", "cur"};

	if (mkdir(maildir, 0700) < 0 && errno != EEXIST)
		return -errno;

	int dir = open(maildir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0)
		return -errno;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		if (mkdirat(dir, folders[i], 0700) < 0 && errno != EEXIST) {
			int error = errno;

			close(dir);
			return -error;
		}
	}
	return dir;
}

/* Makes what was renamed into new/ durable. */
static int sync_new(int maildir)
{
	int fd = openat(maildir, "new", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	int r = fd < 0 || fsync(fd) < 0 ? -errno : 0;

	if (fd >= 0)
		close(fd);
	return r;
}

int box_open(struct box *box, const struct fetcher_settings *settings, struct fault *fault)
{
	int dir = open_maildir(settings->maildir);

	if (dir < 0)
		return fault_set(fault, -ENOSPC, "the Maildir %s cannot be used: %s",
			settings->maildir, strerror(-dir));
	*box = (struct box){.maildir = dir,
		.path = settings->maildir,
		.mailbox = settings->mailbox,
		.mail_limit_bytes = settings->mail_limit_bytes > 0 ? settings->mail_limit_bytes
								   : MAIL_LIMIT_BYTES,
		.under_way = -1};
	return 0;
}

void box_close(struct box *box)
{
	box_abandon(box);
	close(box->maildir);
}

#define TMP_NAME_BYTES 160
static void tmp_name(const struct box *box, size_t i, char ret_name[TMP_NAME_BYTES])
{
	snprintf(ret_name, TMP_NAME_BYTES, "tmp/%.64s.%zu.samlad", box->mailbox, i);
}

/* The disk's refusals are all -ENOSPC, so that none is taken for one of the server's. */
static int explain(struct box *box, const char *doing, int error, struct fault *fault)
{
	return fault_set(fault, -ENOSPC, "cannot %s in the Maildir %s: %s%s", doing, box->path,
		strerror(-error),
		error == -ENOSPC || error == -EDQUOT ? " (make room on that disk)" : "");
}

static int begin_mail(struct box *box)
{
	char name[TMP_NAME_BYTES];

	if (box->n == BOX_MAILS_MOST)
		return fault_set(&box->fault, -EPROTO, "the server sends mails nobody asked for");
	tmp_name(box, box->n, name);
	box->bytes = 0;
	box->under_way = openat(
		box->maildir, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	return box->under_way >= 0 ? 0 : explain(box, "make a file", -errno, &box->fault);
}

static int on_bytes(void *context, const char *bytes, size_t n)
{
	struct box *box = context;
	size_t room;
	int r = box->under_way < 0 ? begin_mail(box) : 0;

	if (r < 0)
		return r;
	room = box->mail_limit_bytes - box->bytes;
	if (n > room)
		n = room;
	r = file_write_all(box->under_way, bytes, n);
	box->bytes += n;
	return r == 0 ? 0 : explain(box, "write a mail", r, &box->fault);
}

static int on_mail(void *context, uint32_t uid, instant arrived)
{
	struct box *box = context;
	int r = box->under_way < 0 ? begin_mail(box) : 0;

	if (r < 0)
		return r;
	if (arrived == INSTANT_NONE || arrived < 0)
		arrived = clock_now();
	/* a server's clock that runs ahead must not make us look for mail of tomorrow */
	if (arrived > box->last_arrived && arrived <= clock_now())
		box->last_arrived = arrived;
	sync_file_range(box->under_way, 0, 0, SYNC_FILE_RANGE_WRITE);
	snprintf(box->at[box->n].name, sizeof(box->at[0].name),
		"%010lld.V%uU%010u.%.64s.samlad,S=%zu", (long long)arrived,
		(unsigned)box->uidvalidity, (unsigned)uid, box->mailbox, box->bytes);
	box->at[box->n++].fd = box->under_way;
	box->under_way = -1;
	return 0;
}

struct imap_sink box_sink(struct box *box)
{
	return (struct imap_sink){.bytes = on_bytes, .mail = on_mail, .context = box};
}

int box_commit(struct box *box, size_t *ret_mails, struct fault *fault)
{
	int r = 0;

	for (size_t i = 0; i < box->n && r == 0; i++)
		r = fsync(box->at[i].fd) < 0 ? -errno : 0;
	for (size_t i = 0; i < box->n && r == 0; i++) {
		char from[TMP_NAME_BYTES], to[TMP_NAME_BYTES + 8];

		tmp_name(box, i, from);
		snprintf(to, sizeof(to), "new/%s", box->at[i].name);
		r = renameat(box->maildir, from, box->maildir, to) < 0 ? -errno : 0;
	}
	if (r == 0 && box->n > 0)
		r = sync_new(box->maildir);
	*ret_mails = box->n;
	box_abandon(box);
	return r == 0 ? 0 : explain(box, "keep the mails", r, fault);
}

void box_abandon(struct box *box)
{
	char name[TMP_NAME_BYTES];

	if (box->under_way >= 0) {
		box->at[box->n < BOX_MAILS_MOST ? box->n : BOX_MAILS_MOST - 1].fd = box->under_way;
		box->n += box->n < BOX_MAILS_MOST ? 1 : 0;
	}
	for (size_t i = 0; i < box->n; i++) {
		close(box->at[i].fd);
		tmp_name(box, i, name);
		unlinkat(box->maildir, name, 0); /* gone already when it was renamed */
	}
	box->under_way = -1;
	box->n = 0;
}
