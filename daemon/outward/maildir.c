/* SPDX-License-Identifier: MIT */
/*
 * Opening a Maildir, finding a mail in it, and taking it out of the way when it has been handled.
 *
 * Others work in the same directories at the same time. So every step works on open directories (a
 * renamed or replaced path can't lead elsewhere), never follows a link, never replaces a file, and
 * takes ENOENT as "somebody has moved it": then the mail is looked for by its base in cur/ and
 * new/. Filing away is not synced: when a crash undoes it the store still knows the mail as done,
 * and files it again.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "maildir_inside.h"
#include "outward/folder.h"

#define DIRECTORY_FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC)

static int open_part(int root, const char *name, bool make)
{
	int r = make ? folder_make(root, name) : 0;

	if (r < 0)
		return r;
	int fd = openat(root, name, DIRECTORY_FLAGS | O_NOFOLLOW);

	return fd < 0 ? -errno : fd;
}

static int open_parts(struct maildir *maildir, bool make)
{
	int *const parts[] = {&maildir->tmp, &maildir->new, &maildir->cur};
	static const char *const names[] = {"tmp", "new", "cur"};

	for (size_t i = 0; i < 3; i++) {
		*parts[i] = open_part(maildir->root, names[i], make);
		if (*parts[i] < 0)
			return *parts[i];
	}
	return 0;
}

/* The directories above it too: `mail/main` under a fresh state. */
static int make_path(const char *path)
{
	char *copy = strdup(path);

	if (copy == NULL)
		abort();
	int r = 0;

	for (char *at = copy + 1; r == 0 && *at != '\0'; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		r = folder_make(AT_FDCWD, copy);
		if (r == -EROFS || r == -EACCES)
			r = 0;
		*at = '/';
	}
	if (r == 0)
		r = folder_make(AT_FDCWD, copy);
	free(copy);
	return r;
}

int maildir_open(const char *path, bool make, struct maildir **ret_maildir, struct fault *fault)
{
	struct maildir *maildir = calloc(1, sizeof(*maildir));

	if (maildir == NULL)
		abort();
	maildir->root = maildir->new = maildir->cur = maildir->tmp = -1;
	maildir->path = strdup(path);
	int r = make ? make_path(path) : 0;

	if (r == 0) {
		maildir->root = open(path, DIRECTORY_FLAGS);
		r = maildir->root < 0 ? -errno : open_parts(maildir, make);
	}
	if (r < 0) {
		maildir_close(maildir);
		return fault_set(fault, r, "the Maildir %s can't be %s: %s%s", path,
			make ? "made" : "opened", strerror(-r),
			r == -ENOENT ? " (a Maildir has the folders new, cur and tmp)" : "");
	}
	*ret_maildir = maildir;
	return 0;
}

void maildir_close(struct maildir *maildir)
{
	if (maildir == NULL)
		return;
	int fds[] = {maildir->root, maildir->new, maildir->cur, maildir->tmp};

	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
		if (fds[i] >= 0)
			close(fds[i]);
	free(maildir->path);
	free(maildir);
}

size_t maildir_base_length(const char *name)
{
	const char *flags = strstr(name, ":2,");

	return flags == NULL ? strlen(name) : (size_t)(flags - name);
}

uint64_t maildir_number(const char *base)
{
	size_t n = strspn(base, "0123456789");

	return n == 0 || n > 19 ? UINT64_MAX : strtoull(base, NULL, 10);
}

