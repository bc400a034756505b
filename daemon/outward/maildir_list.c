/* SPDX-License-Identifier: MIT */
/*
 * The order of the mails. A Maildir may hold a hundred thousand of them, nearly all handled long
 * ago, so a listing keeps only the first few wanted ones: a heap with the last of them on top,
 * which each earlier one replaces. Names are given room once, in slots that are used again.
 *
 * A name that is no plain text (a control character, bytes that are no UTF-8, over length) is first
 * given one that is: each bad byte as "%" and its two digits, and when that is too long or taken,
 * the head and the file's number. After that it can stand in the database and in a log.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "maildir_inside.h"

struct slot {
	uint64_t number;
	bool in_cur;
	size_t base_bytes;
	char name[MAILDIR_FILE_LIMIT_BYTES + 1];
};

struct listing {
	struct maildir *maildir;
	const struct maildir_filter *filter;
	bool in_cur;
	struct slot *slots;
	struct slot **heap; /* the last in order on top */
	size_t n, most;
};

static int compare_slots(const struct slot *a, const struct slot *b)
{
	size_t n = a->base_bytes < b->base_bytes ? a->base_bytes : b->base_bytes;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	int order = memcmp(a->name, b->name, n);

	if (order != 0)
		return order;
	return a->base_bytes == b->base_bytes ? 0 : a->base_bytes < b->base_bytes ? -1 : 1;
}

static int compare_pointers(const void *a, const void *b)
{
	return compare_slots(*(struct slot *const *)a, *(struct slot *const *)b);
}

static void swap(struct slot **a, struct slot **b)
{
	struct slot *c = *a;

	*a = *b;
	*b = c;
}

static void sift_up(struct slot **heap, size_t i)
{
	for (; i > 0 && compare_slots(heap[i], heap[(i - 1) / 2]) > 0; i = (i - 1) / 2)
		swap(&heap[i], &heap[(i - 1) / 2]);
}

static void sift_down(struct slot **heap, size_t n)
{
	for (size_t i = 0, child; (child = 2 * i + 1) < n; i = child) {
		if (child + 1 < n && compare_slots(heap[child + 1], heap[child]) > 0)
			child++;
		if (compare_slots(heap[child], heap[i]) <= 0)
			return;
		swap(&heap[i], &heap[child]);
	}
}

bool maildir_base_is_valid(const char *base)
{
	size_t n = strspn(
		base, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.,=+@%");

	return n > 0 && n <= MAILDIR_NAME_LIMIT_BYTES && base[n] == '\0' && base[0] != '.';
}

/* Plain ASCII without control characters, blanks or what a path is made of; wider than what we
 * deliver ourselves. */
static bool is_plain(const char *name)
{
	size_t n = 0;

	for (; name[n] != '\0'; n++)
		if ((unsigned char)name[n] <= 0x20 || (unsigned char)name[n] >= 0x7f)
			return false;
	return maildir_base_length(name) <= MAILDIR_NAME_LIMIT_BYTES &&
		n <= MAILDIR_NAME_LIMIT_BYTES + 40;
}

static void encode_name(const char *name, char *out, size_t room)
{
	size_t n = 0;

	for (; *name != '\0' && n + 4 < room; name++) {
		unsigned char c = (unsigned char)*name;

		if (c > 0x20 && c < 0x7f && c != ':')
			out[n++] = (char)c;
		else
			n += (size_t)snprintf(out + n, 4, "%%%02X", c);
	}
	out[n] = '\0';
}

/* Renames within its directory; the new name in out. */
static int make_plain(int directory, const char *name, char out[MAILDIR_FILE_LIMIT_BYTES + 1])
{
	struct stat st;

	encode_name(name, out, MAILDIR_NAME_LIMIT_BYTES);
	if (strlen(name) * 3 < MAILDIR_NAME_LIMIT_BYTES &&
		maildir_move(directory, name, directory, out) == 0)
		return 0;
	if (fstatat(directory, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return -errno;
	encode_name(name, out, MAILDIR_NAME_LIMIT_BYTES / 2);
	snprintf(out + strlen(out), 40, ".%llu", (unsigned long long)st.st_ino);
	return maildir_move(directory, name, directory, out);
}

static void keep(struct listing *listing, const struct slot *found)
{
	if (listing->n < listing->most) {
		listing->heap[listing->n] = &listing->slots[listing->n];
		*listing->heap[listing->n] = *found;
		sift_up(listing->heap, listing->n++);
	} else if (compare_slots(found, listing->heap[0]) < 0) {
		*listing->heap[0] = *found;
		sift_down(listing->heap, listing->n);
	}
}

static bool is_kept(const struct listing *listing, const struct slot *found)
{
	for (size_t i = 0; i < listing->n; i++)
		if (compare_slots(listing->heap[i], found) == 0)
			return true;
	return false;
}

static int consider(void *context, const char *name)
{
	struct listing *listing = context;
	struct slot found = {.in_cur = listing->in_cur};
	char base[MAILDIR_FILE_LIMIT_BYTES + 1];
	int directory = listing->in_cur ? listing->maildir->cur : listing->maildir->new;

	if (is_plain(name))
		snprintf(found.name, sizeof(found.name), "%s", name);
	else if (make_plain(directory, name, found.name) < 0)
		return 0; /* gone, or a read-only Maildir: then it can't be handled either */
	found.base_bytes = maildir_base_length(found.name);
	memcpy(base, found.name, found.base_bytes);
	base[found.base_bytes] = '\0';
	found.number = maildir_number(base);
	/* the cheap comparison first: most of a big directory falls here */
	if (listing->n == listing->most && compare_slots(&found, listing->heap[0]) >= 0)
		return 0;
	if (listing->filter != NULL && !listing->filter->wants(
					       listing->filter->context, base, listing->in_cur))
		return 0;
	if (!is_kept(listing, &found))
		keep(listing, &found);
	return 0;
}

static void give(struct listing *listing, struct arena *arena, struct maildir_mail **ret_mails,
	size_t *ret_n)
{
	struct maildir_mail *mails = arena_make_n(arena, struct maildir_mail, listing->n + 1);

	qsort(listing->heap, listing->n, sizeof(listing->heap[0]), compare_pointers);
	for (size_t i = 0; i < listing->n; i++) {
		const struct slot *slot = listing->heap[i];

		mails[i] = (struct maildir_mail){
			.base = arena_strndup(arena, slot->name, slot->base_bytes),
			.name = arena_strdup(arena, slot->name),
			.in_cur = slot->in_cur,
			.number = slot->number};
	}
	*ret_mails = mails;
	*ret_n = listing->n;
}

int maildir_list(struct maildir *maildir, struct arena *arena, const struct maildir_filter *filter,
	size_t most, struct maildir_mail **ret_mails, size_t *ret_n, struct fault *fault)
{
	struct listing listing = {
		.maildir = maildir, .filter = filter, .most = most > 0 ? most : 1};

	listing.slots = calloc(listing.most, sizeof(listing.slots[0]));
	listing.heap = calloc(listing.most, sizeof(listing.heap[0]));
	if (listing.slots == NULL || listing.heap == NULL)
		abort();
	/* new before cur, so that a mail moved meanwhile is met in one of them */
	int r = maildir_walk(maildir->new, consider, &listing);

	listing.in_cur = true;
	if (r == 0)
		r = maildir_walk(maildir->cur, consider, &listing);
	if (r == 0)
		give(&listing, arena, ret_mails, ret_n);
	else
		fault_set(fault, r, "the Maildir %s can't be listed: %s", maildir->path,
			strerror(-r));
	free(listing.slots);
	free(listing.heap);
	return r;
}
