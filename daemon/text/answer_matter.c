/* SPDX-License-Identifier: MIT */
/*
 * What of running text is something for an agenda, and what only speaks of it: small words, a
 * question to us, her own coming, "nothing this time", "I'll be back with it".
 */
#include "text/answer_rules.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_known_small(const struct token *token)
{
	static const enum word_class small[] = {WORD_YES, WORD_OK, WORD_NO, WORD_THANKS,
		WORD_FILLER, WORD_SELF, WORD_IT, WORD_GREETING, WORD_RECEIVED, WORD_REGRET,
		WORD_MEETING, WORD_YOU, WORD_ATTEND, WORD_ABLE, WORD_NOT, WORD_AGENDA_NONE,
		WORD_MAYBE, WORD_AND, WORD_AGENDA_LEAD, WORD_NEUTRAL};

	return token->kind == TOKEN_SIGN || token->kind == TOKEN_EMOJI ||
		token_is_of(token, small, COUNT(small));
}

/* Says something that could be on an agenda. */
bool items_has_matter(const struct hearing *hearing, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!is_known_small(hearing_token(hearing, i)))
			return true;
	return false;
}

/* A question about the meeting itself is for the leaders; one about the work is an item. */
bool items_asks_us(const struct hearing *hearing, size_t from, size_t to)
{
	bool ends_asking = to < hearing->to && token_is_sign(hearing_token(hearing, to), "?");
	bool meeting = false, asks = ends_asking, lead = false;
	size_t words = 0;

	for (size_t i = from; i < to; i++) {
		const struct token *token = hearing_token(hearing, i);
		meeting = meeting || token_has(token, WORD_MEETING);
		lead = lead ||
			(token_has(token, WORD_AGENDA_LEAD) &&
				!token_has(hearing_token(hearing, from), WORD_ASK));
		asks = asks || token_has(token, WORD_ASK_START) ||
			(i == from && token_has(token, WORD_ASK));
		/* "where is it held?" */
		meeting = meeting ||
			(i < from + 3 && token_has(token, WORD_IT) &&
				token_has(hearing_token(hearing, from), WORD_ASK));
		meeting = meeting || token_has(token, WORD_AGENDA_LEAD);
		words += token->kind == TOKEN_WORD && !sense_is_known(&token->sense);
	}
	return asks && !lead && (meeting || words == 0);
}

/* "Jag kommer inte på mötet", "jag håller med Karin": of herself, not of the agenda. */
bool items_says_of_coming(const struct hearing *hearing, size_t from, size_t to)
{
	bool self = false, comes = false;

	for (size_t i = from; i < to; i++) {
		const struct token *token = hearing_token(hearing, i);
		self = self || token_has(token, WORD_SELF);
		comes = comes || token_has(token, WORD_ATTEND) || token_has(token, WORD_DECLINE);
	}
	return self && comes;
}

/* "Måste prata med kollegorna först", "har en del tankar, återkommer" */
bool items_puts_off(const struct hearing *hearing, size_t from, size_t to)
{
	bool checks = false, others = false;

	for (size_t i = from; i < to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_CONTACT) ||
			(token_has(token, WORD_MAYBE) &&
				token_has(hearing_token(hearing, from), WORD_SELF)))
			return true;
		checks = checks || token_has(token, WORD_CHECK);
		others = others || token_has(token, WORD_COLLEAGUE) ||
			token_has(token, WORD_MANAGER) || token_has(token, WORD_OTHER);
	}
	return checks && others;
}

/* "Vi har inte någon punkt", "inget att ta upp": a "no" that reaches an agenda's own word, and no
 * matter behind it. */
bool items_denied(const struct hearing *hearing, size_t from, size_t to)
{
	bool denied = false;

	for (size_t i = from; i < to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_AGENDA_NONE))
			return !items_has_matter(hearing, i + 1, to);
		denied = denied || token_has(token, WORD_NO_ONE) || token_has(token, WORD_NOT);
		if (denied && token_has(token, WORD_AGENDA_LEAD))
			return !items_has_matter(hearing, i + 1, to);
	}
	return false;
}
