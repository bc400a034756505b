/* SPDX-License-Identifier: MIT */
/* `samlad status --json`: the keys and their order are what programs lean on. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/order.h"
#include "letters/templates.h"
#include "top/status.h"

struct writer {
	struct arena *arena;
	const struct templates *templates;
	const struct network_status *status;
	bool names;
};

static json_t *instant_json(instant at, const struct zone *zone)
{
	char text[INSTANT_TEXT];

	return at == INSTANT_NONE ? json_null() : json_string(instant_format(at, zone, text));
}

static const char *member_address(const struct snapshot *snapshot, int64_t id)
{
	const struct member *member = snapshot_member(snapshot, id);

	return member && member->addresses.n ? member->addresses.at[0] : "";
}

static bool is_answer(enum answer_kind kind)
{
	return kind == ANSWER_YES || kind == ANSWER_NO || kind == ANSWER_MAYBE;
}

static json_t *answer_json(const struct snapshot *snapshot, const struct ask *ask)
{
	return json_pack("{s:s, s:s, s:s}", "member", member_address(snapshot, ask->member),
		"answer", answer_kind_text(ask->answer.kind), "comment", ask->answer.comment);
}

static void add_answers(const struct writer *w, const struct meeting *meeting, json_t *json)
{
	const struct snapshot *snapshot = w->status->snapshot;
	json_t *answers = json_array();
	json_t *silent = json_array();

	list_each (ask, &snapshot->asks) {
		if (ask->kind != ASK_ATTENDANCE || ask->topic != meeting->id ||
			ask->state == ASK_WITHDRAWN)
			continue;
		if (ask_is_answered(ask) && is_answer(ask->answer.kind))
			json_array_append_new(answers, answer_json(snapshot, ask));
		else
			json_array_append_new(
				silent, json_string(member_address(snapshot, ask->member)));
	}
	json_object_set_new(json, "answers", answers);
	if (w->names)
		json_object_set(json, "silent_members", silent);
	json_decref(silent);
}

static json_t *meeting_json(const struct writer *w, const struct meeting *meeting)
{
	struct meeting_count count = meeting_count(w->status->snapshot, meeting);
	json_t *json = json_object();

	json_object_set_new(json, "title", json_string(meeting->title));
	json_object_set_new(json, "start", instant_json(meeting->start, w->status->network->zone));
	json_object_set_new(json, "state", json_string(meeting_state_text(meeting->state)));
	json_object_set_new(json, "yes", json_integer(count.yes));
	json_object_set_new(json, "no", json_integer(count.no));
	json_object_set_new(json, "maybe", json_integer(count.maybe));
	json_object_set_new(json, "silent", json_integer(count.silent));
	add_answers(w, meeting, json);
	return json;
}

/* When a pending order's meeting would begin; INSTANT_NONE where it doesn't say. */
static instant proposed_start(const struct order *order, const struct zone *zone)
{
	day which = order_field_day(order, FIELD_DAY);
	const char *time = order_field(order, FIELD_TIME);
	int hour = 0, minute = 0;

	if (which == DAY_NONE)
		return INSTANT_NONE;
	if (time)
		sscanf(time, "%2d:%2d", &hour, &minute);
	return zone_instant(zone, which, hour * HOUR_S + minute * MINUTE_S);
}

static json_t *proposed_json(const struct writer *w, const struct order *order)
{
	return json_pack("{s:s, s:o, s:s, s:i, s:i, s:i, s:i, s:[]}", "title", order->title,
		"start",
		instant_json(
			proposed_start(order, w->status->network->zone), w->status->network->zone),
		"state", "proposed", "yes", 0, "no", 0, "maybe", 0, "silent", 0, "answers");
}

static json_t *meetings_json(const struct writer *w)
{
	json_t *meetings = json_array();

	list_each (meeting, &w->status->snapshot->meetings)
		json_array_append_new(meetings, meeting_json(w, meeting));
	list_each (order, &w->status->snapshot->orders)
		if (order->kind == ORDER_MEETING && order->topic == 0 &&
			(order->state == ORDER_ASKED || order->state == ORDER_HELD))
			json_array_append_new(meetings, proposed_json(w, order));
	return meetings;
}

