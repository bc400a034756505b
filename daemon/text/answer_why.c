/* SPDX-License-Identifier: MIT */
/*
 * Why an answer was read as it was, for `samlad understand --explain`: one line for each clause
 * with its offsets, what it says by itself, what holds it back ("if", "asks", "other": somebody
 * else acts), and the words that decided it, each with its offsets and the key of `phrases` under
 * which it stands.
 *
 * The lines are made after the reading and from what it left behind; nothing here decides.
 */
#include "text/answer_rules.h"

#include "base/str.h"

#define SHOWN_BYTES_MOST 80
#define WORDS_MOST 12

static const char *const verdicts[] = {
	[SAYS_NOTHING] = "nothing",
	[SAYS_YES_WORD] = "yes",
	[SAYS_OK] = "ok",
	[SAYS_NO_WORD] = "no",
	[SAYS_YES] = "comes",
	[SAYS_NO] = "stays away",
	[SAYS_SOFT_YES] = "would",
	[SAYS_SOFT_NO] = "hindered",
	[SAYS_MAYBE] = "maybe",
	[SAYS_DENIAL] = "denies something else",
	[SAYS_UNSURE] = "both ways",
	[SAYS_LIMITED_NO] = "not a part",
};

void hearing_explain(const struct hearing *hearing, const char *rule, size_t start, size_t end)
{
	size_t n = end - start > SHOWN_BYTES_MOST ? SHOWN_BYTES_MOST : end - start;

	if (!hearing->explain)
		return;
	str_printf(hearing->explain, "%s %zu-%zu: \"", rule, start, end);
	for (size_t i = 0; i < n; i++) {
		char c = hearing->text[start + i];
		str_putc(hearing->explain, c == '\n' || c == '\r' ? ' ' : c);
	}
	str_puts(hearing->explain, "\"\n");
}

static void add_flags(const struct clause *clause, struct str *line)
{
	const struct {
		bool is;
		const char *name;
	} flags[] = {
		{clause->asks, "asks"},
		{clause->condition, "if"},
		{clause->manager, "manager"},
		{clause->instead, "instead"},
		{clause->other_agrees, "other comes"},
		{clause->other_refuses, "other does not"},
		{clause->elsewhere, "another day"},
		{clause->corrects, "takes back"},
		{clause->received, "received"},
		{clause->past, "past"},
	};

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if (flags[i].is)
			str_printf(line, ", %s", flags[i].name);
}

/* The first class of the word that is more than small; WORD_CLASSES for none. */
static enum word_class deciding_class(const struct token *token)
{
	static const enum word_class small[] = {WORD_FILLER, WORD_IT, WORD_AND, WORD_THAT,
		WORD_GREETING, WORD_SIGN_OFF, WORD_ABBREVIATION, WORD_MINE, WORD_IF_VERB};

	for (unsigned class = WORD_YES; class < WORD_ALERT_ASK; class ++) {
		bool is_small = false;
		for (size_t i = 0; i < sizeof(small) / sizeof(small[0]); i++)
			is_small = is_small || small[i] == class;
		if (!is_small && token_has(token, (enum word_class) class))
			return (enum word_class) class;
	}
	return WORD_CLASSES;
}

static void add_words(const struct hearing *hearing, const struct clause *clause, struct str *line)
{
	size_t shown = 0;

	for (size_t i = clause->from; i < clause->to && shown < WORDS_MOST; i++) {
		const struct token *token = hearing_token(hearing, i);
		enum word_class class = deciding_class(token);
		if (class == WORD_CLASSES)
			continue;
		str_printf(line, "%s %zu-%zu %s%s", shown++ ? ";" : " by", token->start, token->end,
			word_class_key(class), token->guessed ? " (a slip)" : "");
	}
}

void hearing_explain_clauses(const struct hearing *hearing)
{
	if (!hearing->explain)
		return;
	list_each (clause, &hearing->clauses) {
		_cleanup_str_ struct str line;
		str_init(&line, UNDERSTANDING_TEXT_LIMIT);
		str_printf(&line, "answer.clause %s", verdicts[clause->verdict]);
		add_flags(clause, &line);
		add_words(hearing, clause, &line);
		hearing_explain(hearing, line.at, clause->start, clause->end);
	}
}
