/* SPDX-License-Identifier: MIT */
/*
 * Sample values for every letter, templates/samples.json, and the letters they give: what `samlad
 * letters` writes and what the approved letters are compared with. A new letter needs a row there
 * and no code:
 *
 *   "made": an instant; all letters are of that moment
 *   "network": name, address, timezone, phone, sectors ([in Swedish, in English]), leaders
 *   "common": values that all letters share
 *   "letters": by name, each {"values", "ask", "taps", "invite", "shown", "signed", "reply",
 * "address", "to"}; what stands after a dot in a name tells apart several samples of one letter
 * ("signup.several")
 *
 * A value is a text, a number, true or false; {"day": "2027-03-09"}; {"span": [start, end]};
 * {"word": key of `subjects`}; {"sector": n}; a list of objects with values; or an object with one
 * of these for each language
 * ({"sv": …, "en": …}).
 */
#ifndef SAMLAD_TOP_SAMPLES_H
#define SAMLAD_TOP_SAMPLES_H

#include "letters/letter.h"

struct samples;

/* folder: of the templates, or NULL where the program finds its own. -EINVAL names file, line and
 * what is wrong. */
int samples_load(
	struct arena *arena, const char *folder, struct samples **ret_samples, struct fault *fault);
void samples_free(struct samples *samples);

struct sample_letter {
	const char *name; /* "signup.several" */
	const char *language;
	bool has_values; /* false: samples.json knows nothing of the letter */
	struct letter_words words;
	const char *mail; /* its bytes; the length is n_mail */
	size_t n_mail;
	const char *calendar; /* "" where it has none */
};
/* The i-th of all letters in all languages, in the order of their names. -ENOENT past the last. */
int samples_render(const struct samples *samples, size_t i, struct arena *arena,
	struct sample_letter *ret_letter, struct fault *fault);
/* The network whose letters they are. */
const struct network *samples_network(const struct samples *samples);

#endif
