/* SPDX-License-Identifier: MIT */
/*
 * Sessions with a real server that support/recorder.h has written down, as scripts: what the client
 * said then it must say again, in that order; what the server said it gets.
 */
#ifndef SAMLAD_TESTS_SUPPORT_RECORDED_H
#define SAMLAD_TESTS_SUPPORT_RECORDED_H

#include <stddef.h>

#include "support/scripted.h"

struct arena;

/* Scripts for scripted_start(), one a connection. Fails the test when the file is none. */
const struct script_step *const *recorded_read(
	struct arena *arena, const char *path, size_t *ret_n);

#endif
