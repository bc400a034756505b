/* SPDX-License-Identifier: MIT */
/*
 * A backup made and put back. Both are worked out in a file of the state's directory that nobody
 * else has, thrown away on any error, and begun anew over what an end half-way left there: so it
 * needs no journal, and an old one must not be taken for its own.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup_inside.h"
#include "outward/config.h"
#include "outward/file.h"
#include "outward/state.h"

#define ROOM_LEFT_BYTES (16ULL * 1024 * 1024)

struct scratch {
	const char *path; /* in the state's directory */
	int fd;
};

static void scratch_close(struct scratch *scratch)
{
	if (scratch->fd < 0)
		return;
	unlink(scratch->path);
	close(scratch->fd);
}
#define _cleanup_scratch_ __attribute__((cleanup(scratch_close)))

static void remove_beside(const char *path)
{
	static const char *const endings[] = {"-wal", "-shm", "-journal"};
	_cleanup_arena_ struct arena *arena = arena_new();

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		unlink(arena_printf(arena, "%s%s", path, endings[i]));
}

/* Empty, and locked against a second of its kind. */
static int scratch_open(struct scratch *scratch, const char *path, struct fault *fault)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return fault_set(fault, -errno, "%s can't be made: %s", path, strerror(errno));
	int r = flock(fd, LOCK_EX | LOCK_NB) < 0 ? -errno : 0;
	if (r == 0 && ftruncate(fd, 0) < 0)
		r = -errno;
	if (r < 0) {
		close(fd);
		return r == -EWOULDBLOCK
			? fault_set(fault, -EBUSY, "another backup is being made just now")
			: fault_set(fault, r, "%s: %s", path, strerror(-r));
	}
	remove_beside(path);
	*scratch = (struct scratch){path, fd};
	return 0;
}

/* ---- making one ---- */

static int copy_state(const char *database, const char *to, struct fault *fault)
{
	_cleanup_(store_closep) struct store *store = NULL;
	int r = store_open(database, true, &store, fault);

	if (r < 0)
		return r;
	_cleanup_statement_ sqlite3_stmt *vacuum = statement(store, "VACUUM INTO ?1", fault);
	if (!vacuum)
		return -EIO;
	bind_text(vacuum, 1, to);
	return statement_run(store, vacuum, fault);
}

static int read_sums(struct store *copy, struct backup_sums *ret_sums, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(copy,
		"SELECT made, (SELECT count(*) FROM backup_mail), "
		"(SELECT count(*) FROM letter WHERE state = 'waiting') FROM backup",
		fault);
	int r = query ? statement_step(copy, query, fault) : -EIO;

	if (r <= 0)
		return r < 0 ? r : fault_set(fault, -EBADMSG, "it does not say when it was made");
	*ret_sums = (struct backup_sums){
		.made = sqlite3_column_int64(query, 0),
		.mails = sqlite3_column_int64(query, 1),
		.letters = sqlite3_column_int64(query, 2),
	};
	return 0;
}

static int note_made(struct store *copy, instant now, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *insert =
		statement(copy, "INSERT INTO backup (made) VALUES (?1)", fault);

	if (!insert)
		return -EIO;
	sqlite3_bind_int64(insert, 1, now);
	return statement_run(copy, insert, fault);
}

#define SQL_OF(number) #number
#define SET_APPLICATION(id) "PRAGMA application_id = " SQL_OF(id)

static int complete_copy(const char *path, const struct config *config, instant now,
	struct backup_sums *ret_sums, struct fault *fault)
{
	_cleanup_(store_closep) struct store *copy = NULL;
	int r = store_open_alone(path, &copy, fault);

	if (r == 0)
		r = store_exec(copy,
			SET_APPLICATION(BACKUP_APPLICATION_ID) ";"
							       "CREATE TABLE backup (made INTEGER "
							       "NOT NULL) STRICT; BEGIN",
			fault);
	if (r == 0)
		r = note_made(copy, now, fault);
	if (r == 0)
		r = backup_collect_mails(copy, config, fault);
	if (r == 0)
		r = read_sums(copy, ret_sums, fault);
	return r == 0 ? store_commit(copy, fault) : r;
}

static int look_for_room(const char *state, const char *database, struct fault *fault)
{
	struct stat st;

	if (stat(database, &st) < 0)
		return fault_set(fault, -errno, "%s: %s", database, strerror(errno));
	return state_has_room(state, (uint64_t)st.st_size + ROOM_LEFT_BYTES, fault);
}

