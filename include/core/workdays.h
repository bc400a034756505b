/* SPDX-License-Identifier: MIT */
/* Working days and hours of a network: its weekdays and hours, less its country's public holidays. */
#ifndef SAMLAD_CORE_WORKDAYS_H
#define SAMLAD_CORE_WORKDAYS_H

#include "core/network.h"

bool workday_is(const struct network *network, day day);
day workday_on_or_before(const struct network *network, day day);
day workday_on_or_after(const struct network *network, day day);
day workday_add(const struct network *network, day day, int working_days); /* negative goes back */
bool hours_are_open(const struct network *network, instant now);
/* now if open, else the next opening. */
instant hours_next_open(const struct network *network, instant now);
/* The opening of that day's hours. */
instant hours_opening(const struct network *network, day day);
day network_day(const struct network *network, instant at);
/* The working day that lies so long before (moved to the working day before, where it isn't one) or after. */
day delay_day_before(const struct network *network, struct delay delay, instant at);
day delay_day_after(const struct network *network, struct delay delay, instant at);
/* For seconds and days alike: at + delay. */
instant delay_after(const struct network *network, struct delay delay, instant at);

#endif
