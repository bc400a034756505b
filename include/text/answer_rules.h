/* SPDX-License-Identifier: MIT */
/*
 * What the files of the answer family share: one hearing of one text for one question, its clauses
 * and what each of them says. answer.h is the face for everybody else.
 */
#ifndef SAMLAD_TEXT_ANSWER_RULES_H
#define SAMLAD_TEXT_ANSWER_RULES_H

#include "base/question.h"
#include "base/understanding.h"
#include "text/dates.h"
#include "text/tokens.h"

struct option;
struct phrasebook;
struct str;

/* What one clause says by itself. */
enum verdict {
	SAYS_NOTHING,
	SAYS_YES_WORD, /* "ja" */
	SAYS_OK, /* "ok": a yes, or only a sign of having read */
	SAYS_NO_WORD, /* "nej" */
	SAYS_YES, /* "jag kommer", "har inte förhinder" */
	SAYS_NO, /* "jag kan inte komma" */
	SAYS_SOFT_YES, /* "skulle gärna vara med": gives way to any no */
	SAYS_SOFT_NO, /* "semester", "tyvärr": gives way to a yes behind it */
	SAYS_MAYBE,
	SAYS_DENIAL, /* denies something else ("jag har inte glömt") */
	SAYS_UNSURE, /* two ways at once, or a "not" that denies nobody knows what */
	SAYS_LIMITED_NO, /* a no for a part of the day ("inte på förmiddagen") */
};

struct clause {
	size_t from, to; /* tokens */
	size_t start, end; /* bytes of the text */
	enum verdict verdict;
	bool asks; /* a question back */
	bool after_but;
	bool corrects; /* takes back what was said before it */
	bool begins_sentence, ends_sentence;
	bool condition;
	bool manager; /* must ask the manager */
	bool instead; /* somebody else in her place */
	bool other_agrees, other_refuses; /* of somebody else */
	bool elsewhere; /* speaks of another day or time than was asked about */
	bool self_too; /* she and somebody else: "Maria och jag kommer" */
	bool received;
	bool denies_neutral; /* denies forgetting, reading and the like */
	bool sick;
	bool regret;
	bool would; /* "ja gärna" */
	bool states; /* "det är rätt adress" */
	bool idle; /* "vad ska man säga" */
	bool measures; /* "max två timmar", "bara på fredagar" */
	bool has_subject; /* begins with "jag", "ni", "det" */
	bool of_you; /* of whom it is written to: "ni har inte fel adress" */
	bool exclaims; /* "vad jag ser fram emot det": no question */
	bool on_the_day; /* names the very day that was asked about */
	bool bare_denial; /* "inte platsen": a "not" and a thing */
	bool wished; /* "hade jag kommit" */
	bool wistful; /* "skulle gärna" */
	bool reassures; /* "nejdå" */
	bool answers; /* "svar: ja" */
	bool beside; /* its condition holds for something else ("tar med Siv om hon kan") */
	bool aside; /* details: late, lunch, online */
	bool past;
	bool plain; /* nothing but words of answers */
	bool only_day; /* nothing but a day: "på onsdag" */
	bool says_when; /* names a day where none was asked about: "efter påsk kan jag" */
	bool denies_refusal; /* "inte emot" */
	bool thing_works; /* a yes of something else: "digitalt går bra" */
	bool it_works; /* its yes is said of "det" */
	bool opens_thing; /* "kan öppna länken" */
};

/* What counts as yes and no for a kind of question, beside the plain words. */
struct polar_words {
	enum word_class agree[4]; /* 0 ends */
	enum word_class refuse[5];
	enum word_class soft_refuse[3];
};

struct hearing {
	struct arena *arena;
	const struct phrasebook *book;
	const struct question *question;
	day mail_day;
	const char *text;
	size_t bytes;
	const struct tokens *tokens;
	struct word_mask ignored;
	const struct understanding *parts; /* the mail's, or NULL */
	size_t from, to; /* tokens without greeting and sign-off */
	const struct polar_words *words;
	LIST_OF(struct clause) clauses;
	bool sick;
	struct option *options; /* hearing_read_options() */
	size_t n_options;
	struct str *explain;
};

