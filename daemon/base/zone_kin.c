/* SPDX-License-Identifier: MIT */
/*
 * Zones whose clocks have gone alike since the European Union's directive (2000/84/EC and those
 * before it): central, eastern and western European time. A calendar names any town of its zone,
 * most often not the reader's own.
 */
#include <stddef.h>
#include <string.h>

#include "base/when.h"

static const char *const central[] = {"Europe/Amsterdam", "Europe/Andorra", "Europe/Belgrade",
	"Europe/Berlin", "Europe/Bratislava", "Europe/Brussels", "Europe/Budapest",
	"Europe/Copenhagen", "Europe/Ljubljana", "Europe/Luxembourg", "Europe/Madrid",
	"Europe/Malta", "Europe/Monaco", "Europe/Oslo", "Europe/Paris", "Europe/Prague",
	"Europe/Rome", "Europe/San_Marino", "Europe/Sarajevo", "Europe/Skopje", "Europe/Stockholm",
	"Europe/Tirane", "Europe/Vaduz", "Europe/Vatican", "Europe/Vienna", "Europe/Warsaw",
	"Europe/Zagreb", "Europe/Zurich", "Arctic/Longyearbyen", "CET", NULL};
static const char *const eastern[] = {"Europe/Athens", "Europe/Bucharest", "Europe/Helsinki",
	"Europe/Kiev", "Europe/Kyiv", "Europe/Mariehamn", "Europe/Riga", "Europe/Sofia",
	"Europe/Tallinn", "Europe/Vilnius", "EET", NULL};
static const char *const western[] = {"Europe/Belfast", "Europe/Dublin", "Europe/Guernsey",
	"Europe/Isle_of_Man", "Europe/Jersey", "Europe/Lisbon", "Europe/London", "Atlantic/Canary",
	"Atlantic/Faroe", "Atlantic/Madeira", "WET", NULL};
static const char *const *const families[] = {central, eastern, western};

static bool has(const char *const *family, const char *name)
{
	for (; *family; family++)
		if (strcmp(*family, name) == 0)
			return true;
	return false;
}

bool zone_goes_as(const struct zone *zone, const char *name)
{
	if (strcmp(zone_name(zone), name) == 0)
		return true;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if (has(families[i], zone_name(zone)) && has(families[i], name))
			return true;
	return false;
}
