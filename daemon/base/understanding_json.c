/* SPDX-License-Identifier: MIT */
/*
 * An understanding and its questions over record.h. The reader's end and the coordinator's call the
 * same four functions, so what one writes the other reads, and what neither would write is refused.
 */
#include "base/understanding_json.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"
#include "base/understanding_rows.h"

char *understanding_to_json(struct arena *arena, const struct understanding *understanding,
	const char *file, bool public_only)
{
	_cleanup_str_ struct str json;

	str_init(&json, SIZE_MAX);
	str_putc(&json, '{');
	if (file) {
		str_puts(&json, "\"file\": ");
		record_write_text(&json, file);
		str_puts(&json, ", ");
	}
	record_write_members(&json, &understanding_record, understanding, public_only);
	str_putc(&json, '}');
	return str_in(&json, arena);
}

int understanding_from_json(struct arena *arena, const char *json, size_t bytes,
	struct understanding **ret_understanding, struct fault *fault)
{
	void *value;

	if (bytes > UNDERSTANDING_JSON_LIMIT)
		return fault_set(fault, -EMSGSIZE, "an understanding over %d bytes",
			UNDERSTANDING_JSON_LIMIT);
	int r = record_read(arena, &understanding_record, json, bytes, &value, fault);
	if (r < 0)
		return r;
	*ret_understanding = value;
	return 0;
}

void understanding_fit(struct arena *arena, struct understanding *understanding)
{
	record_fit(arena, &understanding_record, understanding);
}

char *questions_to_json(struct arena *arena, const struct questions *questions)
{
	struct questions_rows rows = {
		.language = questions->language,
		.letter_text = questions->letter_text,
		.own_address = questions->own_address,
		.mail_day = questions->mail_day,
		.is_leader = questions->is_leader,
		.is_contact = questions->is_contact,
		.to_alert = questions->to_alert,
	};
	_cleanup_str_ struct str json;

	for (size_t i = 0; i < questions->n; i++) {
		const struct question *question = &questions->at[i];
		struct question_rows *row = arena_push(arena, &rows.questions);
		row->question = *question;
		row->n_options = (int)question->n_options;
		for (size_t k = 0; question->options && k < question->n_options; k++)
			*arena_push(arena, &row->options) = question->options[k];
	}
	str_init(&json, SIZE_MAX);
	record_fit(arena, &questions_record, &rows);
	record_write(&json, &questions_record, &rows, false);
	return str_in(&json, arena);
}

static int questions_from_rows(struct arena *arena, const struct questions_rows *rows,
	struct questions **ret_questions, struct fault *fault)
{
	struct questions *questions = arena_make(arena, struct questions);

	*questions = (struct questions){
		.n = rows->questions.n,
		.language = rows->language,
		.letter_text = rows->letter_text,
		.own_address = rows->own_address,
		.mail_day = rows->mail_day,
		.is_leader = rows->is_leader,
		.is_contact = rows->is_contact,
		.to_alert = rows->to_alert,
	};
	for (size_t i = 0; i < questions->n; i++) {
		const struct question_rows *row = &rows->questions.at[i];
		struct question *question = &questions->at[i];
		if (row->options.n && row->options.n != (size_t)row->n_options)
			return fault_set(fault, -EBADMSG, "options: not as many as are counted");
		*question = row->question;
		question->n_options = (size_t)row->n_options;
		question->options = row->options.n ? row->options.at : NULL;
	}
	*ret_questions = questions;
	return 0;
}

int questions_from_json(struct arena *arena, const char *json, size_t bytes,
	struct questions **ret_questions, struct fault *fault)
{
	void *rows;

	if (bytes > UNDERSTANDING_JSON_LIMIT)
		return fault_set(
			fault, -EMSGSIZE, "questions over %d bytes", UNDERSTANDING_JSON_LIMIT);
	int r = record_read(arena, &questions_record, json, bytes, &rows, fault);
	if (r < 0)
		return r;
	return questions_from_rows(arena, rows, ret_questions, fault);
}
