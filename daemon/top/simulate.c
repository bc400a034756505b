/* SPDX-License-Identifier: MIT */
/*
 * The season: work, read the letters that left, think of the answers, go on to whatever happens
 * next. Nothing here decides anything about the network; it only stands where the clock and the
 * people are.
 */
#include "top/simulate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "letters/templates.h"
#include "outward/maildir.h"
#include "outward/store.h"
#include "simulate_inside.h"
#include "text/phrases.h"
#include "top/import.h"
#include "top/load.h"

/* ---- set up ---- */

static int read_script(
	struct simulation *s, const char *name, struct script **ret_script, struct fault *fault)
{
	const char *text;
	size_t bytes;
	int r = stage_read(&s->stage, s->arena, name, &text, &bytes, fault);

	if (r < 0)
		return r;
	return script_parse(s->arena,
		arena_printf(s->arena, "%s/simulate/%s", s->stage.templates, name), text, bytes,
		ret_script, fault);
}

static int import_list(struct simulation *s, uint64_t seed, struct fault *fault)
{
	const char *path = arena_printf(s->arena, "%s/simulate/members.csv", s->stage.templates);
	const char *db = arena_printf(s->arena, "%s/samlad.db", s->stage.config->state);
	const struct csv_members *members;
	struct roster_counts counts;
	struct script *script = NULL;
	struct store *store;
	int r = store_open(db, false, &store, fault);

	if (r < 0)
		return r;
	r = import_members(s->arena, store, s->stage.config, s->stage.network, path, s->season.from,
		&members, &counts, fault);
	store_close(store);
	if (r == 0)
		r = read_script(s, "members", &script, fault);
	return r < 0 ? r
		     : cast_new(s->arena, s->stage.network, members, script, seed, &s->cast, fault);
}

static int start_coordinator(struct simulation *s, uint64_t seed, struct fault *fault)
{
	const struct coordinator_settings settings = {
		.config = s->stage.config,
		.config_path = s->stage.config_path,
		.templates = s->stage.config->templates,
		.now = s->season.from,
		.seed = seed,
		.once = true,
		.watcher = {&s->tell, tell_decided},
	};
	int r = coordinator_new(&settings, &s->coordinator, fault);

	if (r == 0)
		r = maildir_open(s->stage.config->submission.maildir, true, &s->outbox, fault);
	return r;
}

static int set_up(
	struct simulation *s, const struct simulate_settings *settings, struct fault *fault)
{
	struct script *script;
	int r = stage_set(settings, s->arena, &s->stage, fault);

	if (r == 0)
		r = read_script(s, "season", &script, fault);
	if (r == 0)
		r = season_begin(&s->stage, script, &s->season, fault);
	if (r == 0)
		r = load_phrasebook(s->stage.config->templates, &s->book, fault);
	if (r == 0)
		r = load_templates(s->arena, s->stage.config->templates, &s->templates, fault);
	if (r == 0)
		r = import_list(s, settings->seed, fault);
	if (r == 0)
		r = post_open(&s->post, &s->stage, s->arena, settings->seed, fault);
	if (r < 0)
		return r;
	s->tell = (struct tell){.out = settings->out,
		.terminal = settings->terminal,
		.network = s->stage.network,
		.cast = s->cast};
	tell_begin(&s->tell, &s->stage, s->season.from, s->season.until, s->cast->players.n);
	return start_coordinator(s, settings->seed, fault);
}

/* ---- the clock ---- */

static int write_due(struct simulation *s, instant now, struct fault *fault)
{
	const struct zone *zone = s->stage.network->zone;
	int r = 0;

	for (instant at; r == 0 && (at = season_next(&s->season, zone)) <= now;
		s->season.next_block++)
		r = write_of_own_accord(
			s, &s->season.script->blocks.at[s->season.next_block], at, fault);
	return r < 0 ? r : post_deliver(&s->post, now, fault);
}

static instant earliest(instant a, instant b)
{
	return a < b ? a : b;
}

static int play_season(struct simulation *s, struct fault *fault)
{
	const struct zone *zone = s->stage.network->zone;
	instant now = s->season.from;
	int r = 0;

	while (r == 0 && now <= s->season.until) {
		instant next = INSTANT_NEVER;
		r = write_due(s, now, fault);
		if (r == 0)
			r = coordinator_work(s->coordinator, now, &next, fault);
		if (r == 0)
			r = read_letters(s, now, fault);
		tell_progress(&s->tell, now);
		next = earliest(next, earliest(post_next(&s->post), season_next(&s->season, zone)));
		now = next > now ? next : now + 1;
	}
	return r;
}

int simulate_season(const struct simulate_settings *settings, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct simulation s = {.arena = arena, .named = settings->folder, .stage = {.lock = -1}};
	int r = set_up(&s, settings, fault);

	if (r == 0)
		r = play_season(&s, fault);
	if (r == 0)
		r = season_end(&s, fault);
	coordinator_free(s.coordinator);
	post_close(&s.post);
	maildir_close(s.outbox);
	phrasebook_free(s.book);
	templates_free(s.templates);
	stage_leave(&s.stage);
	return r;
}
