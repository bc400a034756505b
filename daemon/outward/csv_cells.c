/* SPDX-License-Identifier: MIT */
/*
 * A row's cells as a member's values: addresses, role, sector, language. Words are known in English
 * and in Swedish, without case. Each function names the cell that it can't take, and what would do.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "csv_inside.h"

struct word {
	const char *word;
	int value;
};
static const struct word roles[] = {
	{"", ROLE_MEMBER},
	{"member", ROLE_MEMBER},
	{"medlem", ROLE_MEMBER},
	{"leader", ROLE_LEADER},
	{"ledare", ROLE_LEADER},
	{"head", ROLE_HEAD},
	{"chef", ROLE_HEAD},
	{"enhetschef", ROLE_HEAD},
	{"outside", ROLE_OUTSIDE},
	{"utanför", ROLE_OUTSIDE},
	{"utomstående", ROLE_OUTSIDE},
	{"extern", ROLE_OUTSIDE},
};
static const struct {
	const char *word, *code;
} languages_by_name[] = {
	{"svenska", "sv"}, {"swedish", "sv"}, {"engelska", "en"}, {"english", "en"}};

bool csv_has_email(const struct csv_member *member, const char *address)
{
	list_each (email, &member->emails) {
		if (strcmp(*email, address) == 0)
			return true;
	}
	return false;
}

CSV_TAKES(csv_take_emails)
{
	const char *at = csv_cell(table, row, EMAIL);

	for (at += strspn(at, " \t\n,;"); *at != '\0'; at += strspn(at, " \t\n,;")) {
		size_t n = strcspn(at, " \t\n,;");
		const char *given = arena_strndup(table->arena, at, n);
		const char *address = address_normal_in(table->arena, given);

		if (address == NULL)
			return csv_refuse(table, row, EMAIL, "`%.80s` is no mail address", given);
		if (!csv_has_email(member, address))
			*arena_push(table->arena, &member->emails) = address;
		at += n;
	}
	if (member->emails.n == 0)
		return csv_refuse(table, row, EMAIL, "empty: each member needs a mail address");
	if (member->emails.n > CSV_EMAILS_LIMIT)
		return csv_refuse(table, row, EMAIL, "over %d addresses", CSV_EMAILS_LIMIT);
	return 0;
}

/* A leader is who the config says; a row can't make one. */
CSV_TAKES(csv_take_role)
{
	const char *cell = csv_cell(table, row, ROLE);
	const char *folded = utf8_fold_in(table->arena, cell, strlen(cell));
	int role = -1;

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strcmp(roles[i].word, folded) == 0)
			role = roles[i].value;
	if (role < 0)
		return csv_refuse(
			table, row, ROLE, "`%.60s` is none of member, leader, head, outside", cell);
	bool leader = false;

	list_each (email, &member->emails) {
		leader = leader || network_is_leader(table->network, *email);
	}
	if (role == ROLE_LEADER && !leader)
		return csv_refuse(table, row, ROLE,
			"%s is not among the config's `leaders` of %s, which alone make leaders",
			member->emails.at[0], table->network->slug);
	member->role = leader ? ROLE_LEADER : (enum role)role;
	return 0;
}

static int find_sector(const struct csv_table *table, const char *cell)
{
	int sector = network_find_sector(table->network, cell);
	const char *slash = strstr(cell, " / ");

	if (sector < 0 && slash != NULL)
		sector = network_find_sector(
			table->network, arena_strndup(table->arena, cell, (size_t)(slash - cell)));
	return sector;
}

CSV_TAKES(csv_take_sector)
{
	const char *cell = csv_cell(table, row, SECTOR);
	_cleanup_str_ struct str names;

	str_init(&names, 300);
	member->sector = find_sector(table, cell);
	if (member->sector >= 0)
		return 0;
	if (cell[0] == '\0' && (member->role == ROLE_HEAD || member->role == ROLE_OUTSIDE))
		return 0;
	list_each (sector, &table->network->sectors) {
		str_printf(&names, "%s%s", names.len > 0 ? ", " : "", sector->name);
	}
	return csv_refuse(
		table, row, SECTOR, "`%.60s` is none of the network's sectors: %s", cell, names.at);
}

static bool is_known_language(const struct csv_table *table, const char *code)
{
	size_t n = strspn(code, "abcdefghijklmnopqrstuvwxyz");

	for (size_t i = 0; i < table->languages.n; i++)
		if (strcmp(table->languages.at[i], code) == 0)
			return true;
	return table->languages.n == 0 && (n == 2 || n == 3) && code[n] == '\0';
}

CSV_TAKES(csv_take_language)
{
	const char *cell = csv_cell(table, row, LANGUAGE);
	const char *code = utf8_fold_in(table->arena, cell, strlen(cell));

	if (cell[0] == '\0')
		return member->language = table->network->language, 0;
	for (size_t i = 0; i < sizeof(languages_by_name) / sizeof(languages_by_name[0]); i++)
		if (strcmp(languages_by_name[i].word, code) == 0)
			code = languages_by_name[i].code;
	if (!is_known_language(table, code))
		return csv_refuse(table, row, LANGUAGE,
			"`%.60s` is no language that there are letters in, such as sv or en", cell);
	member->language = code;
	return 0;
}
