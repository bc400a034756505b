/* SPDX-License-Identifier: MIT */
/*
 * A draft into words: subject, text in 72 columns, and the same letter as HTML with one-tap answers.
 *
 * A letter is one Mustache template, templates/<language>/<name>.mustache, in light markup from which both forms
 * are made, so that they cannot differ. Blocks are divided by empty lines:
 *   plain text            a paragraph; wrapped at 72 columns in the text
 *   # words               a heading
 *   | label | words       a line of facts (several lines make a table; `| words` alone: an indented line)
 *   - words               an item of a list
 *   > words | explanation a one-tap answer: in HTML a button whose mail says the words; in the text a line only
 *                         where there is an explanation
 *   @taps                 the draft's own one-tap answers (buttons; nothing in the text)
 *   " words               somebody's words, quoted
 *   @letter               a preview's whole letters (draft->shown), each with its subject, framed
 *   @drafts               each of draft->shown as a letter that the reader sends from her own mailbox: its address,
 *                         subject and text, framed; in HTML a button beside it, one mailto: to that address with
 *                         subject and text filled in
 *   --                    what follows is small print
 * Values never become markup: a line end in one is a line break, a mark at its beginning is text.
 *
 * The subject is the entry `subject.<name>` of templates/<language>/subjects ("subject.attendance = Kommer du den
 * {{when.short}}?"), a template too; `code.<ask kind>` there is the word beside the code ("code.attendance = möte").
 * Any other template is a partial: {{> part-greeting}} ("Hej Anna!"), {{> part-signed}} (the leaders' names) and
 * {{> part-footer}} (small print with how to answer, whom to ring, how to leave) are made for all letters.
 *
 * Names: the draft's values, and everywhere {{network}} {{address}} {{phone}} {{leaders.joined}}. By type:
 *   number  {{n}} {{n.words}} ("fyra")   {{#n.one}} {{#n.many}} {{#n.none}}
 *   day     {{d}} "tisdag 9 mars"   {{d.short}} "9 mars"   {{d.week}} "10"   {{d.capital}} "Tisdag 9 mars"
 *   span    {{s}} "tisdag 9 mars kl. 13–16"   {{s.capital}}   {{s.day}}   {{s.short}}   {{s.hours}} "kl. 13–16"
 *           {{s.start}} "kl. 13"
 *   word    the entry of `subjects`, rendered in the same view;   sector  its name
 *   list    {{#rows}} … {{/rows}}, and {{rows.joined}}: their `name`s as "Eva, Bo och Siv"; {{rows.count}} as number
 */
#ifndef SAMLAD_LETTERS_LETTER_H
#define SAMLAD_LETTERS_LETTER_H

#include "core/draft.h"
#include "letters/templates.h"

/* What the coordinator allots to a letter; with the same identity and draft the bytes are the same. */
struct letter_identity {
	const char *token; /* chance_token() */
	const char *code;  /* chance_code(); NULL for an askless letter */
	instant made;
};

struct letter_words {
	const char *subject; /* with the code in brackets last */
	const char *text;    /* UTF-8, lines of at most 78 columns, ends with a line end */
	const char *html;
};
/* Errors are bugs of templates: -EINVAL and which letter. redirected_for: in trial, names of those whom it would
 * have gone to, put on top; NULL else. */
int letter_words(struct arena *arena, const struct templates *templates, const struct network *network,
	const struct draft *draft, const struct letter_identity *identity, const char *redirected_for,
	struct letter_words *ret_words, struct fault *fault);

/* One phrase of `subjects` rendered with a view: stall evidence for status --json, timeline lines. Never NULL. */
const char *letter_phrase(struct arena *arena, const struct templates *templates, const struct network *network,
	const char *language, const char *key, const struct view *view);

#endif
