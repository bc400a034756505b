/* SPDX-License-Identifier: MIT */
/*
 * A secret's way is short: from its file into one block that is kept out of core files and wiped at
 * the end. Errors name the file and what to do, never a byte of it. The file may be a named pipe (a
 * password manager), so it is read and not measured.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "outward/secret.h"

/* Where it is: the credential where there is one of that name, else the path. False when it doesn't
 * fit. */
static bool find_file(const char *path, const char *credential, char ret_file[PATH_MAX])
{
	const char *directory = getenv("CREDENTIALS_DIRECTORY");
	const char *name = path != NULL ? strrchr(path, '/') : NULL;

	name = path == NULL ? credential : name == NULL ? path : name + 1;
	if (directory != NULL && directory[0] != '\0') {
		int n = snprintf(ret_file, PATH_MAX, "%s/%s", directory, name);

		if (n > 0 && n < PATH_MAX && (path == NULL || access(ret_file, F_OK) == 0))
			return true;
	}
	if (path == NULL)
		return false;
	return snprintf(ret_file, PATH_MAX, "%s", path) < PATH_MAX;
}

/* Reads until the line's end; what follows it is never taken in. Answers how many bytes, or -errno.
 */
static ssize_t read_line(int fd, char *text, size_t limit)
{
	size_t n = 0;

	while (n < limit) {
		ssize_t got = read(fd, text + n, limit - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		const char *stop = memchr(text + n, '\n', (size_t)got);

		if (stop != NULL)
			return stop - text;
		n += (size_t)got;
		if (got == 0)
			return (ssize_t)n;
	}
	return -EFBIG;
}

static int check_line(const char *file, const char *text, ssize_t n, struct fault *fault)
{
	if (n == -EFBIG)
		return fault_set(fault, -EINVAL, "the secret %s has no end of line within %d bytes",
			file, SECRET_LIMIT_BYTES);
	if (n < 0)
		return fault_set(
			fault, (int)n, "the secret %s can't be read: %s", file, strerror((int)-n));
	if (n == 0)
		return fault_set(fault, -EINVAL,
			"the secret %s has an empty first line: put the secret there", file);
	if (memchr(text, '\0', (size_t)n) != NULL)
		return fault_set(fault, -EINVAL, "the secret %s is no text", file);
	return 0;
}

int secret_read(
	const char *path, const char *credential, struct secret *ret_secret, struct fault *fault)
{
	char file[PATH_MAX];

	if (!find_file(path, credential, file))
		return fault_set(fault, -ENOENT,
			"no secret is given: set `secret = FILE`, or LoadCredential=%s:FILE in the "
			"unit",
			credential);
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return fault_set(
			fault, -errno, "the secret %s can't be opened: %s", file, strerror(errno));
	char *text = calloc(1, SECRET_LIMIT_BYTES + 1);

	if (text == NULL)
		abort();
	ssize_t n = read_line(fd, text, SECRET_LIMIT_BYTES);

	close(fd);
	if (n > 0 && text[n - 1] == '\r')
		n--;
	int r = check_line(file, text, n, fault);

	explicit_bzero(text + (n > 0 ? n : 0), SECRET_LIMIT_BYTES - (size_t)(n > 0 ? n : 0));
	if (r < 0) {
		struct secret secret = {.text = text, .bytes = SECRET_LIMIT_BYTES};

		secret_done(&secret);
		return r;
	}
	*ret_secret = (struct secret){.text = text, .bytes = (size_t)n};
	return 0;
}

void secret_done(struct secret *secret)
{
	if (secret->text != NULL)
		explicit_bzero(secret->text, secret->bytes);
	free(secret->text);
	*secret = (struct secret){0};
}

bool secret_is_exposed(const char *path, const char *credential, struct fault *fault)
{
	char file[PATH_MAX];
	struct stat st;

	if (!find_file(path, credential, file) || stat(file, &st) < 0 ||
		(st.st_mode & S_IRWXO) == 0)
		return false;
	fault_set(fault, -EPERM, "others may read the secret %s: chmod o= %s", file, file);
	return true;
}
