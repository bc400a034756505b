/* SPDX-License-Identifier: MIT */
/*
 * One mail's bytes into an understanding, in two steps: whose letter came back, then what the words say to the
 * questions that were open. Opens nothing, reads no clock, keeps nothing; any bytes give an understanding.
 */
#ifndef SAMLAD_TEXT_UNDERSTAND_H
#define SAMLAD_TEXT_UNDERSTAND_H

#include <stddef.h>

#include "base/question.h"
#include "base/understanding.h"

struct arena;
struct phrasebook;
struct str;
struct mail_in_hand;

enum mail_format { MAIL_EML, MAIL_ICS, MAIL_TXT, MAIL_HTML };

/* Opens every charset converter (iconv) that a mail may need; to be called once before the box closes. */
void understand_prepare(void);

/*
 * The mail taken apart; never NULL. The bytes, the arena and the book must outlive it. explain, where not NULL,
 * gets a line for each rule that took something away or decided ("reply.header 120-188: \"Från:\"").
 */
struct mail_in_hand *understand_open(struct arena *arena, const struct phrasebook *book, enum mail_format format,
	const void *bytes, size_t n_bytes, struct str *explain);
/* What is known before any question: understanding.h says which fields. */
const struct understanding *understand_envelope(struct mail_in_hand *mail);
/* All of it. questions NULL: none asked. The fields of the envelope are the same as before. */
const struct understanding *understand_words(struct mail_in_hand *mail, const struct questions *questions);

/*
 * What of it may leave the reader: all, but of an automatic reply only when she is back and who takes her place, since
 * its words and its subject tell why she is away. The raw mail keeps them.
 */
const struct understanding *understand_shared(struct arena *arena, const struct understanding *read);

#endif
