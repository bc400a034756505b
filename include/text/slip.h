/* SPDX-License-Identifier: MIT */
/* Slips of the finger: how a word that nobody knows differs from a known one. */
#ifndef SAMLAD_TEXT_SLIP_H
#define SAMLAD_TEXT_SLIP_H

#include <stddef.h>

/* SLIP_LETTER: one letter too many, too few, or wrong (never the last: endings carry meaning). */
enum slip { SLIP_NONE, SLIP_SWAP, SLIP_LETTER };

/* The one slip by which typed became meant; SLIP_NONE for two or more, and for equal words. Folded
 * UTF-8; a word of more than 32 letters has none. */
enum slip slip_between(
	const char *typed, size_t typed_bytes, const char *meant, size_t meant_bytes);

#endif
