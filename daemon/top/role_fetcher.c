/* SPDX-License-Identifier: MIT */
/* The fetcher of one mailbox: the only process that holds its secret. It may write that mailbox's
 * Maildir. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/log.h"
#include "outward/config.h"
#include "outward/fetcher.h"
#include "outward/maildir.h"
#include "outward/process.h"
#include "outward/sandbox.h"
#include "outward/ways.h"
#include "top/load.h"
#include "top/role.h"

/* A box lets nobody make what isn't there yet. */
static int make_maildir(const struct mailbox *mailbox, struct fault *fault)
{
	_cleanup_maildir_ struct maildir *maildir = NULL;

	return maildir_open(mailbox->maildir, true, &maildir, fault);
}

static int enter_box(const struct mailbox *mailbox, struct fault *fault)
{
	const char *readable[ROLE_READABLE_MOST] = {"/etc", "/usr", "/lib"};
	size_t n = role_readable(&mailbox->imap, readable, 3);
	const char *writable[] = {mailbox->maildir};

	const struct sandbox_paths paths = {
		.readable = readable,
		.n_readable = n,
		.writable = writable,
		.n_writable = 1,
	};

	return sandbox_enter(SANDBOX_FETCHER, &paths, fault);
}

int role_fetcher(const char *config_path, const char *name)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct config *config;
	struct fault fault = {""};
	int r = load_config(arena, config_path, &config, &fault);
	const struct mailbox *mailbox = r == 0 ? config_find_mailbox(config, name) : NULL;

	if (mailbox)
		r = make_maildir(mailbox, &fault);
	if (mailbox && r == 0)
		r = enter_box(mailbox, &fault);
	if (r < 0 || !mailbox) {
		log_error("fetcher %s: %s", name, fault_text(&fault, r));
		return EXIT_FAILURE;
	}
	const struct fetcher_settings settings =
		fetcher_settings_of(mailbox, oauth_of_account(arena, &mailbox->imap));

	return fetcher_run(PROCESS_WIRE_FD, &settings) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
