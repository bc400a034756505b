/* SPDX-License-Identifier: MIT */
/*
 * Every key of samlad.conf(5), one row each: where its value goes, what makes a value of the text,
 * what a person is told is allowed, and the default. A new key is a new row (and a line in the
 * manual); what holds between keys is in config_check.c.
 *
 * Order matters within a section only where a row says so: values are taken in the order of these
 * tables.
 */
#include "config_inside.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const auth_words[] = {"password", "xoauth2", NULL};
static const char *const grant_words[] = {"client_credentials", "refresh_token", NULL};
static const char *const begin_words[] = {"now", "all", NULL};
static const char *const mode_words[] = {"trial", "live", NULL};
static const char *const imap_words[] = {"imaps", "imap", "993", "143", NULL};
static const char *const smtp_words[] = {"smtps", "smtp", "465", "587", NULL};

#define A_FILE "the path of a file (a relative one starts at `state`)"
#define A_TIME "a time such as 21d, 2w, 2wd (working days) or 12h"

#define KEY(key, kind, at, ...)                                                                    \
	{                                                                                          \
		.name = key, .take = config_take_##kind, .offset = at, __VA_ARGS__                 \
	}
#define SAYS .allowed =
#define ELSE .fallback =
#define ONE_OF .words =

#define ROOT(member) offsetof(struct config, member)
static const struct config_key root_keys[] = {
	/* first: other paths are relative to it */
	KEY("state", state, ROOT(state), SAYS "the path of a directory", .required = true),
	KEY("admin", address, ROOT(admin), SAYS "a mail address"),
	/* before the networks: its folders are the languages */
	KEY("templates", path, ROOT(templates), SAYS "the path of a directory"),
};

#define ACCOUNT(at, member) (at + offsetof(struct account, member))
#define ACCOUNT_KEYS(at)                                                                           \
	KEY("user", text, ACCOUNT(at, user), SAYS "the name to log in with"),                      \
		KEY("auth", choice, ACCOUNT(at, auth), SAYS "password or xoauth2",                 \
			ONE_OF auth_words, ELSE "password"),                                       \
		KEY("secret", path, ACCOUNT(at, secret), SAYS A_FILE),                             \
		KEY("secret_expires", day, ACCOUNT(at, secret_expires),                            \
			SAYS "a date such as 2027-05-01"),                                         \
		KEY("ca", path, ACCOUNT(at, ca), SAYS A_FILE),                                     \
		KEY("token_url", https, ACCOUNT(at, oauth.token_url), SAYS "an https:// address"), \
		KEY("client_id", text, ACCOUNT(at, oauth.client_id),                               \
			SAYS "the identifier that the provider gave"),                             \
		KEY("scope", text, ACCOUNT(at, oauth.scope),                                       \
			SAYS "the scope that the provider names"),                                 \
		KEY("grant", choice, ACCOUNT(at, oauth.grant),                                     \
			SAYS "client_credentials or refresh_token", ONE_OF grant_words,            \
			ELSE "client_credentials"),                                                \
		KEY("client_secret", path, ACCOUNT(at, oauth.client_secret), SAYS A_FILE),         \
		KEY("certificate", path, ACCOUNT(at, oauth.certificate), SAYS A_FILE)

#define MAILBOX(member) offsetof(struct mailbox, member)
static const struct config_key mailbox_keys[] = {
	KEY("maildir", path, MAILBOX(maildir), SAYS "the path of a Maildir"),
	KEY("imap", url, MAILBOX(imap),
		SAYS "imaps://HOST or imap://HOST, with :PORT where it is another",
		ONE_OF imap_words),
	ACCOUNT_KEYS(MAILBOX(imap)),
	KEY("folder", text, MAILBOX(folder), SAYS "a folder's name on the server", ELSE "INBOX"),
	KEY("begin", flag, MAILBOX(begin_all), SAYS "now or all", ONE_OF begin_words, ELSE "now"),
	KEY("handled", handled, MAILBOX(handled), SAYS "keep, delete or a folder's name",
		ELSE "keep"),
	KEY("trusted_auth", trusted, MAILBOX(trusted_auth),
		SAYS "the name in Authentication-Results, or microsoft365"),
};

