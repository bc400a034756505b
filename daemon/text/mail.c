/* SPDX-License-Identifier: MIT */
/*
 * A mail's parts in one walk over its lines. Open multiparts stand on a stack of at most
 * MAIL_DEPTH_MOST; a line that begins with "--" is held against the stack's boundaries, innermost
 * first, which closes what stands deeper. So the time is linear, whatever nests in whatever, and
 * nothing recurses.
 *
 * Broken on purpose or by accident, and read all the same: a boundary parameter that is missing or
 * wrong (the first "--" line of the body is taken), a multipart without any boundary line (its body
 * is text), no final boundary, parts without headers, lone CR as line end. Over the ceilings the
 * rest is left unread.
 */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "text/charset.h"
#include "text/mail.h"

/* Mail that must be copied to be read at all (lone CR, a message in base64) is read up to here. */
#define COPY_LIMIT (4 * 1024 * 1024)
#define BOUNDARY_LIMIT (32 * 1024)

struct open_multipart {
	int part;
	struct span boundary;
};

struct walk {
	struct arena *arena;
	struct mail *mail;
	const char *at, *end;
	struct open_multipart stack[MAIL_DEPTH_MOST];
	size_t depth;
};

static void warn(struct walk *walk, const char *words)
{
	list_each (said, &walk->mail->warnings)
		if (!strcmp(*said, words))
			return;
	*arena_push(walk->arena, &walk->mail->warnings) = words;
}

/* What a line that begins with "--" is to the stack: the level whose boundary it is, or -1. */
static int boundary_level(const struct walk *walk, struct span line, bool *ret_final)
{
	for (size_t level = walk->depth; level-- > 0;) {
		struct span boundary = walk->stack[level].boundary;
		if (line.n < 2 + boundary.n || memcmp(line.at + 2, boundary.at, boundary.n))
			continue;
		struct span rest = {line.at + 2 + boundary.n, line.n - 2 - boundary.n};
		bool final = rest.n >= 2 && !memcmp(rest.at, "--", 2);
		size_t blank = final ? 2 : 0;
		while (blank < rest.n && (rest.at[blank] == ' ' || rest.at[blank] == '\t'))
			blank++;
		if (blank < rest.n && !final)
			continue; /* a longer boundary that begins alike */
		*ret_final = final;
		return (int)level;
	}
	return -1;
}

/* Moves to the next boundary line of any open multipart. Returns its level, -1 at the end of the
 * mail. */
static int find_boundary(struct walk *walk, const char **ret_stop, bool *ret_final)
{
	while (walk->at < walk->end) {
		const char *start = walk->at;
		struct span line = line_next(&walk->at, walk->end);
		if (line.n < 3 || line.at[0] != '-' || line.at[1] != '-')
			continue;
		int level = boundary_level(walk, line, ret_final);
		if (level >= 0) {
			*ret_stop = start;
			return level;
		}
	}
	*ret_stop = walk->end;
	return -1;
}

/* The text of a part ends before the line end that belongs to the boundary. */
static struct span body_span(const char *start, const char *stop, bool at_boundary)
{
	if (at_boundary && stop > start && stop[-1] == '\n')
		stop--;
	if (at_boundary && stop > start && stop[-1] == '\r')
		stop--;
	return (struct span){start, (size_t)(stop - start)};
}

/* A boundary nobody declared rightly: the first line that could be one, and is none of those
 * around. The walk doesn't move. */
static struct span guess_boundary(const struct walk *walk)
{
	const char *at = walk->at;
	const char *end = walk->end - at > 65536 ? at + 65536 : walk->end;
	bool final;

	while (at < end) {
		struct span line = line_next(&at, end);
		if (line.n > 2 && !memcmp(line.at, "--", 2) &&
			boundary_level(walk, line, &final) >= 0)
			break;
		if (line.n > 4 && line.n < BOUNDARY_LIMIT && line.at[0] == '-' &&
			line.at[1] == '-' && !memchr(line.at, ' ', line.n))
			return (struct span){line.at + 2, line.n - 2};
	}
	return (struct span){NULL, 0};
}

