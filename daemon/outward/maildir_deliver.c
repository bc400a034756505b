/* SPDX-License-Identifier: MIT */
/*
 * Delivery, quarantine and watching.
 *
 * A mail is delivered when publish and sync have answered 0: the file's bytes are synced before it
 * gets its name in new/, the directory after. The name is the caller's and means the same mail
 * every time, so whoever is not sure whether a delivery went through repeats it: what is there, in
 * new/ or in cur/, stays.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "maildir_inside.h"
#include "outward/file.h"
#include "outward/folder.h"

int maildir_begin(struct maildir *maildir, const char *base, int *ret_fd, struct fault *fault)
{
	if (!maildir_base_is_valid(base))
		return fault_set(fault, -EINVAL, "`%.80s` is no name for a mail's file", base);
	if (unlinkat(maildir->tmp, base, 0) < 0 && errno != ENOENT)
		return fault_set(fault, -errno, "%s/tmp/%s can't be replaced: %s", maildir->path,
			base, strerror(errno));
	int fd = openat(
		maildir->tmp, base, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return fault_set(fault, -errno, "%s/tmp/%s can't be made: %s", maildir->path, base,
			strerror(errno));
	*ret_fd = fd;
	return 0;
}

int maildir_publish(struct maildir *maildir, const char *base, int fd, struct fault *fault)
{
	if (fsync(fd) < 0)
		return fault_set(fault, -errno, "%s/tmp/%s can't be made durable: %s",
			maildir->path, base, strerror(errno));
	int r = maildir_move(maildir->tmp, base, maildir->new, base);

	if (r == -EEXIST) {
		maildir_abandon(maildir, base);
		return fault_set(fault, r, "%s holds the mail %s already", maildir->path, base);
	}
	if (r < 0)
		return fault_set(
			fault, r, "%s/new/%s can't be made: %s", maildir->path, base, strerror(-r));
	return 0;
}

int maildir_abandon(struct maildir *maildir, const char *base)
{
	return unlinkat(maildir->tmp, base, 0) < 0 && errno != ENOENT ? -errno : 0;
}

int maildir_sync(struct maildir *maildir, struct fault *fault)
{
	if (fsync(maildir->new) < 0)
		return fault_set(fault, -errno, "%s/new can't be made durable: %s", maildir->path,
			strerror(errno));
	return 0;
}

static bool is_in_cur(struct maildir *maildir, const char *base)
{
	char name[MAILDIR_FILE_LIMIT_BYTES + 1];
	bool in_cur = false;

	return maildir_find(maildir, base, name, &in_cur) == 0 && in_cur;
}

int maildir_deliver(
	struct maildir *maildir, const char *base, const void *bytes, size_t n, struct fault *fault)
{
	int fd = -1;
	int r = is_in_cur(maildir, base) ? -EEXIST : maildir_begin(maildir, base, &fd, fault);

	if (r < 0)
		return r == -EEXIST ? 0 : r;
	r = file_write_all(fd, bytes, n);
	if (r < 0)
		fault_set(fault, r, "%s/tmp/%s can't be written: %s", maildir->path, base,
			strerror(-r));
	else
		r = maildir_publish(maildir, base, fd, fault);
	close(fd);
	if (r < 0 && r != -EEXIST) {
		maildir_abandon(maildir, base);
		return r;
	}
	return maildir_sync(
		maildir, fault); /* also when it was there: its move may not have been durable */
}

int maildir_remove(struct maildir *maildir, const char *base, struct fault *fault)
{
	char name[MAILDIR_FILE_LIMIT_BYTES + 1];
	bool in_cur = false;
	int r = maildir_find(maildir, base, name, &in_cur);

	if (r == 0 && unlinkat(in_cur ? maildir->cur : maildir->new, name, 0) < 0)
		r = -errno;
	if (r < 0)
		return fault_set(fault, r, "the mail %s in %s can't be removed: %s", base,
			maildir->path, strerror(-r));
	return 0;
}

struct cleaning {
	struct maildir *maildir;
	instant before;
};

