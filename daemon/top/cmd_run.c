/* SPDX-License-Identifier: MIT */
/*
 * `samlad run`: the daemon, and `run --once`: all waiting mail in order, then what is due, then
 * sending, again until nothing changes. Both hold the state's lock. --now is believed only where
 * both ends are Maildirs, so that nobody sends next year's letters by mistake.
 */
#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "outward/config.h"
#include "outward/process.h"
#include "outward/state.h"
#include "top/command.h"
#include "top/coordinator.h"
#include "top/coordinator_box.h"
#include "top/load.h"
#include "top/loop.h"

#define FETCH_TIMEOUT_MS 60000
#define FETCH_STEP_MS 250
#define ROOM_LEAST_BYTES (16ULL * 1024 * 1024)

struct wanted {
	const char *config_path;
	bool once;
	instant now; /* INSTANT_NONE: the clock's */
};

static bool parse_options(int argc, char **argv, struct wanted *wanted)
{
	static const struct option options[] = {{"once", no_argument, NULL, 'o'},
		{"now", required_argument, NULL, 'n'}, {NULL, 0, NULL, 0}};

	optind = 0;
	for (int option; (option = getopt_long(argc, argv, "c:", options, NULL)) != -1;) {
		if (option == 'c')
			wanted->config_path = optarg;
		else if (option == 'o')
			wanted->once = true;
		else if (option == 'n')
			wanted->now = instant_parse(optarg);
		if (option == '?')
			return false;
		if (option == 'n' && wanted->now == INSTANT_NONE) {
			fprintf(stderr,
				"samlad: --now wants a time like 2027-03-01T07:30:00+01:00\n");
			return false;
		}
	}
	return optind == argc && (wanted->now == INSTANT_NONE || wanted->once);
}

static int say(int exit_code, const struct fault *fault, int error)
{
	log_error("%s", fault_text(fault, error));
	return exit_code;
}

/* Fetches until each mailbox is well, in trouble (which was said), or too slow. */
static int fetch_all(struct coordinator *c, struct fault *fault)
{
	for (size_t i = 0; i < coordinator_boxes(c); i++) {
		int64_t until = clock_monotonic_ms() + FETCH_TIMEOUT_MS;
		bool news;
		int r = coordinator_fetch_start(c, i, fault);
		while (r == 0 && !coordinator_fetch_is_well(c, i) &&
			!coordinator_fetch_has_trouble(c, i) && clock_monotonic_ms() < until)
			r = coordinator_fetch_take(c, i, FETCH_STEP_MS, &news, fault);
		if (r < 0 && r != -EPIPE)
			return r;
	}
	return 0;
}

/* The servers are told what was handled. */
static int tell_all(struct coordinator *c, struct fault *fault)
{
	for (size_t i = 0; i < coordinator_boxes(c); i++) {
		int64_t until = clock_monotonic_ms() + FETCH_TIMEOUT_MS;
		bool news;
		int r = coordinator_fetch_fd(c, i) < 0
			? -EPIPE
			: coordinator_fetch_take(c, i, 0, &news, fault);
		while (r == 0 && coordinator_fetch_is_behind(c, i) &&
			!coordinator_fetch_has_trouble(c, i) && clock_monotonic_ms() < until)
			r = coordinator_fetch_take(c, i, FETCH_STEP_MS, &news, fault);
		if (r < 0 && r != -EPIPE)
			return r;
	}
	return 0;
}

static int run_once(struct coordinator *c, instant now, struct fault *fault)
{
	instant next;
	int r = fetch_all(c, fault);

	if (r == 0)
		r = coordinator_work(c, now == INSTANT_NONE ? clock_now() : now, &next, fault);
	if (r == 0)
		r = tell_all(c, fault);
	return r;
}

/* What one life of the daemon is, over all its configs. */
struct life {
	const struct wanted *wanted;
	const struct config *config; /* the one in force */
	struct starter *starter;
	int lock;
	bool boxed;
};

static int check_config(void *context, struct fault *fault)
{
	const struct life *life = context;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct config *config;
	int r = load_config(arena, life->wanted->config_path, &config, fault);

	return r < 0 ? r : coordinator_box_fits(life->config, config, fault);
}

static const char *config_path(const struct wanted *wanted)
{
	return wanted->config_path ? wanted->config_path : LOAD_CONFIG_DEFAULT;
}

/* One config's life: until it is to be read again. */
static int run_with(struct life *life, enum loop_end *ret_end, struct fault *fault)
{
	const struct wanted *wanted = life->wanted;
	const struct coordinator_settings settings = {
		.config = life->config,
		.config_path = config_path(wanted),
		.templates = life->config->templates,
		.starter = life->starter,
		.now = wanted->now == INSTANT_NONE ? clock_now() : wanted->now,
		.once = wanted->once,
		.watch_clock = wanted->now == INSTANT_NONE,
	};
	struct coordinator *coordinator;
	int r = coordinator_new(&settings, &coordinator, fault);

	if (r < 0)
		return r;
	if (!life->boxed)
		r = coordinator_box_close(life->config, config_path(wanted), fault);
	life->boxed = true;
	*ret_end = LOOP_ENDED;
	if (r == 0 && wanted->once)
		r = run_once(coordinator, wanted->now, fault);
	else if (r == 0)
		*ret_end = loop_run(coordinator, check_config, life, fault);
	coordinator_free(coordinator);
	return *ret_end == LOOP_FAILED ? -EIO : r;
}

/* The state made, checked for room and locked; the starter forked while nothing is boxed. */
static int take_state(struct life *life, struct fault *fault)
{
	const char *state = life->config->state;
	int r = state_make(state, fault);

	if (r == 0)
		r = state_become_owner(state, fault);
	if (r == 0)
		r = state_lock(state, &life->lock, fault);
	if (r == 0)
		r = state_has_room(state, ROOM_LEAST_BYTES, fault);
	return r == 0 ? starter_new(NULL, &life->starter, fault) : r;
}

static int refuse_now(struct fault *fault)
{
	fault_set(fault, -EINVAL,
		"--now is refused: it may be used only where mail comes from and goes to Maildirs");
	return say(EXIT_USAGE, fault, -EINVAL);
}

static int run_while_reloaded(struct wanted *wanted, struct fault *fault)
{
	struct life life = {.wanted = wanted, .lock = -1};
	_cleanup_arena_ struct arena *arena = arena_new();
	enum loop_end end = LOOP_RELOADED;
	int r = 0;

	while (end == LOOP_RELOADED && r == 0) {
		struct config *config;
		r = load_config(arena, wanted->config_path, &config, fault);
		if (r < 0)
			return say(EXIT_CONFIG, fault, r);
		life.config = config;
		if (wanted->now != INSTANT_NONE && !config_is_local(config))
			return refuse_now(fault);
		if (life.lock < 0)
			r = take_state(&life, fault);
		if (r == -EBUSY)
			return say(EXIT_IN_USE, fault, r);
		if (r == 0)
			r = run_with(&life, &end, fault);
	}
	starter_free(life.starter);
	return r < 0 ? say(EXIT_FAILED, fault, r) : EXIT_DONE;
}

int cmd_run(int argc, char **argv)
{
	struct wanted wanted = {.now = INSTANT_NONE};
	struct fault fault = {""};

	if (!parse_options(argc, argv, &wanted))
		return command_usage("run");
	return run_while_reloaded(&wanted, &fault);
}
