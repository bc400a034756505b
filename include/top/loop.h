/* SPDX-License-Identifier: MIT */
/*
 * The daemon's loop: one timer, the Maildirs, the roles' wires, signals, the watchdog. SIGTERM ends it after the
 * mail in hand; SIGHUP reads the config again, or says why the old one is kept.
 */
#ifndef SAMLAD_TOP_LOOP_H
#define SAMLAD_TOP_LOOP_H

#include "base/fault.h"

enum loop_end { LOOP_ENDED, LOOP_RELOADED, LOOP_FAILED };

struct coordinator;

/* check_config: whether the file as it is now can be used; its words say why not. */
enum loop_end loop_run(struct coordinator *coordinator, int (*check_config)(void *context, struct fault *fault),
	void *context, struct fault *fault);

#endif
