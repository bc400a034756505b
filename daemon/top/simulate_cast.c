/* SPDX-License-Identifier: MIT */
/*
 * The members as the file templates/simulate/members has them: which mail program each uses and
 * what she answers to which letter. A rule is found by who, kind of letter and words in it; the
 * first that fits decides. What is left to chance is drawn from the seed, the member and the rule
 * alone, so one member's luck never changes another's.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "simulate_inside.h"

#define PROGRAM "program"
#define EVERYONE "everyone"
#define LEADERS "leaders"
#define LETTERS "any"
#define NO_CODE "plain"
#define WHOLE 100
/* FNV-1a */
#define HASH_BEGINS ((uint64_t)1469598103934665603)
#define HASH_PRIME ((uint64_t)1099511628211)

/* "eva" is eva@… and eva.lund@…. */
static bool is_named(const char *address, const char *name)
{
	size_t bytes = strlen(name);

	return strncmp(address, name, bytes) == 0 &&
		(address[bytes] == '@' || address[bytes] == '.');
}

static bool is_meant(const struct player *player, const char *name)
{
	return strcmp(name, EVERYONE) == 0 || (player->leader && strcmp(name, LEADERS) == 0) ||
		is_named(player->person.address, name);
}

const struct player *cast_find(const struct cast *cast, const char *name)
{
	list_each (player, &cast->players)
		if (is_named(player->person.address, name))
			return player;
	return NULL;
}

static bool is_program(const struct script_block *block)
{
	return block->head.n >= 2 && strcmp(block->head.at[0], PROGRAM) == 0;
}

static const char *program_of(const struct script *script, const struct player *player)
{
	list_each (block, &script->blocks)
		if (is_program(block))
			for (size_t i = 2; i < block->head.n; i++)
				if (is_meant(player, block->head.at[i]))
					return block->head.at[1];
	return NULL;
}

static bool is_someone(const struct cast *cast, const char *name)
{
	return strcmp(name, EVERYONE) == 0 || strcmp(name, LEADERS) == 0 || cast_find(cast, name);
}

/* A name that is nobody's is a slip of the pen. */
static int check_heads(const struct cast *cast, struct fault *fault)
{
	list_each (block, &cast->script->blocks) {
		size_t from = is_program(block) ? 2 : 0;
		size_t until = is_program(block) ? block->head.n : block->head.n - 1;
		if (block->head.n < 2)
			return fault_set(fault, -EINVAL,
				"%s:%d: a head is WHO … KIND or program SHAPE WHO …",
				cast->script->name, block->line);
		for (size_t i = from; i < until; i++)
			if (!is_someone(cast, block->head.at[i]))
				return fault_set(fault, -EINVAL,
					"%s:%d: nobody in the list of members is %s",
					cast->script->name, block->line, block->head.at[i]);
	}
	list_each (player, &cast->players)
		if (!player->program)
			return fault_set(fault, -EINVAL, "%s: %s has no mail program",
				cast->script->name, player->person.address);
	return 0;
}

int cast_new(struct arena *arena, const struct network *network, const struct csv_members *members,
	const struct script *script, uint64_t seed, struct cast **ret_cast, struct fault *fault)
{
	struct cast *cast = arena_make(arena, struct cast);

	*cast = (struct cast){.arena = arena, .script = script, .seed = seed};
	list_each (member, &members->list) {
		struct player *player = arena_push(arena, &cast->players);
		player->person = (struct simulate_person){.name = member->name,
			.given_name = member->given_name,
			.address = member->emails.at[0],
			.organisation = member->organisation,
			.language = member->language};
		player->leader = network_is_leader(network, member->emails.at[0]);
		player->program = program_of(script, player);
	}
	for (size_t i = 0; i < script->blocks.n * cast->players.n; i++)
		*arena_push(arena, &cast->times) = 0;
	int r = check_heads(cast, fault);
	if (r == 0)
		*ret_cast = cast;
	return r;
}

/* ---- which rule ---- */

static bool is_of_kind(const struct script_block *block, const struct simulate_letter *letter)
{
	const char *wanted = block->head.at[block->head.n - 1];
	const char *answering = script_find(block, "answering", 0);
	bool either = answering && strcmp(answering, "any") == 0;
	bool answers = answering && strcmp(answering, "yes") == 0;

	if (!either && answers != letter->answers)
		return false;
	if (strcmp(wanted, LETTERS) == 0)
		return true;
	return strcmp(wanted, letter->kind ? letter->kind : NO_CODE) == 0;
}

