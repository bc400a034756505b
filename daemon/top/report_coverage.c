/* SPDX-License-Identifier: MIT */
/*
 * Who said yes, by sector, for each meeting and project: a band of bars for each, one bar a sector,
 * with a frame as long as what a project asked for. The sectors nobody comes from are said in words
 * too.
 */
#include "report_inside.h"

#define ROW_HEIGHT 22
#define BAND_HEAD 30
#define BAND_GAP 14
#define BARS_LEFT 220
#define BARS_WIDTH 400
#define BANDS_MOST 12

struct band {
	const char *title, *when;
	const int *yes; /* by sector */
	const int *wants; /* by sector; NULL where none are asked for */
	int coming, silent;
};

static int most_of(const struct report *report, const struct band *band, int most)
{
	for (size_t i = 0; i < report->network->sectors.n; i++) {
		most = band->yes[i] > most ? band->yes[i] : most;
		most = band->wants && band->wants[i] > most ? band->wants[i] : most;
	}
	return most;
}

static const char *sector_name(const struct report *report, size_t i)
{
	return network_sector_name(report->network, (int)i, report->network->language);
}

static void add_sector(const struct report *report, struct node *sectors, const struct band *band,
	size_t i, int y, int most)
{
	struct node *row = report_row(report, sectors);
	int n = band->yes[i], wanted = band->wants ? band->wants[i] : 0;
	double unit = (double)BARS_WIDTH / (most > 0 ? most : 1);

	report_set(report, row, "name", "%s", sector_name(report, i));
	report_set(report, row, "n", "%d", n);
	report_flag(report, row, "some", n > 0);
	report_set(report, row, "y", "%d", y);
	report_set(report, row, "text_y", "%d", y + 12);
	report_set(report, row, "width", "%.1f", n * unit);
	report_set(report, row, "text_x", "%.1f", BARS_LEFT + (n > wanted ? n : wanted) * unit + 8);
	if (wanted > 0) {
		report_set(report, row, "wanted", "%d", wanted);
		report_set(report, row, "wanted_width", "%.1f", wanted * unit);
	}
}

static void add_band(
	const struct report *report, struct node *bands, const struct band *band, int *y, int most)
{
	struct node *row = report_row(report, bands), *sectors = node_list(report->arena);
	struct node *missing = node_list(report->arena);

	report_set(report, row, "title", "%s", band->title);
	if (band->when)
		report_set(report, row, "when", "%s", band->when);
	report_set(report, row, "coming", "%d", band->coming);
	report_set(report, row, "silent", "%d", band->silent);
	report_set(report, row, "title_y", "%d", *y + 16);
	*y += BAND_HEAD;
	for (size_t i = 0; i < report->network->sectors.n && i < 32; i++) {
		add_sector(report, sectors, band, i, *y, most);
		*y += ROW_HEIGHT;
		if (band->yes[i] == 0)
			report_set(report, report_row(report, missing), "name", "%s",
				sector_name(report, i));
	}
	*y += BAND_GAP;
	node_set(report->arena, row, "sectors", sectors);
	node_set(report->arena, row, "missing", missing);
}

static void add_bands(const struct report *report, struct node *page, const char *name,
	const struct band bands[], size_t n)
{
	struct node *picture = node_object(report->arena), *rows = node_list(report->arena);
	struct node *heads = node_list(report->arena);
	int y = 0, most = 0;

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		most = most_of(report, &bands[i], most);
	for (size_t i = 0; i < n; i++)
		add_band(report, rows, &bands[i], &y, most);
	for (size_t i = 0; i < report->network->sectors.n; i++)
		report_set(report, report_row(report, heads), "name", "%s", sector_name(report, i));
	node_set(report->arena, picture, "bands", rows);
	node_set(report->arena, picture, "heads", heads);
	report_set(report, picture, "height", "%d", y);
	report_set(report, picture, "says", "%s",
		report_word_n(report, arena_printf(report->arena, "%s-say", name), (int)n));
	node_set(report->arena, page, name, picture);
}

static void add_meetings(const struct report *report, struct node *page)
{
	const struct snapshot *snapshot = report->status->snapshot;
	struct band bands[BANDS_MOST];
	struct meeting_count counts[BANDS_MOST];
	size_t n = 0;

	for (size_t i = snapshot->meetings.n; i-- > 0 && n < BANDS_MOST;) {
		const struct meeting *meeting = &snapshot->meetings.at[i];
		if (meeting->state == MEETING_CANCELLED || meeting->group != 0)
			continue;
		counts[n] = meeting_count(snapshot, meeting);
		bands[n] = (struct band){.title = meeting->title,
			.when = report_day(
				report, zone_day(report->network->zone, meeting->start, NULL)),
			.yes = counts[n].sector_yes,
			.coming = counts[n].yes,
			.silent = counts[n].silent};
		n++;
	}
	add_bands(report, page, "meetings", bands, n);
}

static void add_projects(const struct report *report, struct node *page)
{
	const struct snapshot *snapshot = report->status->snapshot;
	struct band bands[BANDS_MOST];
	struct project_count counts[BANDS_MOST];
	int wants[BANDS_MOST][32] = {{0}};
	size_t n = 0;

	for (size_t i = snapshot->projects.n; i-- > 0 && n < BANDS_MOST;) {
		const struct project *project = &snapshot->projects.at[i];
		counts[n] = project_count(snapshot, project);
		list_each (want, &project->sector_wants)
			if (want->sector >= 0 && want->sector < 32)
				wants[n][want->sector] = want->n;
		bands[n] = (struct band){.title = project->title,
			.when = report_word(report,
				arena_printf(report->arena, "state-%s",
					project_state_text(project->state)),
				NULL),
			.yes = counts[n].sector_yes,
			.wants = wants[n],
			.coming = counts[n].yes,
			.silent = counts[n].silent};
		n++;
	}
	add_bands(report, page, "projects", bands, n);
}

void report_add_coverage(const struct report *report, struct node *page)
{
	add_meetings(report, page);
	add_projects(report, page);
}
