/* SPDX-License-Identifier: MIT */
/*
 * One answer to one question: the text is taken from the parts (the subject's, where there is
 * none), cut into tokens, greeting and sign-off taken off, and handed to the reader of the
 * question's kind, a row of kinds[].
 *
 * Time is linear: only so many tokens are looked at; what is behind them goes along as comment,
 * unread.
 */
#include "text/answer.h"

#include <string.h>

#include "base/str.h"
#include "text/answer_rules.h"
#include "text/phrases.h"

#define TOKENS_MOST 1500
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct polar_words attendance_words = {
	.agree = {WORD_ATTEND, WORD_THUMB_UP},
	.refuse = {WORD_DECLINE, WORD_THUMB_DOWN},
	.soft_refuse = {WORD_BUSY, WORD_SICK},
};
static const struct polar_words signup_words = {
	.agree = {WORD_ATTEND, WORD_WANT, WORD_THUMB_UP},
	.refuse = {WORD_DECLINE, WORD_THUMB_DOWN},
	.soft_refuse = {WORD_BUSY, WORD_SICK},
};
static const struct polar_words thumbs_words = {
	.agree = {WORD_THUMB_UP, WORD_GOOD, WORD_WANT},
	.refuse = {WORD_THUMB_DOWN, WORD_BAD, WORD_DECLINE},
};
static const struct polar_words progress_words = {
	.agree = {WORD_DONE},
	.refuse = {WORD_STUCK},
};
static const struct polar_words task_words = {
	.agree = {WORD_DONE, WORD_THUMB_UP},
	.refuse = {WORD_DECLINE, WORD_THUMB_DOWN},
	.soft_refuse = {WORD_BUSY, WORD_SICK},
};
static const struct polar_words standing_words = {
	.agree = {WORD_STAY, WORD_ATTEND, WORD_THUMB_UP},
	.refuse = {WORD_LEAVE, WORD_DECLINE, WORD_THUMB_DOWN},
};

#define CHOOSING                                                                                   \
	WORD_WANT, WORD_THUMB_UP, WORD_THUMB_DOWN, WORD_ALL, WORD_BOTH, WORD_NONE, WORD_PREFER,    \
		WORD_EXCEPT, WORD_ELSE, WORD_LAST, WORD_OPTION, WORD_HOURS, WORD_TICK,             \
		WORD_COUNTED

/* wants: the words of this kind of question alone that its reader listens to. */
static const struct {
	void (*read)(struct hearing *hearing, struct answer *answer);
	const struct polar_words *words;
	enum word_class wants[20];
} kinds[ASK_KINDS] = {
	[ASK_ATTENDANCE] = {read_polar, &attendance_words, {WORD_THUMB_UP, WORD_THUMB_DOWN}},
	[ASK_AGENDA] = {read_items, &attendance_words,
		{WORD_AGENDA_LEAD, WORD_AGENDA_NONE, WORD_AGENDA_JOIN}},
	[ASK_SIGNUP] = {read_choice, &signup_words, {CHOOSING}},
	[ASK_DATES] = {read_choice, &signup_words, {CHOOSING}},
	[ASK_THUMBS] = {read_thumbs, &thumbs_words,
		{WORD_THUMB_UP, WORD_THUMB_DOWN, WORD_GOOD, WORD_BAD, WORD_PROPOSAL, WORD_WANT,
			WORD_ABSTAIN}},
	[ASK_PROGRESS] = {read_progress, &progress_words,
		{WORD_DONE, WORD_STUCK, WORD_ALMOST, WORD_NOTHING_NEW, WORD_LATER, WORD_EXCEPT}},
	[ASK_TASK] = {read_task, &task_words,
		{WORD_DONE, WORD_ALMOST, WORD_LATER, WORD_GIVE, WORD_WANT, WORD_THUMB_UP,
			WORD_THUMB_DOWN}},
	[ASK_CONFIRM] = {read_confirm, &attendance_words, {WORD_SEND}},
	[ASK_INTRO] = {read_polar, &signup_words, {WORD_WANT, WORD_THUMB_UP, WORD_THUMB_DOWN}},
	[ASK_STANDING] = {read_standing, &standing_words,
		{WORD_STAY, WORD_LEAVE, WORD_PAUSE, WORD_REPLACE, WORD_THUMB_UP, WORD_THUMB_DOWN}},
};

