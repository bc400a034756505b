/* SPDX-License-Identifier: MIT */
/* Lines that one thread hears, and another that waits for one of them. */
#ifndef SAMLAD_TESTS_SUPPORT_HEARD_H
#define SAMLAD_TESTS_SUPPORT_HEARD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#define HEARD_BEGUN "(begun)" /* the thread runs */
#define HEARD_HUNG_UP "(hung up)" /* stands for the end of a connection, when all of it is over */

struct heard {
	pthread_mutex_t lock;
	pthread_cond_t more;
	char *lines; /* all, each with its line end */
	size_t bytes;
};

void heard_init(struct heard *heard);
void heard_done(struct heard *heard);
void heard_add(struct heard *heard, const char *line);
/* Until so many lines with that word have come; false when they have not in twenty seconds. */
bool heard_await(struct heard *heard, const char *word, size_t lines);

#endif
