/* SPDX-License-Identifier: MIT */
/* What the imap_*.c files share; libetpan is seen nowhere else. */
#ifndef SAMLAD_OUTWARD_IMAP_INSIDE_H
#define SAMLAD_OUTWARD_IMAP_INSIDE_H

#include <libetpan/libetpan.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fault;
struct net;

/* A line without end would fill the memory: libetpan has no limit, so ours is counted below it. */
#define IMAP_LINE_LIMIT_BYTES 4194304

/* Our socket, as libetpan's stream reads it. */
struct imap_low {
	struct net *net;
	size_t since_newline; /* bytes read since the last line end, or since a body's last piece */
	int error; /* -errno of the first failed read or write */
	char ahead[512]; /* read before libetpan asked for it */
	size_t n_ahead;
	/* the last continuation line ("+ …") while one is awaited; libetpan throws it away */
	bool awaits_challenge;
	char challenge[768];
};

struct imap {
	mailimap *session;
	struct net *net;
	struct imap_low low;
	const char *user;
	char host[256];
	bool lost; /* the connection is of no more use */
};

/* A stream on it; low must outlive the stream. */
mailstream *imap_low_stream(struct imap_low *low);
/*
 * Whether a read would give something at once. Where the socket is readable only for TLS's own
 * messages it would not, and a reader would wait in vain. A lost connection counts as something.
 */
bool imap_low_has_bytes(struct imap_low *low);

/*
 * A result of libetpan as -errno and words. refused is what the command's own NO is in libetpan's
 * list, and doing says what was tried ("open the folder INBOX").
 */
int imap_explain(
	struct imap *imap, int result, int refused, const char *doing, struct fault *fault);
/* The server's last words, plain, at most room - 1 bytes. */
const char *imap_words(const struct imap *imap, char *room, size_t bytes);

struct mailimap_set *imap_set(const uint32_t *uids, size_t n);

#endif
