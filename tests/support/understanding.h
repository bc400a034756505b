/* SPDX-License-Identifier: MIT */
#ifndef SUPPORT_UNDERSTANDING_H
#define SUPPORT_UNDERSTANDING_H

#include "base/understanding.h"

struct understanding *understanding_of_everything(struct arena *arena);
struct understanding *understanding_of_nothing(struct arena *arena);

#endif
