/* SPDX-License-Identifier: MIT */
/*
 * Working days and hours. A network whose every day is free (settings that no config gives) would
 * have no next working day: searches stop after a year and give the day they began with.
 */
#include "core/workdays.h"

#include "base/holiday.h"

#define SEARCH_DAYS 366

bool workday_is(const struct network *network, day which)
{
	bool weekday = network->workdays & 1u << (day_weekday(which) - 1);

	return weekday && !holiday_name(network->holidays, which);
}

static day search(const struct network *network, day from, int step)
{
	for (int i = 0; i < SEARCH_DAYS; i++)
		if (workday_is(network, from + i * step))
			return from + i * step;
	return from;
}

day workday_on_or_before(const struct network *network, day which)
{
	return search(network, which, -1);
}

day workday_on_or_after(const struct network *network, day which)
{
	return search(network, which, 1);
}

day workday_add(const struct network *network, day which, int working_days)
{
	int step = working_days < 0 ? -1 : 1;

	for (int left = working_days * step; left > 0; left--)
		which = search(network, which + step, step);
	return which;
}

day network_day(const struct network *network, instant at)
{
	return zone_day(network->zone, at, NULL);
}

bool hours_are_open(const struct network *network, instant now)
{
	int seconds;
	day today = zone_day(network->zone, now, &seconds);

	if (network->any_hour)
		return true;
	return workday_is(network, today) && seconds >= network->opens_s &&
		seconds < network->closes_s;
}

instant hours_opening(const struct network *network, day which)
{
	return zone_instant(network->zone, which, network->opens_s);
}

instant hours_next_open(const struct network *network, instant now)
{
	if (hours_are_open(network, now))
		return now;
	day today = network_day(network, now);
	day next = search(network, today, 1);
	instant opening = hours_opening(network, next);
	return opening > now ? opening : hours_opening(network, search(network, today + 1, 1));
}

day delay_day_before(const struct network *network, struct delay delay, instant at)
{
	day from = network_day(network, at);

	if (delay.unit == DELAY_WORKING_DAYS)
		return workday_add(network, from, -delay.n);
	if (delay.unit == DELAY_DAYS)
		return workday_on_or_before(network, from - delay.n);
	return workday_on_or_before(network, network_day(network, at - delay.n));
}

day delay_day_after(const struct network *network, struct delay delay, instant at)
{
	day from = network_day(network, at);

	if (delay.unit == DELAY_WORKING_DAYS)
		return workday_add(network, from, delay.n);
	if (delay.unit == DELAY_DAYS)
		return workday_on_or_before(network, from + delay.n);
	return workday_on_or_before(network, network_day(network, at + delay.n));
}

instant delay_after(const struct network *network, struct delay delay, instant at)
{
	if (delay.unit == DELAY_SECONDS)
		return at + delay.n;
	int seconds;
	day from = zone_day(network->zone, at, &seconds);
	day to = delay.unit == DELAY_DAYS ? from + delay.n : workday_add(network, from, delay.n);
	return zone_instant(network->zone, to, seconds);
}
