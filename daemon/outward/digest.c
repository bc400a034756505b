/* SPDX-License-Identifier: MIT */
/* A mail's identity as a SHA-256 over what it says of itself and all its bytes after the header. */
#include "outward/digest.h"

#include <errno.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <unistd.h>

#define CHUNK_BYTES 65536

/* Finds the end of the header in a stream: the first empty line, with either line end. */
struct header_end {
	bool past;
	bool line_is_empty;
};

static size_t skip_header(struct header_end *state, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (bytes[i] == '\n') {
			if (state->line_is_empty) {
				state->past = true;
				return i + 1;
			}
			state->line_is_empty = true;
		} else if (bytes[i] != '\r') {
			state->line_is_empty = false;
		}
	}
	return n;
}

static void add_text(gnutls_hash_hd_t hash, const char *text)
{
	const char *there = text ? text : "";

	/* with its NUL, so that "ab" + "c" is not "a" + "bc" */
	gnutls_hash(hash, there, strlen(there) + 1);
}

static int add_body(gnutls_hash_hd_t hash, int fd)
{
	struct header_end state = {.line_is_empty = true};
	char chunk[CHUNK_BYTES];
	ssize_t n;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return -errno;
	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		size_t from = state.past ? 0 : skip_header(&state, chunk, (size_t)n);
		gnutls_hash(hash, chunk + from, (size_t)n - from);
	}
	return 0;
}

int digest_mail(int fd, const struct understanding *read, struct mail_identity *ret_identity, struct fault *fault)
{
	gnutls_hash_hd_t hash;

	if (gnutls_hash_init(&hash, GNUTLS_DIG_SHA256) < 0)
		return fault_set(fault, -EIO, "SHA-256 is not to be had from GnuTLS");
	add_text(hash, read->from);
	add_text(hash, read->message_id);
	if (!read->message_id) {
		gnutls_hash(hash, &read->date, sizeof(read->date));
		add_text(hash, read->subject);
	}
	int r = add_body(hash, fd);
	struct mail_identity identity;
	gnutls_hash_deinit(hash, identity.hash);
	if (r < 0)
		return fault_set(fault, r, "a mail cannot be read: %s", strerror(-r));
	*ret_identity = identity;
	return 0;
}
