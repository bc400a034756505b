/* SPDX-License-Identifier: MIT */
/* What the parts of crash.h share. */
#ifndef SAMLAD_TESTS_SUPPORT_CRASH_INSIDE_H
#define SAMLAD_TESTS_SUPPORT_CRASH_INSIDE_H

#include "support/crash.h"

#define CRASH_SHIM "crashat.so" /* its name aside */

const char *crash_aside(struct crash *crash, const char *name);
void crash_remove(const char *path);
void crash_keep(struct crash *crash, const char *name);
void crash_put_back(struct crash *crash, const char *name);
struct season_ran crash_run(struct crash *crash);
struct outcome crash_outcome(struct crash *crash);

#endif
