/* SPDX-License-Identifier: MIT */
/* `samlad status` for a terminal: what an administrator wants to know in ten seconds. */
#include "base/str.h"
#include "letters/templates.h"
#include "outward/sandbox.h"
#include "top/status.h"

#define TEXT_LIMIT (256 * 1024)

static void put_instant(struct str *out, instant at, const struct zone *zone)
{
	char text[INSTANT_TEXT];

	str_puts(out, at == INSTANT_NONE ? "never" : instant_format(at, zone, text));
}

static void put_silent(
	struct str *out, const struct snapshot *snapshot, const struct meeting *meeting)
{
	list_each (ask, &snapshot->asks) {
		const struct member *member = snapshot_member(snapshot, ask->member);
		if (member && ask->kind == ASK_ATTENDANCE && ask->topic == meeting->id &&
			ask->state == ASK_OPEN && !ask_is_answered(ask))
			str_printf(out, "      not answered: %s <%s>\n", member->name,
				member->addresses.n ? member->addresses.at[0] : "");
	}
}

static void put_meetings(struct str *out, const struct network_status *status, bool names)
{
	list_each (meeting, &status->snapshot->meetings) {
		struct meeting_count count = meeting_count(status->snapshot, meeting);
		str_puts(out, "  meeting ");
		put_instant(out, meeting->start, status->network->zone);
		str_printf(out, "  %s  %s: %d yes, %d no, %d maybe, %d silent\n",
			meeting_state_text(meeting->state), meeting->title, count.yes, count.no,
			count.maybe, count.silent);
		if (names)
			put_silent(out, status->snapshot, meeting);
	}
}

static void put_stalls(struct arena *arena, struct str *out, const struct network_status *status,
	const struct templates *templates, int64_t project)
{
	char since[DAY_TEXT];

	list_each (stall, &status->stalls.stalls)
		if (stall->project == project)
			str_printf(out, "      %s since %s: %s\n", stall_reason_text(stall->reason),
				day_format(stall->since, since),
				status_evidence(arena, templates, status, stall));
}

static void put_network(struct arena *arena, struct str *out, const struct network_status *status,
	const struct templates *templates, bool names)
{
	str_printf(out, "%s (%s, %s)\n", status->network->name, status->network->slug,
		status->snapshot->state.live ? "live" : "trial");
	str_printf(out, "  members: %d active, %d paused, %d left, %d bouncing\n", status->active,
		status->paused, status->left, status->bouncing);
	put_meetings(out, status, names);
	put_stalls(arena, out, status, templates, 0);
	list_each (project, &status->snapshot->projects) {
		struct project_count count = project_count(status->snapshot, project);
		str_printf(out, "  project %s  %s: %d of %d\n", project_state_text(project->state),
			project->title, count.yes, project->wanted);
		put_stalls(arena, out, status, templates, project->id);
	}
	str_printf(out, "  %d asks open, %d to look at\n", status->asks_open, status->to_look_at);
}

/* A line a kind, or with names a line a letter: who gets a reminder has not answered. */
static void put_held(struct str *out, const struct status *status, bool names)
{
	size_t n = 0;

	for (size_t i = 0; i < status->held.n; i++) {
		const struct held_letter *letter = &status->held.at[i];
		bool last = status_held_ends(status, i);
		n++;
		if (names)
			str_printf(out, "held: %s  %s  to %s: %s\n", letter->network,
				letter->template, letter->to, letter->subject);
		else if (last)
			str_printf(out, "held: %s  %s  to %zu %s\n", letter->network,
				letter->template, n, n == 1 ? "person" : "people");
		n = last ? 0 : n;
	}
}

char *status_to_text(struct arena *arena, const struct status *status,
	const struct templates *templates, bool names)
{
	const struct zone *zone =
		status->networks.n ? status->networks.at[0].network->zone : zone_utc();
	char box[SANDBOX_TEXT];
	_cleanup_str_ struct str out;

	str_init(&out, TEXT_LIMIT);
	str_puts(&out, "as of ");
	put_instant(&out, status->as_of, zone);
	str_putc(&out, '\n');
	list_each (one, &status->networks)
		put_network(arena, &out, one, templates, names);
	str_printf(&out, "letters waiting: %lld, in quarantine: %lld\nlast mail taken: ",
		(long long)status->sums.letters_waiting, (long long)status->sums.quarantined);
	put_instant(&out, status->sums.last_in, zone);
	str_puts(&out, "\nlast letter sent: ");
	put_instant(&out, status->sums.last_out, zone);
	sandbox_text(box);
	str_printf(&out, "\nthe reader's box on this machine: %s\n", box);
	put_held(&out, status, names);
	for (size_t i = 0; i < status->health.n; i++)
		str_printf(&out, "NOT WELL: %s\n", status->health.at[i]);
	return str_in(&out, arena);
}
