/* SPDX-License-Identifier: MIT */
/* `samlad import`: a list of members into a network, all or nothing; sends nothing. */
#include <errno.h>
#include <stdio.h>

#include "base/clock.h"
#include "core/roster.h"
#include "letters/templates.h"
#include "outward/csv.h"
#include "top/command.h"
#include "top/load.h"
#include "top/opened.h"

static struct roster_entry *entries_of(struct arena *arena, const struct csv_members *members)
{
	struct roster_entry *entries =
		arena_make_n(arena, struct roster_entry, members->list.n + 1);

	for (size_t i = 0; i < members->list.n; i++) {
		const struct csv_member *member = &members->list.at[i];
		entries[i] = (struct roster_entry){
			.name = member->name,
			.given_name = member->given_name,
			.addresses = {member->emails.at, member->emails.n, member->emails.cap},
			.organisation = member->organisation,
			.sector = member->sector,
			.role = member->role,
			.language = member->language,
		};
	}
	return entries;
}

/* Inside the transaction. */
static int merge(struct opened *opened, const struct network *network,
	const struct csv_members *members, instant now, struct roster_counts *ret_counts,
	struct fault *fault)
{
	struct snapshot *snapshot;
	struct effects fx;
	const char *who[2];
	int r = store_snapshot(opened->store, network, now, opened->arena, &snapshot, fault);

	if (r < 0)
		return r;
	effects_init(&fx, opened->arena, snapshot, now);
	r = roster_merge(&fx, entries_of(opened->arena, members), members->list.n, ret_counts, who);
	if (r < 0)
		return fault_set(fault, r,
			"one row's addresses belong to two members, %s and %s; nothing was "
			"imported",
			who[0], who[1]);
	r = store_apply(opened->store, network, (struct cause){0, now}, &fx, NULL, 0, fault);
	if (r == 0 && (ret_counts->added || ret_counts->changed))
		r = store_wake(opened->store, network->slug, fault);
	return r;
}

/* The languages that there are letters in. */
static int find_languages(
	const struct opened *opened, struct words *ret_languages, struct fault *fault)
{
	struct templates *templates;
	LIST_OF(const char *) languages = {0};
	int r = load_templates(opened->arena, opened->config->templates, &templates, fault);

	for (size_t i = 0; r == 0 && templates_language(templates, i); i++)
		*arena_push(opened->arena, &languages) =
			arena_strdup(opened->arena, templates_language(templates, i));
	if (r == 0) {
		*ret_languages = (struct words){languages.at, languages.n};
		templates_free(templates);
	}
	return r;
}

static int import(
	struct opened *opened, const struct network *network, const char *path, instant now)
{
	struct fault fault = {""};
	struct csv_members *members;
	struct roster_counts counts = {0};
	struct words languages;
	int r = find_languages(opened, &languages, &fault);

	if (r == 0)
		r = csv_load_members(opened->arena, network, languages, path, &members, &fault);
	if (r == 0)
		r = store_begin(opened->store, &fault);
	if (r == 0)
		r = merge(opened, network, members, now, &counts, &fault);
	if (r == 0)
		r = store_commit(opened->store, &fault);
	if (r < 0) {
		store_rollback(opened->store);
		return opened_fail(EXIT_FAILED, &fault, r);
	}
	printf("%s: %d added, %d changed, %d as before\n", network->slug, counts.added,
		counts.changed, counts.same);
	opened_wake(opened);
	return EXIT_DONE;
}

int cmd_import(int argc, char **argv)
{
	struct options options;
	struct opened opened;

	if (!options_parse(argc, argv, "n", &options))
		return EXIT_USAGE;
	if (argc - options.first != 2)
		return command_usage("import");
	int code = opened_begin(&opened, &options, false);
	const struct network *network =
		code == EXIT_DONE ? opened_network(&opened, argv[options.first]) : NULL;
	if (code == EXIT_DONE)
		code = network ? import(&opened, network, argv[options.first + 1],
					 options.now == INSTANT_NONE ? clock_now() : options.now)
			       : EXIT_USAGE;
	opened_end(&opened);
	return code;
}
