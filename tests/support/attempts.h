/* SPDX-License-Identifier: MIT */
/* Things that a boxed process may try. Each answers 0 when it succeeded, else the errno. */
#ifndef SAMLAD_TESTS_ATTEMPTS_H
#define SAMLAD_TESTS_ATTEMPTS_H

#include "support/scratch.h"

extern char allowed_dir[SCRATCH_PATH]; /* what the box leaves writable, with tmp/ and new/; set
					  before the attempts */

int try_nothing(void);
int try_memory(void);
int try_sorting(void);
int try_reading(void);
int try_root(void);
int try_stat(void);
int try_writing(void);
int try_moving(void);
int try_writing_elsewhere(void);
int try_inet(void);
int try_inet6(void);
int try_packet(void);
int try_vsock(void);
int try_unix(void);
int try_connect(void);
int try_exec(void);
int try_fork(void);
int try_thread(void);
int try_ptrace(void);
int try_kill(void);
int try_code(void);
int try_unshare(void);
int try_wider_limit(void);
int try_four_gigabytes(void);
int try_core(void);
int try_database(void);
int try_maildir(void);

#endif
