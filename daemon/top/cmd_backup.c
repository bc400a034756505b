/* SPDX-License-Identifier: MIT */
/*
 * `samlad backup FILE`: whole or not at all, under a name beside it until it is done. The copy is
 * made as the owner of the state, as all that touches it is; FILE may lie where only root may
 * write, so a child becomes the owner, and root keeps nothing but the file that it opened.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "outward/backup.h"
#include "outward/file.h"
#include "outward/state.h"
#include "top/command.h"
#include "top/load.h"
#include "top/opened.h"

struct target {
	const char *path, *part;
	int fd;
};

static int target_open(
	struct arena *arena, const char *path, struct target *target, struct fault *fault)
{
	target->path = path;
	target->part = arena_printf(arena, "%s.part", path);
	if (access(path, F_OK) == 0 && !backup_is_one(path))
		return fault_set(fault, -EEXIST,
			"%s is there already and no backup of samlad's; take another name", path);
	unlink(target->part); /* of one that was killed */
	target->fd = open(target->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (target->fd < 0)
		return fault_set(
			fault, -errno, "%s can't be made: %s", target->part, strerror(errno));
	return 0;
}

/* The file's own name, durably. */
static int target_finish(const struct target *target, struct fault *fault)
{
	if (rename(target->part, target->path) < 0)
		return fault_set(
			fault, -errno, "%s can't be made: %s", target->path, strerror(errno));
	int r = file_sync_name(target->path);

	return r < 0 ? fault_set(fault, r, "%s: %s", target->path, strerror(-r)) : 0;
}

/* In the child. Its exit code. */
static int write_as_owner(const struct config *config, const struct target *target)
{
	struct fault fault = {""};
	struct backup_sums sums = {0};
	int r = state_become_owner(config->state, &fault);

	if (r == 0)
		r = backup_write(config, clock_now(), target->fd, &sums, &fault);
	if (r < 0)
		return opened_fail(r == -EBUSY ? EXIT_IN_USE : EXIT_FAILED, &fault, r);
	printf("%s: the state, and %lld mails that are not handled yet. The config and the secrets "
	       "are not in it.\n",
		target->path, (long long)sums.mails);
	return fflush(stdout) ? EXIT_FAILED : EXIT_DONE;
}

static int wait_for(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return EXIT_FAILED;
	return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILED;
}

static int backup(struct arena *arena, const struct config *config, const char *path)
{
	struct target target = {.fd = -1};
	struct fault fault = {""};
	int r = target_open(arena, path, &target, &fault);

	if (r < 0)
		return opened_fail(EXIT_FAILED, &fault, r);
	pid_t child = fork();
	if (child == 0)
		_exit(write_as_owner(config, &target));
	int code = child < 0 ? EXIT_FAILED : wait_for(child);
	close(target.fd);
	if (code != EXIT_DONE) {
		unlink(target.part);
		return code;
	}
	r = target_finish(&target, &fault);
	return r < 0 ? opened_fail(EXIT_FAILED, &fault, r) : EXIT_DONE;
}

int cmd_backup(int argc, char **argv)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct options options;
	struct config *config;
	struct fault fault = {""};

	if (!options_parse(argc, argv, "", &options))
		return EXIT_USAGE;
	if (argc - options.first != 1)
		return command_usage("backup");
	int r = load_config(arena, options.config_path, &config, &fault);
	return r < 0 ? opened_fail(EXIT_CONFIG, &fault, r)
		     : backup(arena, config, argv[options.first]);
}