int maildir_move(int from_fd, const char *from, int to_fd, const char *to)
{
	if (renameat2(from_fd, from, to_fd, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -errno;
	if (linkat(from_fd, from, to_fd, to, 0) <
		0) /* file systems that know no RENAME_NOREPLACE */
		return -errno;
	return unlinkat(from_fd, from, 0) < 0 ? -errno : 0;
}

int maildir_walk(int directory, int (*each)(void *context, const char *name), void *context)
{
	int fd = openat(directory, ".", DIRECTORY_FLAGS);
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);
	int r = 0;

	if (stream == NULL) {
		r = -errno;
		if (fd >= 0)
			close(fd);
		return r;
	}
	for (;;) {
		errno = 0;
		struct dirent *entry = readdir(stream);

		if (entry == NULL) {
			r = -errno;
			break;
		}
		if (entry->d_name[0] == '.')
			continue;
		r = each(context, entry->d_name);
		if (r != 0)
			break;
	}
	closedir(stream);
	return r;
}

struct sought {
	const char *base;
	size_t n;
	char *name;
};

static int compare_name(void *context, const char *name)
{
	struct sought *sought = context;

	if (maildir_base_length(name) != sought->n || memcmp(name, sought->base, sought->n) != 0)
		return 0;
	memcpy(sought->name, name, strlen(name) + 1);
	return 1;
}

int maildir_find(const struct maildir *maildir, const char *base,
	char ret_name[MAILDIR_FILE_LIMIT_BYTES + 1], bool *ret_in_cur)
{
	struct sought sought = {.base = base, .n = strlen(base), .name = ret_name};

	/* new first: who moves goes from new to cur, so one that leaves in between is met in cur */
	for (int cur = 0; cur < 2; cur++) {
		int r = maildir_walk(cur ? maildir->cur : maildir->new, compare_name, &sought);

		if (r < 0)
			return r;
		if (r > 0) {
			*ret_in_cur = cur == 1;
			return 0;
		}
	}
	return -ENOENT;
}

/* Does something with the mail's file, and once more where it is now when it has been moved
 * meanwhile. */
static int follow(struct maildir *maildir, struct arena *arena, struct maildir_mail *mail,
	int (*act)(struct maildir *maildir, const struct maildir_mail *mail))
{
	char name[MAILDIR_FILE_LIMIT_BYTES + 1];
	int r = -ENOENT;

	for (int tries = 0; tries < 3; tries++) {
		r = act(maildir, mail);
		if (r != -ENOENT)
			return r;
		r = maildir_find(maildir, mail->base, name, &mail->in_cur);
		if (r < 0)
			return r;
		mail->name = arena_strdup(arena, name);
	}
	return r;
}

static int open_file(struct maildir *maildir, const struct maildir_mail *mail)
{
	struct stat st;
	int fd = openat(mail->in_cur ? maildir->cur : maildir->new, mail->name,
		O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0)
		return errno == ELOOP ? -EINVAL : -errno;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	close(fd);
	return -EINVAL;
}

int maildir_open_mail(struct maildir *maildir, struct arena *arena, struct maildir_mail *mail,
	int *ret_fd, struct fault *fault)
{
	int fd = follow(maildir, arena, mail, open_file);

	if (fd < 0)
		return fault_set(fault, fd, "the mail %s in %s can't be opened: %s", mail->base,
			maildir->path, fd == -EINVAL ? "it is no regular file" : strerror(-fd));
	*ret_fd = fd;
	return 0;
}

static int file_away(struct maildir *maildir, const struct maildir_mail *mail)
{
	char seen[MAILDIR_FILE_LIMIT_BYTES + 1];

	if (mail->in_cur)
		return faccessat(maildir->cur, mail->name, F_OK, AT_SYMLINK_NOFOLLOW) < 0 ? -errno
											  : 0;
	snprintf(seen, sizeof(seen), "%s:2,S", mail->base);
	int r = maildir_move(maildir->new, mail->name, maildir->cur, seen);

	/* in cur already: the one in new is a copy that was delivered once more */
	if (r == -EEXIST)
		r = unlinkat(maildir->new, mail->name, 0) < 0 ? -errno : 0;
	return r;
}

int maildir_file_away(struct maildir *maildir, struct arena *arena, struct maildir_mail *mail,
	struct fault *fault)
{
	int r = follow(maildir, arena, mail, file_away);

	if (r < 0)
		return fault_set(fault, r, "the mail %s in %s can't be filed away: %s", mail->base,
			maildir->path, strerror(-r));
	if (!mail->in_cur) {
		mail->in_cur = true;
		mail->name = arena_printf(arena, "%s:2,S", mail->base);
	}
	return 0;
}
