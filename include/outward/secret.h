/* SPDX-License-Identifier: MIT */
/*
 * Secrets: the first line of a file, without its line end. Never in the config, never in a log or a
 * fault; the bytes are wiped when done. Only the process that needs one reads it.
 */
#ifndef SAMLAD_OUTWARD_SECRET_H
#define SAMLAD_OUTWARD_SECRET_H

#include <stdbool.h>
#include <stddef.h>

struct fault;

#define SECRET_LIMIT_BYTES 16384

struct secret {
	char *text; /* never NULL after secret_read() */
	size_t bytes;
};

/*
 * path: the file; a relative one is looked for in $CREDENTIALS_DIRECTORY (systemd's
 * LoadCredential=) first. NULL: the credential of that name there. -ENOENT, -EACCES… with the
 * remedy in words; -EINVAL for an empty first line, one over the limit, or one with a NUL.
 */
int secret_read(
	const char *path, const char *credential, struct secret *ret_secret, struct fault *fault);
void secret_done(struct secret *secret);

/* True with words in fault when others than its owner and group may read the file: a remark, no
 * failure. */
bool secret_is_exposed(const char *path, const char *credential, struct fault *fault);

#define _cleanup_secret_ __attribute__((cleanup(secret_done)))

#endif
