/* SPDX-License-Identifier: MIT */
/*
 * Which of several offers or times she takes. Each clause that speaks of some says yes or no to
 * them: by its own words ("inte 1", "ja till 2"), by a word in the clause behind it ("1: ja"), or,
 * said plainly, yes. "alla utom B" turns what stands behind "utom". Ticked lines of a list count
 * alone.
 *
 * A choice nobody made is worse than asking back: an offer's own words count only in a short answer
 * or beside a yes, a plain yes to several offers chooses none, and a number that is no offer's
 * makes all of it unclear.
 */
#include "text/answer_rules.h"

#include "base/arena.h"

struct choosing {
	struct hearing *hearing;
	uint32_t taken, declined, doubted;
	uint32_t named; /* spoken of, but who knows how */
	bool foreign;
	bool refuses; /* "… men har inte tid": of no offer in particular */
	bool conditional; /* "om 1 blir av, annars 3" */
	bool rest; /* "annars går det bra": all that were not declined */
	bool asks;
};

/* "mapping and the routine": a word that is no offer's, listed with one. */
static bool is_listed_stranger(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	const struct token *token = hearing_token(hearing, i);
	size_t next = i + 1;

	if (token->kind != TOKEN_WORD || token->known || token->joined ||
		!token_has(hearing_token(hearing, next), WORD_AND))
		return false;
	for (next++; next < clause->to && next < i + 4; next++)
		if (mention_at(hearing, next).tokens)
			return true;
	return false;
}

struct clause_mentions clause_mentions(const struct hearing *hearing, const struct clause *clause)
{
	struct clause_mentions all = {0};
	bool except = false, denied = false;

	for (size_t i = clause->from; i < clause->to;) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_EXCEPT) || token_is_exception(hearing, i)) {
			except = true;
			i++;
			continue;
		}
		struct mention mention = mention_at(hearing, i);
		if (mention.tokens == 0) {
			denied = denied || token_has(token, WORD_NOT) ||
				token_has(token, WORD_INSTEAD) || token_has(token, WORD_NO) ||
				token_has(token, WORD_NONE);
			all.foreign = all.foreign || is_listed_stranger(hearing, clause, i);
			i++;
			continue;
		}
		all.any = all.any || mention.options;
		all.foreign = all.foreign || mention.foreign;
		all.by_words = all.by_words || mention.by_words;
		if (except)
			all.excepted |= mention.options;
		else if (denied)
			all.denied |= mention.options;
		else
			all.plain |= mention.options;
		i += mention.tokens;
	}
	return all;
}

/* What the clause says to the offers that it names: of itself, or by a bare word in the clause
 * behind. */
static enum verdict word_for(const struct hearing *hearing, const struct clause *clause)
{
	const struct clause *next = clause + 1;

	if (clause->verdict != SAYS_NOTHING || next >= hearing->clauses.at + hearing->clauses.n ||
		clause->ends_sentence || !next->plain || next->after_but)
		return clause->verdict;
	return clause_mentions(hearing, next).any ? clause->verdict : next->verdict;
}

static bool is_no(enum verdict verdict)
{
	return verdict == SAYS_NO || verdict == SAYS_NO_WORD || verdict == SAYS_SOFT_NO ||
		verdict == SAYS_LIMITED_NO;
}

/* The clause names offers and says nothing else. */
static bool is_pure(const struct hearing *hearing, const struct clause *clause)
{
	static const enum word_class small[] = {WORD_AND, WORD_OR, WORD_FILLER, WORD_OPTION,
		WORD_SELF, WORD_ATTEND, WORD_EXCEPT, WORD_PREFER, WORD_ELSE, WORD_ABLE, WORD_TICK,
		WORD_AM, WORD_PM, WORD_CLOCK, WORD_TO, WORD_DATE_FILLER, WORD_THANKS, WORD_NONE,
		WORD_MEETING, WORD_GROUP, WORD_EITHER, WORD_LIMIT, WORD_PARTLY, WORD_HOURS,
		WORD_INSTEAD};

	for (size_t i = clause->from; i < clause->to;) {
		struct mention mention = mention_at(hearing, i);
		const struct token *token = hearing_token(hearing, i);
		if (mention.tokens == 0 && token->kind != TOKEN_SIGN &&
			token->kind != TOKEN_NUMBER && !token->joined &&
			!options_with_word(hearing, token) && !token_is_exception(hearing, i) &&
			!token_is_of(token, small, sizeof(small) / sizeof(small[0])))
			return false;
		i += mention.tokens ? mention.tokens : 1;
	}
	return true;
}

