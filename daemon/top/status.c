/* SPDX-License-Identifier: MIT */
/* Gathers how networks stand; reads only. */
#include "top/status.h"

#include <string.h>

#include "base/clock.h"
#include "letters/letter.h"
#include "outward/config.h"

static void count_members(struct network_status *status)
{
	int *const counts[] = {
		[STANDING_ACTIVE] = &status->active,
		[STANDING_PAUSED] = &status->paused,
		[STANDING_LEFT] = &status->left,
		[STANDING_BOUNCING] = &status->bouncing,
	};

	list_each (member, &status->snapshot->members)
		++*counts[member->standing];
	list_each (ask, &status->snapshot->asks)
		status->asks_open += ask->state == ASK_OPEN && !ask_is_answered(ask);
	list_each (look, &status->snapshot->looks)
		status->to_look_at += look->told == INSTANT_NONE;
}

static int gather_one(struct store *store, const struct network *network, instant now,
	struct arena *arena, struct status *status, struct fault *fault)
{
	struct snapshot *snapshot;
	struct network_status one = {.network = network};
	int r = store_snapshot(store, network, now, arena, &snapshot, fault);

	if (r < 0)
		return r;
	one.snapshot = snapshot;
	count_members(&one);
	stalls_find(snapshot, now, arena, &one.stalls);
	*arena_push(arena, &status->networks) = one;
	return 0;
}

/* The last instant at which any of them was decided on. */
static int last_worked(struct store *store, const struct config *config, struct arena *arena,
	instant *ret_worked, struct fault *fault)
{
	instant worked = INSTANT_NONE;

	list_each (network, &config->networks) {
		struct snapshot *snapshot;
		int r = store_snapshot(store, network, 0, arena, &snapshot, fault);
		if (r < 0)
			return r;
		if (snapshot->state.worked > worked)
			worked = snapshot->state.worked;
	}
	*ret_worked = worked;
	return 0;
}

static const char *instant_in(struct arena *arena, const struct status *status, instant at)
{
	const struct zone *zone =
		status->networks.n ? status->networks.at[0].network->zone : zone_utc();
	char text[INSTANT_TEXT];

	return at == INSTANT_NONE ? "?" : arena_strdup(arena, instant_format(at, zone, text));
}

static void note_hold(struct arena *arena, struct status *status)
{
	const struct hold *hold = &status->hold;
	const char *words = NULL;

	if (hold->clock != INSTANT_NONE)
		words = arena_printf(arena,
			"letters that nobody asked for are held since %s, when the clock should "
			"have shown about %s. Put it right if it is wrong; then `samlad release` "
			"sends them, `samlad release --drop` writes off what came due",
			instant_in(arena, status, hold->clock),
			instant_in(arena, status, hold->expected));
	else if (hold->gathering != INSTANT_NONE && hold->restored != INSTANT_NONE)
		words = arena_printf(arena,
			"put back at %s from the backup of %s: the mails since are still to be "
			"read again, and what was queued or came due is held until `samlad "
			"release`",
			instant_in(arena, status, hold->restored),
			instant_in(arena, status, hold->backup));
	else if (status->held.n > 0)
		words = arena_printf(arena,
			"%zu letters that were queued or came due before are held since a backup "
			"was put back at %s: `samlad release` sends them, `samlad release --drop` "
			"writes them off",
			status->held.n, instant_in(arena, status, hold->restored));
	if (words)
		*arena_push(arena, &status->health) = words;
}

static void note_secret(struct arena *arena, struct status *status, const struct account *account,
	const char *what, day today)
{
	char text[DAY_TEXT];

	if (account->secret_expires != DAY_NONE && account->secret_expires <= today)
		*arena_push(arena, &status->health) = arena_printf(arena,
			"the secret of %s stopped working on %s: %s. Put a new one into its file, "
			"and its day into `secret_expires =`",
			account->credential, day_format(account->secret_expires, text), what);
}

/* On the day itself no letter may get through any more. */
static void note_secrets(
	struct arena *arena, struct status *status, const struct config *config, day today)
{
	list_each (mailbox, &config->mailboxes)
		if (mailbox->fetched)
			note_secret(arena, status, &mailbox->imap, "no answers come in", today);
	if (config->submission.way == SUBMISSION_SMTP)
		note_secret(arena, status, &config->submission.smtp, "no letters go out", today);
}

static void note_health(struct arena *arena, struct status *status)
{
	if (status->sums.quarantined > 0)
		*arena_push(arena, &status->health) = arena_printf(arena,
			"%lld mails could not be read and lie in quarantine; a newer samlad tries "
			"them again",
			(long long)status->sums.quarantined);
	if (status->sums.troubled > 0)
		*arena_push(arena, &status->health) =
			arena_printf(arena, "%lld letters were refused or had to wait: %s",
				(long long)status->sums.troubled,
				status->sums.trouble ? status->sums.trouble : "");
}

int status_gather(struct store *store, const struct config *config, const struct network *network,
	instant now, struct arena *arena, struct status *ret_status, struct fault *fault)
{
	struct status status = {.as_of = now};
	int r = now == INSTANT_NONE ? last_worked(store, config, arena, &status.as_of, fault) : 0;

	list_each (one, &config->networks)
		if (r == 0 && (!network || network == one))
			r = gather_one(store, one, status.as_of, arena, &status, fault);
	if (r == 0)
		r = store_sums(store, arena, &status.sums, fault);
	if (r == 0)
		r = store_hold(store, &status.hold, fault);
	if (r == 0)
		r = store_held_letters(store, arena, &status.held.at, &status.held.n, fault);
	if (r < 0)
		return r;
	note_hold(arena, &status);
	note_secrets(arena, &status, config,
		zone_day(zone_utc(), now == INSTANT_NONE ? clock_now() : now, NULL));
	note_health(arena, &status);
	*ret_status = status;
	return 0;
}

bool status_held_ends(const struct status *status, size_t i)
{
	const struct held_letter *one = &status->held.at[i];

	return i + 1 == status->held.n || strcmp(one->network, one[1].network) != 0 ||
		strcmp(one->template, one[1].template) != 0;
}

const char *status_evidence(struct arena *arena, const struct templates *templates,
	const struct network_status *status, const struct stall *stall)
{
	const char *key = arena_printf(arena, "stall.%s", stall_reason_text(stall->reason));

	return letter_phrase(
		arena, templates, status->network, status->network->language, key, stall->evidence);
}
