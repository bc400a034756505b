/* SPDX-License-Identifier: MIT */
/* Which paths the coordinator may still touch once it works. */
#include "top/coordinator_box.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "outward/config.h"
#include "outward/sandbox.h"
#include "outward/template_folder.h"

static const char *directory_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? arena_strndup(arena, path, (size_t)(slash - path) + 1) : ".";
}

int coordinator_box_close(const struct config *config, const char *config_path, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	LIST_OF(const char *) readable = {0};
	LIST_OF(const char *) writable = {0};
	struct template_folder *folder;

	*arena_push(arena, &readable) = directory_of(arena, config_path);
	*arena_push(arena, &readable) = "/usr";
	*arena_push(arena, &readable) = "/etc";
	if (template_folder_open(arena, config->templates, &folder, NULL) == 0)
		*arena_push(arena, &readable) = template_folder_path(folder);
	*arena_push(arena, &writable) = config->state;
	list_each (mailbox, &config->mailboxes)
		*arena_push(arena, &writable) = mailbox->maildir;
	const struct sandbox_paths paths = {readable.at, readable.n, writable.at, writable.n};
	return sandbox_enter(SANDBOX_COORDINATOR, &paths, fault);
}

static bool has_maildir(const struct config *config, const char *maildir)
{
	list_each (mailbox, &config->mailboxes)
		if (strcmp(mailbox->maildir, maildir) == 0)
			return true;
	return false;
}

int coordinator_box_fits(const struct config *now, const struct config *next, struct fault *fault)
{
	if (strcmp(now->state, next->state) != 0)
		return fault_set(
			fault, -EACCES, "`state` is another one; that wants a new start of samlad");
	list_each (mailbox, &next->mailboxes)
		if (!has_maildir(now, mailbox->maildir))
			return fault_set(fault, -EACCES,
				"mailbox %s lies in another Maildir; that wants a new start of "
				"samlad",
				mailbox->name);
	return 0;
}
