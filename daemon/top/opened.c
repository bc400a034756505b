/* SPDX-License-Identifier: MIT */
/* The beginning of a command that works on a config and its state. */
#include "top/opened.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "outward/state.h"
#include "top/command.h"
#include "top/load.h"
#include "top/wake.h"

static const struct option long_options[] = {
	{"now", required_argument, NULL, 'n'},
	{"json", no_argument, NULL, 'j'},
	{"names", no_argument, NULL, 'o'},
	{"out", required_argument, NULL, 'O'},
	{"why", required_argument, NULL, 'w'},
	{"seed", required_argument, NULL, 's'},
	{"round-trip", no_argument, NULL, 'r'},
	{"drop", no_argument, NULL, 'd'},
	{NULL, 0, NULL, 0},
};

static bool take_number(const char *text, uint64_t *ret_number)
{
	char *end;

	errno = 0;
	*ret_number = strtoull(text, &end, 10);
	return errno == 0 && end != text && *end == '\0' && *text != '-';
}

static bool take_option(int option, struct options *options)
{
	switch (option) {
	case 'c':
		options->config_path = optarg;
		return true;
	case 'n':
		options->now = instant_parse(optarg);
		if (options->now == INSTANT_NONE)
			fprintf(stderr,
				"samlad: --now wants a time like 2027-03-01T07:30:00+01:00\n");
		return options->now != INSTANT_NONE;
	case 'j':
		return options->json = true;
	case 'o':
		return options->names = true;
	case 'r':
		return options->round_trip = true;
	case 'd':
		return options->drop = true;
	case 'O':
		options->out = optarg;
		return true;
	case 'w':
		options->why = optarg;
		return true;
	case 's':
		return take_number(optarg, &options->seed);
	default:
		return false;
	}
}

bool options_parse(int argc, char **argv, const char *allowed, struct options *ret_options)
{
	*ret_options = (struct options){.now = INSTANT_NONE};
	optind = 0;
	for (int option; (option = getopt_long(argc, argv, "c:", long_options, NULL)) != -1;) {
		bool good = option == 'c' || (option != '?' && strchr(allowed, option));
		if (!good || !take_option(option, ret_options)) {
			command_usage(argv[0]);
			return false;
		}
	}
	ret_options->first = optind;
	return true;
}

int opened_fail(int code, const struct fault *fault, int error)
{
	fprintf(stderr, "samlad: %s\n", fault_text(fault, error));
	return code;
}

int opened_begin(struct opened *opened, const struct options *options, enum opened_for what_for)
{
	struct fault fault = {""};

	*opened = (struct opened){.arena = arena_new()};
	int r = load_config(opened->arena, options->config_path, &opened->config, &fault);
	if (r < 0)
		return opened_fail(EXIT_CONFIG, &fault, r);
	const char *path = arena_printf(opened->arena, "%s/samlad.db", opened->config->state);
	if (what_for == OPENED_MAKE)
		r = state_make(opened->config->state, &fault);
	else if (access(path, F_OK) < 0)
		r = fault_set(&fault, -ENOENT,
			"%s is not there: no member was imported and no daemon has run yet", path);
	/* what a command writes must belong to whoever owns the state, or the daemon could not */
	if (r == 0 && what_for != OPENED_READ)
		r = state_become_owner(opened->config->state, &fault);
	if (r == 0)
		r = store_open(path, what_for == OPENED_READ, &opened->store, &fault);
	return r < 0 ? opened_fail(EXIT_FAILED, &fault, r) : EXIT_DONE;
}

void opened_end(struct opened *opened)
{
	store_close(opened->store);
	arena_free(opened->arena);
}

const struct network *opened_network(const struct opened *opened, const char *slug)
{
	const struct config *config = opened->config;
	const struct network *found = slug ? config_find_network(config, slug) : NULL;

	if (found)
		return found;
	if (!slug && config->networks.n == 1)
		return &config->networks.at[0];
	if (slug)
		fprintf(stderr, "samlad: there is no network %s; there is", slug);
	else
		fprintf(stderr, "samlad: say which network:");
	for (size_t i = 0; i < config->networks.n; i++)
		fprintf(stderr, "%s %s", i ? "," : "", config->networks.at[i].slug);
	fprintf(stderr, "\n");
	return NULL;
}

int opened_member(struct opened *opened, const char *who, const struct snapshot **ret_snapshot,
	const struct member **ret_member, struct fault *fault)
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
			*ret_snapshot = snapshot;
			*ret_member = member;
			return 0;
		}
		if (several)
			return fault_set(fault, -ENOENT,
				"several members are called %s; give an address", who);
	}
	return fault_set(fault, -ENOENT,
		"there is no member %s; give an address as the list of members has it", who);
}

void opened_wake(const struct opened *opened)
{
	wake_daemon(opened->config->state);
}
