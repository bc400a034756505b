/* SPDX-License-Identifier: MIT */
#include "support/recorded.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

struct reading {
	struct arena *arena;
	LIST_OF(struct script_step) steps; /* of the connection at hand */
	LIST_OF(const struct script_step *) scripts;
};

static struct script_step *next(struct reading *reading)
{
	return arena_push(reading->arena, &reading->steps);
}

static void begin_connection(struct reading *reading)
{
	next(reading)->start_tls = true;
	next(reading); /* the greeting */
}

static void end_connection(struct reading *reading)
{
	if (reading->steps.n == 0)
		return;
	next(reading)->hold = true;
	next(reading); /* a row of nothing */
	*arena_push(reading->arena, &reading->scripts) = reading->steps.at;
	memset(&reading->steps, 0, sizeof(reading->steps));
}

/* Answers that follow each other go as one packet: no client may count on seeing them apart. */
static void add_answer(struct reading *reading, const char *line)
{
	struct script_step *step = &reading->steps.at[reading->steps.n - 1];

	/* a script would put the tag there */
	assert_null(strstr(line, "%T"));
	step->send = arena_printf(reading->arena, "%s%s\r\n", step->send ? step->send : "", line);
}

const struct script_step *const *recorded_read(struct arena *arena, const char *path, size_t *ret_n)
{
	FILE *file = fopen(path, "r");
	struct reading reading = {.arena = arena};
	char line[8192];

	if (!file)
		fail_msg("%s is missing", path);
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (strcmp(line, "==") == 0) {
			end_connection(&reading);
			begin_connection(&reading);
		} else if (strncmp(line, "C: ", 3) == 0 && reading.steps.n > 0) {
			next(&reading)->expect = arena_strdup(arena, line + 3);
		} else if (strncmp(line, "S: ", 3) == 0 && reading.steps.n > 0) {
			add_answer(&reading, line + 3);
		} else if (line[0] != '#') {
			fail_msg("%s: \"%s\" is nothing that was recorded", path, line);
		}
	}
	fclose(file);
	end_connection(&reading);
	*ret_n = reading.scripts.n;
	return reading.scripts.at;
}
