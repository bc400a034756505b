/* SPDX-License-Identifier: MIT */
/*
 * What the fetcher and an IMAP server of another make do with each other, in scenes: played live by
 * foreign_imap.c, and in test_fetcher_recorded.c from what that server said then. Nothing is
 * left to chance: the scenes speak to the fetcher only while it idles, and start the next one (by
 * fork(), which a sanitizer bears only while no other thread allocates) when the server is at rest.
 */
#ifndef SAMLAD_TESTS_SUPPORT_FOREIGN_H
#define SAMLAD_TESTS_SUPPORT_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outward/fetcher.h"

#define FOREIGN_USER "natverk"
#define FOREIGN_FOLDER "Klart/Räknade"

struct foreign {
	const char *maildir; /* its name in the test's directory */
	struct server server; /* as the fetcher meets it */
	/* Until the fetcher has said so many lines with that word, or hung up so many times. */
	bool (*await)(const char *word, size_t times);
	size_t idled, met;
	/* Another client of the same box, by another way; NULL where it is in the recording. */
	void (*put)(const char *subject);
	void (*take_away)(uint32_t uid);
	size_t (*count)(const char *folder);
	/* as the last scene left it */
	struct fetcher_cursor cursor;
};

/* cmocka tests, to be run in this order; *state is the struct foreign. */
void foreign_leaves_alone_what_was_there(void **state);
void foreign_moves_to_a_folder_that_it_makes(void **state);
void foreign_deletes_that_mail_alone(void **state);
void foreign_lets_be_what_others_took_away(void **state);

#endif
