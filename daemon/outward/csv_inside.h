/* SPDX-License-Identifier: MIT */
/* A CSV file as rows of cells, and cells as values: the lower parts of csv.h, for its files alone.
 */
#ifndef SAMLAD_OUTWARD_CSV_INSIDE_H
#define SAMLAD_OUTWARD_CSV_INSIDE_H

#include "base/arena.h"
#include "base/fault.h"
#include "outward/csv.h"

struct csv_row {
	int line; /* on which it begins */
	LIST_OF(const char *) cells; /* clean UTF-8, blanks at both ends gone */
};
struct csv_rows {
	LIST_OF(struct csv_row) list; /* rows whose cells are all empty are left out */
};

int csv_read_rows(struct arena *arena, const char *name, const char *text, size_t bytes,
	struct csv_rows *ret_rows, struct fault *fault);

enum column { NAME, GIVEN_NAME, EMAIL, ORGANISATION, SECTOR, ROLE, LANGUAGE, COLUMNS };

struct csv_table {
	struct arena *arena;
	const struct network *network;
	struct words languages;
	const char *name;
	size_t at[COLUMNS]; /* number of its column from 1; 0: the file has it not */
	struct csv_members *members;
	struct fault *fault;
};

/* The row's cell in that column; "" when it has none. */
const char *csv_cell(const struct csv_table *table, const struct csv_row *row, enum column column);
bool csv_has_email(const struct csv_member *member, const char *address);
/* -EINVAL with "FILE:LINE: column N (WORD): …". */
int csv_refuse(const struct csv_table *table, const struct csv_row *row, enum column column,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

#define CSV_TAKES(name)                                                                            \
	int name(struct csv_table *table, const struct csv_row *row, struct csv_member *member)
CSV_TAKES(csv_take_emails);
CSV_TAKES(csv_take_role); /* after the emails: a leader is known by them */
CSV_TAKES(csv_take_sector); /* after the role: heads and outsiders may have none */
CSV_TAKES(csv_take_language);

#endif
