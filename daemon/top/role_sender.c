/* SPDX-License-Identifier: MIT */
/* The sender: the only process that holds the submission's secret. It may do what its one way out
 * needs, no more. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/log.h"
#include "outward/config.h"
#include "outward/maildir.h"
#include "outward/process.h"
#include "outward/sandbox.h"
#include "outward/ways.h"
#include "outward/sender.h"
#include "top/load.h"
#include "top/role.h"

/* A box lets nobody make what isn't there yet. */
static int make_maildir(const struct submission *way, struct fault *fault)
{
	_cleanup_maildir_ struct maildir *maildir = NULL;

	return way->way == SUBMISSION_MAILDIR ? maildir_open(way->maildir, true, &maildir, fault)
					      : 0;
}

static int enter_box(const struct submission *way, struct fault *fault)
{
	static const enum sandbox_profile profiles[] = {
		[SUBMISSION_SMTP] = SANDBOX_SENDER_SMTP,
		[SUBMISSION_SENDMAIL] = SANDBOX_SENDER_PROGRAM,
		[SUBMISSION_MAILDIR] = SANDBOX_SENDER_MAILDIR,
	};
	/* certificates, resolver and secret are read again for each connection */
	const char *readable[ROLE_READABLE_MOST] = {
		way->way == SUBMISSION_SENDMAIL ? way->sendmail : "/etc", "/usr", "/lib"};
	size_t n = role_readable(&way->smtp, readable, 3);
	const char *writable[] = {way->maildir};

	const struct sandbox_paths paths = {
		.readable = readable,
		.n_readable = n,
		.writable = writable,
		.n_writable = way->way == SUBMISSION_MAILDIR,
	};

	return sandbox_enter(profiles[way->way], &paths, fault);
}

int role_sender(const char *config_path)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct config *config;
	struct fault fault = {""};
	int r = load_config(arena, config_path, &config, &fault);

	if (r == 0)
		r = make_maildir(&config->submission, &fault);
	if (r == 0)
		r = enter_box(&config->submission, &fault);
	if (r < 0) {
		log_error("sender: %s", fault_text(&fault, r));
		return EXIT_FAILURE;
	}
	const struct sender_settings settings = sender_settings_of(
		&config->submission, oauth_of_account(arena, &config->submission.smtp));

	return sender_run(PROCESS_WIRE_FD, &settings) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
