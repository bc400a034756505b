/* SPDX-License-Identifier: MIT */
/*
 * libetpan's lowest layer, made of our own connection.
 *
 * libetpan's own layers verify no certificate and read a line of any length into memory. Here TLS
 * is ours, every wait ends, and bytes since the last line end are counted: a server that sends an
 * endless line is cut off at the ceiling. A mail's body has lines of any length too, so whoever
 * takes a body sets the count back.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "imap_inside.h"
#include "outward/net.h"

bool imap_low_has_bytes(struct imap_low *low)
{
	ssize_t n;

	if (low->n_ahead > 0)
		return true;
	n = net_try_read(low->net, low->ahead, sizeof(low->ahead));
	if (n > 0)
		low->n_ahead = (size_t)n;
	return n != -EAGAIN;
}

static ssize_t take_ahead(struct imap_low *low, char *at, size_t bytes)
{
	size_t n = bytes < low->n_ahead ? bytes : low->n_ahead;

	memcpy(at, low->ahead, n);
	memmove(low->ahead, low->ahead + n, low->n_ahead - n);
	low->n_ahead -= n;
	return (ssize_t)n;
}

/* A server sends the continuation as a packet of its own: it waits for our answer. */
static void keep_challenge(struct imap_low *low, const char *at, size_t n)
{
	if (n < 3 || at[0] != '+' || at[1] != ' ')
		return;
	n -= 2;
	if (n >= sizeof(low->challenge))
		n = sizeof(low->challenge) - 1;
	memcpy(low->challenge, at + 2, n);
	low->challenge[n] = '\0';
}

static ssize_t low_read(mailstream_low *stream, void *at, size_t bytes)
{
	struct imap_low *low = stream->data;
	ssize_t n = low->n_ahead > 0 ? take_ahead(low, at, bytes) : net_read(low->net, at, bytes);

	if (n <= 0) {
		if (low->error == 0)
			low->error = n < 0 ? (int)n : -ECONNRESET;
		return -1;
	}

	if (low->awaits_challenge)
		keep_challenge(low, at, (size_t)n);

	const char *newline = memrchr(at, '\n', (size_t)n);

	if (newline)
		low->since_newline = (size_t)((const char *)at + n - newline - 1);
	else
		low->since_newline += (size_t)n;
	if (low->since_newline > IMAP_LINE_LIMIT_BYTES) {
		low->error = -EMSGSIZE;
		return -1;
	}
	return n;
}

static ssize_t low_write(mailstream_low *stream, const void *at, size_t bytes)
{
	struct imap_low *low = stream->data;
	int r = net_write(low->net, at, bytes);

	if (r < 0) {
		if (low->error == 0)
			low->error = r;
		return -1;
	}
	return (ssize_t)bytes;
}

static int low_close(mailstream_low *stream)
{
	(void)stream; /* the connection is closed by its owner */
	return 0;
}

static int low_get_fd(mailstream_low *stream)
{
	return net_fd(((struct imap_low *)stream->data)->net);
}

static void low_free(mailstream_low *stream)
{
	free(stream);
}

static void low_cancel(mailstream_low *stream)
{
	(void)stream;
}

static struct mailstream_cancel *low_get_cancel(mailstream_low *stream)
{
	(void)stream;
	return NULL;
}

static carray *low_get_chain(mailstream_low *stream)
{
	(void)stream;
	return NULL;
}

static mailstream_low *low_new(struct imap_low *low)
{
	/* libetpan wants it writable, and never writes to it */
	static const mailstream_low_driver driver = {
		.mailstream_read = low_read,
		.mailstream_write = low_write,
		.mailstream_close = low_close,
		.mailstream_get_fd = low_get_fd,
		.mailstream_free = low_free,
		.mailstream_cancel = low_cancel,
		.mailstream_get_cancel = low_get_cancel,
		.mailstream_get_certificate_chain = low_get_chain,
	};
	mailstream_low *stream =
		mailstream_low_new(low, (mailstream_low_driver *)(uintptr_t)&driver);

	if (!stream)
		abort();
	return stream;
}

mailstream *imap_low_stream(struct imap_low *low)
{
	mailstream *stream = mailstream_new(low_new(low), 8192);

	if (!stream)
		abort();
	return stream;
}
