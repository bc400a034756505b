/* SPDX-License-Identifier: MIT */
/* `samlad report`: one HTML page about a network, for its leaders. Reads only. */
#include <stdio.h>

#include "letters/templates.h"
#include "top/command.h"
#include "top/load.h"
#include "top/opened.h"
#include "top/report.h"

static int write_report(const struct opened *opened, const struct options *options,
	const struct network *network, struct fault *fault)
{
	const char *path =
		options->out ? options->out : arena_printf(opened->arena, "%s.html", network->slug);
	struct templates *templates;
	int r = load_templates(opened->arena, opened->config->templates, &templates, fault);

	if (r < 0)
		return r;
	r = report_write(
		opened->store, opened->config, network, templates, options->now, path, fault);
	templates_free(templates);
	if (r == 0 && path[0] != '-')
		printf("%s: for the leaders' eyes\n", path);
	return r;
}

int cmd_report(int argc, char **argv)
{
	struct options options;
	struct opened opened;
	struct fault fault = {""};
	const struct network *network = NULL;

	if (!options_parse(argc, argv, "nO", &options))
		return EXIT_USAGE;
	if (argc - options.first > 1)
		return command_usage("report");
	int code = opened_begin(&opened, &options, OPENED_READ);
	if (code == EXIT_DONE &&
		!(network = opened_network(
			  &opened, options.first < argc ? argv[options.first] : NULL)))
		code = EXIT_USAGE;
	if (code == EXIT_DONE) {
		int r = write_report(&opened, &options, network, &fault);
		if (r < 0)
			code = opened_fail(EXIT_FAILED, &fault, r);
	}
	opened_end(&opened);
	return code;
}
