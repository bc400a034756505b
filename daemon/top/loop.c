/* SPDX-License-Identifier: MIT */
/*
 * sd-event around coordinator_work(). Every source does the same: it marks that there is work, and
 * the round that follows finds out what. So no event can be lost by being handled in the wrong
 * order.
 */
#include "top/loop.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "outward/maildir.h"
#include "top/coordinator.h"
#include "top/wake.h"

#define BOXES_MOST 16
#define LONGEST_WAIT_S 3600
#define TROUBLE_WAIT_S 30
#define FETCHER_WAIT_S 30
#define USEC 1000000ULL

struct loop {
	struct coordinator *coordinator;
	sd_event *event;
	sd_event_source *timer;
	sd_event_source *sender;
	sd_event_source *wake;
	sd_event_source *fetchers[BOXES_MOST];
	int fetcher_fds[BOXES_MOST];
	int sender_fd;
	int (*check_config)(void *context, struct fault *fault);
	void *context;
	enum loop_end end;
	struct fault *fault;
};

static int on_news(sd_event_source *source, int fd, uint32_t events, void *context)
{
	(void)source;
	(void)fd;
	(void)events;
	(void)context;
	return 0; /* the round that follows looks at everything */
}

static int on_mail(sd_event_source *source, int fd, uint32_t events, void *context)
{
	maildir_watch_drain(fd);
	return on_news(source, fd, events, context);
}

static int on_time(sd_event_source *source, uint64_t usec, void *context)
{
	(void)source;
	(void)usec;
	(void)context;
	return 0;
}

static int on_end(sd_event_source *source, const struct signalfd_siginfo *signal, void *context)
{
	struct loop *loop = context;

	(void)source;
	(void)signal;
	loop->end = LOOP_ENDED;
	coordinator_stop(loop->coordinator);
	return sd_event_exit(loop->event, 0);
}

static int on_reload(sd_event_source *source, const struct signalfd_siginfo *signal, void *context)
{
	struct loop *loop = context;
	struct fault fault = {""};

	(void)source;
	(void)signal;
	int r = loop->check_config(loop->context, &fault);
	if (r < 0) {
		log_error("the config was not read again, the old one is kept: %s",
			fault_text(&fault, r));
		return 0;
	}
	sd_notify(0, "RELOADING=1");
	loop->end = LOOP_RELOADED;
	return sd_event_exit(loop->event, 0);
}

/* The wires come and go with their roles: each round listens to those that are there now. */
static void follow_fd(struct loop *loop, sd_event_source **source, int *watched, int fd)
{
	if (*watched == fd)
		return;
	*source = sd_event_source_unref(*source);
	*watched = -1;
	if (fd >= 0 && sd_event_add_io(loop->event, source, fd, EPOLLIN, on_news, loop) >= 0)
		*watched = fd;
}

static void follow_wires(struct loop *loop)
{
	for (size_t i = 0; i < coordinator_boxes(loop->coordinator) && i < BOXES_MOST; i++)
		follow_fd(loop, &loop->fetchers[i], &loop->fetcher_fds[i],
			coordinator_fetch_fd(loop->coordinator, i));
	follow_fd(loop, &loop->sender, &loop->sender_fd, coordinator_sender_fd(loop->coordinator));
}

/* What the fetchers have told; one that has ended is started again by and by. */
static int take_fetched(struct loop *loop, instant *ret_again)
{
	struct coordinator *c = loop->coordinator;

	for (size_t i = 0; i < coordinator_boxes(c); i++) {
		bool news = false;
		struct fault starting = {""};
		int r = coordinator_fetch_start(c, i, &starting);
		if (r < 0)
			log_warning("a fetcher could not be started: %s", fault_text(&starting, r));
		if (coordinator_fetch_fd(c, i) < 0)
			continue;
		r = coordinator_fetch_take(c, i, 0, &news, loop->fault);
		if (r == -EPIPE)
			*ret_again = clock_now() + FETCHER_WAIT_S;
		else if (r < 0)
			return r;
	}
	return 0;
}

static void set_timer(struct loop *loop, instant now, instant next)
{
	int64_t wait_s =
		next == INSTANT_NEVER || next - now > LONGEST_WAIT_S ? LONGEST_WAIT_S : next - now;
	uint64_t usec = wait_s > 0 ? (uint64_t)wait_s * USEC : USEC / 10;

	sd_event_source_set_time_relative(loop->timer, usec);
	sd_event_source_set_enabled(loop->timer, SD_EVENT_ONESHOT);
}

