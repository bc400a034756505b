/* SPDX-License-Identifier: MIT */
/* Gmail's reactions. For content.c alone. */
#ifndef SAMLAD_TEXT_CONTENT_REACTION_H
#define SAMLAD_TEXT_CONTENT_REACTION_H

struct arena;

/* The value of "emoji", its \u escapes read; "" when there is none. */
const char *reaction_text(struct arena *arena, const char *json);

#endif
