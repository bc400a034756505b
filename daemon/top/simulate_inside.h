/* SPDX-License-Identifier: MIT */
/* What the simulation's files share. */
#ifndef SAMLAD_SIMULATE_INSIDE_H
#define SAMLAD_SIMULATE_INSIDE_H

#include "letters/node.h"
#include "top/simulate_mail.h"

/* ---- simulate_values.c ---- */
const struct node *simulate_values(struct arena *arena, const struct simulate_mail *mail);

#endif