static void report_status(const struct loop *loop, instant next, instant now)
{
	if (coordinator_holds(loop->coordinator))
		sd_notify(0, "STATUS=Letters are held, see `samlad status`. Waiting for mail.");
	else if (next == INSTANT_NEVER)
		sd_notify(0, "STATUS=Waiting for mail.");
	else
		sd_notifyf(0, "STATUS=Waiting for mail; something is due in %lld s.",
			(long long)(next - now));
}

/* All that there is to do now. Trouble is told once in each kind and tried again. */
static int work(struct loop *loop)
{
	struct fault fault = {""};
	instant now = clock_now();
	instant next = INSTANT_NEVER, again = INSTANT_NEVER;
	int r = take_fetched(loop, &again);

	if (r == 0)
		r = coordinator_work(loop->coordinator, now, &next, &fault);
	if (r < 0) {
		log_error("%s; tried again in %d s", fault_text(&fault, r), TROUBLE_WAIT_S);
		sd_notifyf(0, "STATUS=Trouble: %s", fault_text(&fault, r));
		next = now + TROUBLE_WAIT_S;
	} else {
		report_status(loop, next, now);
	}
	follow_wires(loop);
	set_timer(loop, now, again < next ? again : next);
	return 0;
}

static int add_sources(struct loop *loop)
{
	int r = sd_event_add_signal(loop->event, NULL, SIGTERM, on_end, loop);

	if (r >= 0)
		r = sd_event_add_signal(loop->event, NULL, SIGINT, on_end, loop);
	if (r >= 0)
		r = sd_event_add_signal(loop->event, NULL, SIGHUP, on_reload, loop);
	if (r >= 0)
		r = sd_event_add_time_relative(
			loop->event, &loop->timer, CLOCK_BOOTTIME, 0, 0, on_time, loop);
	for (size_t i = 0; i < coordinator_boxes(loop->coordinator) && r >= 0; i++) {
		int fd = coordinator_watch_fd(loop->coordinator, i);
		sd_event_source *watch;
		if (fd < 0)
			continue;
		r = sd_event_add_io(loop->event, &watch, fd, EPOLLIN, on_mail, loop);
		if (r >= 0) {
			sd_event_source_set_io_fd_own(watch, 1);
			sd_event_source_set_floating(watch, 1);
			sd_event_source_unref(watch);
		}
	}
	return r < 0 ? r : 0;
}

static int on_wake(sd_event_source *source, const struct inotify_event *event, void *context)
{
	(void)source;
	(void)event;
	(void)context;
	return 0;
}

/* Commands that change something say so by this file. */
static int add_wake(struct loop *loop, const char *state)
{
	char *path = wake_make(state);
	/* kept: systemd 252 forgets to let go of one that it isn't asked for */
	int r = path ? sd_event_add_inotify(
			       loop->event, &loop->wake, path, IN_CLOSE_WRITE, on_wake, loop)
		     : 0;

	free(path);
	return r < 0 ? r : 0;
}

static int begin(struct loop *loop)
{
	sigset_t signals;
	int r = sd_event_new(&loop->event);

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGHUP);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	if (r >= 0)
		r = sd_event_set_watchdog(loop->event, 1);
	if (r >= 0)
		r = add_sources(loop);
	if (r >= 0)
		r = add_wake(loop, coordinator_state(loop->coordinator));
	return r < 0 ? r : 0;
}

enum loop_end loop_run(struct coordinator *coordinator,
	int (*check_config)(void *context, struct fault *fault), void *context, struct fault *fault)
{
	struct loop loop = {.coordinator = coordinator,
		.sender_fd = -1,
		.check_config = check_config,
		.context = context,
		.end = LOOP_FAILED,
		.fault = fault};

	for (size_t i = 0; i < BOXES_MOST; i++)
		loop.fetcher_fds[i] = -1;
	int r = begin(&loop);
	if (r == 0)
		sd_notify(0, "READY=1\nSTATUS=Started.");
	while (r >= 0 && sd_event_get_state(loop.event) != SD_EVENT_FINISHED) {
		work(&loop);
		r = sd_event_run(loop.event, UINT64_MAX);
	}
	if (r < 0)
		fault_set(fault, r, "the loop cannot go on");
	if (loop.end == LOOP_ENDED)
		sd_notify(0, "STOPPING=1");
	for (size_t i = 0; i < BOXES_MOST; i++)
		sd_event_source_unref(loop.fetchers[i]);
	sd_event_source_unref(loop.sender);
	sd_event_source_unref(loop.timer);
	sd_event_source_unref(loop.wake);
	sd_event_unref(loop.event);
	return r < 0 ? LOOP_FAILED : loop.end;
}
