/* SPDX-License-Identifier: MIT */
/*
 * Days on which nobody works, by rule and not by list: the Swedish Act (1989:253) on public holidays, and the
 * eves that are free in practice (Midsummer's, Christmas and New Year's Eve). Countries are rows of a table.
 */
#ifndef SAMLAD_BASE_HOLIDAY_H
#define SAMLAD_BASE_HOLIDAY_H

#include <stdbool.h>

#include "base/when.h"

day easter_sunday(int year); /* Gregorian, 1583-9999 */

/* country: ISO 3166 ("SE"); NULL or "" for none. False for a country that has no row. */
bool holiday_country_is_known(const char *country);
/* Its English name, as a constant ("Midsummer's Eve"), or NULL when the day is no holiday there. */
const char *holiday_name(const char *country, day day);

#endif
