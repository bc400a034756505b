/* SPDX-License-Identifier: MIT */
/*
 * The kernel's getrandom(), or xoshiro256** (Blackman and Vigna) filled from the seed by
 * splitmix64: two streams of the same seed are the same on every machine, whatever its byte order.
 *
 * A kernel that has no randomness to give ends in abort(): a guessable token would be worse than
 * none.
 */
#include "base/chance.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

static uint64_t splitmix64(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static uint64_t rotate_left(uint64_t x, int bits)
{
	return (x << bits) | (x >> (64 - bits));
}

static uint64_t xoshiro256ss(uint64_t s[4])
{
	uint64_t result = rotate_left(s[1] * 5, 7) * 9;
	uint64_t t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate_left(s[3], 45);
	return result;
}

void chance_init(struct chance *chance, uint64_t seed)
{
	*chance = (struct chance){.seeded = seed};
	for (int i = 0; seed && i < 4; i++)
		chance->state[i] = splitmix64(&seed);
}

static void kernel_bytes(unsigned char *at, size_t n)
{
	while (n) {
		ssize_t got = getrandom(at, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			abort();
		at += got;
		n -= (size_t)got;
	}
}

void chance_bytes(struct chance *chance, void *ret_bytes, size_t n)
{
	unsigned char *at = ret_bytes;

	if (!chance->seeded) {
		kernel_bytes(at, n);
		return;
	}
	uint64_t draw = 0;
	for (size_t i = 0; i < n; i++, draw >>= 8) {
		if (i % 8 == 0)
			draw = xoshiro256ss(chance->state);
		at[i] = (unsigned char)draw;
	}
}

static uint64_t next_number(struct chance *chance)
{
	unsigned char bytes[8];
	uint64_t number = 0;

	chance_bytes(chance, bytes, sizeof(bytes));
	for (int i = 7; i >= 0; i--)
		number = number << 8 | bytes[i];
	return number;
}

uint64_t chance_below(struct chance *chance, uint64_t n)
{
	assert(n > 0);
	/* Draws under 2^64 mod n would favour the small numbers. */
	uint64_t least = -n % n, number;

	do {
		number = next_number(chance);
	} while (number < least);
	return number % n;
}

char *chance_token(struct chance *chance, char ret_text[TOKEN_TEXT])
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
	unsigned char bytes[16];
	unsigned int held = 0;
	int bits = 0;
	size_t len = 0;

	chance_bytes(chance, bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++) {
		held = (held << 8 | bytes[i]) & 0xfff;
		for (bits += 8; bits >= 5; bits -= 5)
			ret_text[len++] = letters[held >> (bits - 5) & 31];
	}
	ret_text[len++] = letters[held << (5 - bits) & 31];
	ret_text[len] = '\0';
	return ret_text;
}

char *chance_code(struct chance *chance, char ret_text[CODE_TEXT])
{
	static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
	unsigned char bytes[CODE_TEXT - 1];

	chance_bytes(chance, bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++)
		ret_text[i] = letters[bytes[i] & 31];
	ret_text[sizeof(bytes)] = '\0';
	return ret_text;
}
