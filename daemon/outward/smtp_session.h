/* SPDX-License-Identifier: MIT */
/* A libcurl handle and what it saw of the dialogue; for smtp.c and smtp_session.c. */
#ifndef SAMLAD_OUTWARD_SMTP_SESSION_H
#define SAMLAD_OUTWARD_SMTP_SESSION_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "smtp_inside.h"

struct smtp {
	const struct server *server;
	CURL *curl;
	enum smtp_stage stage;
	struct smtp_reply reply;
	char challenge[768]; /* why a token is refused (RFC 4954's 334), base64 */
	bool takes_utf8; /* the server's last EHLO offered SMTPUTF8 (RFC 6531) */
	bool quitting; /* stage and reply are those before the goodbye */
	struct str lines; /* the letter under way, with CRLF */
	size_t done; /* bytes of it that libcurl has fetched */
};

/* One dialogue, from a clean slate: stage, reply and the letter's bytes are counted anew. */
CURLcode smtp_perform(struct smtp *smtp);

#endif