static bool is_about(
	const struct script_block *block, const struct simulate_letter *letter, day today)
{
	const char *about;
	const char *since = script_find(block, "since", 0);
	const char *until = script_find(block, "until", 0);

	if (since && today < day_parse(since))
		return false;
	if (until && today > day_parse(until))
		return false;
	if (script_find(block, "calendar", 0) && !letter->calendar)
		return false;
	for (size_t i = 0; (about = script_find(block, "about", i)); i++)
		if (strstr(letter->subject, about) || strstr(letter->words, about))
			return true;
	return !script_find(block, "about", 0);
}

static bool is_for(const struct script_block *block, const struct player *player)
{
	for (size_t i = 0; i + 1 < block->head.n; i++)
		if (is_meant(player, block->head.at[i]))
			return true;
	return false;
}

/* ---- by chance ---- */

static void draw_from(const struct cast *cast, const struct player *player,
	const struct script_block *block, int times, struct chance *chance)
{
	uint64_t hash = HASH_BEGINS ^ cast->seed;

	for (const char *c = player->person.address; *c; c++)
		hash = (hash ^ (unsigned char)*c) * HASH_PRIME;
	hash = (hash ^ (uint64_t)block->line) * HASH_PRIME;
	hash = (hash ^ (uint64_t)times) * HASH_PRIME;
	chance_init(chance, hash | 1);
}

/* "20m", "3h", "2d" */
static int64_t span_s(const char *text, const char **ret_end)
{
	char *end;
	int64_t n = strtol(text, &end, 10);
	int64_t unit = *end == 'd' ? DAY_S : *end == 'h' ? HOUR_S : MINUTE_S;

	*ret_end = *end ? end + 1 : end;
	return n * unit;
}

/* "2h" or "20m-3d"; a few hours where nothing is said */
static int64_t draw_delay(const struct script_block *block, struct chance *chance)
{
	const char *after = script_find(block, "after", 0);
	int64_t least = span_s(after ? after : "20m-30h", &after);

	if (*after != '-')
		return least;
	int64_t most = span_s(after + 1, &after);
	return most > least ? least + (int64_t)chance_below(chance, (uint64_t)(most - least))
			    : least;
}

static bool is_lucky(const struct script_block *block, struct chance *chance)
{
	const char *percent = script_find(block, "chance", 0);
	uint64_t drawn = chance_below(chance, WHOLE);

	return !percent || drawn < strtoul(percent, NULL, 10);
}

/* One of the alternatives; NULL: says nothing. */
static const char *draw_words(const struct script_block *block, struct chance *chance)
{
	size_t n = 0;

	while (script_find(block, "words", n))
		n++;
	return n > 0 ? script_find(block, "words", (size_t)chance_below(chance, n)) : NULL;
}

/* True: looking for a rule ends here. */
static bool play(const struct cast *cast, struct arena *arena, const struct player *player,
	const struct script_block *block, int times, struct parts_played *parts)
{
	const char *nth = script_find(block, "nth", 0);
	const char *also = script_find(block, "also", 0);
	const char *shape = script_find(block, "shape", 0);
	struct chance chance;

	if (nth && strtol(nth, NULL, 10) != times)
		return false;
	draw_from(cast, player, block, times, &chance);
	bool lucky = is_lucky(block, &chance);
	const char *words = draw_words(block, &chance);
	if (lucky && words) {
		struct part_played *part = arena_push(arena, &parts->list);
		*part = (struct part_played){.player = player,
			.block = block,
			.shape = shape ? shape : player->program,
			.words = words,
			.delay_s = draw_delay(block, &chance)};
	}
	return !also && (lucky || !script_find(block, "else", 0));
}

void cast_answer(struct cast *cast, struct arena *arena, const struct simulate_letter *letter,
	day today, struct parts_played *ret_parts)
{
	const struct script *script = cast->script;
	size_t who = 0;

	while (who < cast->players.n &&
		strcmp(cast->players.at[who].person.address, letter->to) != 0)
		who++;
	*ret_parts = (struct parts_played){0};
	for (size_t i = 0; i < script->blocks.n && who < cast->players.n; i++) {
		const struct script_block *block = &script->blocks.at[i];
		const struct player *player = &cast->players.at[who];
		if (is_program(block) || !is_for(block, player) || !is_of_kind(block, letter) ||
			!is_about(block, letter, today))
			continue;
		int times = ++cast->times.at[i * cast->players.n + who];
		if (play(cast, arena, player, block, times, ret_parts))
			return;
	}
}
