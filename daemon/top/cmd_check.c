/* SPDX-License-Identifier: MIT */
/*
 * `samlad check`: config, state, log-ins, certificates, DNS records. Sends nothing without
 * --round-trip. A line a finding: "ok", "remark" (works, but look at it) or "FAILED" with the
 * remedy; it fails only where the daemon would.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"
#include "letters/templates.h"
#include "outward/delivery.h"
#include "outward/dns.h"
#include "outward/imap.h"
#include "outward/maildir.h"
#include "outward/oauth.h"
#include "outward/sandbox.h"
#include "outward/secret.h"
#include "outward/state.h"
#include "outward/ways.h"
#include "text/phrases.h"
#include "top/command.h"
#include "top/load.h"
#include "top/opened.h"
#include "top/round_trip.h"

#define FINDING_LIMIT 4096
#define ROOM_LEAST_BYTES (64ULL * 1024 * 1024)
#define EXPIRES_SOON_DAYS 30

struct checking {
	struct arena *arena;
	const struct config *config;
	bool failed;
};

static void say_ok(const char *what, const char *words)
{
	printf("ok      %s%s%s\n", what, *words ? ": " : "", words);
}

static void say_remark(const char *what, const char *words)
{
	printf("remark  %s: %s\n", what, words);
}

static void say_result(struct checking *c, const char *what, const char *words, int error,
	const struct fault *fault)
{
	if (error == 0) {
		say_ok(what, words);
		return;
	}
	printf("FAILED  %s: %s\n", what, fault_text(fault, error));
	c->failed = true;
}

static void check_day(const char *of, day expires, const char *what)
{
	char text[96], on[DAY_TEXT];

	if (expires == DAY_NONE)
		return;
	int left = expires - zone_day(zone_utc(), clock_now(), NULL);
	if (left > EXPIRES_SOON_DAYS)
		return;
	snprintf(text, sizeof(text), "its %s %s on %s", of, left < 0 ? "expired" : "expires",
		day_format(expires, on));
	say_remark(what, text);
}

static void check_secret(const struct account *account, const struct oauth *oauth, const char *what)
{
	struct fault fault = {""};

	if (account->user && !account->oauth.certificate &&
		secret_is_exposed(account->secret, account->credential, &fault))
		say_remark(what, fault.text);
	if (account->oauth.certificate && secret_is_exposed(account->oauth.certificate, "", &fault))
		say_remark(what, fault.text);
	if (oauth && oauth_remark(oauth))
		say_remark(what, oauth_remark(oauth));
	check_day("secret", account->secret_expires, what);
	if (account->oauth.certificate)
		check_day(
			"certificate", oauth_certificate_expires(account->oauth.certificate), what);
}

/* One that is missing is made by the daemon. */
static void check_maildir(struct checking *c, const char *what, const char *path)
{
	_cleanup_maildir_ struct maildir *maildir = NULL;
	struct fault fault = {""};
	int r = maildir_open(path, false, &maildir, &fault);

	if (r == -ENOENT)
		say_remark(
			what, arena_printf(c->arena, "%s is no Maildir yet; `run` makes it", path));
	else
		say_result(c, what, path, r, &fault);
}

static void check_mailbox(struct checking *c, const struct mailbox *mailbox)
{
	const char *what = arena_printf(c->arena, "mailbox %s", mailbox->name);
	struct fault fault = {""};
	_cleanup_str_ struct str text;

	str_init(&text, FINDING_LIMIT);
	if (mailbox->fetched) {
		struct oauth *oauth = oauth_of_account(c->arena, &mailbox->imap);
		struct server server = server_of_account(&mailbox->imap, oauth);
		int r = imap_check(&server, &text, &fault);
		say_result(c, what, text.at, r, &fault);
		check_secret(&mailbox->imap, oauth, what);
	} else {
		check_maildir(c, what, mailbox->maildir);
	}
}

static int check_program(const char *path, struct fault *fault)
{
	if (access(path, X_OK) < 0)
		return fault_set(fault, -errno, "%s cannot be run: %s", path, strerror(errno));
	return 0;
}

