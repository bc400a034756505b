/* SPDX-License-Identifier: MIT */
/*
 * A letter into a Maildir: written below tmp/, made durable, renamed into new/, that made durable
 * too.
 *
 * The file's name is SECONDS.TOKEN.samlad: the second the letter was made, so that clients sort it
 * right, and its token, so that a second try after a crash finds the first one (in new/, or in cur/
 * where a mail client has moved it and added its flags) and writes nothing. A file left in tmp/ by
 * a killed try is written over: nobody else has that name. Lines end with LF, as local mail has
 * them.
 */
#include "outward/delivery.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/str.h"
#include "maildir_folders.h"

#define NAME_BYTES 128
#define LETTER_LIMIT_BYTES ((size_t)64 << 20)

static void later(struct delivery *delivery, const char *maildir, const char *doing, int error)
{
	delivery->result = DELIVERY_LATER;
	delivery->way_down = true;
	delivery->retry_after_s = 60;
	delivery_say(delivery, "cannot %s in the Maildir %s: %s%s", doing, maildir,
		strerror(-error),
		error == -ENOSPC || error == -EDQUOT ? " (make room on that disk)" : "");
}

/* In cur/ with any flags (":2,S") behind the name. */
static bool is_in_cur(int dir, const char *name)
{
	int fd = openat(dir, "cur", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *cur = fd >= 0 ? fdopendir(fd) : NULL;
	size_t bytes = strlen(name);
	bool found = false;

	for (struct dirent *e = cur ? readdir(cur) : NULL; e && !found; e = readdir(cur))
		found = strncmp(e->d_name, name, bytes) == 0 &&
			(e->d_name[bytes] == ':' || e->d_name[bytes] == '\0');
	if (cur)
		closedir(cur);
	return found;
}

static bool is_there(int dir, const char *name)
{
	char path[NAME_BYTES + 8];
	struct stat st;

	snprintf(path, sizeof(path), "new/%s", name);
	return fstatat(dir, path, &st, 0) == 0 || is_in_cur(dir, name);
}

/* Writes and makes durable; 0 or -errno. */
static int write_file(int dir, const char *path, const struct str *lines)
{
	_cleanup_fd_ int fd =
		openat(dir, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	int r = fd < 0 ? -errno : maildir_folders_write(fd, lines->at, lines->len);

	if (r < 0)
		return r;
	return fsync(fd) < 0 ? -errno : 0;
}

/* Into new/, where it is a letter. 0 or -errno. */
static int file_away(int dir, const char *tmp, const char *new)
{
	return renameat(dir, tmp, dir, new) < 0 ? -errno : maildir_folders_sync(dir, "new");
}

static bool token_is_fit(const char *token)
{
	size_t bytes = strspn(token, "abcdefghijklmnopqrstuvwxyz0123456789");

	return bytes > 0 && bytes <= 64 && token[bytes] == '\0';
}

void drop_send(
	const char *maildir, const struct delivery_letter *letter, struct delivery *ret_delivery)
{
	char name[NAME_BYTES], tmp[NAME_BYTES + 8], new[NAME_BYTES + 8];
	_cleanup_str_ struct str lines;

	str_init(&lines, LETTER_LIMIT_BYTES);
	*ret_delivery = (struct delivery){.result = DELIVERY_NEVER};
	if (!token_is_fit(letter->token)) {
		delivery_say(ret_delivery, "the letter has no token to name its file by");
		return;
	}
	snprintf(name, sizeof(name), "%010lld.%s.samlad", (long long)letter->made, letter->token);
	snprintf(tmp, sizeof(tmp), "tmp/%s", name);
	snprintf(new, sizeof(new), "new/%s", name);
	delivery_lines(letter, "\n", &lines);

	_cleanup_fd_ int dir = maildir_folders_open(maildir);
	int r;

	if (dir < 0) {
		later(ret_delivery, maildir, "make or open the folders", dir);
	} else if (is_there(dir, name)) {
		ret_delivery->result = DELIVERY_DONE;
		delivery_say(ret_delivery, "there already: %s", name);
	} else if ((r = write_file(dir, tmp, &lines)) < 0) {
		later(ret_delivery, maildir, "write the letter", r);
		unlinkat(dir, tmp, 0);
	} else if ((r = file_away(dir, tmp, new)) < 0) {
		later(ret_delivery, maildir, "file the letter", r);
	} else {
		ret_delivery->result = DELIVERY_DONE;
		delivery_say(ret_delivery, "%s", name);
	}
}