static bool wants(const struct hearing *hearing, const struct clause *clause, enum verdict verdict)
{
	return verdict != SAYS_NOTHING || clause_has(hearing, clause, WORD_WANT) ||
		clause_has(hearing, clause, WORD_PREFER) ||
		clause_has(hearing, clause, WORD_ELSE) || is_pure(hearing, clause);
}

static uint32_t all_options(const struct hearing *hearing)
{
	size_t n = hearing->question->n_options;

	return n >= 32 ? UINT32_MAX : ((uint32_t)1 << n) - 1;
}

static void choose(struct choosing *choosing, uint32_t *into, uint32_t options)
{
	choosing->taken &= ~options;
	choosing->declined &= ~options;
	choosing->doubted &= ~options;
	*into |= options;
}

static bool is_colleagues(const struct hearing *hearing, const struct clause *clause)
{
	return clause_has(hearing, clause, WORD_COLLEAGUE) &&
		!clause_has(hearing, clause, WORD_SELF);
}

/* What the clause says of the offers that it names goes to where they belong. */
static void choose_named(struct choosing *choosing, const struct clause *clause,
	struct clause_mentions *named, enum verdict verdict)
{
	const struct hearing *hearing = choosing->hearing;
	bool doubt = verdict == SAYS_MAYBE || clause->condition || clause->manager ||
		(choosing->conditional && clause_has(hearing, clause, WORD_ELSE));
	bool no = is_no(verdict);
	choosing->conditional = choosing->conditional || clause->condition;
	if (clause_has(hearing, clause, WORD_UNDO) || verdict == SAYS_UNSURE)
		choosing->foreign = true;
	if (doubt) {
		choose(choosing, &choosing->doubted, named->plain | named->denied);
	} else if (named->excepted) {
		bool none = clause_has(hearing, clause, WORD_NONE) || no;
		/* "the 10th works, but not the 12th" takes nothing more */
		if (!named->plain)
			named->plain = choosing->taken &&
					token_has(hearing_token(hearing, clause->from), WORD_EXCEPT)
				? choosing->taken
				: all_options(hearing);
		choose(choosing, none ? &choosing->declined : &choosing->taken,
			named->plain & ~named->excepted);
		choose(choosing, none ? &choosing->taken : &choosing->declined, named->excepted);
	} else {
		/* "1 men inte 3", "3 inte 1": what stands before the "not" is taken unless all is a
		 * no */
		bool split = named->denied && named->plain && no;
		choose(choosing, no && !split ? &choosing->declined : &choosing->taken,
			named->plain);
		choose(choosing, &choosing->declined, named->denied);
	}
}

