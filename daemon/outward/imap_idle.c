/* SPDX-License-Identifier: MIT */
/*
 * IDLE (RFC 2177), with lines of our own reading.
 *
 * libetpan's mailimap_idle() throws away an EXISTS that comes before the `+`, and polls the socket
 * while the EXISTS that came beside the `+` already sits in its buffer. So the command is sent by
 * hand, every line looked at, and both buffers (the stream's and TLS's) asked before each poll. A
 * server's "* OK Still here" wakes nobody. The caller searches for new UIDs after each return, so a
 * line that we don't understand loses nothing.
 */
#include "outward/imap.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/fault.h"
#include "imap_inside.h"
#include "outward/net.h"

enum line { LINE_OTHER, LINE_NEWS, LINE_GO_ON, LINE_BYE, LINE_DONE, LINE_REFUSED };

static enum line judge(const struct imap *imap, const char *line)
{
	char tag[16];
	int tag_bytes = snprintf(tag, sizeof(tag), "%d ", imap->session->imap_tag);
	char *rest;

	if (line[0] == '+')
		return LINE_GO_ON;
	if (strncmp(line, tag, (size_t)tag_bytes) == 0)
		return strncasecmp(line + tag_bytes, "OK", 2) == 0 ? LINE_DONE : LINE_REFUSED;
	if (strncasecmp(line, "* BYE", 5) == 0)
		return LINE_BYE;
	if (strncmp(line, "* ", 2) != 0)
		return LINE_OTHER;
	if (strtoul(line + 2, &rest, 10) > 0 &&
		(strncasecmp(rest, " EXISTS", 7) == 0 || strncasecmp(rest, " RECENT", 7) == 0))
		return LINE_NEWS;
	return LINE_OTHER;
}

static int lost(struct imap *imap, struct fault *fault)
{
	return imap_explain(imap, MAILIMAP_ERROR_STREAM, -1, "wait for news", fault);
}

/* Reads lines until one is of that kind. Notes news; -EOPNOTSUPP when the command is refused. */
static int read_until(struct imap *imap, enum line wanted, bool *news, struct fault *fault)
{
	for (;;) {
		const char *text = mailimap_read_line(imap->session);
		enum line line = text ? judge(imap, text) : LINE_BYE;

		if (line == wanted)
			return 0;
		if (line == LINE_BYE)
			return lost(imap, fault);
		if (line == LINE_REFUSED || line == LINE_DONE)
			return fault_set(fault, -EOPNOTSUPP, "%s refuses to idle", imap->host);
		if (line == LINE_NEWS)
			*news = true;
	}
}

static int say(struct imap *imap, const char *text, struct fault *fault)
{
	mailstream *stream = imap->session->imap_stream;
	size_t bytes = strlen(text);

	if (mailstream_write(stream, text, bytes) != (ssize_t)bytes || mailstream_flush(stream) < 0)
		return lost(imap, fault);
	return 0;
}

/* Whether there is something of a line to read, here or on the socket. */
static bool has_bytes(struct imap *imap)
{
	return imap->session->imap_stream->read_buffer_len > 0 || imap_low_has_bytes(&imap->low);
}

/* Until news, a wake or the deadline. */
static int wait_for_news(
	struct imap *imap, int wake_fd, int64_t deadline_ms, bool *news, struct fault *fault)
{
	while (!*news) {
		struct pollfd at[] = {
			{.fd = net_fd(imap->net), .events = POLLIN},
			{.fd = wake_fd, .events = POLLIN},
		};
		int64_t left_ms = deadline_ms - clock_monotonic_ms();

		if (has_bytes(imap)) {
			const char *text = mailimap_read_line(imap->session);
			enum line line = text ? judge(imap, text) : LINE_BYE;

			if (line == LINE_BYE || line == LINE_DONE || line == LINE_REFUSED)
				return lost(imap, fault);
			*news = line == LINE_NEWS;
			continue;
		}
		if (left_ms <= 0)
			return 0;
		if (poll(at, 2, (int)left_ms) < 0 && errno != EINTR)
			return lost(imap, fault);
		if (at[1].revents)
			return 0;
	}
	return 0;
}

int imap_idle(struct imap *imap, int wake_fd, int timeout_ms, struct fault *fault)
{
	int64_t deadline_ms = clock_monotonic_ms() + timeout_ms;
	bool news = false;
	int r;

	if (mailimap_send_current_tag(imap->session) != MAILIMAP_NO_ERROR)
		return lost(imap, fault);
	r = say(imap, "IDLE\r\n", fault);
	if (r == 0)
		r = read_until(imap, LINE_GO_ON, &news, fault);
	if (r == 0)
		r = wait_for_news(imap, wake_fd, deadline_ms, &news, fault);
	if (r == 0)
		r = say(imap, "DONE\r\n", fault);
	if (r == 0)
		r = read_until(imap, LINE_DONE, &news, fault);
	return r < 0 ? r : news;
}
