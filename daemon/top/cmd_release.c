/* SPDX-License-Identifier: MIT */
/*
 * `samlad release`: the administrator's word after a restore or a jump of the clock. What awaits it
 * goes out, or with --drop is written off; the clock is believed as it stands. What came due is the
 * daemon's to find (top/holding), so with --drop the word is left for it.
 */
#include <stdio.h>

#include "base/clock.h"
#include "top/command.h"
#include "top/opened.h"

/* What is left of the hold: after --drop, what the daemon has still to find and write off. */
static struct hold hold_after(const struct hold *hold, bool drop, instant now)
{
	const struct hold none = {
		INSTANT_NONE, INSTANT_NONE, INSTANT_NONE, INSTANT_NONE, INSTANT_NONE, INSTANT_NONE};
	bool rereads = hold->gathering != INSTANT_NONE && hold->restored != INSTANT_NONE;
	struct hold after = none;

	if (!drop || (!rereads && hold->clock == INSTANT_NONE))
		return none;
	after.gathering = after.drop = now;
	if (rereads) {
		after.restored = hold->restored;
		after.backup = hold->backup;
	}
	return after;
}

/* What was approved while the clock was wrong would wait for the time that it showed. */
static int believe_clock(struct store *store, instant now, struct fault *fault)
{
	int r = store_set_clock(store, NULL, fault);

	return r == 0 ? store_end_order_holds(store, now, fault) : r;
}

static int release(struct store *store, bool drop, instant now, struct hold *ret_before,
	struct hold *ret_after, int *ret_n, struct fault *fault)
{
	int r = store_hold(store, ret_before, fault);

	if (r == 0)
		r = store_release_letters(store, drop, now, ret_n, fault);
	if (r < 0)
		return r;
	*ret_after = hold_after(ret_before, drop, now);
	r = store_set_hold(store, ret_after, fault);
	if (r == 0 && ret_before->clock != INSTANT_NONE)
		r = believe_clock(store, now, fault);
	return r == 0 ? store_bring_due(store, NULL, now, fault) : r;
}

static void say(const struct hold *before, const struct hold *after, bool drop, int n)
{
	bool any = n > 0 || before->clock != INSTANT_NONE || before->restored != INSTANT_NONE ||
		before->gathering != INSTANT_NONE;

	if (!any) {
		printf("nothing is held\n");
		return;
	}
	printf("%d letters %s\n", n, drop ? "are written off" : "may go out");
	if (after->drop != INSTANT_NONE)
		printf("what came due meanwhile is written off when samlad next works\n");
	if (before->clock != INSTANT_NONE)
		printf("the clock is believed as it stands\n");
}

int cmd_release(int argc, char **argv)
{
	struct options options;
	struct opened opened;
	struct fault fault = {""};
	struct hold before, after;
	int n = 0;

	if (!options_parse(argc, argv, "dn", &options))
		return EXIT_USAGE;
	if (argc != options.first)
		return command_usage("release");
	instant now = options.now == INSTANT_NONE ? clock_now() : options.now;
	int code = opened_begin(&opened, &options, OPENED_CHANGE);
	if (code == EXIT_DONE) {
		int r = store_begin(opened.store, &fault);
		if (r == 0)
			r = release(opened.store, options.drop, now, &before, &after, &n, &fault);
		if (r == 0)
			r = store_commit(opened.store, &fault);
		if (r == 0)
			say(&before, &after, options.drop, n);
		else
			code = opened_fail(EXIT_FAILED, &fault, r);
		opened_wake(&opened);
	}
	opened_end(&opened);
	return code;
}
