/* SPDX-License-Identifier: MIT */
/* `samlad import`: a list of members into a network, all or nothing; sends nothing. */
#include <stdio.h>

#include "base/clock.h"
#include "top/command.h"
#include "top/import.h"
#include "top/opened.h"

static int import(
	struct opened *opened, const struct network *network, const char *path, instant now)
{
	struct fault fault = {""};
	struct roster_counts counts;
	int r = import_members(opened->arena, opened->store, opened->config, network, path, now,
		NULL, &counts, &fault);

	if (r < 0)
		return opened_fail(EXIT_FAILED, &fault, r);
	printf("%s: %d added, %d changed, %d as before\n", network->slug, counts.added,
		counts.changed, counts.same);
	opened_wake(opened);
	return EXIT_DONE;
}

int cmd_import(int argc, char **argv)
{
	struct options options;
	struct opened opened;

	if (!options_parse(argc, argv, "n", &options))
		return EXIT_USAGE;
	if (argc - options.first != 2)
		return command_usage("import");
	int code = opened_begin(&opened, &options, OPENED_MAKE);
	const struct network *network =
		code == EXIT_DONE ? opened_network(&opened, argv[options.first]) : NULL;
	if (code == EXIT_DONE)
		code = network ? import(&opened, network, argv[options.first + 1],
					 options.now == INSTANT_NONE ? clock_now() : options.now)
			       : EXIT_USAGE;
	opened_end(&opened);
	return code;
}
