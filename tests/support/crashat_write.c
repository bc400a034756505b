/* SPDX-License-Identifier: MIT */
/*
 * The calls that write and sync, each counted before it is made and written down after. One that is
 * torn makes half of what it was asked for, and no more.
 */
#include "support/crashat.h"

#include <dlfcn.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* What was written to a file, where it stands. */
static void wrote(const struct turn *turn, const char *call, uint64_t inode, off64_t before,
	const void *bytes, ssize_t done)
{
	const struct ledger_record what = {
		.deed = done > 0 ? DEED_WRITE : DEED_SAY, .what = inode, .where = (uint64_t)before};

	record_end(turn, call, &what, bytes, done > 0 ? (size_t)done : 0);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	const struct turn turn = crashat_turn(true);
	uint64_t inode = record_inode(fd);

	if (turn.fate == DIES_WITHIN) {
		REAL(pwrite64)(fd, bytes, n / 2, at);
		crashat_die();
	}
	record_begin();
	ssize_t done = REAL(pwrite64)(fd, bytes, n, at);
	wrote(&turn, "pwrite", inode, at, bytes, done);
	return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	return pwrite64(fd, bytes, n, at);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	const struct turn turn = crashat_turn(true);
	uint64_t inode = record_inode(fd);

	if (turn.fate == DIES_WITHIN) {
		REAL(write)(fd, bytes, n / 2);
		crashat_die();
	}
	if (inode == 0) {
		record_say(&turn, "write");
		return REAL(write)(fd, bytes, n);
	}
	record_begin();
	ssize_t done = REAL(write)(fd, bytes, n);
	off64_t after = lseek64(fd, 0, SEEK_CUR);
	wrote(&turn, "write", inode, after - (done > 0 ? done : 0), bytes, done);
	return done;
}

/* Nobody writes files with it: for sockets alone. */
ssize_t writev(int fd, const struct iovec *parts, int n)
{
	const struct turn turn = crashat_turn(false);

	record_say(&turn, "writev");
	return REAL(writev)(fd, parts, n);
}

ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
	const struct turn turn = crashat_turn(true);

	if (turn.fate == DIES_WITHIN) {
		REAL(send)(fd, bytes, n / 2, flags);
		crashat_die();
	}
	record_say(&turn, "send");
	return REAL(send)(fd, bytes, n, flags);
}

ssize_t sendto(int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to,
	socklen_t to_bytes)
{
	const struct turn turn = crashat_turn(false);

	record_say(&turn, "sendto");
	return REAL(sendto)(fd, bytes, n, flags, to, to_bytes);
}

/* Half of the message's bytes, whatever comes with them. */
static void send_half(int fd, const struct msghdr *message, int flags)
{
	struct iovec parts[8];
	struct msghdr half = *message;
	size_t left = 0;

	half.msg_iov = parts;
	for (size_t i = 0; i < message->msg_iovlen; i++)
		left += message->msg_iov[i].iov_len;
	left /= 2;
	for (half.msg_iovlen = 0; half.msg_iovlen < 8 && half.msg_iovlen < message->msg_iovlen;
		half.msg_iovlen++) {
		struct iovec *part = &parts[half.msg_iovlen];

		*part = message->msg_iov[half.msg_iovlen];
		if (part->iov_len > left)
			part->iov_len = left;
		left -= part->iov_len;
	}
	REAL(sendmsg)(fd, &half, flags);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	const struct turn turn = crashat_turn(true);

	if (turn.fate == DIES_WITHIN) {
		send_half(fd, message, flags);
		crashat_die();
	}
	record_say(&turn, "sendmsg");
	return REAL(sendmsg)(fd, message, flags);
}

static void changed(
	const struct turn *turn, const char *call, int r, enum ledger_deed deed, int fd, off64_t to)
{
	const struct ledger_record what = {.deed = (uint8_t)(r == 0 ? deed : DEED_SAY),
		.what = record_inode(fd),
		.where = (uint64_t)to};

	record_end(turn, call, &what, NULL, 0);
}

int fsync(int fd)
{
	const struct turn turn = crashat_turn(false);

	record_begin();
	int r = REAL(fsync)(fd);
	changed(&turn, "fsync", r, DEED_SYNC, fd, 0);
	return r;
}

int fdatasync(int fd)
{
	const struct turn turn = crashat_turn(false);

	record_begin();
	int r = REAL(fdatasync)(fd);
	changed(&turn, "fdatasync", r, DEED_SYNC, fd, 0);
	return r;
}

int ftruncate64(int fd, off64_t bytes)
{
	const struct turn turn = crashat_turn(false);

	record_begin();
	int r = REAL(ftruncate64)(fd, bytes);
	changed(&turn, "ftruncate", r, DEED_CUT, fd, bytes);
	return r;
}

int ftruncate(int fd, off_t bytes)
{
	return ftruncate64(fd, bytes);
}
