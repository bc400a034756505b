/* SPDX-License-Identifier: MIT */
/* mailto: addresses (RFC 6068), percent-encoded, line ends as %0D%0A. */
#ifndef SAMLAD_LETTERS_MAILTO_H
#define SAMLAD_LETTERS_MAILTO_H

struct arena;

/* An answer to us that says these words; ref, where not NULL, stands on a line of its own below them. */
char *mailto_answer(struct arena *arena, const char *address, const char *subject, const char *words, const char *ref);
/* A letter that somebody may send herself. Cut at 1,800 bytes: longer ones are refused by some mail programs. */
char *mailto_draft(struct arena *arena, const char *address, const char *subject, const char *text);

#endif
