/* floor: text */
/* SPDX-License-Identifier: MIT */
/* seeds: mails/answers mails/findings/answer */
/*
 * Whatever somebody answers: the answer is one that its question can have, says only offers that
 * were made, holds clean words, and is the same when it is read again. An input is a row of
 * mails/answers as far as its text: kind, options, words.
 */
#include "answer_table.h"
#include "fuzz_book.h"
#include "text/answer.h"
#include "text/body.h"
#include "text/reply.h"

#define COLUMNS 3

static void check_numbers(const struct question *question, const int numbers[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		assert(numbers[i] >= 1 && numbers[i] <= OPTIONS_MOST);
		assert(question->n_options == 0 || (size_t)numbers[i] <= question->n_options);
		assert(i == 0 || numbers[i - 1] < numbers[i]);
	}
}

static void check(const struct question *question, const struct answer *answer)
{
	assert(answer->kind < ANSWER_KINDS);
	check_numbers(question, answer->choices.at, answer->choices.n);
	check_numbers(question, answer->declined.at, answer->declined.n);
	assert(answer->kind == ANSWER_CHOICE || answer->choices.n == 0);
	assert(fuzz_is_clean(answer->comment) && fuzz_is_clean(answer->person));
	list_each (item, &answer->items)
		assert(fuzz_is_clean(*item) && **item);
	assert(answer->date == DAY_NONE || (answer->date >= DAY_FIRST && answer->date <= DAY_LAST));
	assert(answer->hours >= -1 && answer->hours <= 10000);
}

static struct answer *read_answer(
	struct arena *arena, const struct questions *asked, const char *text)
{
	struct understanding *read = arena_make(arena, struct understanding);

	*read = (struct understanding){.subject = ""};
	reply_split(arena, fuzz_book(), body_from_text(arena, text, strlen(text), false, false),
		NULL, NULL, read, NULL);
	answers_read(arena, fuzz_book(), asked, read, NULL);
	check(&asked->at[0], read->answer);
	return read->answer;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct table table = {.n = 0};
	char *columns[COLUMNS], *row = arena_strndup(arena, (const char *)data, bytes);

	for (size_t i = 0; i < COLUMNS; i++)
		columns[i] = row ? strsep(&row, "\t") : "";
	struct question question = table_question(arena, &table, columns[0], columns[1]);
	if ((int)question.kind < 0)
		question.kind = (enum ask_kind)(bytes % ASK_KINDS);
	if (question.n_options > OPTIONS_MOST)
		question.n_options = OPTIONS_MOST;
	struct questions asked = {.at[0] = question,
		.n = 1,
		.language = bytes % 2 ? "sv" : "en",
		.mail_day = day_from_civil(2027, 2, 15)};
	const char *written = table_text(arena, columns[2]);
	const char *text = utf8_clean_in(arena, written, strlen(written));
	const struct answer *first = read_answer(arena, &asked, text);
	const struct answer *second = read_answer(arena, &asked, text);
	assert(first->kind == second->kind && first->date == second->date);
	return 0;
}
