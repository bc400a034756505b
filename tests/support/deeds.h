/* SPDX-License-Identifier: MIT */
/* A handler for reader_run() that does what the mail says: talk, open, fork, crash, sleep and the
 * like. */
#ifndef SAMLAD_TESTS_DEEDS_H
#define SAMLAD_TESTS_DEEDS_H

int deed_handle(void *context, int mail_fd, int talk_fd);

#endif
