/* SPDX-License-Identifier: MIT */
/*
 * The secret of a log-in, fetched at the moment it is needed and judged before it is used.
 *
 * What can go wrong: the file behind it is empty, or holds a line end or another control character,
 * which in a command would let the rest of the secret pass for a command of its own.
 */
#include "outward/server.h"

#include <errno.h>

#include "base/fault.h"
#include "base/str.h"

int server_secret(const struct server *server, struct str *ret_secret, struct fault *fault)
{
	if (server->load_secret) {
		int r = server->load_secret(server->secret_context, ret_secret, fault);

		if (r < 0)
			return -EACCES;
	} else {
		str_puts(ret_secret, server->secret);
	}
	if (ret_secret->full)
		return fault_set(fault, -EACCES, "the secret of %s is too long", server->user);
	if (ret_secret->len == 0)
		return fault_set(fault, -EACCES,
			"the secret of %s is empty: put the password on the first line of the file "
			"that `secret =` names",
			server->user);
	for (const char *at = ret_secret->at; *at; at++) {
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return fault_set(fault, -EACCES,
				"the secret of %s holds a control character", server->user);
	}
	return 0;
}
