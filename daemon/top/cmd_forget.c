/* SPDX-License-Identifier: MIT */
/*
 * `samlad forget MEMBER` (GDPR, article 17): her words and her name go, the journal of numbers
 * stays. Her mails in a Maildir that samlad itself fills are removed first, so that an end half-way
 * leaves it known which they are; those in a Maildir of the organisation's own are its to remove.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "core/leaving.h"
#include "outward/maildir.h"
#include "top/command.h"
#include "top/opened.h"

struct forgetting {
	struct opened *opened;
	const struct snapshot *snapshot;
	const struct member *member;
	int removed, left; /* mails */
};

static int remove_mail(struct forgetting *f, const struct mail_file *mail, struct fault *fault)
{
	const struct mailbox *mailbox = config_find_mailbox(f->opened->config, mail->mailbox);
	_cleanup_maildir_ struct maildir *maildir = NULL;

	if (!mailbox || !mailbox->fetched) {
		f->left++;
		return 0;
	}
	int r = maildir_open(mailbox->maildir, false, &maildir, fault);
	if (r == 0)
		r = maildir_remove(maildir, mail->file, fault);
	f->removed += r == 0;
	return r == -ENOENT ? 0 : r;
}

static int remove_mails(struct forgetting *f, struct fault *fault)
{
	int r = 0;

	list_each (address, &f->member->addresses) {
		struct mail_file *files;
		size_t n = 0;
		if (r == 0)
			r = store_mails_from(f->opened->store, f->snapshot->network->slug, *address,
				f->opened->arena, &files, &n, fault);
		for (size_t i = 0; i < n && r == 0; i++)
			r = remove_mail(f, &files[i], fault);
	}
	return r;
}

static int change_state(struct forgetting *f, struct fault *fault)
{
	struct store *store = f->opened->store;
	const struct network *network = f->snapshot->network;
	instant now = clock_now();
	struct effects fx;

	effects_init(&fx, f->opened->arena, f->snapshot, now);
	member_forget(&fx, f->member);
	int r = store_apply(store, network, (struct cause){0, now}, &fx, NULL, 0, fault);
	if (r == 0)
		r = store_forget(store, network->slug, f->member, fault);
	if (r == 0)
		r = store_wake(store, network->slug, fault);
	return r == 0 ? store_commit(store, fault) : r;
}

static int refuse_leader(const char *who, struct fault *fault)
{
	return fault_set(fault, -EPERM,
		"%s is among the config's leaders, who alone can order: take that address out of "
		"`leaders` first",
		who);
}

static int forget(struct forgetting *f, const char *who, struct fault *fault)
{
	int r = store_begin(f->opened->store, fault);

	if (r == 0)
		r = opened_member(f->opened, who, &f->snapshot, &f->member, fault);
	if (r == 0 && member_is_leader(f->snapshot, f->member))
		r = refuse_leader(who, fault);
	if (r == 0)
		r = remove_mails(f, fault);
	if (r == 0)
		r = change_state(f, fault);
	return r == 0 ? store_leave_no_trace(f->opened->store, fault) : r;
}

static void say(const struct forgetting *f)
{
	printf("forgotten; the journal keeps number %lld\n", (long long)f->member->id);
	if (f->removed > 0)
		printf("%d mails of hers were removed here\n", f->removed);
	if (f->left > 0)
		printf("%d mails of hers lie in a Maildir that others read too: remove them "
		       "there\n",
			f->left);
	printf("What samlad does not keep is yours: the mailbox on its server, older backups, and "
	       "the list of members, whose next import would bring her back.\n");
}

int cmd_forget(int argc, char **argv)
{
	struct options options;
	struct opened opened;
	struct fault fault = {""};
	struct forgetting f = {.opened = &opened};

	if (!options_parse(argc, argv, "", &options))
		return EXIT_USAGE;
	if (argc - options.first != 1)
		return command_usage("forget");
	int code = opened_begin(&opened, &options, OPENED_CHANGE);
	if (code == EXIT_DONE) {
		int r = forget(&f, argv[options.first], &fault);
		if (r == 0)
			say(&f);
		else
			code = opened_fail(EXIT_FAILED, &fault, r);
		opened_wake(&opened);
	}
	opened_end(&opened);
	return code;
}
