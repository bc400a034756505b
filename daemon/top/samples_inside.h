/* SPDX-License-Identifier: MIT */
/* Between the files of samples: JSON into values and into a network. */
#ifndef SAMLAD_TOP_SAMPLES_INSIDE_H
#define SAMLAD_TOP_SAMPLES_INSIDE_H

#include <jansson.h>

#include "core/draft.h"

struct fault;

/* The value in that language: one of {"sv": …, "en": …}, or the value itself. */
json_t *sample_in(json_t *value, const char *language);
/* "" for what is no text. */
const char *sample_text(json_t *object, const char *name, const char *language);
/* Adds an object's values to the view. -EINVAL names the value that is none. */
int sample_values(struct arena *arena, struct view *view, json_t *object, const char *language,
	struct fault *fault);
/* -EINVAL for what are not two instants. */
int sample_span(json_t *pair, instant *ret_start, instant *ret_end);
int sample_network(
	struct arena *arena, json_t *object, struct network *ret_network, struct fault *fault);

#endif