/* Whether the declared boundary comes before one of the multiparts around does. The walk doesn't
 * move. */
static bool boundary_comes(struct walk *walk, struct span boundary)
{
	const char *at = walk->at, *stop;
	bool final;

	walk->stack[walk->depth++] = (struct open_multipart){.part = -1, .boundary = boundary};
	int level = find_boundary(walk, &stop, &final);
	walk->depth--;
	walk->at = at;
	return level == (int)walk->depth;
}

/* False: the part is no multipart that can be read, and has a type to be read, or not, by. */
static bool push_multipart(struct walk *walk, int part)
{
	const char *value = headers_find(&walk->mail->parts.at[part].headers, "Content-Type");
	const char *said = value ? parameter_raw(walk->arena, value, "boundary") : NULL;
	struct span boundary = {said, said ? strlen(said) : 0};

	if (walk->depth == MAIL_DEPTH_MOST) {
		warn(walk, "parts nested too deep were left unread");
		walk->mail->parts.at[part].type = "application/octet-stream";
		return false;
	}
	if (boundary.n > BOUNDARY_LIMIT)
		boundary.n = 0;
	if (boundary.n && boundary.at[boundary.n - 1] == ' ' && !boundary_comes(walk, boundary))
		while (boundary.n &&
			boundary.at[boundary.n - 1] == ' ') /* no boundary may end so */
			boundary.n--;
	if (!boundary.n || !boundary_comes(walk, boundary)) {
		warn(walk, "a multipart's boundary is missing or wrong");
		boundary = guess_boundary(walk);
		if (!boundary.n || !boundary_comes(walk, boundary)) {
			walk->mail->parts.at[part].type = "text/plain";
			return false;
		}
	}
	walk->stack[walk->depth++] = (struct open_multipart){.part = part, .boundary = boundary};
	return true;
}

static int add_part(struct walk *walk, int parent)
{
	struct mail *mail = walk->mail;
	struct mail_part *part = arena_push(walk->arena, &mail->parts);

	part->parent = parent;
	part->depth = parent < 0 ? 0 : mail->parts.at[parent].depth + 1;
	struct span rest = {walk->at, (size_t)(walk->end - walk->at)};
	walk->at += headers_parse(walk->arena, rest, &part->headers);
	const char *outer = parent < 0 ? "" : mail->parts.at[parent].type;
	mail_part_describe(walk->arena, part,
		!strcmp(outer, "multipart/digest") ? "message/rfc822" : "text/plain");
	return (int)mail->parts.n - 1;
}

static bool is_message(const struct mail_part *part)
{
	return (!strcmp(part->type, "message/rfc822") || !strcmp(part->type, "message/global") ||
		       !strcmp(part->type, "text/rfc822-headers") ||
		       !strcmp(part->type, "message/rfc822-headers")) &&
		(part->transfer == TRANSFER_PLAIN || part->transfer == TRANSFER_QUOTED_PRINTABLE);
}

/*
 * One entity at the walk's place: a leaf, a multipart with its boundary pushed, or a message whose
 * own entity follows at once. Returns the index of the part whose body starts here.
 */
static int open_entity(struct walk *walk, int parent, bool *ret_multipart)
{
	int index = add_part(walk, parent);

	*ret_multipart = false;
	for (;;) {
		struct mail_part *part = &walk->mail->parts.at[index];
		part->body = (struct span){walk->at, 0};
		if (is_message(part) && part->depth < MAIL_DEPTH_MOST &&
			walk->mail->parts.n < MAIL_PARTS_MOST) {
			index = add_part(walk, index);
			continue;
		}
		if (!strncmp(part->type, "multipart/", 10))
			*ret_multipart = push_multipart(walk, index);
		return index;
	}
}

