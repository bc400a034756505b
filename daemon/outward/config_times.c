/* SPDX-License-Identifier: MIT */
/*
 * The config's ways to say when: "21d", "2wd", "10m"; "Mon-Fri 07:30-17:00"; "Mon 07:30"; "1 in 7
 * days, 3 in 30 days"; and its way to say where a server is. Small readers that move a cursor along
 * and answer whether they liked it; a value is good when nothing is left.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/holiday.h"
#include "base/str.h"
#include "config_inside.h"

#define place(type) ((type *)(void *)((char *)taking->target + key->offset))
#define MOST_DAYS 1000
#define MOST_RULES 8
#define DAY_MINUTES (24 * 60)

static void skip_blanks(const char **at)
{
	*at += strspn(*at, " \t");
}

static bool read_number(const char **at, int most, int *ret_number)
{
	size_t n = strspn(*at, "0123456789");

	if (n == 0 || n > 6)
		return false;
	int number = (int)strtol(*at, NULL, 10);

	if (number > most)
		return false;
	*ret_number = number;
	*at += n;
	return true;
}

static bool read_char(const char **at, char c)
{
	if (**at != c)
		return false;
	(*at)++;
	return true;
}

/* "07:30" as seconds; 24:00 is the day's end. */
static bool read_clock(const char **at, int *ret_seconds)
{
	int hours, minutes;

	if (!read_number(at, 24, &hours) || !read_char(at, ':') || !read_number(at, 59, &minutes))
		return false;
	if (hours * 60 + minutes > DAY_MINUTES)
		return false;
	*ret_seconds = (hours * 60 + minutes) * MINUTE_S;
	return true;
}

/* 1 Monday - 7 Sunday; English, the first three letters or all. */
static bool read_weekday(const char **at, int *ret_weekday)
{
	static const char *const names[] = {
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
	size_t n = strspn(*at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

	for (int i = 0; i < 7; i++) {
		if ((n == 3 || n == strlen(names[i])) && strncasecmp(*at, names[i], n) == 0) {
			*ret_weekday = i + 1;
			*at += n;
			return true;
		}
	}
	return false;
}

static const struct unit {
	const char *name;
	enum delay_unit unit;
	int times;
} units[] = {
	{"s", DELAY_SECONDS, 1},
	{"m", DELAY_SECONDS, MINUTE_S},
	{"h", DELAY_SECONDS, HOUR_S},
	{"d", DELAY_DAYS, 1},
	{"w", DELAY_DAYS, 7},
	{"wd", DELAY_WORKING_DAYS, 1},
};

static bool read_delay(const char *at, struct delay *ret_delay)
{
	int n;

	if (!read_number(&at, MOST_DAYS, &n))
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(at, units[i].name) == 0) {
			*ret_delay = (struct delay){.n = n * units[i].times, .unit = units[i].unit};
			return true;
		}
	}
	return false;
}

TAKES(config_take_delay)
{
	return read_delay(value, place(struct delay)) ? 0 : -EINVAL;
}

TAKES(config_take_hold)
{
	struct delay delay = {0};

	if (strcmp(value, "0") != 0 && !read_delay(value, &delay))
		return -EINVAL;
	int seconds = delay.unit == DELAY_DAYS ? delay.n * DAY_S : delay.n;

	if (delay.unit == DELAY_WORKING_DAYS || seconds > 7 * DAY_S)
		return -EINVAL;
	*place(int) = seconds;
	return 0;
}

/* "Mon-Fri" or "Mon-Tue,Thu" as bits; a range may not turn round the week's end. */
static bool read_weekdays(const char **at, unsigned *ret_bits)
{
	unsigned bits = 0;

	do {
		int first, last;

		skip_blanks(at);
		if (!read_weekday(at, &first))
			return false;
		last = first;
		if (read_char(at, '-') && !read_weekday(at, &last))
			return false;
		if (last < first)
			return false;
		for (int weekday = first; weekday <= last; weekday++)
			bits |= 1u << (weekday - 1);
	} while (read_char(at, ','));
	*ret_bits = bits;
	return true;
}

