/* SPDX-License-Identifier: MIT */
/*
 * What the fields say already is not said again in the letters: her sentence "Vi ses tisdagen den 9
 * mars kl 13-16 i sal 2" would stay when the meeting is moved. A sentence that says nothing else
 * goes; of another one the end goes, where only day, time and place stand there. A sentence that
 * has them in its midst stays whole. What is asked of us ("Kan du bjuda in alla?") is no text for
 * others either.
 *
 * A title that says no more than "Nytt möte" gives way to what the text calls the meeting.
 */
#include <string.h>

#include "base/utf8.h"
#include "text/fields_rules.h"
#include "text/phrases.h"
#include "text/tokens.h"

#define TOKENS_MOST 2000
#define TITLE_BYTES_MOST 80
#define WRAP_COLUMNS_LEAST 60 /* no program wraps below that */

void order_note_said(struct ordering *ordering, const char *text, size_t start, size_t end)
{
	if (text == ordering->rest)
		*arena_push(ordering->arena, &ordering->said) = (struct said){start, end};
}

static bool is_said(const struct ordering *ordering, const struct token *token)
{
	list_each (said, &ordering->said)
		if (token->start < said->end && said->start < token->end)
			return true;
	return false;
}

/* More than the small words around a day and a place, and than the title. */
static bool is_content(const struct token *token, const char *folded_title)
{
	if (token->kind == TOKEN_NUMBER)
		return true;
	return token->kind == TOKEN_WORD && (!token->known || token_has(token, WORD_ASIDE)) &&
		!strstr(folded_title, token->folded);
}

struct sentence {
	size_t from, to; /* tokens */
	size_t start, end; /* bytes, with the sign that ends it */
};

static struct sentence next_sentence(const struct tokens *tokens, size_t from)
{
	struct sentence sentence = {.from = from, .to = order_sentence_end(tokens, from)};
	const struct token *at = tokens->list.at;

	if (sentence.to > from && token_is_sign(&at[sentence.to - 1], ".")) /* the text's last */
		sentence.to--;
	bool sign = sentence.to < tokens->list.n && at[sentence.to].kind == TOKEN_SIGN;
	sentence.start = at[from].start;
	sentence.end = sign	     ? at[sentence.to].end
		: sentence.to > from ? at[sentence.to - 1].end
				     : sentence.start;
	return sentence;
}

/* The first of the tokens behind which nothing but what is said stands. */
static size_t said_end(const struct ordering *ordering, const struct tokens *tokens,
	const struct sentence *sentence)
{
	size_t i = sentence->to;

	while (i > sentence->from) {
		const struct token *token = &tokens->list.at[i - 1];
		if (!is_said(ordering, token) && !token_has(token, WORD_DATE_FILLER) &&
			!token_is_sign(token, ",-:("))
			break;
		i--;
	}
	return i;
}

/* As it goes along, or "" where nothing is left. */
static const char *what_is_left(const struct ordering *ordering, const struct tokens *tokens,
	const char *folded_title, const struct sentence *sentence)
{
	const char *whole = arena_strndup(
		ordering->arena, tokens->text + sentence->start, sentence->end - sentence->start);
	struct phrase_match match;
	bool any = false, content = false, behind = false;
	size_t end = said_end(ordering, tokens, sentence);

	if (phrasebook_match(
		    ordering->book, NULL, "order.to-us.re", whole, strlen(whole), 0, &match))
		return "";
	for (size_t i = sentence->from; i < sentence->to; i++) {
		const struct token *token = &tokens->list.at[i];
		bool said = is_said(ordering, token);
		any = any || said;
		behind = behind || (said && i < end);
		content = content || (!said && is_content(token, folded_title));
	}
	if (!any || (content && behind))
		return whole;
	if (!content)
		return "";
	return arena_printf(ordering->arena, "%.*s%s",
		(int)(tokens->list.at[end - 1].end - sentence->start), whole,
		whole + tokens->list.at[sentence->to - 1].end - sentence->start);
}

static size_t columns_of(const char *line)
{
	return (size_t)utf8_columns(line, strcspn(line, "\n"));
}

