/* SPDX-License-Identifier: MIT */
/*
 * Who wrote. From alone is a claim: it names a member only with one of her addresses, and only
 * where it names nobody else. A letter that comes back says whose it is, but not who answered;
 * where the two disagree the mail is doubted, unless somebody wrote in her name with a mail
 * system's word for it (Sender, SENT-BY, of the same domain as hers, and not denied by the server
 * that we trust).
 */
#include <string.h>

#include "base/utf8.h"
#include "core/desk_parts.h"
#include "core/workdays.h"

#define WRONG_CODES_MOST                                                                           \
	5 /* from then on a code, or being the only one who fits, is not enough                    \
	   */

bool desk_same_domain(const char *address, const char *other)
{
	const char *a = address ? strrchr(address, '@') : NULL,
		   *b = other ? strrchr(other, '@') : NULL;

	return a && b && strcmp(a, b) == 0;
}

static bool has_address(const struct member *member, const char *address)
{
	for (size_t i = 0; address && i < member->addresses.n; i++)
		if (strcmp(member->addresses.at[i], address) == 0)
			return true;
	return false;
}

static const char *normal(struct desk *desk, const char *address)
{
	return address ? address_normal_in(desk->fx->arena, address) : NULL;
}

/* A calendar service sends its people's answers itself ("Sender:
 * calendar-notification@google.com"): her own name stands in From and in the answer, and the answer
 * is to her own copy's UID. */
static bool is_calendars_own(struct desk *desk, const struct member *member)
{
	list_each (calendar, &desk->read->calendar)
		if (calendar->method == ITIP_REPLY && !calendar->sent_by &&
			has_address(member, normal(desk, calendar->attendee)))
			return desk->arrival->evidence == EVIDENCE_STRONG;
	return false;
}

/* Who wrote for her: Sender beside her own From, or SENT-BY beside her attendance. */
static void find_deputy(struct desk *desk, const struct member *member)
{
	const char *sender = normal(desk, desk->read->sender);
	const char *registered = member->addresses.n ? member->addresses.at[0] : NULL;

	if (has_address(member, desk->from) && sender && !has_address(member, sender) &&
		!is_calendars_own(desk, member)) {
		desk->on_behalf = sender;
		desk->doubted =
			desk->arrival->trust.failed || !desk_same_domain(sender, desk->from);
	}
	list_each (calendar, &desk->read->calendar) {
		const char *attendee = normal(desk, calendar->attendee);
		const char *by = normal(desk, calendar->sent_by);
		if (!has_address(member, attendee) || !by || has_address(member, by) ||
			!desk_same_domain(by, registered))
			continue;
		if (has_address(member, desk->from) ||
			(desk->from && strcmp(by, desk->from) == 0)) {
			desk->on_behalf = by;
			desk->doubted = desk->arrival->trust.failed;
			desk->member = member;
		}
	}
}

static const struct ask *ask_now(const struct desk *desk)
{
	const struct ask *ask = desk->arrival->letter_ask;

	if (!ask)
		return NULL;
	const struct ask *known = snapshot_ask(desk->snapshot, ask->id);
	return known ? known : ask;
}

/* Without a letter: the address alone. */
static void find_by_address(struct desk *desk)
{
	const struct member *first = snapshot_member_by_address(desk->snapshot, desk->from, NULL);

	desk->member = first;
	if (!first || !snapshot_member_by_address(desk->snapshot, desk->from, first))
		return;
	desk->member = NULL;
	desk->shared = true;
}

/* Monday's letter, and the same on demand. */
static bool holds_rows(const struct letter *letter)
{
	return strcmp(letter->template, "alert") == 0 || strcmp(letter->template, "status") == 0;
}

void desk_find_sender(struct desk *desk)
{
	const struct letter *letter = desk->arrival->letter;
	const struct member *addressee =
		letter ? snapshot_member(desk->snapshot, letter->member) : NULL;

	desk->from = desk->read->n_from == 1 ? normal(desk, desk->read->from) : NULL;
	if (addressee && has_address(addressee, desk->from)) {
		desk->member = addressee;
		desk->own = ask_now(desk);
		find_deputy(desk, addressee);
	} else if (addressee && desk->arrival->evidence == EVIDENCE_STRONG) {
		desk->own = ask_now(desk);
		desk->doubted = true;
		find_deputy(desk, addressee);
	} else {
		find_by_address(desk);
		if (desk->member)
			find_deputy(desk, desk->member);
	}
	if (desk->own && letter && desk->own->member != letter->member)
		desk->own = NULL;
	if (desk->doubted)
		desk->member = NULL;
	desk->to_alert = desk->member && letter && member_is_leader(desk->snapshot, desk->member) &&
		holds_rows(letter);
	desk->weak_counts = !desk->arrival->trust.failed && desk->member && !desk->doubted &&
		desk->member->wrong_codes < WRONG_CODES_MOST && !(desk->read->code && !letter);
}

static void count_wrong_code(struct desk *desk)
{
	struct member *member = effects_member(desk->fx, desk->member);

	member->wrong_codes++;
	effects_fact(desk->fx,
		(struct fact){.kind = FACT_WRONG_CODE,
			.member = member->id,
			.number = member->wrong_codes});
}

/* She lives: what bounced before is over, and who was given up is back when her own letter says so.
 */
static void note_life(struct desk *desk)
{
	struct member *member = effects_member(desk->fx, desk->member);
	bool back =
		member->standing == STANDING_BOUNCING && desk->arrival->evidence == EVIDENCE_STRONG;

	member->last_heard = desk->arrival->at;
	member->hard_bounces = 0;
	if (!back)
		return;
	member->standing = STANDING_ACTIVE;
	effects_fact(desk->fx,
		(struct fact){.kind = FACT_MEMBER_STANDING,
			.member = member->id,
			.word = standing_text(STANDING_ACTIVE)});
}

void desk_note_sender(struct desk *desk)
{
	if (!desk->member)
		return;
	if (desk->read->code && !desk->arrival->letter)
		count_wrong_code(desk);
	if (!desk->arrival->trust.failed)
		note_life(desk);
}
