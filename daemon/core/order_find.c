/* SPDX-License-Identifier: MIT */
/*
 * What the words of an order name: projects, meetings, members. Titles are compared without case;
 * only where the order speaks of something that must exist (a group, a cancelled meeting) are the
 * words looked for inside titles, and then only a single find counts.
 */
#include <string.h>

#include "base/utf8.h"
#include "core/order_parts.h"
#include "core/workdays.h"

#define SHORTEST_WORDS 4 /* bytes; fewer stand inside too many titles */

static bool title_fits(struct arena *arena, const char *title, const char *words, bool loosely)
{
	const char *whole = utf8_fold_in(arena, title, strlen(title));
	const char *part = utf8_fold_in(arena, words, strlen(words));

	if (strcmp(whole, part) == 0)
		return true;
	return loosely && strlen(part) >= SHORTEST_WORDS && strstr(whole, part);
}

const struct project *order_find_project(
	const struct snapshot *snapshot, const char *title, bool loosely)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct project *found = NULL;
	int n = 0;

	list_each (project, &snapshot->projects) {
		if (project->state == PROJECT_DONE)
			continue;
		if (title_fits(arena, project->title, title, false))
			return project;
		if (loosely && title_fits(arena, project->title, title, true)) {
			found = project;
			n++;
		}
	}
	return n == 1 ? found : NULL;
}

static bool is_to_come(const struct meeting *meeting, instant now)
{
	return meeting->state == MEETING_CALLED && meeting->start > now;
}

/* What an order may speak of: what is to come, or (past) has been; never what was called off. */
static bool may_be_meant(const struct meeting *meeting, instant now, bool past)
{
	return is_to_come(meeting, now) || (past && meeting->state != MEETING_CANCELLED);
}

/* Meetings are by start: the first one to come, else the last of the past. */
static const struct meeting *find_meeting(const struct snapshot *snapshot, const char *title,
	instant now, bool past, bool loosely, int *ret_n)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct meeting *found = NULL;

	list_each (meeting, &snapshot->meetings) {
		if (!may_be_meant(meeting, now, past))
			continue;
		if (!title_fits(arena, meeting->title, title, loosely))
			continue;
		if (!found || !is_to_come(found, now))
			found = meeting;
		(*ret_n)++;
	}
	return found;
}

const struct meeting *order_find_meeting(
	const struct snapshot *snapshot, const char *title, instant now, bool past, bool loosely)
{
	int n = 0;
	const struct meeting *found = find_meeting(snapshot, title, now, past, false, &n);

	if (found || !loosely)
		return found;
	found = find_meeting(snapshot, title, now, past, true, &n);
	return n == 1 || past ? found : NULL;
}

const struct meeting *order_only_meeting(const struct snapshot *snapshot, instant now)
{
	const struct meeting *found = NULL;

	list_each (meeting, &snapshot->meetings) {
		if (!is_to_come(meeting, now))
			continue;
		if (found)
			return NULL;
		found = meeting;
	}
	return found;
}

#define SHORTEST_SHARED 5 /* bytes of a word that tells titles apart */
#define LONGEST_ENDING 4 /* "vårmöte", "vårmötets" */
#define BREAKS " \t\n,;:.!?()\""

/* Whether the word begins one of the text's, with a short ending at most. Both are folded. */
static bool begins_a_word(const char *word, size_t len, const char *text)
{
	for (size_t n; *text; text += n, text += strspn(text, BREAKS)) {
		n = strcspn(text, BREAKS);
		if (n >= len && n <= len + LONGEST_ENDING && strncmp(word, text, len) == 0)
			return true;
	}
	return false;
}

/* How many words of the title begin a word of the folded text. */
static int shared_words(struct arena *arena, const char *title, const char *text)
{
	const char *word = utf8_fold_in(arena, title, strlen(title));
	int n = 0;

	for (size_t len; *word; word += len, word += strspn(word, BREAKS)) {
		len = strcspn(word, BREAKS);
		n += len >= SHORTEST_SHARED && begins_a_word(word, len, text);
	}
	return n;
}

static const struct meeting *by_shared_words(
	const struct snapshot *snapshot, const char *title, instant now, bool past)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *text = utf8_fold_in(arena, title, strlen(title));
	const struct meeting *found = NULL;
	int most = 0;

	list_each (meeting, &snapshot->meetings) {
		if (!may_be_meant(meeting, now, past))
			continue;
		int n = shared_words(arena, meeting->title, text);
		if (n > 0 && n == most)
			found = NULL;
		if (n > most)
			found = meeting;
		most = n > most ? n : most;
	}
	return found;
}

