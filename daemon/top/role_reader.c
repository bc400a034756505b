/* SPDX-License-Identifier: MIT */
/*
 * The reader: loads all phrases, opens every converter, then boxes itself (reader_run). Each mail
 * is read by a child of its own: the envelope out, the questions in, the understanding out.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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

/* Exit statuses of a child that the coordinator never needs to tell apart; they are for the log. */
enum { CHILD_DONE, CHILD_NO_MAIL, CHILD_NO_TALK };

/* All of it, up to the ceiling, as it lies in the page cache: so a big mail takes no memory of the
 * child's own. Whoever cuts the file short meanwhile kills the child, and the mail is tried again.
 * Its size by lseek(), since the box has no stat(). */
static const char *map_mail(int fd, size_t *ret_n)
{
	off_t end = lseek(fd, 0, SEEK_END);
	size_t n = end > MAIL_LIMIT_BYTES ? (size_t)MAIL_LIMIT_BYTES : (size_t)end;

	if (end < 0)
		return NULL;
	*ret_n = n;
	void *at = n ? mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0) : "";
	return at == MAP_FAILED ? NULL : at;
}

static int send_understanding(struct arena *arena, struct wire *wire,
	const struct wire_shape *shape, const struct understanding *understanding)
{
	struct understanding *fit =
		arena_memdup(arena, understand_shared(arena, understanding), sizeof(*fit));

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
	const char *bytes = map_mail(mail_fd, &n);

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
