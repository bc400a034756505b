/* SPDX-License-Identifier: MIT */
/*
 * What makes two mails the same: same Message-ID, same From and same bytes after the header; without a Message-ID,
 * same From, Date, Subject and bytes. The bytes are hashed here, by the coordinator, so that no hostile mail can make
 * another one count as seen.
 */
#ifndef SAMLAD_OUTWARD_DIGEST_H
#define SAMLAD_OUTWARD_DIGEST_H

#include "outward/store.h"

/* SHA-256. fd is read from its beginning and left at its end. -EIO with words. */
int digest_mail(int fd, const struct understanding *read, struct mail_identity *ret_identity, struct fault *fault);

#endif