static json_t *stall_json(const struct writer *w, const struct stall *stall)
{
	char since[DAY_TEXT];

	return json_pack("{s:s, s:s, s:i, s:s}", "reason", stall_reason_text(stall->reason),
		"since", day_format(stall->since, since), "severity", stall->severity, "evidence",
		status_evidence(w->arena, w->templates, w->status, stall));
}

static json_t *stalls_json(const struct writer *w, int64_t project)
{
	json_t *stalls = json_array();

	list_each (stall, &w->status->stalls.stalls)
		if (stall->project == project)
			json_array_append_new(stalls, stall_json(w, stall));
	return stalls;
}

static json_t *projects_json(const struct writer *w)
{
	json_t *projects = json_array();

	list_each (project, &w->status->snapshot->projects) {
		struct project_count count = project_count(w->status->snapshot, project);
		json_array_append_new(projects,
			json_pack("{s:s, s:s, s:i, s:i, s:o}", "title", project->title, "state",
				project_state_text(project->state), "wanted", project->wanted,
				"have", count.yes, "stalls", stalls_json(w, project->id)));
	}
	return projects;
}

static json_t *network_json(const struct writer *w)
{
	const struct network_status *status = w->status;
	json_t *json = json_object();

	json_object_set_new(json, "slug", json_string(status->network->slug));
	json_object_set_new(
		json, "mode", json_string(status->snapshot->state.live ? "live" : "trial"));
	json_object_set_new(json, "members",
		json_pack("{s:i, s:i, s:i, s:i}", "active", status->active, "paused",
			status->paused, "left", status->left, "bouncing", status->bouncing));
	json_object_set_new(json, "meetings", meetings_json(w));
	json_object_set_new(json, "projects", projects_json(w));
	json_object_set_new(json, "polls", json_array());
	json_object_set_new(json, "stalls", stalls_json(w, 0));
	json_object_set_new(json, "asks_open", json_integer(status->asks_open));
	json_object_set_new(json, "to_look_at", json_integer(status->to_look_at));
	return json;
}

/* null where nothing is held; the letters counted by network and kind. */
static json_t *held_json(const struct status *status, const struct zone *zone)
{
	const struct hold *hold = &status->hold;
	bool clock = hold->clock != INSTANT_NONE;
	json_t *letters = json_array();
	json_int_t n = 0;

	if (!clock && hold->restored == INSTANT_NONE && status->held.n == 0) {
		json_decref(letters);
		return json_null();
	}
	for (size_t i = 0; i < status->held.n; i++) {
		n++;
		if (!status_held_ends(status, i))
			continue;
		json_array_append_new(letters,
			json_pack("{s:s, s:s, s:I}", "network", status->held.at[i].network,
				"letter", status->held.at[i].template, "people", n));
		n = 0;
	}
	return json_pack("{s:s, s:o, s:b, s:o}", "why", clock ? "clock" : "restored", "since",
		instant_json(clock ? hold->clock : hold->restored, zone), "complete",
		hold->gathering == INSTANT_NONE, "letters", letters);
}

char *status_to_json(struct arena *arena, const struct status *status,
	const struct templates *templates, bool names)
{
	const struct zone *zone =
		status->networks.n ? status->networks.at[0].network->zone : zone_utc();
	json_t *json = json_object();
	json_t *networks = json_array();
	json_t *health = json_array();

	list_each (one, &status->networks) {
		const struct writer w = {arena, templates, one, names};
		json_array_append_new(networks, network_json(&w));
	}
	for (size_t i = 0; i < status->health.n; i++)
		json_array_append_new(health, json_string(status->health.at[i]));
	json_object_set_new(json, "as_of", instant_json(status->as_of, zone));
	json_object_set_new(json, "networks", networks);
	json_object_set_new(json, "letters_waiting", json_integer(status->sums.letters_waiting));
	json_object_set_new(json, "quarantined", json_integer(status->sums.quarantined));
	json_object_set_new(json, "last_in", instant_json(status->sums.last_in, zone));
	json_object_set_new(json, "last_out", instant_json(status->sums.last_out, zone));
	json_object_set_new(json, "held", held_json(status, zone));
	json_object_set_new(json, "health", health);
	char *text = json_dumps(json, JSON_INDENT(1));
	char *copy = arena_printf(arena, "%s\n", text);
	free(text);
	json_decref(json);
	return copy;
}
