/* SPDX-License-Identifier: MIT */
/* `samlad export MEMBER`: all that is kept of one member, as JSON (GDPR article 15). */
#include <stdio.h>

#include "top/command.h"
#include "top/opened.h"

int cmd_export(int argc, char **argv)
{
	struct options options;
	struct opened opened;
	struct fault fault = {""};
	const struct snapshot *snapshot;
	const struct member *member;
	char *json;

	if (!options_parse(argc, argv, "j", &options))
		return EXIT_USAGE;
	if (argc - options.first != 1)
		return command_usage("export");
	int code = opened_begin(&opened, &options, OPENED_READ);
	if (code == EXIT_DONE) {
		int r = opened_member(&opened, argv[options.first], &snapshot, &member, &fault);
		if (r == 0)
			r = store_export(opened.store, snapshot->network->slug, member->id,
				opened.arena, &json, &fault);
		if (r == 0)
			printf("%s\n", json);
		else
			code = opened_fail(EXIT_FAILED, &fault, r);
	}
	opened_end(&opened);
	return code;
}