/* Cuts greeting and sign-off off: sets from and to. */
void hearing_trim(struct hearing *hearing);
/* Fills clauses. split_words: a leading "ja" is a clause of its own. */
void hearing_split(struct hearing *hearing, bool split_words);
/* Fills what each clause says. */
void hearing_judge(struct hearing *hearing);
static inline const struct token *hearing_token(const struct hearing *hearing, size_t i)
{
	static const struct token none = {.kind = TOKEN_LINE, .folded = "", .number = -1};

	return i < hearing->to ? &hearing->tokens->list.at[i] : &none;
}
bool token_is_exception(const struct hearing *hearing, size_t i);
bool token_is_leading_no(const struct hearing *hearing, size_t i);
bool token_is_by_ear(const struct hearing *hearing, size_t i);
bool token_is_predicate(const struct hearing *hearing, const struct token *token);
/* A word of answers, which leaves no comment. */
bool token_is_plain(const struct token *token);
bool token_is_word_of_answer(const struct token *token);
bool token_is_of(const struct token *token, const enum word_class classes[], size_t n);
/* A name: begins with a capital and is no word that is known. */
bool token_is_name(const struct token *token);
/* A name at token i that does something: a sentence's first word has its capital anyway. */
bool hearing_name_acts(const struct hearing *hearing, size_t i);
bool clause_has(const struct hearing *hearing, const struct clause *clause, enum word_class class);
/* Inside the family (answer_note.c): what else there is to say of a clause that is judged. */
void clause_note(const struct hearing *hearing, struct clause *clause);
/* Inside the family (answer_doubt.c): a question back; what holds the verdict back, with the token
 * at which a condition begins. */
bool clause_asks(const struct hearing *hearing, const struct clause *clause);
void clause_judge_doubt(const struct hearing *hearing, struct clause *clause, size_t condition);
/* The clause speaks of another day than the question's. */
bool clause_is_elsewhere(const struct hearing *hearing, const struct clause *clause);
/* It names a day after the mail's (answer_when.c). */
bool clause_has_day_ahead(const struct hearing *hearing, const struct clause *clause);
/* It names that very day ("den 9:e"); all days but that one ("any day but Tuesday"). */
bool clause_names_day(const struct hearing *hearing, const struct clause *clause);
bool clause_excepts_day(const struct hearing *hearing, const struct clause *clause);

/* One predicate: the tokens from its first verb to its main one. */
struct predicate {
	size_t from, to; /* to: behind the last */
	bool refuses;
	bool soft;
	int nots;
	bool limited;
	day before; /* limited by this day ("inte före påsk"), DAY_NONE */
	bool proposes; /* judges what an "att" with a subject of its own says */
	bool could; /* "I could come" */
	bool aside; /* "till lunchen" */
	bool more; /* "kan inte passa bättre" */
	bool badly; /* "passar dåligt" */
	bool strange; /* a word nobody knows right behind it may turn it ("passar uselt") */
	bool neutral; /* "kan" with a verb that is none of ours */
	bool self, other, you;
	bool missed; /* "missa": its denial is a yes */
	bool beneath; /* under an "att" whose own verb may deny or doubt it ("jag tvivlar på att …")
		       */
	bool thing; /* "länken fungerar inte" */
	bool blame; /* a judgement whose denial is no approval: "inte dåligt", "inte emot" */
	bool it; /* its subject is "det" */
	bool opens; /* "kan" with a verb of opening, reading, remembering */
};

/* Inside the family (answer_predicate.c): the chain of verbs that begins at token i. */
struct predicate predicate_at(const struct hearing *hearing, const struct clause *clause, size_t i);
/* taken: the first token that no earlier predicate has used; ret_behind: where the next may look.
 */
void predicate_count_nots(const struct hearing *hearing, const struct clause *clause, size_t taken,
	struct predicate *predicate, size_t *ret_behind);
/* What stands right behind it: "badly", a word nobody knows. */
void predicate_look_behind(
	const struct hearing *hearing, const struct clause *clause, struct predicate *predicate);
void predicate_find_limit(
	const struct hearing *hearing, const struct clause *clause, struct predicate *predicate);
/* answer_subject.c */
void predicate_find_subject(const struct hearing *hearing, const struct clause *clause,
	size_t taken, struct predicate *predicate);
bool predicate_is_inverted(const struct hearing *hearing, const struct clause *clause,
	const struct predicate *predicate);
/* Between a verb and its negation, or inside a chain, it changes nothing. */
bool token_is_small(const struct token *token);
/* "inte den här gången" is a no by itself, and a "not" beside a verb. */
bool token_is_not(const struct token *token);

/* Inside the family (answer_scope.c): predicates up to token `to` into the clause (answer_scope.c);
 * where its condition begins. */
void clause_judge_predicates(const struct hearing *hearing, struct clause *clause, size_t to);
/* "Kan jag så kommer jag": a verb first, and "så" with another behind. */
bool clause_is_inverted_condition(const struct hearing *hearing, const struct clause *clause);
size_t clause_condition(const struct hearing *hearing, const struct clause *clause);
enum verdict verdict_stronger(enum verdict a, enum verdict b);

