/* SPDX-License-Identifier: MIT */
/*
 * `samlad restore FILE`: a state out of a backup, where there is none. FILE is opened by whoever
 * runs the command, since a backup is mostly root's alone; everything is written as the owner of
 * the state, under its lock.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "outward/backup.h"
#include "outward/state.h"
#include "top/command.h"
#include "top/load.h"
#include "top/opened.h"

static void say(const struct config *config, const struct backup_sums *sums)
{
	const struct zone *zone = config->networks.n ? config->networks.at[0].zone : zone_utc();
	char made[INSTANT_TEXT];

	printf("the state is that of %s: %lld letters had waited, %lld mails had not been "
	       "handled.\n"
	       "They are held, and what came due since. Start samlad; when `samlad status` has "
	       "listed them,\n`samlad release` sends them and `samlad release --drop` writes them "
	       "off.\n",
		instant_format(sums->made, zone, made), (long long)sums->letters,
		(long long)sums->mails);
}

static int restore_from(const struct config *config, int fd, struct fault *fault)
{
	struct backup_sums sums = {0};
	int lock = -1;
	int r = state_make(config->state, fault);

	if (r == 0)
		r = state_become_owner(config->state, fault);
	if (r == 0)
		r = state_lock(config->state, &lock, fault);
	if (r == 0)
		r = backup_restore(config, clock_now(), fd, &sums, fault);
	if (r == 0)
		say(config, &sums);
	if (lock >= 0)
		close(lock);
	return r;
}

int cmd_restore(int argc, char **argv)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct options options;
	struct config *config;
	struct fault fault = {""};

	if (!options_parse(argc, argv, "", &options))
		return EXIT_USAGE;
	if (argc - options.first != 1)
		return command_usage("restore");
	const char *path = argv[options.first];
	int r = load_config(arena, options.config_path, &config, &fault);
	if (r < 0)
		return opened_fail(EXIT_CONFIG, &fault, r);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		r = fault_set(&fault, -errno, "%s: %s", path, strerror(errno));
		return opened_fail(EXIT_FAILED, &fault, r);
	}
	r = restore_from(config, fd, &fault);
	close(fd);
	if (r == -EBADMSG)
		fault_prefix(&fault, r, "%s", path);
	return r == 0 ? EXIT_DONE : opened_fail(r == -EBUSY ? EXIT_IN_USE : EXIT_FAILED, &fault, r);
}