static void take_clause(struct choosing *choosing, const struct clause *clause)
{
	const struct hearing *hearing = choosing->hearing;
	struct clause_mentions all = clause_mentions(hearing, clause);
	enum verdict verdict = word_for(hearing, clause);

	if (clause->corrects)
		choosing->taken = choosing->declined = choosing->doubted = 0;
	if (clause->asks) {
		choosing->asks = true;
		return;
	}
	choosing->foreign = choosing->foreign || all.foreign;
	/* "trean, men bara om Bo är med" */
	if (clause->condition && !clause->begins_sentence && choosing->taken) {
		choosing->doubted |= choosing->taken;
		choosing->taken = 0;
		return;
	}
	/* "min kollega tar 3", "jag var med i 2 förra året" */
	bool rest = clause_has(hearing, clause, WORD_ELSE);
	if (((clause->other_agrees || clause->other_refuses) && !rest) || clause->past ||
		is_colleagues(hearing, clause))
		return;
	if (!all.any) {
		choosing->refuses =
			choosing->refuses || verdict == SAYS_NO || verdict == SAYS_SOFT_NO;
		if (rest && !is_no(verdict) && !clause->other_refuses &&
			(verdict != SAYS_NOTHING || clause->other_agrees))
			choosing->rest = true;
		return;
	}
	if (clause_has(hearing, clause, WORD_ELSE) && all.plain == all_options(hearing) &&
		!is_no(verdict)) {
		choosing->rest = true; /* "annars alla" */
		return;
	}
	if (!wants(hearing, clause, verdict)) {
		choosing->named |= all.plain;
		return;
	}
	choose_named(choosing, clause, &all, verdict);
}

static void put_options(
	const struct hearing *hearing, uint32_t options, struct answer *answer, bool taken)
{
	for (int i = 0; i < 32; i++)
		if (options >> i & 1)
			*(taken ? arena_push(hearing->arena, &answer->choices)
				: arena_push(hearing->arena, &answer->declined)) = i + 1;
}

static void settle(struct choosing *choosing, struct answer *answer)
{
	const struct hearing *hearing = choosing->hearing;
	uint32_t all = all_options(hearing);

	if (choosing->rest && !choosing->taken)
		choosing->taken = all & ~choosing->declined & ~choosing->doubted & ~choosing->named;
	answer->question = answer->question || choosing->asks;
	if (choosing->taken && !choosing->foreign && !choosing->refuses) {
		answer->kind = ANSWER_CHOICE;
		answer->manager = false;
		answer->person = NULL;
		answer->date = DAY_NONE;
		put_options(hearing, choosing->taken, answer, true);
		put_options(hearing, choosing->declined, answer, false);
	} else if (choosing->taken || choosing->foreign) {
		answer->kind = ANSWER_UNCLEAR;
	} else if (choosing->doubted) {
		answer->kind = ANSWER_MAYBE;
	} else if (choosing->declined) {
		answer->kind = choosing->declined == all ? ANSWER_NO : ANSWER_UNCLEAR;
	}
}

static bool says_none(const struct hearing *hearing)
{
	list_each (clause, &hearing->clauses)
		if (clause_has(hearing, clause, WORD_NONE) &&
			!clause_has(hearing, clause, WORD_EXCEPT) && !clause->asks &&
			!clause_mentions(hearing, clause).any)
			return true;
	return false;
}

void read_choice(struct hearing *hearing, struct answer *answer)
{
	struct choosing choosing = {.hearing = hearing};
	bool several = hearing->question->n_options > 1 ||
		(hearing->question->kind == ASK_DATES && hearing->question->n_options == 1);

	if (several)
		hearing_read_options(hearing);
	read_polar(hearing, answer);
	if (!several)
		return;
	enum answer_kind plain = answer->kind;
	hearing->clauses.n = 0;
	hearing_split(hearing, false);
	hearing_judge(hearing);
	bool between = read_inline(hearing, &choosing.taken, &choosing.declined);
	if (!between && !read_ticks(hearing, &choosing.taken))
		list_each (clause, &hearing->clauses)
			take_clause(&choosing, clause);
	list_each (clause, &hearing->clauses)
		clause_note_plain_choice(hearing, clause);
	answer->comment = hearing_comment(hearing);
	bool none = says_none(hearing) && !choosing.taken;
	if (none) {
		answer->kind = ANSWER_NO;
		return;
	}
	if (plain == ANSWER_YES)
		answer->kind = hearing->question->n_options == 1 ? ANSWER_CHOICE : ANSWER_UNCLEAR;
	if (answer->kind == ANSWER_CHOICE && !choosing.foreign && !choosing.declined)
		choosing.taken = 1;
	settle(&choosing, answer);
}
