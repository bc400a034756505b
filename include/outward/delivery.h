/* SPDX-License-Identifier: MIT */
/*
 * One letter on its last step, by one of three ways: SMTP, a sendmail program, a Maildir.
 *
 * What came of it is judged here once, so that nobody above parses a server's text: DONE it has
 * been taken over; LATER not now; NEVER not at all, for this recipient. `way_down` says that the
 * letter is innocent: the server could not be reached, refused the log-in or the sender; every
 * other letter would fare the same.
 */
#ifndef SAMLAD_OUTWARD_DELIVERY_H
#define SAMLAD_OUTWARD_DELIVERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/when.h"

struct server;
struct str;
struct fault;

struct delivery_letter {
	const char *from; /* envelope; addr-spec */
	const char *recipient; /* envelope; addr-spec */
	const char *token; /* a-z2-7: names the file where the way is a Maildir */
	instant made; /* when the letter was written; begins that name */
	const char *
		bytes; /* RFC 5322; lines end with CRLF or LF, each way makes of it what it needs */
	size_t n;
};

enum delivery_result { DELIVERY_DONE, DELIVERY_LATER, DELIVERY_NEVER, DELIVERY_RESULTS };

struct delivery {
	enum delivery_result result;
	bool way_down;
	bool at_recipient; /* said of the recipient, before the letter's text was seen */
	int code; /* SMTP reply or exit status; 0: none */
	char status[12]; /* RFC 3463 ("5.1.1"), or empty */
	int retry_after_s; /* a hint for LATER: not before; 0: as the caller likes */
	char words[400]; /* plain ASCII; for DONE the server's last reply */
};

const char *delivery_result_text(enum delivery_result result); /* "done" "later" "never" */
int delivery_result_from_text(const char *text); /* -1 when there is none such */

/* Words into a delivery, cut and made plain ASCII. */
void delivery_say(struct delivery *delivery, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Whether an envelope may carry it: one @, no blanks, controls, brackets; at most 254 bytes. */
bool delivery_address_is_fit(const char *address);
/* The letter with the line end given ("\r\n" or "\n") throughout. lines is born by the caller. */
void delivery_lines(const struct delivery_letter *letter, const char *line_end, struct str *lines);

/* SMTP submission (libcurl): one connection, kept while letters follow each other. */
struct smtp;
struct smtp *smtp_new(const struct server *server); /* the server is borrowed */
void smtp_free(struct smtp *smtp);
void smtp_send(
	struct smtp *smtp, const struct delivery_letter *letter, struct delivery *ret_delivery);
/* For `samlad check`: connects, logs in, sends nothing. */
int smtp_check(const struct server *server, struct str *text, struct fault *fault);

/* program -i -f FROM -- RECIPIENT, without a shell, the letter on its standard input. */
void sendmail_send(const char *program, const struct delivery_letter *letter, int timeout_ms,
	struct delivery *ret_delivery);

/* A file in the Maildir, made when missing; the second try of a letter makes no second file. */
void drop_send(
	const char *maildir, const struct delivery_letter *letter, struct delivery *ret_delivery);

#endif
