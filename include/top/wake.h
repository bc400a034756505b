/* SPDX-License-Identifier: MIT */
/* A command wakes the daemon by writing state/wake, which the loop watches. */
#ifndef SAMLAD_TOP_WAKE_H
#define SAMLAD_TOP_WAKE_H

#define WAKE_FILE "wake"

/* Harmless where no daemon runs. */
void wake_daemon(const char *state);
/* The file made, so that it can be watched; its path malloc'ed, NULL when it can't be made. */
char *wake_make(const char *state);

#endif