int backup_write(const struct config *config, instant now, int fd, struct backup_sums *ret_sums,
	struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_scratch_ struct scratch scratch = {.fd = -1};
	const char *database = arena_printf(arena, "%s/samlad.db", config->state);
	const char *path = arena_printf(arena, "%s/backup.part", config->state);
	int r = look_for_room(config->state, database, fault);

	if (r == 0)
		r = scratch_open(&scratch, path, fault);
	if (r == 0)
		r = copy_state(database, path, fault);
	if (r == 0)
		r = complete_copy(path, config, now, ret_sums, fault);
	return r == 0 ? backup_seal(scratch.fd, fd, fault) : r;
}

/* ---- putting one back ---- */

static int hold_all(
	struct store *store, const struct backup_sums *sums, instant now, struct fault *fault)
{
	const struct hold hold = {.clock = INSTANT_NONE,
		.expected = INSTANT_NONE,
		.restored = now,
		.backup = sums->made,
		.gathering = now,
		.drop = INSTANT_NONE};
	int r = store_set_hold(store, &hold, fault);

	if (r == 0)
		r = store_hold_letters(store, true, now, fault);
	if (r == 0) /* another machine's clock says nothing of this one's */
		r = store_set_clock(store, NULL, fault);
	return r;
}

/* Each server looks like one whose numbers are new: what came since the last mail taken, less a
 * day, is fetched again. */
static int set_cursors_back(struct store *store, struct fault *fault)
{
	return store_exec(store,
		"UPDATE fetch_cursor SET uid_validity = uid_validity % 4294967295 + 1", fault);
}

static int make_state_of(struct store *store, const struct config *config, instant now,
	struct backup_sums *ret_sums, struct fault *fault)
{
	int r = store_exec(store, "BEGIN", fault);

	if (r == 0)
		r = read_sums(store, ret_sums, fault);
	if (r == 0)
		r = hold_all(store, ret_sums, now, fault);
	if (r == 0)
		r = set_cursors_back(store, fault);
	if (r == 0)
		r = backup_deliver_mails(store, config, fault);
	if (r == 0)
		r = store_exec(store,
			"DROP TABLE backup; DROP TABLE backup_mail;" SET_APPLICATION(0), fault);
	return r == 0 ? store_commit(store, fault) : r;
}

static int refuse_state(const char *database, struct fault *fault)
{
	return fault_set(fault, -EEXIST,
		"there is a state already, %s: a backup is put back where there is none. Stop "
		"samlad and move that folder's samlad.db* away first",
		database);
}

/* The database's name, at the end of all. */
static int give_name(const char *state, const char *path, const char *database, struct fault *fault)
{
	remove_beside(database); /* of one that is gone */
	/* no second name is left behind: what is written over the one would be the other's end */
	if (renameat2(AT_FDCWD, path, AT_FDCWD, database, RENAME_NOREPLACE) < 0)
		return errno == EEXIST ? refuse_state(database, fault)
				       : fault_set(fault, -errno, "%s can't be made: %s", database,
						 strerror(errno));
	int r = file_sync_name(database);

	return r < 0 ? fault_set(fault, r, "%s: %s", state, strerror(-r)) : 0;
}

int backup_restore(const struct config *config, instant now, int fd, struct backup_sums *ret_sums,
	struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_scratch_ struct scratch scratch = {.fd = -1};
	_cleanup_(store_closep) struct store *store = NULL;
	const char *database = arena_printf(arena, "%s/samlad.db", config->state);
	const char *path = arena_printf(arena, "%s/restore.part", config->state);

	if (access(database, F_OK) == 0)
		return refuse_state(database, fault);
	int r = scratch_open(&scratch, path, fault);
	if (r == 0)
		r = backup_unseal(fd, scratch.fd, fault);
	if (r == 0)
		r = store_open_alone(path, &store, fault);
	if (r == 0)
		r = make_state_of(store, config, now, ret_sums, fault);
	if (r < 0)
		return r;
	store_close(store);
	store = NULL;
	if (fsync(scratch.fd) < 0)
		return fault_set(fault, -errno, "%s: %s", path, strerror(errno));
	return give_name(config->state, path, database, fault);
}
