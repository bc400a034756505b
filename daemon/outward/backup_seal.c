/* SPDX-License-Identifier: MIT */
/*
 * The seal: "samlad backup sealed: ", the SHA-256 of everything before in hexadecimal, a line feed.
 * SQLite keeps no sum of what it stores, and a file that was cut between two pages looks whole to
 * it; a backup is looked at on the worst day, so it must not look whole when it isn't.
 */
#include <errno.h>
#include <fcntl.h>
#include <gnutls/crypto.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup_inside.h"
#include "outward/file.h"

#define SEAL_WORDS "samlad backup sealed: "
#define HASH_BYTES 32
#define SEAL_BYTES (sizeof(SEAL_WORDS) - 1 + 2 * HASH_BYTES + 1)
#define CHUNK_BYTES 65536

/* Of an SQLite file's header: https://www.sqlite.org/fileformat.html */
#define HEAD_BYTES 100
#define HEAD_MAGIC "SQLite format 3"
#define HEAD_APPLICATION_AT 68

struct seal {
	gnutls_hash_hd_t hash;
};

static int seal_begin(struct seal *seal, struct fault *fault)
{
	if (gnutls_hash_init(&seal->hash, GNUTLS_DIG_SHA256) < 0)
		return fault_set(fault, -EIO, "SHA-256 is not to be had");
	return 0;
}

static void seal_end(struct seal *seal, char ret_line[SEAL_BYTES + 1])
{
	unsigned char hash[HASH_BYTES];
	size_t n = sizeof(SEAL_WORDS) - 1;

	gnutls_hash_deinit(seal->hash, hash);
	memcpy(ret_line, SEAL_WORDS, n);
	for (size_t i = 0; i < HASH_BYTES; i++, n += 2)
		snprintf(ret_line + n, 3, "%02x", hash[i]);
	memcpy(ret_line + n, "\n", 2);
}

static int write_all(int fd, const char *bytes, size_t n, struct fault *fault)
{
	int r = file_write_all(fd, bytes, n);

	return r < 0 ? fault_set(fault, r, "the copy can't be written: %s", strerror(-r)) : 0;
}

/* The first n bytes, from the beginning of both files. */
static int copy(int from, int to, off_t n, struct seal *seal, struct fault *fault)
{
	char chunk[CHUNK_BYTES];

	for (off_t at = 0; at < n;) {
		size_t wanted = n - at < CHUNK_BYTES ? (size_t)(n - at) : CHUNK_BYTES;
		ssize_t got = pread(from, chunk, wanted, at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return fault_set(fault, got < 0 ? -errno : -EIO,
				"it can't be read to its end: %s",
				got < 0 ? strerror(errno) : "it got shorter meanwhile");
		gnutls_hash(seal->hash, chunk, (size_t)got);
		int r = write_all(to, chunk, (size_t)got, fault);
		if (r < 0)
			return r;
		at += got;
	}
	return 0;
}

static int make_durable(int fd, struct fault *fault)
{
	return fsync(fd) < 0
		? fault_set(fault, -errno, "it can't be made durable: %s", strerror(errno))
		: 0;
}

int backup_seal(int from_fd, int to_fd, struct fault *fault)
{
	char line[SEAL_BYTES + 1];
	struct seal seal;
	struct stat st;

	if (fstat(from_fd, &st) < 0)
		return fault_set(fault, -errno, "%s", strerror(errno));
	int r = seal_begin(&seal, fault);
	if (r < 0)
		return r;
	r = copy(from_fd, to_fd, st.st_size, &seal, fault);
	seal_end(&seal, line);
	if (r == 0)
		r = write_all(to_fd, line, SEAL_BYTES, fault);
	return r == 0 ? make_durable(to_fd, fault) : r;
}

static bool has_head(int fd)
{
	static const unsigned char application[] = {BACKUP_APPLICATION_ID >> 24 & 0xff,
		BACKUP_APPLICATION_ID >> 16 & 0xff, BACKUP_APPLICATION_ID >> 8 & 0xff,
		BACKUP_APPLICATION_ID & 0xff};
	char head[HEAD_BYTES];

	return pread(fd, head, sizeof(head), 0) == sizeof(head) &&
		memcmp(head, HEAD_MAGIC, sizeof(HEAD_MAGIC)) == 0 &&
		memcmp(head + HEAD_APPLICATION_AT, application, sizeof(application)) == 0;
}

int backup_unseal(int from_fd, int to_fd, struct fault *fault)
{
	char line[SEAL_BYTES + 1], found[SEAL_BYTES];
	struct seal seal;
	struct stat st;

	if (fstat(from_fd, &st) < 0 || !S_ISREG(st.st_mode) || !has_head(from_fd))
		return fault_set(fault, -EBADMSG,
			"it is no backup of samlad's: only what `samlad backup` made is put back");
	off_t n = st.st_size - (off_t)SEAL_BYTES;
	if (n < HEAD_BYTES || pread(from_fd, found, SEAL_BYTES, n) != SEAL_BYTES ||
		memcmp(found, SEAL_WORDS, sizeof(SEAL_WORDS) - 1) != 0)
		return fault_set(fault, -EBADMSG,
			"it is cut short: its end is missing. Copy it again, or take another one");
	int r = seal_begin(&seal, fault);
	if (r < 0)
		return r;
	r = copy(from_fd, to_fd, n, &seal, fault);
	seal_end(&seal, line);
	if (r == 0 && memcmp(line, found, SEAL_BYTES) != 0)
		r = fault_set(fault, -EBADMSG,
			"it is damaged: its bytes are not those that were written. Copy it again, "
			"or take another one");
	return r == 0 ? make_durable(to_fd, fault) : r;
}

bool backup_is_one(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool is = fd >= 0 && has_head(fd);

	if (fd >= 0)
		close(fd);
	return is;
}
