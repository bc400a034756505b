/* SPDX-License-Identifier: MIT */
/*
 * Randomness: the kernel's, or for simulations and tests a stream from a seed, so that the same seed gives
 * the same tokens, codes and boundaries. A seeded stream is never used by the daemon.
 */
#ifndef SAMLAD_BASE_CHANCE_H
#define SAMLAD_BASE_CHANCE_H

#include <stddef.h>
#include <stdint.h>

struct chance {
	uint64_t seeded; /* 0: the kernel's getrandom() */
	uint64_t state[4];
};

void chance_init(struct chance *chance, uint64_t seed); /* seed 0: the kernel */
void chance_bytes(struct chance *chance, void *ret_bytes, size_t n);
uint64_t chance_below(struct chance *chance, uint64_t n); /* 0 to n-1, unbiased */

/* 128 random bits as 26 characters of a-z2-7 (RFC 4648 base32, lower case, no padding) and a NUL. */
#define TOKEN_TEXT 27
char *chance_token(struct chance *chance, char ret_text[TOKEN_TEXT]);
/* Six letters or digits without 0 O 1 I, and a NUL. */
#define CODE_TEXT 7
char *chance_code(struct chance *chance, char ret_text[CODE_TEXT]);

#endif
