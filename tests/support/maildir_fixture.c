/* SPDX-License-Identifier: MIT */
/* Maildirs of tests' own. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/maildir_fixture.h"

int maildir_setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	*state = f;
	if (scratch_make(f->root) < 0)
		return -1;
	snprintf(f->path, sizeof(f->path), "%s/mail/main", f->root);
	return maildir_open(f->path, true, &f->maildir, &f->fault);
}

int maildir_teardown(void **state)
{
	struct fixture *f = *state;
	int r = scratch_remove(f->root);

	maildir_close(f->maildir);
	arena_free(f->arena);
	free(f);
	return r;
}

const char *in(struct fixture *f, const char *folder, const char *name)
{
	return arena_printf(f->arena, "%s/mail/main/%s/%s", f->root, folder, name);
}

void put(struct fixture *f, const char *folder, const char *name)
{
	int fd = open(in(f, folder, name), O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, name, strlen(name)), strlen(name));
	close(fd);
}

bool is_there(struct fixture *f, const char *folder, const char *name)
{
	return access(in(f, folder, name), F_OK) == 0;
}

const char *listed(struct fixture *f, const struct maildir_filter *filter, size_t most)
{
	struct maildir_mail *mails;
	size_t n;
	const char *all = "";

	assert_int_equal(
		maildir_list(f->maildir, f->arena, filter, most, &mails, &n, &f->fault), 0);
	for (size_t i = 0; i < n; i++)
		all = arena_printf(f->arena, "%s%s,", all, mails[i].base);
	return all;
}

struct maildir_mail first(struct fixture *f)
{
	struct maildir_mail *mails;
	size_t n;

	assert_int_equal(maildir_list(f->maildir, f->arena, NULL, 1, &mails, &n, &f->fault), 0);
	assert_int_equal(n, 1);
	return mails[0];
}