static void check_submission(struct checking *c)
{
	const struct submission *way = &c->config->submission;
	struct fault fault = {""};
	_cleanup_str_ struct str text;
	struct oauth *oauth = oauth_of_account(c->arena, &way->smtp);
	int r = 0;

	str_init(&text, FINDING_LIMIT);
	if (way->way == SUBMISSION_MAILDIR) {
		check_maildir(c, "submission", way->maildir);
		return;
	}
	if (way->way == SUBMISSION_SMTP) {
		struct server server = server_of_account(&way->smtp, oauth);
		r = smtp_check(&server, &text, &fault);
	} else {
		str_puts(&text, way->sendmail);
		r = check_program(way->sendmail, &fault);
	}
	say_result(c, "submission", text.at, r, &fault);
	if (way->way == SUBMISSION_SMTP)
		check_secret(&way->smtp, oauth, "submission");
}

static void say_record(const char *what, enum dns_result result, const char *missing)
{
	if (result == DNS_FOUND)
		say_ok(what, "");
	else
		say_remark(what, result == DNS_NONE ? missing : "no answer from the name server");
}

/* Records that let others believe our mail. */
static void check_domain(struct checking *c, const struct network *network)
{
	const char *domain = strchr(network->address, '@') + 1;
	const char *text;

	if (config_is_local(c->config))
		return;
	say_record(arena_printf(c->arena, "MX of %s", domain), dns_has_mx(domain),
		"there is none: answers cannot come back");
	say_record(arena_printf(c->arena, "SPF of %s", domain),
		dns_find_text(c->arena, domain, "v=spf1", &text),
		"there is none: many servers will take our letters for spam");
	say_record(arena_printf(c->arena, "DMARC of %s", domain),
		dns_find_text(
			c->arena, arena_printf(c->arena, "_dmarc.%s", domain), "v=DMARC1", &text),
		"there is none: others may write in our name");
}

static void check_network(struct checking *c, struct store *store, const struct network *network)
{
	const char *what = arena_printf(c->arena, "network %s", network->slug);
	struct fault fault = {""};
	struct snapshot *snapshot;

	if (store &&
		store_snapshot(store, network, clock_now(), c->arena, &snapshot, &fault) == 0 &&
		snapshot->members.n > 0)
		say_ok(what,
			arena_printf(c->arena, "%zu members, %s", snapshot->members.n,
				snapshot->state.live ? "live"
						     : "in trial: letters go to the leaders only"));
	else
		say_remark(what, "has no members yet: samlad import");
	check_domain(c, network);
}

static void check_state(struct checking *c, struct store **ret_store)
{
	struct fault fault = {""};
	const char *path = arena_printf(c->arena, "%s/samlad.db", c->config->state);
	int r = state_make(c->config->state, &fault);

	if (r == 0) /* what the daemon can't read or write must not pass because root can */
		r = state_become_owner(c->config->state, &fault);
	if (r == 0)
		r = state_has_room(c->config->state, ROOM_LEAST_BYTES, &fault);
	if (r == 0 && access(path, F_OK) == 0)
		r = store_open(path, true, ret_store, &fault);
	say_result(c, "state", c->config->state, r, &fault);
}

static void check_templates(struct checking *c)
{
	struct fault fault = {""};
	struct templates *templates = NULL;
	struct phrasebook *book = NULL;
	int r = load_templates(c->arena, c->config->templates, &templates, &fault);

	if (r == 0)
		r = load_phrasebook(c->config->templates, &book, &fault);
	say_result(c, "templates", "", r, &fault);
	phrasebook_free(book);
	templates_free(templates);
}

int cmd_check(int argc, char **argv)
{
	struct options options;
	struct fault fault = {""};
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_(store_closep) struct store *store = NULL;
	struct config *config;
	char box[SANDBOX_TEXT];

	if (!options_parse(argc, argv, "r", &options))
		return EXIT_USAGE;
	if (argc != options.first)
		return command_usage("check");
	int r = load_config(arena, options.config_path, &config, &fault);
	if (r < 0)
		return opened_fail(EXIT_CONFIG, &fault, r);
	struct checking c = {.arena = arena, .config = config};
	say_ok("config", config->file);
	check_templates(&c);
	check_state(&c, &store);
	list_each (mailbox, &config->mailboxes)
		check_mailbox(&c, mailbox);
	check_submission(&c);
	list_each (network, &config->networks)
		check_network(&c, store, network);
	sandbox_text(box);
	say_ok("the reader's box", box);
	if (options.round_trip && !c.failed)
		say_result(&c, "round trip", "a letter to ourselves went out",
			round_trip(arena, config, &fault), &fault);
	return c.failed ? EXIT_FAILED : EXIT_DONE;
}