/* All parts of kind text, joined. */
static const char *text_of(struct arena *arena, const struct understanding *parts)
{
	_cleanup_str_ struct str text;

	str_init(&text, UNDERSTANDING_TEXT_LIMIT);
	list_each (part, &parts->parts) {
		if (part->kind != PART_TEXT)
			continue;
		if (text.len > 0 && text.at[text.len - 1] != '\n')
			str_putc(&text, '\n');
		str_puts(&text, part->text);
	}
	return str_in(&text, arena);
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

/* A subject without what stands in brackets: codes, and the tags of mail systems. */
static char *without_brackets(struct arena *arena, const char *subject)
{
	char *words = arena_strndup(arena, subject, strlen(subject));
	char *to = words;

	for (const char *at = words; *at;) {
		size_t n = *at == '[' ? strcspn(at, "]") : 0;
		if (n && at[n])
			at += n + 1;
		else
			*to++ = *at++;
	}
	while (to > words && to[-1] == ' ')
		to--;
	*to = '\0';
	return words + strspn(words, " ");
}

const char *answer_subject_words(struct arena *arena, const struct phrasebook *book,
	const char *subject, const struct question *question)
{
	struct phrase_match prefix;
	bool reply = false;

	if (!subject)
		return "";
	char *words = without_brackets(arena, subject);
	while (phrasebook_match(
		       book, NULL, "answer.reply-prefix.re", words, strlen(words), 0, &prefix) &&
		prefix.start == 0 && prefix.end > 0) {
		words += prefix.end;
		reply = true;
	}
	if (!question->letter_subject)
		return reply ? "" : words;
	const char *ours = without_brackets(arena, question->letter_subject);
	char *found = *ours ? strstr(words, ours) : NULL;
	if (found)
		memset(found, ' ', strlen(ours));
	else if (*words && strncmp(ours, words, strlen(words)) == 0)
		return "";
	return words;
}

/* Nothing beside the answer: "Ja", and where it can't be mistaken "Ja, jag kommer". A preview's yes
 * is bare words. */
static bool is_bare(const struct hearing *hearing)
{
	static const enum word_class own[] = {WORD_YES, WORD_OK, WORD_NO, WORD_SEND, WORD_THANKS,
		WORD_WOULD, WORD_THUMB_UP, WORD_THUMB_DOWN};
	static const enum word_class saying[] = {WORD_YES, WORD_OK, WORD_NO, WORD_THANKS,
		WORD_WOULD, WORD_THUMB_UP, WORD_THUMB_DOWN, WORD_SELF, WORD_ATTEND, WORD_ABLE,
		WORD_NOT, WORD_REGRET, WORD_DECLINE, WORD_FILLER, WORD_GOOD};

	if (hearing->question->kind == ASK_ATTENDANCE || hearing->question->kind == ASK_SIGNUP)
		return hearing_is_only(hearing, saying, COUNT(saying));
	return hearing_is_only(hearing, own, COUNT(own));
}

static void note_bare(struct hearing *hearing, struct answer *answer)
{
	answer->bare = answer->kind != ANSWER_UNCLEAR &&
		(is_bare(hearing) || (answer->kind == ANSWER_CHOICE && !answer->comment));
}

static bool is_undo(const struct hearing *hearing)
{
	static const enum word_class undo[] = {WORD_UNDO, WORD_THANKS, WORD_REGRET, WORD_IT};

	return hearing_has(hearing, WORD_UNDO) && hearing_is_only(hearing, undo, COUNT(undo));
}

/* An unclear answer's likely readings: what its words lean to, else the kind's plain ones. */
static void offer_readings(struct arena *arena, const struct hearing *hearing,
	const struct answer *answer, struct understanding *readings)
{
	const struct question *question = hearing->question;

	if (!readings || answer->kind != ANSWER_UNCLEAR || question->kind == ASK_AGENDA ||
		question->kind == ASK_CONFIRM || question->kind == ASK_PROGRESS)
		return;
	if (question->n_options > 1) {
		for (size_t i = 0; i < question->n_options && i < OPTIONS_MOST; i++)
			*arena_push(arena, &readings->readings) =
				(struct reading){.kind = ANSWER_CHOICE, .choice = (int)i + 1};
		arena_push(arena, &readings->readings)->kind = ANSWER_NO;
		return;
	}
	bool no_first = hearing_has(hearing, WORD_NO) || hearing_has(hearing, WORD_NOT) ||
		hearing_has(hearing, WORD_REGRET);
	arena_push(arena, &readings->readings)->kind = no_first ? ANSWER_NO : ANSWER_YES;
	arena_push(arena, &readings->readings)->kind = no_first ? ANSWER_YES : ANSWER_NO;
	arena_push(arena, &readings->readings)->kind = ANSWER_MAYBE;
}

static struct word_mask mask_of(enum ask_kind kind)
{
	size_t n = 0;

	while (n < COUNT(kinds[kind].wants) && kinds[kind].wants[n])
		n++;
	return word_mask_but(kinds[kind].wants, n);
}

struct answer *answer_read(struct arena *arena, const struct phrasebook *book, const char *language,
	day mail_day, const struct question *question, const char *subject,
	const struct understanding *parts, struct understanding *readings, struct str *explain)
{
	struct answer *answer = arena_make(arena, struct answer);
	const struct dictionary *dictionary = phrasebook_dictionary(book);
	const char *text = text_of(arena, parts);

	*answer = (struct answer){.kind = ANSWER_UNCLEAR, .date = DAY_NONE, .hours = -1};
	if (is_blank(text))
		text = answer_subject_words(arena, book, subject, question);
	struct hearing hearing = {
		.arena = arena,
		.book = book,
		.question = question,
		.mail_day = mail_day,
		.text = text,
		.bytes = strlen(text),
		.words = kinds[question->kind].words,
		.explain = explain,
	};
	hearing.ignored = mask_of(question->kind);
	hearing.parts = parts;
	hearing.tokens = tokens_read(arena, dictionary, dictionary_language(dictionary, language),
		&hearing.ignored, text, hearing.bytes, TOKENS_MOST, true);
	hearing.to = hearing.tokens->list.n;
	hearing_trim(&hearing);
	if (is_undo(&hearing))
		answer->kind = ANSWER_UNDO;
	else
		kinds[question->kind].read(&hearing, answer);
	note_bare(&hearing, answer);
	offer_readings(arena, &hearing, answer, readings);
	hearing_explain_clauses(&hearing);
	if (explain)
		str_printf(explain, "answer.%s %s\n", ask_kind_text(question->kind),
			answer_kind_text(answer->kind));
	return answer;
}
