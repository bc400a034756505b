/* SPDX-License-Identifier: MIT */
/* For tests of mail: the phrases of all languages and of mail systems, and mails written as one
 * string. */
#ifndef SAMLAD_TESTS_MAIL_BOOK_H
#define SAMLAD_TESTS_MAIL_BOOK_H

#include "answer_book.h"
#include "text/understand.h"

static inline struct phrasebook *mail_book_new(struct arena *arena)
{
	struct phrase_file files[BOOK_FILES_MOST];
	struct phrasebook *book = NULL;
	struct fault fault = {0};
	size_t n = 0;
	DIR *also = opendir(book_path(arena, "templates/also"));
	struct dirent *entry;

	book_add_folder(arena, "sv", files, &n);
	book_add_folder(arena, "en", files, &n);
	while (also && (entry = readdir(also)))
		if (entry->d_name[0] != '.')
			book_add_folder(
				arena, arena_printf(arena, "also/%s", entry->d_name), files, &n);
	if (also)
		closedir(also);
	if (phrasebook_new(files, n, &book, &fault) < 0)
		fprintf(stderr, "%s\n", fault.text);
	return book;
}

#endif
