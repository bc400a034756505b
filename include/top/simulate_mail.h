/* SPDX-License-Identifier: MIT */
/*
 * A whole mail as a person's mail program would make it: a shape
 * (templates/simulate/shapes/NAME.mustache) filled in with who writes, what she says and the letter
 * of ours that she answers.
 *
 * A shape is Mustache over the mail's values, {{name}} escaped for HTML and {{{name}}} as it is.
 * Between a line
 * `%encode CODING CHARSET` and a line `%end` the text is put in that charset and coding
 * (quoted-printable, base64, 8bit) once it is filled in, so that a shape stays readable.
 *
 * Values: from, to (name, words: as a header carries it, given, address, organisation) · subject
 * (text, words) · message_id in_reply_to references boundary english · words (text) words.lines ·
 * now (of the mail) and, where a letter is answered, letter: subject, lines, html, message_id, when
 * (of the letter), calendar (uid sequence start end zone summary location) · everything else that
 * the script says of the mail, under its own key. Of a time: year month day month2 day2 time time12
 * weekday_sv weekday_sv3 month_sv month_sv3 weekday_en3 month_en3 month_en mail utc.
 */
#ifndef SAMLAD_TOP_SIMULATE_MAIL_H
#define SAMLAD_TOP_SIMULATE_MAIL_H

#include <stdbool.h>

#include "base/understanding.h"
#include "base/when.h"
#include "top/simulate_script.h"

struct fault;
struct str;

struct simulate_person {
	const char *name, *given_name, *address, *organisation, *language;
};
/* One of our letters, as its receiver has it before her. */
struct simulate_letter {
	const char *to; /* address */
	const char *message_id, *subject;
	const char *references; /* <…> separated by blanks, as the letter carries them */
	const char *text, *html; /* html: what is inside its body, or NULL */
	const char *words; /* its text on one line */
	const char *kind; /* of the code in its subject ("attendance"), or NULL */
	bool answers; /* it answers a mail */
	instant made;
	const struct calendar *calendar; /* or NULL */
};
struct simulate_mail {
	const struct simulate_person *from, *to;
	const struct simulate_letter *letter; /* that it answers, or NULL */
	const char *subject; /* NULL: the letter's */
	const char *words;
	const struct script_block *block; /* whose other values the shape may use, or NULL */
	instant when;
	const struct zone *zone;
	const char *id; /* letters and digits: makes Message-ID and boundary */
};

/* -EINVAL for a broken shape, with words. */
int simulate_mail_render(struct arena *arena, const char *shape, size_t shape_bytes,
	const struct simulate_mail *mail, struct str *out, struct fault *fault);

/* A letter of ours taken apart; the bytes must outlive it. words: of all languages' `code.` keys;
 * may be NULL. */
struct phrasebook;
struct templates;
struct simulate_letter *simulate_letter_read(struct arena *arena, const struct phrasebook *book,
	const struct templates *templates, const char *bytes, size_t n_bytes);

#endif
