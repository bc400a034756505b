/* SPDX-License-Identifier: MIT */
/*
 * The talk between the coordinator and the reader's child about one mail:
 *   child → envelope       an understanding without words, as JSON
 *   coordinator → questions  the questions open to its sender, as JSON
 *   child → understanding  all of it
 */
#ifndef SAMLAD_TOP_TALK_H
#define SAMLAD_TOP_TALK_H

#include "outward/wire.h"

#define TALK_LIMIT_BYTES (24 * 1024 * 1024)

extern const struct wire_shape talk_envelope_shape;
extern const struct wire_shape talk_questions_shape;
extern const struct wire_shape talk_understanding_shape;

#endif
