/* SPDX-License-Identifier: MIT */
/*
 * The line "ref: TOKEN" that our one-tap answers to a preview bring along, where a mail program starts a new mail from
 * a mailto: and copies no reference. Only our letter to that reader ever holds it.
 */
#ifndef SAMLAD_TEXT_REF_H
#define SAMLAD_TEXT_REF_H

#include "text/body.h"

/* Takes the line out of the body, where it stands unquoted; its token, or NULL. */
const char *ref_take(struct arena *arena, struct body *body);

#endif