TAKES(config_take_hours)
{
	struct network *network = taking->target;
	const char *at = value;
	unsigned workdays;
	int opens_s, closes_s;

	(void)key;
	if (!read_weekdays(&at, &workdays))
		return -EINVAL;
	skip_blanks(&at);
	if (!read_clock(&at, &opens_s) || !read_char(&at, '-') || !read_clock(&at, &closes_s))
		return -EINVAL;
	if (*at != '\0' || closes_s <= opens_s)
		return -EINVAL;
	network->workdays = workdays;
	network->opens_s = opens_s;
	network->closes_s = closes_s;
	return 0;
}

TAKES(config_take_alert)
{
	struct network *network = taking->target;
	const char *at = value;
	int weekday, seconds;

	(void)key;
	if (!read_weekday(&at, &weekday))
		return -EINVAL;
	skip_blanks(&at);
	if (!read_clock(&at, &seconds) || *at != '\0' || seconds >= DAY_S)
		return -EINVAL;
	network->alert_weekday = weekday;
	network->alert_s = seconds;
	return 0;
}

/* " 1 in 7 days" */
static bool read_rule(const char **at, struct budget_rule *ret_rule)
{
	skip_blanks(at);
	if (!read_number(at, MOST_DAYS, &ret_rule->letters))
		return false;
	skip_blanks(at);
	if (strncasecmp(*at, "in ", 3) != 0)
		return false;
	*at += 3;
	skip_blanks(at);
	if (!read_number(at, MOST_DAYS, &ret_rule->days) || ret_rule->days == 0)
		return false;
	skip_blanks(at);
	if (strncasecmp(*at, "day", 3) != 0)
		return false;
	*at += (*at)[3] == 's' ? 4 : 3;
	skip_blanks(at);
	return true;
}

TAKES(config_take_budget)
{
	struct network *network = taking->target;
	const char *at = value;
	struct budget_rule rule;

	(void)key;
	do {
		if (!read_rule(&at, &rule) || network->budget.n == MOST_RULES)
			return -EINVAL;
		*arena_push(taking->arena, &network->budget) = rule;
	} while (read_char(&at, ','));
	return *at == '\0' ? 0 : -EINVAL;
}

TAKES(config_take_holidays)
{
	bool none = strcasecmp(value, "none") == 0;

	if (value[0] == '\0' || (!none && !holiday_country_is_known(value)))
		return -EINVAL;
	*place(const char *) = none ? NULL : value;
	return 0;
}

/* The host of "HOST", "HOST:PORT", "[2001:db8::1]:PORT"; what follows it in *at. */
static const char *read_host(struct arena *arena, const char **at)
{
	bool bracketed = read_char(at, '[');
	size_t n = strspn(*at,
		bracketed ? "0123456789abcdefABCDEF:."
			  : "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_");
	const char *host = *at;

	*at += n;
	if (n == 0 || n > 255 || host[0] == '-' || host[0] == '.' ||
		(bracketed && !read_char(at, ']')))
		return NULL;
	return arena_strndup(arena, host, n);
}

TAKES(config_take_url)
{
	struct account *account = place(struct account);
	const char *at = strstr(value, "://");

	if (at == NULL)
		return -EINVAL;
	size_t n = (size_t)(at - value);
	bool tls_first = n == strlen(key->words[0]) && strncasecmp(value, key->words[0], n) == 0;

	if (!tls_first && (n != strlen(key->words[1]) || strncasecmp(value, key->words[1], n) != 0))
		return -EINVAL;
	at += 3;
	const char *host = read_host(taking->arena, &at);
	int port = (int)strtol(key->words[tls_first ? 2 : 3], NULL, 10);

	if (host == NULL || (read_char(&at, ':') && !read_number(&at, 65535, &port)) || port == 0)
		return -EINVAL;
	at += *at == '/';
	if (*at != '\0')
		return -EINVAL;
	account->host = host;
	account->port = port;
	account->tls_first = tls_first;
	return 0;
}
