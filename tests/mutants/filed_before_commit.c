/* SPDX-License-Identifier: MIT */
/*
 * A mail is filed away before the transaction with its effects has committed. By itself that would
 * be found again, for cur/ is listed too; so here, as in a plain Maildir reader, new/ alone is.
 */
#include "outward/maildir.h"
#include "outward/store.h"

static bool wants_new(void *context, const char *base, bool in_cur)
{
	const struct maildir_filter *filter = context;

	return !in_cur && filter->wants(filter->context, base, in_cur);
}

static int list_new(struct maildir *maildir, struct arena *arena,
	const struct maildir_filter *filter, size_t most, struct maildir_mail **ret_mails,
	size_t *ret_n, struct fault *fault)
{
	struct maildir_filter all = *filter;
	const struct maildir_filter alone = {wants_new, &all};

	return maildir_list(maildir, arena, &alone, most, ret_mails, ret_n, fault);
}

#define maildir_list list_new
#define store_mail_try(...)                                                                        \
	(maildir_file_away(mail->box->maildir, mail->arena, mail->file, fault),                    \
		store_mail_try(__VA_ARGS__))
#include "top/run.c"
