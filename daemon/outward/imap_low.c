/* SPDX-License-Identifier: MIT */
/*
 * libetpan's lowest layer, made of our own connection.
 *
 * libetpan's own layers verify no certificate, read a line of any length into memory, make room for
 * a literal of any size that a server announces, and go one call deeper for each bracket until the
 * stack ends. Here TLS is ours, every wait ends, and what comes in is looked at line by line before
 * libetpan sees it: over a ceiling the connection is cut. A literal's bytes (a mail) are anybody's
 * and are passed over. Two lines are kept, since libetpan keeps neither: why a log-in by token was
 * refused, and the last words of a server that says BYE.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

/* A line that must be remembered. */
static void keep_line(struct imap_low *low)
{
	low->head[low->n_head] = '\0';
	if (low->awaits_challenge && strncmp(low->head, "+ ", 2) == 0)
		memcpy(low->challenge, low->head + 2, low->n_head - 1);
	if (strncasecmp(low->head, "* BYE ", 6) == 0)
		memcpy(low->bye, low->head + 6, low->n_head - 5);
}

static void end_line(struct imap_low *low)
{
	keep_line(low);
	low->literal = low->size_state == SIZE_ENDED ? low->size : 0;
	/* the rest of a line after a literal is still that line to a parser */
	if (low->literal == 0)
		low->line_bytes = low->depth = 0;
	low->size_state = SIZE_NONE;
	low->n_head = 0;
}

/* "{123}" or "{123+}" at a line's end announces a literal. */
static void follow_size(struct imap_low *low, char c)
{
	if (c == '{') {
		low->size = 0;
		low->size_state = SIZE_BEGUN;
	} else if (c == '}' && low->size_state == SIZE_BEGUN) {
		low->size_state = SIZE_ENDED;
	} else if (c >= '0' && c <= '9' && low->size_state == SIZE_BEGUN) {
		if (low->size <= IMAP_LITERAL_LIMIT_BYTES)
			low->size = low->size * 10 + (uint64_t)(c - '0');
	} else if (c != '\r' && c != '+') {
		low->size_state = SIZE_NONE;
	}
}

static int watch_character(struct imap_low *low, char c)
{
	if (c == '\n') {
		end_line(low);
		return low->literal > IMAP_LITERAL_LIMIT_BYTES ? -EFBIG : 0;
	}
	follow_size(low, c);
	if (low->n_head < sizeof(low->head) - 1 && c != '\r')
		low->head[low->n_head++] = c;
	if (c == '(' && ++low->depth > IMAP_DEPTH_LIMIT)
		return -ELOOP;
	if (c == ')' && low->depth > 0)
		low->depth--;
	return ++low->line_bytes > IMAP_LINE_LIMIT_BYTES ? -EMSGSIZE : 0;
}

/* Looks at what came, in pieces as they come. */
static int watch(struct imap_low *low, const char *at, size_t n)
{
	int r = 0;

	while (n > 0 && r == 0) {
		size_t taken = 1;

		if (low->literal > 0) {
			taken = n < low->literal ? n : (size_t)low->literal;
			low->literal -= taken;
		} else {
			r = watch_character(low, *at);
		}
		at += taken;
		n -= taken;
	}
	return r;
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

	int r = watch(low, at, (size_t)n);

	if (r < 0) {
		low->error = r;
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
