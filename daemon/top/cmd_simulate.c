/* SPDX-License-Identifier: MIT */
/* `samlad simulate`: one season of a network, by mail alone, in a folder of its own. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "top/command.h"
#include "top/opened.h"
#include "top/simulate.h"

#define FOLDER_DEFAULT "samlad-demo"
#define SEED_DEFAULT 1

int cmd_simulate(int argc, char **argv)
{
	struct options options;
	struct fault fault = {""};

	if (!options_parse(argc, argv, "Os", &options))
		return EXIT_USAGE;
	if (options.first != argc)
		return command_usage("simulate");
	const struct simulate_settings settings = {
		.folder = options.out ? options.out : FOLDER_DEFAULT,
		.seed = options.seed ? options.seed : SEED_DEFAULT,
		.out = stdout,
		.terminal = isatty(STDOUT_FILENO) == 1,
	};
	int r = simulate_season(&settings, &fault);
	if (r == -EBUSY)
		return opened_fail(EXIT_IN_USE, &fault, r);
	return r < 0 ? opened_fail(EXIT_FAILED, &fault, r) : EXIT_DONE;
}
