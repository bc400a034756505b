/* SPDX-License-Identifier: MIT */
/*
 * What a decision did, in a few words for the timeline: the letters that it makes, counted by what
 * they are, and the changes that bring no letter. A letter without words here is told by its
 * template's name.
 */
#include <string.h>

#include "base/str.h"
#include "core/effects.h"
#include "simulate_inside.h"

#define WORDS_LIMIT_BYTES 4096

static const struct {
	const char *template, *one, *many;
} letters[] = {
	{"first-letter", "first letter", "first letters"},
	{"attendance", "invitation", "invitations"},
	{"attendance-reminder", "reminder of the meeting", "reminders of the meeting"},
	{"attendance-moved", "changed invitation", "changed invitations"},
	{"attendance-cancelled", "cancellation", "cancellations"},
	{"attendance-copy", "copy for the calendar", "copies for the calendar"},
	{"attendance-receipt", "receipt", "receipts"},
	{"details", "letter with practical details", "letters with practical details"},
	{"numbers", "letter with the numbers", "letters with the numbers"},
	{"agenda", "call for the agenda", "calls for the agenda"},
	{"agenda-reminder", "reminder of the agenda", "reminders of the agenda"},
	{"agenda-receipt", "receipt for her items", "receipts for items"},
	{"agenda-final", "agenda", "agendas"},
	{"signup", "sign-up call", "sign-up calls"},
	{"signup-reminder", "sign-up reminder", "sign-up reminders"},
	{"signup-receipt", "receipt", "receipts"},
	{"signup-manager", "letter for her manager", "letters for managers"},
	{"signup-follow-up", "question about her manager's word",
		"questions about managers' words"},
	{"group-introduced", "introduction of the group", "introductions of the group"},
	{"contact", "question about holding the project", "questions about holding the project"},
	{"progress", "question how it goes", "questions how it goes"},
	{"progress-reminder", "reminder how it goes", "reminders how it goes"},
	{"progress-receipt", "receipt", "receipts"},
	{"alert", "Monday's letter", "Monday's letters"},
	{"looks", "letter about a mail that can't wait", "letters about mails that can't wait"},
	{"unclear", "question back, with both readings", "questions back"},
	{"question-forwarded", "word that the leaders have the question",
		"words that the leaders have the question"},
	{"who-of-you", "question which of two", "questions which of two"},
	{"doubt", "\"is it you, a colleague in your place, or neither?\"", "questions who it was"},
	{"doubt-receipt", "receipt", "receipts"},
	{"undone", "receipt of the undoing", "receipts of undoings"},
	{"order-held", "word of when it goes out", "words of when it goes out"},
	{"order-decided", "word that it was decided already", "words that it was decided already"},
	{"preview-meeting", "preview of the meeting", "previews of the meeting"},
	{"preview-project", "preview of the project", "previews of the project"},
	{"preview-answer", "preview of the answers", "previews of the answers"},
	{"preview-choice", "preview of the choice", "previews of the choice"},
	{"preview-agenda", "draft of the agenda", "drafts of the agenda"},
	{"preview-member", "preview of the member", "previews of the member"},
	{"order-expired", "word that nothing was done", "words that nothing was done"},
	{"order-problem", "question back", "questions back"},
	{"status", "how things stand", "letters of how things stand"},
	{"choice-ask", "whom to ask, with drafts to send herself", "letters on whom to ask"},
	{"choice-receipt", "receipt", "receipts"},
	{"choice-smaller", "how to make it smaller", "letters on making it smaller"},
	{"leave-receipt", "goodbye", "goodbyes"},
	{"pause-receipt", "receipt of the pause", "receipts of pauses"},
	{"standing", "question whether she stays", "questions whether they stay"},
	{"masked-note", "note about a personal number", "notes about personal numbers"},
	{"late", "word that it is too late", "words that it is too late"},
	{"help-member", "word that the leaders have her mail",
		"words that the leaders have the mail"},
	{"help-leader", "how to write orders", "letters on how to write orders"},
	{"idea-receipt", "thanks for the idea", "thanks for ideas"},
};

