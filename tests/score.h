/* SPDX-License-Identifier: MIT */
/*
 * What of a set was read rightly, said in one line that `make corpora` gathers into a table. With
 * V=1 in the environment the tests also print every difference.
 */
#ifndef SAMLAD_TESTS_SCORE_H
#define SAMLAD_TESTS_SCORE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct score {
	const char *set;
	double floor, peer; /* percent: what must be reached; the best peer's, 0 where nobody
			       measured one */
	int cases, right, asked_back, turned;
};

static inline bool score_shows_differences(void)
{
	return getenv("V") != NULL;
}

static inline double score_percent(const struct score *score)
{
	return score->cases ? 100.0 * score->right / score->cases : 0;
}

static inline void score_print(const struct score *score)
{
	print_message("score\t%s\t%d\t%d\t%d\t%d\t%d\t%.1f\t", score->set, score->cases,
		score->right, score->cases - score->right - score->asked_back - score->turned,
		score->asked_back, score->turned, score_percent(score));
	if (score->peer > 0)
		print_message("%.0f\n", score->peer);
	else
		print_message("-\n");
}

static inline bool score_is_reached(const struct score *score)
{
	return score_percent(score) >= score->floor && score->turned == 0;
}

#endif