/* Gives the part, and the messages that it is the whole content of, the bytes up to stop. */
static void close_entity(struct walk *walk, int index, const char *stop, bool at_boundary)
{
	struct mail *mail = walk->mail;

	for (int i = index; i >= 0; i = mail->parts.at[i].parent) {
		struct mail_part *part = &mail->parts.at[i];
		if (i != index && !is_message(part))
			break;
		part->body = body_span(part->body.at, stop, at_boundary);
	}
}

static void walk_parts(struct walk *walk, int parent)
{
	bool is_multipart;

	for (;;) {
		int index = open_entity(walk, parent, &is_multipart);
		const char *stop;
		bool final = false;
		int level = find_boundary(walk, &stop, &final);
		close_entity(walk, index, stop, level >= 0);
		while (level >= 0 && final) {
			walk->depth = (size_t)level;
			level = find_boundary(walk, &stop, &final);
		}
		if (level < 0)
			return;
		walk->depth = (size_t)level + 1;
		parent = walk->stack[level].part;
		if (walk->mail->parts.n >= MAIL_PARTS_MOST) {
			warn(walk, "parts over the ceiling were left unread");
			return;
		}
	}
}

/* Some systems end lines with CR alone: then, and only then, each is taken as LF. */
static struct span with_line_feeds(struct arena *arena, const char *bytes, size_t n)
{
	size_t look = n > 65536 ? 65536 : n;

	if (!n || memchr(bytes, '\n', look) || !memchr(bytes, '\r', look))
		return (struct span){bytes, n};
	if (n > COPY_LIMIT)
		n = COPY_LIMIT;
	char *copy = arena_memdup(arena, bytes, n);
	for (char *cr = copy; (cr = memchr(cr, '\r', (size_t)(copy + n - cr))); cr++)
		*cr = '\n';
	return (struct span){copy, n};
}

static void walk_bytes(struct arena *arena, struct mail *mail, struct span all, int parent)
{
	struct walk walk = {.arena = arena, .mail = mail, .at = all.at, .end = all.at + all.n};
	walk_parts(&walk, parent);
}

/* A mail that is nothing but another one in base64, against RFC 2046 section 5.2.1. */
static void open_coded_message(struct arena *arena, struct mail *mail)
{
	for (size_t i = 0; i < MAIL_DEPTH_MOST && mail->parts.n == i + 1; i++) {
		struct mail_part whole = mail->parts.at[i];
		if (strcmp(whole.type, "message/rfc822") != 0 || whole.transfer == TRANSFER_PLAIN)
			return;
		struct span bytes = mail_part_bytes(arena, &whole, COPY_LIMIT);
		walk_bytes(arena, mail, with_line_feeds(arena, bytes.at, bytes.n), (int)i);
	}
}

struct mail *mail_open(struct arena *arena, const void *bytes, size_t n_bytes)
{
	struct mail *mail = arena_make(arena, struct mail);
	struct span all = with_line_feeds(arena, n_bytes ? bytes : "", n_bytes);

	if (all.n >= 3 && !memcmp(all.at, "\xef\xbb\xbf", 3))
		all = (struct span){all.at + 3, all.n - 3};
	while (all.n && (*all.at == '\n' || *all.at == '\r'))
		all = (struct span){all.at + 1, all.n - 1};
	walk_bytes(arena, mail, all, -1);
	open_coded_message(arena, mail);
	return mail;
}

struct mail *mail_of_one_part(
	struct arena *arena, const char *type, const void *bytes, size_t n_bytes)
{
	struct mail *mail = arena_make(arena, struct mail);
	struct mail_part *part = arena_push(arena, &mail->parts);

	*part = (struct mail_part){.parent = -1,
		.type = type,
		.typed = true,
		.body = with_line_feeds(arena, n_bytes ? bytes : "", n_bytes)};
	return mail;
}
