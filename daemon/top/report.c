/* SPDX-License-Identifier: MIT */
/*
 * The report: gathered, put into nodes, written by templates/report/page.mustache. The file appears
 * whole under its name or not at all, so that a leader never opens half a page.
 */
#include "top/report.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lexicon.h"
#include "base/str.h"
#include "letters/mustache.h"
#include "letters/templates.h"
#include "report_inside.h"

#define PAGE_LIMIT (16 * 1024 * 1024)
#define FOLDER "report"

static const char *find_part(void *context, const char *name)
{
	return templates_text(context, FOLDER, name);
}

/* All words of the report as {{w.key}}. */
static void add_words(const struct report *report, struct node *page)
{
	const struct lexicon *words = templates_words(report->templates, report->network->language);
	struct node *all = node_object(report->arena);
	const char *key;

	for (size_t i = 0; (key = lexicon_key(words, i)); i++)
		if (strncmp(key, "report.", 7) == 0)
			report_set(report, all, key + 7, "%s", report_word(report, key + 7, NULL));
	node_set(report->arena, page, "w", all);
}

static void add_head(const struct report *report, struct node *page)
{
	const struct network_status *status = report->status;
	struct view *view = view_new(report->arena);

	report_set(report, page, "language", "%s", report->network->language);
	report_set(report, page, "network", "%s", report->network->name);
	view_span(report->arena, view, "when", report->as_of, report->as_of);
	view_number(report->arena, view, "year", civil_from_day(report->today).year);
	report_set(report, page, "as_of", "%s", report_word(report, "as-of", view));
	report_set(report, page, "active", "%d", status->active);
	report_set(report, page, "paused", "%d", status->paused);
	report_set(report, page, "left", "%d", status->left);
	report_set(report, page, "bouncing", "%d", status->bouncing);
	report_set(report, page, "asks_open", "%d", status->asks_open);
	report_set(report, page, "to_look_at", "%d", status->to_look_at);
	report_set(report, page, "stalled", "%zu", status->stalls.stalls.n);
	report_flag(report, page, "trial", !status->snapshot->state.live);
	report_flag(report, page, "stopped", status->snapshot->state.stopped);
}

static int render(const struct report *report, struct str *out, struct fault *fault)
{
	struct node *page = node_object(report->arena);
	const char *template = templates_text(report->templates, FOLDER, "page");
	/* the partials' look-up only reads */
	const struct mustache_settings settings = {
		.partial = find_part, .context = (void *)(uintptr_t)report->templates};

	if (!template)
		return fault_set(fault, -ENOENT, "templates/report/page.mustache is missing");
	add_words(report, page);
	add_head(report, page);
	report_add_weeks(report, page);
	report_add_coverage(report, page);
	report_add_stalls(report, page);
	report_add_answers(report, page);
	report_add_asks(report, page);
	int r = mustache_render(template, strlen(template), page, &settings, out, fault);
	return r < 0 ? fault_prefix(fault, r, "templates/report") : 0;
}

static int write_whole(const char *path, const struct str *page, struct fault *fault)
{
	bool is_file = strcmp(path, "-") != 0;
	_cleanup_free_ char *beside = NULL;

	if (!is_file) {
		fwrite(page->at, 1, page->len, stdout);
		return fflush(stdout) == 0
			? 0
			: fault_set(
				  fault, -EIO, "the report can't be written: %s", strerror(errno));
	}
	if (asprintf(&beside, "%s.new", path) < 0)
		return -ENOMEM;
	FILE *file = fopen(beside, "we");
	if (!file)
		return fault_set(fault, -errno, "%s: %s", beside, strerror(errno));
	bool written = fwrite(page->at, 1, page->len, file) == page->len;
	if (fclose(file) != 0 || !written || rename(beside, path) < 0) {
		int error = errno ? errno : EIO;
		unlink(beside);
		return fault_set(fault, -error, "%s: %s", path, strerror(error));
	}
	return 0;
}

int report_write(struct store *store, const struct config *config, const struct network *network,
	const struct templates *templates, instant now, const char *path, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct report *report = arena_make(arena, struct report);
	_cleanup_str_ struct str page;
	struct status status;

	str_init(&page, PAGE_LIMIT);
	int r = status_gather(store, config, network, now, arena, &status, fault);
	if (r < 0)
		return r;
	if (status.as_of < INSTANT_FIRST || status.as_of > INSTANT_LAST)
		return fault_set(fault, -ENODATA,
			"nothing has been decided yet for %s: run the daemon first, or give --now",
			network->slug);
	*report = (struct report){.arena = arena,
		.templates = templates,
		.network = network,
		.status = &status.networks.at[0],
		.as_of = status.as_of,
		.today = zone_day(network->zone, status.as_of, NULL)};
	r = report_gather(store, report, fault);
	if (r == 0)
		r = render(report, &page, fault);
	return r < 0 ? r : write_whole(path, &page, fault);
}
