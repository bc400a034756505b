/* SPDX-License-Identifier: MIT */
/* The shapes of the talk about one mail: no fields, a body of JSON each. */
#include "top/talk.h"

const struct wire_shape talk_envelope_shape = {
	.kind = "envelope", .body_limit_bytes = TALK_LIMIT_BYTES};
const struct wire_shape talk_questions_shape = {
	.kind = "questions", .body_limit_bytes = TALK_LIMIT_BYTES};
const struct wire_shape talk_understanding_shape = {
	.kind = "understanding", .body_limit_bytes = TALK_LIMIT_BYTES};
