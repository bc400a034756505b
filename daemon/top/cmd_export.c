/* SPDX-License-Identifier: MIT */
/* `samlad export MEMBER`: all that is kept of one member, as JSON (GDPR article 15). */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "top/command.h"
#include "top/opened.h"

/* In one of the config's networks, by address or name. */
static int find_member(struct opened *opened, const char *who, const struct network **ret_network,
	int64_t *ret_member, struct fault *fault)
{
	const char *address = address_normal_in(opened->arena, who);
	bool several = false;

	list_each (network, &opened->config->networks) {
		struct snapshot *snapshot;
		int r = store_snapshot(
			opened->store, network, clock_now(), opened->arena, &snapshot, fault);
		if (r < 0)
			return r;
		const struct member *member =
			snapshot_member_by_name(snapshot, address ? address : who, &several);
		if (member) {
			*ret_network = network;
			*ret_member = member->id;
			return 0;
		}
		if (several)
			return fault_set(fault, -ENOENT,
				"several members are called %s; give an address", who);
	}
	return fault_set(fault, -ENOENT,
		"there is no member %s; give an address as the list of members has it", who);
}

int cmd_export(int argc, char **argv)
{
	struct options options;
	struct opened opened;
	struct fault fault = {""};
	const struct network *network;
	int64_t member;
	char *json;

	if (!options_parse(argc, argv, "j", &options))
		return EXIT_USAGE;
	if (argc - options.first != 1)
		return command_usage("export");
	int code = opened_begin(&opened, &options, true);
	if (code == EXIT_DONE) {
		int r = find_member(&opened, argv[options.first], &network, &member, &fault);
		if (r == 0)
			r = store_export(
				opened.store, network->slug, member, opened.arena, &json, &fault);
		if (r == 0)
			printf("%s\n", json);
		else
			code = opened_fail(EXIT_FAILED, &fault, r);
	}
	opened_end(&opened);
	return code;
}
