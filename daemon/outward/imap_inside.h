/* SPDX-License-Identifier: MIT */
/* What the imap_*.c files share; libetpan is seen nowhere else. */
#ifndef SAMLAD_OUTWARD_IMAP_INSIDE_H
#define SAMLAD_OUTWARD_IMAP_INSIDE_H

#include <libetpan/libetpan.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct fault;
struct net;

/* libetpan has no limits of its own. */
#define IMAP_LINE_LIMIT_BYTES 4194304
#define IMAP_LITERAL_LIMIT_BYTES ((uint64_t)1 << 30)
#define IMAP_DEPTH_LIMIT 1000 /* open brackets; the stack ends at about 20,000 */

/* Our socket, as libetpan's stream reads it. */
struct imap_low {
	struct net *net;
	int error; /* -errno of the first failed read or write, or the ceiling that was passed */
	char ahead[512]; /* read before libetpan asked for it */
	size_t n_ahead;
	/* of the line under way, with what its literals part */
	size_t line_bytes, depth;
	uint64_t literal; /* bytes of a literal still to come */
	uint64_t size; /* that of a literal which the line's end may announce */
	enum { SIZE_NONE, SIZE_BEGUN, SIZE_ENDED } size_state;
	char head[768]; /* its beginning, or that of what follows a literal */
	size_t n_head;
	/* the last continuation line ("+ …") while one is awaited */
	bool awaits_challenge;
	char challenge[768];
	char bye[768]; /* what stood behind "* BYE " */
};

struct imap_uids;

struct imap {
	mailimap *session;
	struct net *net;
	struct imap_low low;
	const char *user;
	char host[256];
	uint32_t uidvalidity; /* of the folder that was selected, at that time */
	bool knows_places; /* prefix and delimiter have been asked for (RFC 2342) */
	char prefix[128]; /* of our own folders, as the server writes it; often empty */
	char delimiter; /* between their levels; '\0': as in the config */
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

/* What to do about a log-in that was refused with these words. */
const char *imap_login_remedy(const char *words, bool token);
/* And about one that succeeded and opens no mailbox; NULL when they say nothing of the kind. */
const char *imap_shut_out_remedy(const char *words);

/* The name by which this server knows a folder of the config's. */
int imap_place_in(struct imap *imap, struct arena *arena, const char *folder, const char **ret_name,
	struct fault *fault);

/* Runs the search (and frees the key); UIDs as the server lists them. */
int imap_search(struct imap *imap, struct arena *arena, struct mailimap_search_key *key,
	struct imap_uids *ret_uids, struct fault *fault);

/* -ESTALE when the server has given the selected folder another UIDVALIDITY: UIDs mean other mails.
 */
int imap_check_folder(struct imap *imap, struct fault *fault);

struct mailimap_set *imap_set(const uint32_t *uids, size_t n);

#endif
