/* SPDX-License-Identifier: MIT */
/* Mishaps of a season's program: a clock that is moved, an end at a chosen step. */
#ifndef SAMLAD_TESTS_SUPPORT_MISHAP_H
#define SAMLAD_TESTS_SUPPORT_MISHAP_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#define MISHAP_FILE "SAMLAD_TEST_MISHAP" /* names the file that is mapped by both */
#define MISHAP_KILLED 137

struct mishap {
	volatile int64_t clock_off_s; /* what the wall's clock is wrong by */
	volatile long dies_at; /* the number of the step; 0: at none */
	long steps; /* made so far */
};

struct season;

/* Shared with every program that the season runs until the end; NULL where the library that does it
 * was not built. */
struct mishap *mishap_begin(struct season *season);
void mishap_end(struct mishap *mishap);
/* The clock shows this from now on (RFC 3339); the machine was started anew meanwhile, or not. */
void mishap_clock(struct mishap *mishap, const char *shows);
void mishap_reboot(void);

#endif