/* Of the whole text (answer_whole.c): the other person's name or NULL; "??"; our own question; "en
 * annan gång". */
const char *hearing_other_person(const struct hearing *hearing);
size_t hearing_words_count(const struct hearing *hearing);
/* Hardly a word is known; long, and nothing of ours beside a condition. */
bool hearing_is_foreign(const struct hearing *hearing);
bool hearing_only_supposes(const struct hearing *hearing);
bool hearing_only_asks(const struct hearing *hearing);
bool hearing_repeats_question(const struct hearing *hearing);
bool hearing_says_another_time(const struct hearing *hearing);
/* All clauses together; fills everything but choices and items. */
void polar_decide(struct hearing *hearing, struct answer *answer);
/* Her words beside the answer, NULL where there are none. */
const char *hearing_comment(const struct hearing *hearing);
/* All her words, trimmed; NULL where there are none. */
const char *hearing_words(const struct hearing *hearing);
/* Somebody named in tokens [from, to), or NULL. */
const char *hearing_person(const struct hearing *hearing, size_t from, size_t to);
/* The first day that is written, DAY_NONE; hours offered, -1. */
day hearing_date(const struct hearing *hearing);
int hearing_hours(const struct hearing *hearing);
/* Nothing but words of these classes and signs; false where there is none of them. */
bool hearing_is_only(const struct hearing *hearing, const enum word_class classes[], size_t n);
bool hearing_has(const struct hearing *hearing, enum word_class class);

/* Tokens [from, to) of an agenda's answer (answer_matter.c): hold something that could be on one;
 * ask us something; speak of her coming; put it off; say that there is nothing. */
bool items_has_matter(const struct hearing *hearing, size_t from, size_t to);
bool items_asks_us(const struct hearing *hearing, size_t from, size_t to);
bool items_says_of_coming(const struct hearing *hearing, size_t from, size_t to);
bool items_puts_off(const struct hearing *hearing, size_t from, size_t to);
bool items_denied(const struct hearing *hearing, size_t from, size_t to);

/* The kinds' readers: answer_kinds.c, answer_choice.c, answer_items.c. */
void read_polar(struct hearing *hearing, struct answer *answer);
void read_choice(struct hearing *hearing, struct answer *answer);
void read_items(struct hearing *hearing, struct answer *answer);
void read_thumbs(struct hearing *hearing, struct answer *answer);
void read_progress(struct hearing *hearing, struct answer *answer);
void read_task(struct hearing *hearing, struct answer *answer);
void read_confirm(struct hearing *hearing, struct answer *answer);
void read_standing(struct hearing *hearing, struct answer *answer);

/* Offers and times that a token begins to speak of, as bits from 1 << 0; how many tokens.
 * answer_mention.c */
struct mention {
	uint32_t options;
	size_t tokens; /* 0: none here */
	bool by_words; /* the option's own words, not its number or day */
	bool foreign; /* a number or day that is no option's */
};
struct mention mention_at(const struct hearing *hearing, size_t i);
/* The number counts time ("kl 9", "2 timmar", "9:30"). */
bool number_is_of_time(const struct hearing *hearing, size_t i);
/* One clause's mentions: before and behind an "except", and behind a "not" within it. */
struct clause_mentions {
	uint32_t plain, excepted, denied;
	bool foreign, any, by_words;
};
struct clause_mentions clause_mentions(const struct hearing *hearing, const struct clause *clause);
/* Lines of a list with ticks (answer_tick.c), added to taken as bits. False where no line has one.
 */
bool read_ticks(const struct hearing *hearing, uint32_t *taken);
/* Marks a clause that only chooses as plain: it leaves no comment. */
void clause_note_plain_choice(const struct hearing *hearing, struct clause *clause);
/* Inside the family (answer_option.c): by day, by own words; which options have a word like the
 * token's. */
struct mention mention_by_day(const struct hearing *hearing, size_t i);
struct mention mention_by_own_words(const struct hearing *hearing, size_t i);
uint32_t options_with_word(const struct hearing *hearing, const struct token *token);
void hearing_read_options(struct hearing *hearing);
/* Answers below quoted offers (answer_inline.c), as bits; false where there are none. */
bool read_inline(const struct hearing *hearing, uint32_t *ret_taken, uint32_t *ret_declined);

/* One line of --explain, and all clauses' (answer_why.c). Nothing where nobody asked why. */
void hearing_explain_clauses(const struct hearing *hearing);
void hearing_explain(const struct hearing *hearing, const char *rule, size_t start, size_t end);

#endif
