/* SPDX-License-Identifier: MIT */
#include "support/heard.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PATIENCE_S 20

void heard_init(struct heard *heard)
{
	*heard = (struct heard){.lines = calloc(1, 1)};
	pthread_mutex_init(&heard->lock, NULL);
	pthread_cond_init(&heard->more, NULL);
}

void heard_done(struct heard *heard)
{
	pthread_cond_destroy(&heard->more);
	pthread_mutex_destroy(&heard->lock);
	free(heard->lines);
}

void heard_add(struct heard *heard, const char *line)
{
	size_t n = strlen(line);

	pthread_mutex_lock(&heard->lock);
	heard->lines = realloc(heard->lines, heard->bytes + n + 2);
	if (!heard->lines)
		abort();
	memcpy(heard->lines + heard->bytes, line, n);
	memcpy(heard->lines + heard->bytes + n, "\n", 2);
	heard->bytes += n + 1;
	pthread_cond_broadcast(&heard->more);
	pthread_mutex_unlock(&heard->lock);
}

static size_t count(const char *lines, const char *word)
{
	size_t n = 0;

	for (const char *at = strstr(lines, word); at; at = strstr(strchr(at, '\n'), word))
		n++;
	return n;
}

bool heard_await(struct heard *heard, const char *word, size_t lines)
{
	struct timespec until;
	int r = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += PATIENCE_S;
	pthread_mutex_lock(&heard->lock);
	while (count(heard->lines, word) < lines && r == 0)
		r = pthread_cond_timedwait(&heard->more, &heard->lock, &until);
	pthread_mutex_unlock(&heard->lock);
	return r == 0;
}
