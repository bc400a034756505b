/* SPDX-License-Identifier: MIT */
/* Lines that one thread hears, and another that waits for one of them. */
#ifndef SAMLAD_TESTS_SUPPORT_HEARD_H
#define SAMLAD_TESTS_SUPPORT_HEARD_H

#include <pthread.h>
#include <stddef.h>

struct heard {
	pthread_mutex_t lock;
	pthread_cond_t more;
	char *lines; /* all, each with its line end */
	size_t bytes;
};

void heard_init(struct heard *heard);
void heard_done(struct heard *heard);
void heard_add(struct heard *heard, const char *line);
/* Until so many lines with that word have come. */
void heard_await(struct heard *heard, const char *word, size_t lines);

#endif
