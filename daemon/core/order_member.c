/* SPDX-License-Identifier: MIT */
/*
 * Member: "name <address>" is a new one, or one who is known by address or name and gets what the
 * order says; "har slutat" takes her off the list. Only config makes a leader.
 */
#include <string.h>

#include "base/utf8.h"
#include "core/leaving.h"
#include "core/order_parts.h"

struct person {
	const char *name;
	const char *address; /* normal, or NULL */
	const struct member *known; /* or NULL */
};

static const char *trim_in(struct arena *arena, const char *text, size_t n)
{
	while (n > 0 && strchr(" \t,;:<(\"", text[n - 1]))
		n--;
	while (n > 0 && strchr(" \t,;:\"", *text))
		text++, n--;
	return arena_strndup(arena, text, n);
}

/* The word with the @ is the address, what stands before it the name. */
static void read_person(struct effects *fx, const char *title, struct person *ret_person)
{
	const char *at = strchr(title, '@');
	const char *start = at, *end = at;

	*ret_person = (struct person){.name = trim_in(fx->arena, title, strlen(title))};
	if (!at)
		return;
	while (start > title && !strchr(" \t,;:<(", start[-1]))
		start--;
	end += strcspn(at, " \t,;>)");
	ret_person->address = address_normal_in(
		fx->arena, arena_strndup(fx->arena, start, (size_t)(end - start)));
	ret_person->name = trim_in(fx->arena, title, (size_t)(start - title));
}

static const char *find_known(struct effects *fx, const struct order *order, struct person *person)
{
	bool several = false;
	const struct member *known = snapshot_member(fx->snapshot, order->topic);

	if (!known && person->address)
		known = snapshot_member_by_address(fx->snapshot, person->address, NULL);
	if (!known && *person->name && order->cancel)
		known = order_find_named(fx->arena, fx->snapshot, person->name, &several);
	else if (!known && *person->name)
		known = snapshot_member_by_name(fx->snapshot, person->name, &several);
	person->known = known;
	return several && !known ? "several_members" : NULL;
}

static const char *check(struct effects *fx, struct order *order, struct view *problem)
{
	struct person person;
	const char *sector = order_field(order, FIELD_SECTOR);

	read_person(fx, order->title, &person);
	const char *section = find_known(fx, order, &person);
	view_text(fx->arena, problem, "person", order->title);
	if (section)
		return section;
	if (!person.known && order->cancel)
		return "unknown_member";
	if (!person.known && !person.address)
		return "no_address";
	if (!person.known && !*person.name) {
		view_text(fx->arena, problem, "title", person.address);
		view_text(fx->arena, problem, "person", person.address);
		return "no_name";
	}
	if (sector && network_find_sector(fx->snapshot->network, sector) < 0) {
		view_text(fx->arena, problem, "sector", sector);
		order_name_sectors(fx, problem);
		return "unknown_sector";
	}
	if (person.known)
		order->topic = person.known->id;
	return NULL;
}

/* A new address comes first; the old ones still tell who writes. */
static void put_address(struct effects *fx, struct member *member, const char *address)
{
	const char *const *old = member->addresses.at;
	size_t n = member->addresses.n;

	if (!address || (n > 0 && strcmp(old[0], address) == 0))
		return;
	member->addresses.at = NULL;
	member->addresses.n = member->addresses.cap = 0;
	*arena_push(fx->arena, &member->addresses) = address;
	for (size_t i = 0; i < n; i++)
		if (strcmp(old[i], address) != 0)
			*arena_push(fx->arena, &member->addresses) = old[i];
}

static const char *given_name_in(struct arena *arena, const char *name)
{
	size_t n = strcspn(name, " ");

	return name[n] ? arena_strndup(arena, name, n) : "";
}

static void put_words(struct effects *fx, const struct order *order, const struct person *person,
	struct member *member)
{
	const char *organisation = order_field(order, FIELD_ORGANISATION);
	const char *sector = order_field(order, FIELD_SECTOR);

	if (*person->name && !*member->name) {
		member->name = person->name;
		member->given_name = given_name_in(fx->arena, person->name);
	}
	if (organisation)
		member->organisation = organisation;
	if (sector)
		member->sector = network_find_sector(fx->snapshot->network, sector);
	put_address(fx, member, person->address);
	if (member->standing == STANDING_LEFT || member->standing == STANDING_BOUNCING) {
		member->standing = STANDING_ACTIVE;
		member->hard_bounces = 0;
	}
}

static void carry_out(struct effects *fx, struct order *order)
{
	struct person person;

	read_person(fx, order->title, &person);
	if (find_known(fx, order, &person))
		return;
	struct member *member =
		person.known ? effects_member(fx, person.known) : effects_new_member(fx);
	order->topic = member->id;
	if (order->cancel) {
		member_leave(fx, member, order->id);
		return;
	}
	put_words(fx, order, &person, member);
	effects_fact(fx,
		(struct fact){.kind = person.known ? FACT_MEMBER_CHANGED : FACT_MEMBER_ADDED,
			.member = member->id,
			.order = order->id});
}

static int preview(struct effects *fx, const struct order *order, struct draft *draft)
{
	const struct order *done;
	struct effects *then = order_outcome(fx, order, &done);
	const struct member *old = snapshot_member(fx->snapshot, done->topic);
	const struct member *member = snapshot_member(then->snapshot, done->topic);
	struct view *view = draft->view;

	if (!member)
		return 0;
	view_text(fx->arena, view, "title", member->name);
	view_text(fx->arena, view, "person", member->name);
	view_text(fx->arena, view, "email", member->addresses.n ? member->addresses.at[0] : "");
	view_text(fx->arena, view, "organisation", member->organisation);
	view_sector(fx->arena, view, "sector", member->sector);
	view_flag(fx->arena, view, "leaves", order->cancel);
	view_flag(fx->arena, view, "existing", old && !order->cancel);
	view_flag(fx->arena, view, "added", !old);
	view_flag(fx->arena, view, "comes_back",
		old && old->standing == STANDING_LEFT && !order->cancel);
	view_flag(fx->arena, view, "first_letter",
		!old && fx->snapshot->network->first_letter && fx->snapshot->state.live);
	return 0;
}

const struct order_ops order_member = {
	.kind = ORDER_MEMBER,
	.name = "member",
	.check = check,
	.preview_template = "preview-member",
	.preview = preview,
	.carry_out = carry_out,
};
