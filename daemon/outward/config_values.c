/* SPDX-License-Identifier: MIT */
/*
 * From a key's text to its value: names, paths, addresses, servers, choices. Each function fills
 * its place in the section's struct and answers 0, or -EINVAL, whereupon the reader is told what
 * the key's row allows (or the words in taking->fault, where those say more).
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/lexicon.h"
#include "base/utf8.h"
#include "config_inside.h"
#include "outward/zone.h"

#define TEXT_LIMIT_BYTES 400

#define place(type) ((type *)(void *)((char *)taking->target + key->offset))

TAKES(config_take_text)
{
	size_t n = strlen(value);

	if (n == 0 || n > TEXT_LIMIT_BYTES || strspn(value, " \t") == n)
		return -EINVAL;
	*place(const char *) = value;
	return 0;
}

TAKES(config_take_absolute)
{
	if (value[0] != '/')
		return -EINVAL;
	*place(const char *) = value;
	return 0;
}

TAKES(config_take_path)
{
	if (value[0] == '\0')
		return -EINVAL;
	*place(const char *) = value[0] == '/'
		? value
		: arena_printf(taking->arena, "%s/%s", taking->config->state, value);
	return 0;
}

/* A relative one starts where the file stands, so that it means the same from everywhere. */
TAKES(config_take_state)
{
	const char *slash = strrchr(taking->config->file, '/');

	if (value[0] == '\0')
		return -EINVAL;
	*place(const char *) = value[0] == '/' || slash == NULL
		? value
		: arena_printf(taking->arena, "%.*s/%s", (int)(slash - taking->config->file),
			  taking->config->file, value);
	return 0;
}

TAKES(config_take_address)
{
	char *address = address_normal_in(taking->arena, value);

	if (address == NULL)
		return -EINVAL;
	*place(const char *) = address;
	return 0;
}

TAKES(config_take_leader)
{
	struct network *network = taking->target;
	char *address = address_normal_in(taking->arena, value);

	(void)key;
	if (address == NULL || network_is_leader(network, address))
		return -EINVAL;
	*arena_push(taking->arena, &network->leaders) = address;
	return 0;
}

TAKES(config_take_sector)
{
	struct network *network = taking->target;
	const char *slash = strstr(value, " / ");
	const char *name = slash == NULL
		? value
		: arena_strndup(taking->arena, value, (size_t)(slash - value));
	const char *other = slash == NULL ? value : slash + strlen(" / ");

	(void)key;
	if (strspn(name, " ") == strlen(name) || strspn(other, " ") == strlen(other) ||
		strlen(value) > TEXT_LIMIT_BYTES)
		return -EINVAL;
	if (network_find_sector(network, name) >= 0 || network_find_sector(network, other) >= 0)
		return -EINVAL;
	*arena_push(taking->arena, &network->sectors) =
		(struct sector){.name = name, .other_name = other};
	return 0;
}

static const char *const false_words[] = {"no", "false", "off", NULL};
static const char *const true_words[] = {"yes", "true", "on", NULL};

static int find_word(const char *const *words, const char *value)
{
	for (int i = 0; words[i] != NULL; i++)
		if (strcasecmp(words[i], value) == 0)
			return i;
	return -1;
}

TAKES(config_take_flag)
{
	int word = -1;

	if (key->words != NULL)
		word = find_word(key->words, value);
	else if (find_word(true_words, value) >= 0)
		word = 1;
	else if (find_word(false_words, value) >= 0)
		word = 0;
	if (word < 0)
		return -EINVAL;
	*place(bool) = word == 1;
	return 0;
}

TAKES(config_take_choice)
{
	int word = find_word(key->words, value);

	if (word < 0)
		return -EINVAL;
	*place(int) = word; /* enums of this house are as wide as int */
	return 0;
}

TAKES(config_take_day)
{
	day found = day_parse(value);

	if (found == DAY_NONE)
		return -EINVAL;
	*place(day) = found;
	return 0;
}

TAKES(config_take_https)
{
	if (strncmp(value, "https://", 8) != 0 || value[8] == '\0' ||
		strpbrk(value, " \"<>\\^`{|}") != NULL)
		return -EINVAL;
	*place(const char *) = value;
	return 0;
}

TAKES(config_take_handled)
{
	static const char *const ways[] = {"keep", "delete", NULL};
	int way = find_word(ways, value);
	struct handled *handled = place(struct handled);

	if (value[0] == '\0' || strcasecmp(value, "INBOX") == 0)
		return -EINVAL;
	handled->way = way < 0 ? HANDLED_MOVE : (enum handled_way)way;
	handled->folder = way < 0 ? value : NULL;
	return 0;
}

/* Exchange Online leaves its name out of the Authentication-Results that it puts on top (RFC 8601
 * section 2.5 wants one): the word for it means those without a name. */
TAKES(config_take_trusted)
{
	int r = config_take_text(taking, key, value);

	if (r == 0 && strcmp(value, "microsoft365") == 0)
		*place(const char *) = "";
	return r;
}

static bool is_language_form(const char *value)
{
	size_t n = strspn(value, "abcdefghijklmnopqrstuvwxyz");

	return (n == 2 || n == 3) && value[n] == '\0';
}

/* The folders of templates/ are the languages; where none are known here, the form alone is looked
 * at. */
TAKES(config_take_language)
{
	const char *templates =
		taking->config->templates != NULL ? taking->config->templates : taking->templates;
	struct stat st;

	if (!is_language_form(value))
		return -EINVAL;
	if (templates != NULL) {
		const char *phrases =
			arena_printf(taking->arena, "%s/%s/phrases", templates, value);

		if (stat(phrases, &st) < 0)
			return fault_set(taking->fault, -EINVAL,
				"there are no templates for the language `%s` (%s)", value,
				phrases);
	}
	*place(const char *) = value;
	return 0;
}

TAKES(config_take_zone)
{
	return zone_load(taking->arena, value, place(const struct zone *), taking->fault);
}