#define SUBMISSION(member) offsetof(struct submission, member)
static const struct config_key submission_keys[] = {
	KEY("smtp", url, SUBMISSION(smtp),
		SAYS "smtps://HOST or smtp://HOST, with :PORT where it is another",
		ONE_OF smtp_words),
	KEY("sendmail", absolute, SUBMISSION(sendmail), SAYS "the absolute path of a program"),
	KEY("maildir", path, SUBMISSION(maildir), SAYS "the path of a Maildir"),
	ACCOUNT_KEYS(SUBMISSION(smtp)),
};

#define NETWORK(member) offsetof(struct network, member)
#define DELAY(member, value) KEY(#member, delay, NETWORK(member), SAYS A_TIME, ELSE value)
static const struct config_key network_keys[] = {
	KEY("name", text, NETWORK(name), SAYS "a name in words", .required = true),
	KEY("address", address, NETWORK(address), SAYS "a mail address", .required = true),
	KEY("mailbox", text, NETWORK(mailbox), SAYS "the name of a mailbox section",
		.required = true),
	KEY("language", language, NETWORK(language), SAYS "a language such as sv or en",
		.required = true),
	KEY("timezone", zone, NETWORK(zone), SAYS "a time zone such as Europe/Stockholm",
		.required = true),
	KEY("sectors", sector, 0,
		SAYS "a list such as { \"primärvård / primary care\", \"äldreomsorg / elder care\" "
		     "}, no name twice",
		.required = true, .list = true),
	KEY("leaders", leader, 0, SAYS "a list of mail addresses, none twice", .required = true,
		.list = true),
	KEY("phone", text, NETWORK(phone), SAYS "a telephone number"),
	KEY("mode", flag, NETWORK(live), SAYS "trial or live", ONE_OF mode_words, ELSE "trial"),
	KEY("first_letter", flag, NETWORK(first_letter), SAYS "yes or no", ELSE "yes"),
	KEY("plus_addressing", flag, NETWORK(plus_addressing), SAYS "yes or no", ELSE "no"),
	KEY("hold", hold, NETWORK(hold_s), SAYS "a time such as 10m or 0, at most 7d", ELSE "10m"),
	KEY("hours", hours, 0, SAYS "working hours such as Mon-Fri 07:30-17:00",
		ELSE "Mon-Fri 07:30-17:00"),
	KEY("holidays", holidays, NETWORK(holidays), SAYS "a country such as SE, or none",
		ELSE "SE"),
	KEY("budget", budget, 0, SAYS "rules such as 1 in 7 days, 3 in 30 days",
		ELSE "1 in 7 days, 3 in 30 days"),
	DELAY(attendance_reminder, "21d"),
	DELAY(details, "2wd"),
	DELAY(numbers, "5wd"),
	DELAY(agenda_call, "28d"),
	DELAY(agenda_deadline, "14d"),
	DELAY(agenda_reminder, "17d"),
	DELAY(signup_reminder, "7d"),
	DELAY(understaffed_after, "14d"),
	DELAY(progress_every, "28d"),
	DELAY(silent_after, "35d"),
	DELAY(preview_expires, "7d"),
	KEY("alert", alert, 0, SAYS "a weekday and a time such as Mon 07:30", ELSE "Mon 07:30"),
};

const struct config_family config_families[CONFIG_FAMILIES] = {
	[CONFIG_ROOT] = {"the file", root_keys, COUNT(root_keys), false},
	[CONFIG_MAILBOX] = {"mailbox", mailbox_keys, COUNT(mailbox_keys), true},
	[CONFIG_SUBMISSION] = {"submission", submission_keys, COUNT(submission_keys), false},
	[CONFIG_NETWORK] = {"network", network_keys, COUNT(network_keys), true},
};