static const struct {
	enum fact_kind kind;
	const char *words;
} changes[] = {
	{FACT_MEMBER_AWAY, "noted as away"},
	{FACT_MEMBER_BOUNCED, "bounce noted"},
	{FACT_MEMBER_ADDED, "new member"},
	{FACT_MEMBER_STANDING, "standing changed"},
	{FACT_ADDRESS_LEARNED, "address learned"},
	{FACT_MEETING_MADE, "the meeting is made"},
	{FACT_MEETING_CHANGED, "the meeting is changed"},
	{FACT_MEETING_MOVED, "the meeting is moved"},
	{FACT_MEETING_CANCELLED, "the meeting is cancelled"},
	{FACT_MEETING_HELD, "the meeting was held"},
	{FACT_PROJECT_MADE, "the project is made"},
	{FACT_PROJECT_STATE, "the project's state changed"},
	{FACT_PROJECT_CONTACT, "the project has somebody who holds it"},
	{FACT_PROGRESS_TOLD, "progress noted"},
	{FACT_ITEM_ADDED, "an item for the agenda"},
	{FACT_ITEM_WITHDRAWN, "an item withdrawn"},
	{FACT_IDEA_ADDED, "an idea noted"},
	{FACT_ANSWERED, "answer noted"},
	{FACT_ANSWER_UNDONE, "answer undone"},
	{FACT_ORDER_APPROVED, "order approved"},
	{FACT_ORDER_STOPPED, "order stopped"},
	{FACT_ORDER_EXPIRED, "order expired"},
	{FACT_ORDER_REPLACED, "new preview in place of the old"},
	{FACT_MAIL_TO_LOOK_AT, "kept for the leaders to look at"},
	{FACT_SENDER_DOUBTED, "nothing changed: the sender is doubted"},
	{FACT_WRONG_CODE, "wrong code"},
	{FACT_WEEK_HELD, "the week's letters are held"},
};

static void add(struct str *out, const char *words)
{
	str_printf(out, "%s%s", out->len ? "; " : "", words);
}

static bool is_counted_before(const struct effects *fx, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(fx->drafts.at[j]->template, fx->drafts.at[i]->template) == 0)
			return true;
	return false;
}

static const char *letter_words(struct arena *arena, const char *template, bool one)
{
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (strcmp(letters[i].template, template) == 0)
			return one ? letters[i].one : letters[i].many;
	char *words = arena_strdup(arena, template);
	for (char *c = words; *c; c++)
		if (*c == '-')
			*c = ' ';
	return words;
}

static const char *receiver(const struct effects *fx, const struct draft *draft)
{
	const struct member *member = snapshot_member(fx->snapshot, draft->member);

	return member ? member->name : draft->address;
}

static void add_letters(struct arena *arena, const struct effects *fx, struct str *out)
{
	for (size_t i = 0; i < fx->drafts.n; i++) {
		const char *template = fx->drafts.at[i]->template;
		int n = 0;
		if (is_counted_before(fx, i))
			continue;
		for (size_t j = i; j < fx->drafts.n; j++)
			n += strcmp(fx->drafts.at[j]->template, template) == 0;
		const char *words = letter_words(arena, template, n == 1);
		add(out,
			n == 1 ? arena_printf(
					 arena, "%s to %s", words, receiver(fx, fx->drafts.at[i]))
			       : arena_printf(arena, "%d %s", n, words));
	}
}

static bool has_fact(const struct effects *fx, enum fact_kind kind)
{
	for (size_t i = 0; i < fx->facts.n; i++)
		if (fx->facts.at[i].kind == kind)
			return true;
	return false;
}

const char *facts_words(
	struct arena *arena, const struct network *network, const struct effects *fx)
{
	_cleanup_str_ struct str out;

	(void)network;
	str_init(&out, WORDS_LIMIT_BYTES);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
		if (has_fact(fx, changes[i].kind))
			add(&out, changes[i].words);
	add_letters(arena, fx, &out);
	if (out.len == 0 && has_fact(fx, FACT_MAIL_IGNORED))
		add(&out, "nothing");
	return str_in(&out, arena);
}
