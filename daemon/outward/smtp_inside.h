/* SPDX-License-Identifier: MIT */
/* What the smtp_*.c files share; libcurl is seen in smtp.c alone. */
#ifndef SAMLAD_OUTWARD_SMTP_INSIDE_H
#define SAMLAD_OUTWARD_SMTP_INSIDE_H

#include <stdbool.h>

struct delivery;
struct delivery_letter;
struct fault;
struct server;
struct str;

/* How far the dialogue came: the last command sent. */
enum smtp_stage {
	SMTP_CONNECT,
	SMTP_HELLO,
	SMTP_STARTTLS,
	SMTP_AUTH,
	SMTP_MAIL,
	SMTP_RCPT,
	SMTP_DATA,
	SMTP_BODY /* the letter's bytes have begun to flow */
};

/* The server's last reply, plain ASCII, its lines joined. */
struct smtp_reply {
	int code; /* 0: none in this dialogue */
	bool open; /* more lines of it are to come */
	char text[300];
};

void smtp_reply_take(struct smtp_reply *reply, const char *line, unsigned long bytes);
/* The enhanced status (RFC 3463) that the text begins with ("5.1.1"), or "". */
void smtp_reply_status(const struct smtp_reply *reply, char ret_status[12]);

/* What to do about a log-in that was refused with that reply. */
const char *smtp_login_remedy(const struct smtp_reply *reply, bool token);

/* A dialogue that ended at that stage with that reply, not in success, as a delivery. */
void smtp_judge(const struct server *server, const struct delivery_letter *letter,
	enum smtp_stage stage, const struct smtp_reply *reply, struct delivery *ret_delivery);

#define SMTP_INJECTED                                                                              \
	"bytes came in clear behind the answer to STARTTLS: refused, somebody between us and the " \
	"server may have put them there"

/*
 * Greets the server and starts TLS with tls.c, for the words that libcurl doesn't have: 0 and one
 * line about the encryption, or what is wrong with it. Logs in to nothing.
 */
int smtp_probe(const struct server *server, struct str *text, struct fault *fault);

#endif
