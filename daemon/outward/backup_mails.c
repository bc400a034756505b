/* SPDX-License-Identifier: MIT */
/*
 * Mails in a backup. Which are not handled is asked of the copied state, after it was copied: a
 * mail that the daemon handles meanwhile is in cur/ then and unknown to the copy, so it is taken
 * from there, and none falls between the two. What is in quarantine goes back into quarantine.
 *
 * Names come back from a file that may be anybody's, so they become valid ones before they are
 * names of files.
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup_inside.h"
#include "outward/config.h"
#include "outward/maildir.h"

#define MAILS_AT_ONCE 256

struct collecting {
	struct store *copy;
	const char *mailbox;
	bool quarantined;
	struct fault *fault;
	int error;
};

static int find_mail(struct collecting *c, const char *sql, const char *base, bool *ret_found)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(c->copy, sql, c->fault);

	if (!query)
		return -EIO;
	bind_text(query, 1, c->mailbox);
	bind_text(query, 2, base);
	int r = statement_step(c->copy, query, c->fault);

	*ret_found = r > 0;
	return r < 0 ? r : 0;
}

static bool is_wanted(void *context, const char *base, bool in_cur)
{
	struct collecting *c = context;
	bool done = false, taken = false;

	(void)in_cur;
	int r = find_mail(c,
		"SELECT 1 FROM mail WHERE mailbox = ?1 AND file = ?2 AND done IS NOT NULL", base,
		&done);
	if (r == 0)
		r = find_mail(c, "SELECT 1 FROM backup_mail WHERE mailbox = ?1 AND base = ?2", base,
			&taken);
	if (r < 0)
		c->error = r;
	return r == 0 && !done && !taken;
}

/* bytes NULL: it is gone, or no mail, and not to be met again in this listing. */
static int keep_bytes(struct collecting *c, const char *base, const void *bytes, size_t n)
{
	_cleanup_statement_ sqlite3_stmt *insert = statement(c->copy,
		"INSERT INTO backup_mail (mailbox, base, quarantined, bytes) VALUES (?1, ?2, ?3, "
		"?4)",
		c->fault);

	if (!insert)
		return -EIO;
	bind_text(insert, 1, c->mailbox);
	bind_text(insert, 2, base);
	sqlite3_bind_int(insert, 3, c->quarantined);
	sqlite3_bind_blob64(insert, 4, bytes, n, SQLITE_STATIC);
	return statement_run(c->copy, insert, c->fault);
}

static int keep_file(struct collecting *c, const char *base, int fd)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return fault_set(c->fault, -errno, "the mail %s: %s", base, strerror(errno));
	size_t n = (size_t)st.st_size;
	void *bytes = n ? mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0) : "";
	if (bytes == MAP_FAILED)
		return fault_set(
			c->fault, -errno, "the mail %s can't be read: %s", base, strerror(errno));
	int r = keep_bytes(c, base, bytes, n);
	if (n)
		munmap(bytes, n);
	return r;
}

static int collect_some(struct collecting *c, struct maildir *maildir, size_t *ret_n)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct maildir_filter filter = {is_wanted, c};
	struct maildir_mail *mails;
	int r = maildir_list(maildir, arena, &filter, MAILS_AT_ONCE, &mails, ret_n, c->fault);

	if (r == 0)
		r = c->error;
	for (size_t i = 0; i < *ret_n && r == 0; i++) {
		int fd = -1;
		r = maildir_open_mail(maildir, arena, &mails[i], &fd, c->fault);
		if (r == -ENOENT || r == -EINVAL) {
			r = keep_bytes(c, mails[i].base, NULL, 0);
			continue;
		}
		if (r == 0) {
			r = keep_file(c, mails[i].base, fd);
			close(fd);
		}
	}
	return r;
}

static int collect(struct collecting *c, const char *path)
{
	_cleanup_maildir_ struct maildir *maildir = NULL;
	size_t n = 0;
	int r = maildir_open(path, false, &maildir, c->fault);

	if (r == -ENOENT) /* the daemon has made none yet */
		return 0;
	do
		r = r == 0 ? collect_some(c, maildir, &n) : r;
	while (r == 0 && n > 0);
	return r;
}

int backup_collect_mails(struct store *copy, const struct config *config, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	int r = store_exec(copy,
		"CREATE TABLE backup_mail (mailbox TEXT NOT NULL, base TEXT NOT NULL, "
		"quarantined INTEGER NOT NULL, bytes BLOB, PRIMARY KEY (mailbox, base)) "
		"STRICT",
		fault);

	list_each (mailbox, &config->mailboxes) {
		struct collecting c = {.copy = copy, .mailbox = mailbox->name, .fault = fault};
		if (r == 0)
			r = collect(&c, mailbox->maildir);
		/* last: a mail may move there meanwhile, but not out */
		c.quarantined = true;
		if (r == 0)
			r = collect(&c, arena_printf(arena, "%s/.quarantine", mailbox->maildir));
	}
	return r == 0 ? store_exec(copy, "DELETE FROM backup_mail WHERE bytes IS NULL", fault) : r;
}

/* ---- back ---- */

static const char *valid_base(struct arena *arena, const char *base)
{
	char *name = arena_strndup(arena, base, MAILDIR_NAME_LIMIT_BYTES);
	char one[2] = "";

	for (char *at = name; *at; at++) {
		one[0] = *at;
		if (at == name ? *at == '.' || !maildir_base_is_valid(one)
			       : *at != '.' && !maildir_base_is_valid(one))
			*at = '_';
	}
	return *name ? name : "_";
}

static int put_into_quarantine(
	struct maildir *maildir, struct arena *arena, const char *base, struct fault *fault)
{
	struct maildir_mail mail = {.base = base, .name = base};

	return maildir_quarantine(maildir, arena, &mail, fault);
}

static int deliver(
	struct arena *arena, const struct config *config, sqlite3_stmt *query, struct fault *fault)
{
	_cleanup_maildir_ struct maildir *maildir = NULL;
	const char *name = column_text(arena, query, 0);
	const char *base = valid_base(arena, column_text(arena, query, 1));
	const struct mailbox *mailbox = config_find_mailbox(config, name);

	if (!mailbox)
		return fault_set(fault, -ENOENT,
			"the backup holds mails of the mailbox %s, which the config has not; "
			"write `mailbox %s { }` into it",
			name, name);
	int r = maildir_open(mailbox->maildir, true, &maildir, fault);
	if (r == 0)
		r = maildir_deliver(maildir, base, sqlite3_column_blob(query, 3),
			(size_t)sqlite3_column_bytes(query, 3), fault);
	if (r == 0 && sqlite3_column_int(query, 2))
		r = put_into_quarantine(maildir, arena, base, fault);
	return r;
}

int backup_deliver_mails(struct store *copy, const struct config *config, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(copy,
		"SELECT mailbox, base, quarantined, bytes FROM backup_mail ORDER BY mailbox, base",
		fault);
	int r = query ? 0 : -EIO;

	while (r == 0 && (r = statement_step(copy, query, fault)) > 0) {
		_cleanup_arena_ struct arena *arena = arena_new();
		r = deliver(arena, config, query, fault);
	}
	return r;
}