static const struct meeting *on_day(const struct snapshot *snapshot, day which, instant now)
{
	list_each (meeting, &snapshot->meetings)
		if (is_to_come(meeting, now) &&
			network_day(snapshot->network, meeting->start) == which)
			return meeting;
	return NULL;
}

/* The one that has been last, where none is to come. */
static const struct meeting *last_held(const struct snapshot *snapshot, instant now)
{
	const struct meeting *found = NULL;

	list_each (meeting, &snapshot->meetings) {
		if (is_to_come(meeting, now))
			return NULL;
		if (meeting->state != MEETING_CANCELLED)
			found = meeting;
	}
	return found;
}

const struct meeting *order_meant_meeting(
	const struct snapshot *snapshot, const struct order_read *words, instant now)
{
	bool past = words->same_again, day_said = words->about != DAY_NONE;
	const struct meeting *found = NULL;

	if (words->nameless && day_said)
		return on_day(snapshot, words->about, now);
	if (words->title)
		found = order_find_meeting(snapshot, words->title, now, past, true);
	if (words->title && !found)
		found = by_shared_words(snapshot, words->title, now, past);
	if (!found && day_said)
		found = on_day(snapshot, words->about, now);
	if (!found && words->nameless)
		found = order_only_meeting(snapshot, now);
	return !found && words->nameless && past ? last_held(snapshot, now) : found;
}

const struct meeting *order_next_meeting(
	const struct snapshot *snapshot, int64_t group, instant now)
{
	list_each (meeting, &snapshot->meetings)
		if (is_to_come(meeting, now) && meeting->group == group)
			return meeting;
	return NULL;
}

static bool is_break(char c)
{
	return c == '\0' || strchr(" \t\n,;:.!?()\"", c);
}

/* The end of the n-th word from at on; NULL past the last. */
static const char *nth_word_end(const char *at, int n)
{
	for (; n > 0; n--) {
		while (*at && is_break(*at))
			at++;
		if (!*at)
			return NULL;
		while (!is_break(*at))
			at++;
	}
	return at;
}

#define LONGEST_NAME 5 /* words */

const struct member *order_find_named(
	struct arena *arena, const struct snapshot *snapshot, const char *text, bool *ret_several)
{
	*ret_several = false;
	for (int words = LONGEST_NAME; words > 0; words--) {
		for (const char *at = text; *at;) {
			const char *end = nth_word_end(at, words);
			if (!end)
				break;
			while (is_break(*at))
				at++;
			bool several = false;
			const char *name = arena_strndup(arena, at, (size_t)(end - at));
			const struct member *found =
				snapshot_member_by_name(snapshot, name, &several);
			if (found)
				return found;
			if (several)
				*ret_several = true;
			at = nth_word_end(at, 1);
		}
	}
	return NULL;
}

const struct project *order_held_project(
	const struct snapshot *snapshot, const struct member *member)
{
	const struct project *found = NULL;

	list_each (project, &snapshot->projects) {
		if (project->contact != member->id || !project->contact_agreed ||
			project->state == PROJECT_DONE)
			continue;
		if (found)
			return NULL;
		found = project;
	}
	return found;
}

bool order_is_contact(const struct snapshot *snapshot, const struct member *member)
{
	list_each (project, &snapshot->projects)
		if (project->contact == member->id && project->contact_agreed &&
			project->state != PROJECT_DONE)
			return true;
	return false;
}

void order_name_projects(struct effects *fx, struct view *view)
{
	list_each (project, &fx->snapshot->projects)
		if (project->state != PROJECT_DONE)
			view_text(fx->arena, view_row(fx->arena, view, "projects"), "name",
				project->title);
}

void order_name_meetings(struct effects *fx, struct view *view)
{
	list_each (meeting, &fx->snapshot->meetings) {
		if (!is_to_come(meeting, fx->now))
			continue;
		struct view *row = view_row(fx->arena, view, "meetings");
		view_text(fx->arena, row, "name", meeting->title);
		view_span(fx->arena, row, "when", meeting->start, meeting->end);
	}
}

void order_name_sectors(struct effects *fx, struct view *view)
{
	for (size_t i = 0; i < fx->snapshot->network->sectors.n; i++)
		view_sector(fx->arena, view_row(fx->arena, view, "sectors"), "name", (int)i);
}

const char *order_call_name(const struct member *member)
{
	return *member->given_name ? member->given_name : member->name;
}
