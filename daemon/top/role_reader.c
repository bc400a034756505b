/* SPDX-License-Identifier: MIT */
/*
 * The reader: loads all phrases, opens every converter, then boxes itself (reader_run). Each mail
 * is read by a child of its own: the bytes into memory, the envelope out, the questions in, the
 * understanding out.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/record.h"
#include "base/understanding_json.h"
#include "outward/process.h"
#include "outward/reader.h"
#include "text/phrases.h"
#include "text/understand.h"
#include "top/load.h"
#include "top/role.h"
#include "top/talk.h"

#define MAIL_LIMIT_BYTES (64L * 1024 * 1024)
#define CHUNK_BYTES 65536

/* Exit statuses of a child that the coordinator never needs to tell apart; they are for the log. */
enum { CHILD_DONE, CHILD_NO_MAIL, CHILD_NO_TALK };

/* All of it, up to the ceiling: what is longer is read as far as that. By read alone, for the box.
 */
static char *read_mail(struct arena *arena, int fd, size_t *ret_n)
{
	struct piece {
		char *at;
		size_t n;
	};
	LIST_OF(struct piece) pieces = {0};
	size_t n = 0;

	while (n < MAIL_LIMIT_BYTES) {
		char *chunk = arena_alloc(arena, CHUNK_BYTES);
		ssize_t got = read(fd, chunk, CHUNK_BYTES);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return NULL;
		if (got == 0)
			break;
		*arena_push(arena, &pieces) = (struct piece){chunk, (size_t)got};
		n += (size_t)got;
	}
	char *bytes = arena_alloc(arena, n + 1);
	char *to = bytes;
	list_each (piece, &pieces)
		to = mempcpy(to, piece->at, piece->n);
	*ret_n = n;
	return bytes;
}

static int send_understanding(struct arena *arena, struct wire *wire,
	const struct wire_shape *shape, const struct understanding *understanding)
{
	struct understanding *fit = arena_memdup(arena, understanding, sizeof(*fit));

	understanding_fit(arena, fit);
	char *json = understanding_to_json(arena, fit, NULL, false);

	return wire_send(wire, shape, NULL, json, strlen(json), -1);
}

static int receive_questions(
	struct arena *arena, struct wire *wire, struct questions **ret_questions)
{
	_cleanup_message_ struct wire_message message = {.fd = -1};
	int r = wire_receive(wire, -1, &message);

	if (r == 0 && !wire_is(&message, &talk_questions_shape))
		r = -EBADMSG;
	if (r == 0)
		r = wire_read(&message, &talk_questions_shape, NULL, NULL);
	if (r == 0)
		r = questions_from_json(arena, message.body ? message.body : "", message.body_bytes,
			ret_questions, NULL);
	return r;
}

static int read_one(void *context, int mail_fd, int talk_fd)
{
	static const struct wire_options options = {.body_limit_bytes = TALK_LIMIT_BYTES};
	const struct phrasebook *book = context;
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_wire_ struct wire *wire = wire_new(talk_fd, &options);
	struct questions *questions = NULL;
	size_t n = 0;
	char *bytes = read_mail(arena, mail_fd, &n);

	if (!bytes)
		return CHILD_NO_MAIL;
	struct mail_in_hand *mail = understand_open(arena, book, MAIL_EML, bytes, n, NULL);
	if (send_understanding(arena, wire, &talk_envelope_shape, understand_envelope(mail)) < 0 ||
		receive_questions(arena, wire, &questions) < 0 ||
		send_understanding(arena, wire, &talk_understanding_shape,
			understand_words(mail, questions)) < 0)
		return CHILD_NO_TALK;
	return CHILD_DONE;
}

int role_reader(const char *config_path)
{
	struct phrasebook *book;
	struct fault fault = {""};
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *templates = load_templates_path(arena, config_path);
	int r = load_phrasebook(templates, &book, &fault);

	if (r < 0) {
		log_error("reader: %s", fault_text(&fault, r));
		return EXIT_FAILURE;
	}
	understand_prepare();
	record_prepare();
	const struct reader_work work = {.handle = read_one, .context = book};
	r = reader_run(PROCESS_WIRE_FD, &work, &fault);
	if (r < 0 && r != -ECANCELED)
		log_error("reader: %s", fault_text(&fault, r));
	phrasebook_free(book);
	return r < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