static int clean_one(void *context, const char *name)
{
	const struct cleaning *cleaning = context;
	struct stat st;

	if (fstatat(cleaning->maildir->tmp, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		S_ISREG(st.st_mode) && st.st_mtime < cleaning->before &&
		unlinkat(cleaning->maildir->tmp, name, 0) < 0 && errno != ENOENT)
		return -errno;
	return 0;
}

int maildir_clean(struct maildir *maildir, instant before)
{
	struct cleaning cleaning = {.maildir = maildir, .before = before};

	return maildir_walk(maildir->tmp, clean_one, &cleaning);
}

/* The subfolder as Maildir++ has it, so that a mail client shows it; made when it is needed. */
static int open_quarantine(struct maildir *maildir, const char *part, int *ret_fd)
{
	static const char *const parts[] = {
		".quarantine", ".quarantine/tmp", ".quarantine/new", ".quarantine/cur"};

	for (size_t i = 0; i < 4; i++) {
		int r = folder_make(maildir->root, parts[i]);

		if (r < 0)
			return r;
	}
	int fd = openat(maildir->root, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return -errno;
	*ret_fd = fd;
	return 0;
}

int maildir_quarantine(struct maildir *maildir, struct arena *arena, struct maildir_mail *mail,
	struct fault *fault)
{
	char name[MAILDIR_FILE_LIMIT_BYTES + 1];
	const char *to = arena_printf(arena, "%s:2,", mail->base);
	int fd = -1;
	int r = open_quarantine(maildir, ".quarantine/cur", &fd);

	if (r < 0)
		return fault_set(
			fault, r, "%s/.quarantine can't be made: %s", maildir->path, strerror(-r));
	for (int tries = 0; tries < 3; tries++) {
		r = maildir_move(mail->in_cur ? maildir->cur : maildir->new, mail->name, fd, to);
		if (r == -EEXIST) { /* let out, delivered anew, and in again */
			to = arena_printf(arena, "%s.again:2,", mail->base);
			r = maildir_move(
				mail->in_cur ? maildir->cur : maildir->new, mail->name, fd, to);
		}
		if (r != -ENOENT || maildir_find(maildir, mail->base, name, &mail->in_cur) < 0)
			break;
		mail->name = arena_strdup(arena, name);
	}
	close(fd);
	if (r < 0)
		return fault_set(fault, r, "the mail %s in %s can't be put into quarantine: %s",
			mail->base, maildir->path, strerror(-r));
	return 0;
}

struct releasing {
	struct maildir *maildir;
	int quarantine;
	size_t n;
};

static int release_one(void *context, const char *name)
{
	struct releasing *releasing = context;
	char base[MAILDIR_FILE_LIMIT_BYTES + 1] = "";

	memcpy(base, name, maildir_base_length(name));
	int r = maildir_move(releasing->quarantine, name, releasing->maildir->new, base);

	releasing->n += r == 0;
	return r == -EEXIST || r == -ENOENT ? 0 : r;
}

int maildir_release(struct maildir *maildir, size_t *ret_n, struct fault *fault)
{
	static const char *const parts[] = {".quarantine/cur", ".quarantine/new"};
	struct releasing releasing = {.maildir = maildir};
	int r = 0;

	for (size_t i = 0; r == 0 && i < 2; i++) {
		releasing.quarantine =
			openat(maildir->root, parts[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (releasing.quarantine < 0)
			continue;
		r = maildir_walk(releasing.quarantine, release_one, &releasing);
		close(releasing.quarantine);
	}
	if (r < 0)
		return fault_set(fault, r, "%s/.quarantine can't be emptied: %s", maildir->path,
			strerror(-r));
	*ret_n = releasing.n;
	return 0;
}

int maildir_watch(struct maildir *maildir, int *ret_fd, struct fault *fault)
{
	static const char *const parts[] = {"new", "cur"};
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	int r = fd < 0 ? -errno : 0;

	for (size_t i = 0; r == 0 && i < 2; i++) {
		_cleanup_arena_ struct arena *arena = arena_new();

		/* a link in new/ is a creation, a file written in place is closed; a client moves
		 * within cur/ */
		if (inotify_add_watch(fd, arena_printf(arena, "%s/%s", maildir->path, parts[i]),
			    IN_MOVED_TO | IN_CREATE | IN_CLOSE_WRITE | IN_ONLYDIR) < 0)
			r = -errno;
	}
	if (r < 0) {
		if (fd >= 0)
			close(fd);
		return fault_set(fault, r, "the Maildir %s can't be watched: %s", maildir->path,
			strerror(-r));
	}
	*ret_fd = fd;
	return 0;
}

void maildir_watch_drain(int fd)
{
	char events[4096] __attribute__((aligned(__alignof__(struct inotify_event))));

	while (read(fd, events, sizeof(events)) > 0)
		;
}