static size_t longest_line(const char *text)
{
	size_t longest = 0;

	while (*text) {
		size_t columns = columns_of(text);
		longest = columns > longest ? columns : longest;
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return longest;
}

/* A copy of the same length with lines joined that were only wrapped: their next word did not fit.
 */
static char *unwrapped(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text), *end;
	size_t width = longest_line(text);

	if (width < WRAP_COLUMNS_LEAST)
		width = WRAP_COLUMNS_LEAST;
	for (char *line = copy; (end = strchr(line, '\n')); line = end + 1) {
		size_t word = strcspn(end + 1, " \n");
		bool begins_anew = word == 0 || end[1] == '-' || end[1] == '*' || end == line;
		if (!begins_anew &&
			columns_of(line) + 1 + (size_t)utf8_columns(end + 1, word) > width)
			*end = ' ';
	}
	return copy;
}

const char *order_unsaid_text(const struct ordering *ordering, const char *rest)
{
	const char *joined = unwrapped(ordering->arena, rest);
	const struct tokens *tokens =
		order_tokens(ordering, NULL, joined, strlen(joined), TOKENS_MOST);
	const char *title = ordering->order->title ? ordering->order->title : "";
	const char *folded_title = utf8_fold_in(ordering->arena, title, strlen(title));
	_cleanup_str_ struct str text;
	size_t done = 0;
	bool changed = false;

	str_init(&text, UNDERSTANDING_TEXT_LIMIT);
	for (size_t from = 0; from < tokens->list.n;) {
		if (tokens->list.at[from].kind == TOKEN_LINE) {
			from++;
			continue;
		}
		struct sentence sentence = next_sentence(tokens, from);
		const char *left = what_is_left(ordering, tokens, folded_title, &sentence);
		str_add(&text, joined + done, sentence.start - done);
		str_puts(&text, left);
		changed = changed || strlen(left) < sentence.end - sentence.start;
		done = sentence.end;
		if (!*left)
			done += strspn(joined + done, " ");
		from = sentence.to + 1;
	}
	str_puts(&text, joined + done);
	return changed ? str_in(&text, ordering->arena) : rest;
}

/* ---- the title ---- */

bool order_title_is_bare(const struct ordering *ordering, const char *title)
{
	const struct tokens *tokens =
		order_tokens(ordering, NULL, title, strlen(title), TOKENS_MOST);

	list_each (token, &tokens->list)
		if (token->kind == TOKEN_WORD && !token->phrase &&
			!phrasebook_is_word(ordering->book, NULL, "order.meeting", token->folded) &&
			!phrasebook_is_word(
				ordering->book, NULL, "order.title-small", token->folded))
			return false;
	return true;
}

/* "om utskrivning": up to the day, the place, a sign or the line's end. */
static size_t topic_end(const struct ordering *ordering, const struct tokens *tokens, size_t i)
{
	size_t last = i;

	if (i + 1 >= tokens->list.n ||
		!phrasebook_is_word(
			ordering->book, NULL, "order.title-on", tokens->list.at[i + 1].folded))
		return i;
	for (size_t k = i + 2; k < tokens->list.n; k++) {
		const struct token *token = &tokens->list.at[k];
		if (token->kind == TOKEN_SIGN || token->kind == TOKEN_LINE ||
			is_said(ordering, token))
			break;
		if (!token_has(token, WORD_DATE_FILLER))
			last = k;
	}
	return last;
}

void order_title_from_text(struct ordering *ordering)
{
	const char *title = ordering->order->title;
	struct phrase_match match;

	if (!title || !order_title_is_bare(ordering, title) || ordering->forward)
		return;
	const struct tokens *tokens =
		order_tokens(ordering, NULL, ordering->rest, strlen(ordering->rest), TOKENS_MOST);
	for (size_t i = 0; i < tokens->list.n; i++) {
		const struct token *token = &tokens->list.at[i];
		if (token->kind != TOKEN_WORD || token->phrase ||
			!order_is_meeting_word(ordering, token->folded))
			continue;
		size_t last = topic_end(ordering, tokens, i);
		const char *named = arena_strndup(ordering->arena, tokens->text + token->start,
			tokens->list.at[last].end - token->start);
		if (order_title_is_bare(ordering, named) || strlen(named) > TITLE_BYTES_MOST ||
			phrasebook_match(ordering->book, NULL, "order.definite.re", token->folded,
				strlen(token->folded), 0, &match))
			continue;
		ordering->order->title = utf8_capital_in(ordering->arena, named);
		return;
	}
}
