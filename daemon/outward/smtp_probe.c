/* SPDX-License-Identifier: MIT */
/*
 * The first steps of an SMTP dialogue on our own connection, up to TLS and no further.
 *
 * libcurl says of every bad certificate that it failed; an administrator needs to know how. So when
 * libcurl has refused one, and for `check`, the way there is walked once more with tls.c, which has
 * the words.
 */
#include "smtp_inside.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/str.h"
#include "outward/net.h"
#include "outward/server.h"

#define LINE_LIMIT_BYTES 2048

/* A line without its end, byte by byte: nothing after it may be taken before TLS starts. */
static int read_line(struct net *net, struct str *line)
{
	char c;

	str_clear(line);
	for (;;) {
		ssize_t n = net_read(net, &c, 1);

		if (n <= 0)
			return n < 0 ? (int)n : -ECONNRESET;
		if (c == '\n')
			return 0;
		if (c != '\r')
			str_putc(line, c);
		if (line->full)
			return -EPROTO;
	}
}

/* Sends the command (NULL: waits for the greeting) and takes the reply, which must begin with that
 * digit. */
static int ask(struct net *net, const char *command, int digit, struct fault *fault)
{
	_cleanup_str_ struct str line;
	struct smtp_reply reply = {0};
	int r = command ? net_write(net, command, strlen(command)) : 0;

	str_init(&line, LINE_LIMIT_BYTES);
	do {
		if (r == 0)
			r = read_line(net, &line);
		if (r < 0)
			return fault_set(fault, r, "the server does not answer as SMTP has it (%s)",
				strerror(-r));
		smtp_reply_take(&reply, line.at, line.len);
	} while (reply.open);
	if (reply.code / 100 == digit)
		return 0;
	return fault_set(fault, -EIO, "the server says %d %s to %.8s", reply.code, reply.text,
		command ? command : "us");
}

static int start_tls(struct net *net, const struct server *server, struct fault *fault)
{
	char c;
	int r = ask(net, NULL, 2, fault);

	if (r == 0)
		r = ask(net, "EHLO localhost\r\n", 2, fault);
	if (r == 0 && ask(net, "STARTTLS\r\n", 2, NULL) < 0)
		r = fault_set(fault, -EPROTO,
			"%s port %u offers no STARTTLS, and without encryption we do not log in: "
			"use "
			"smtps:// if the server has it, and ask its administrator",
			server->host, (unsigned)server->port);
	if (r == 0 && net_try_read(net, &c, 1) > 0)
		r = fault_set(fault, -EPROTO, "%s port %u: " SMTP_INJECTED, server->host,
			(unsigned)server->port);
	return r == 0 ? net_start_tls(net, server, fault) : r;
}

int smtp_probe(const struct server *server, struct str *text, struct fault *fault)
{
	_cleanup_net_ struct net *net = NULL;
	int r = net_open(server, &net, fault);

	if (r == 0 && server->tls == SERVER_TLS_STARTTLS)
		r = start_tls(net, server, fault);
	if (r == 0 && text)
		net_describe(net, text);
	return r;
}
