/* SPDX-License-Identifier: MIT */
/* Slips of the finger: how a word that nobody knows differs from a known one. */
#ifndef SAMLAD_TEXT_SLIP_H
#define SAMLAD_TEXT_SLIP_H

#include <stddef.h>

/* Two letters swapped, one too many or too few, one wrong (never the last: endings carry meaning); likeliest first. */
enum slip { SLIP_NONE, SLIP_SWAP, SLIP_COUNT, SLIP_WRONG };

/* The one slip by which typed became meant; SLIP_NONE for two or more, and for equal words. Folded
 * UTF-8; a word of more than 32 letters has none. */
enum slip slip_between(
	const char *typed, size_t typed_bytes, const char *meant, size_t meant_bytes);

#endif
