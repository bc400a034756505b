/* SPDX-License-Identifier: MIT */
/*
 * What only shows when all is known: ways that exclude each other, keys that belong to another way,
 * names that point at nothing, the same address or Maildir twice. A Maildir that is both a way in
 * and the way out would feed the network its own letters.
 */
#include <errno.h>
#include <string.h>

#include "config_inside.h"

#define OAUTH_KEYS "token_url", "client_id", "scope", "grant", "client_secret", "certificate"
#define ACCOUNT_KEYS "user", "auth", "secret", "secret_expires", "ca", OAUTH_KEYS

static const char *const account_keys[] = {ACCOUNT_KEYS, NULL};
static const char *const imap_keys[] = {ACCOUNT_KEYS, "folder", NULL};
static const char *const oauth_keys[] = {OAUTH_KEYS, NULL};

/* The first of these keys that stands in the section, or NULL. */
static const char *find_any(const struct config_section *section, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		if (config_line(section, *keys) > 0)
			return *keys;
	return NULL;
}

/* One of these ways, and one alone. ret_way: its number. */
static int check_one_way(const struct config_tree *tree, const struct config_section *section,
	const char *const *ways, const char *of, int *ret_way, struct fault *fault)
{
	int found = -1;

	for (int i = 0; ways[i] != NULL; i++) {
		if (config_line(section, ways[i]) == 0)
			continue;
		if (found >= 0)
			return config_fault(fault, tree, config_line(section, ways[i]),
				"`%s` and `%s` exclude each other: %s has one way", ways[found],
				ways[i], of);
		found = i;
	}
	if (found < 0)
		return config_fault(fault, tree, section->line,
			"%s has no way: one of `%s`, `%s`%s%s%s is needed", of, ways[0], ways[1],
			ways[2] != NULL ? ", `" : "", ways[2] != NULL ? ways[2] : "",
			ways[2] != NULL ? "`" : "");
	*ret_way = found;
	return 0;
}

static int check_oauth(const struct config_tree *tree, const struct config_section *section,
	const struct account *account, struct fault *fault)
{
	const char *stray = find_any(section, oauth_keys);

	if (account->auth != ACCOUNT_XOAUTH2)
		return stray == NULL ? 0
				     : config_fault(fault, tree, config_line(section, stray),
					       "`%s` goes with `auth = xoauth2`", stray);
	/* without them the secret itself is an access token, which somebody else keeps fresh */
	if ((account->oauth.token_url == NULL) != (account->oauth.client_id == NULL) ||
		(account->oauth.token_url == NULL && stray != NULL))
		return config_fault(fault, tree, config_line(section, stray),
			"`token_url` and `client_id` are needed both; with neither, and none of "
			"the other keys of "
			"xoauth2, `secret` is the access token itself");
	if (account->oauth.certificate != NULL && account->oauth.grant == OAUTH_REFRESH_TOKEN)
		return config_fault(fault, tree, config_line(section, "certificate"),
			"`certificate` goes with `grant = client_credentials`");
	if (account->oauth.certificate != NULL && account->secret != NULL)
		return config_fault(fault, tree, config_line(section, "certificate"),
			"`certificate` and `secret` exclude each other");
	if (account->oauth.client_secret != NULL && account->oauth.grant != OAUTH_REFRESH_TOKEN)
		return config_fault(fault, tree, config_line(section, "client_secret"),
			"`client_secret` goes with `grant = refresh_token`; here it is `secret`");
	return 0;
}

int config_check_mailbox(const struct config_tree *tree, const struct config_section *section,
	struct mailbox *mailbox, struct fault *fault)
{
	static const char *const ways[] = {"maildir", "imap", NULL};
	int way = 0;
	int r = check_one_way(tree, section, ways, "a mailbox", &way, fault);

	if (r < 0)
		return r;
	mailbox->fetched = way == 1;
	if (!mailbox->fetched) {
		const char *stray = find_any(section, imap_keys);

		return stray == NULL ? 0
				     : config_fault(fault, tree, config_line(section, stray),
					       "`%s` goes with `imap`, not with `maildir`", stray);
	}
	if (mailbox->imap.user == NULL)
		return config_fault(fault, tree, section->line,
			"the mailbox `%s` lacks `user`: the name to log in with", section->title);
	return check_oauth(tree, section, &mailbox->imap, fault);
}

int config_check_submission(const struct config_tree *tree, const struct config_section *section,
	struct submission *submission, struct fault *fault)
{
	static const char *const ways[] = {"smtp", "sendmail", "maildir", NULL};
	int way = 0;
	int r = check_one_way(tree, section, ways, "submission", &way, fault);

	if (r < 0)
		return r;
	submission->way = (enum submission_way)way;
	if (submission->way != SUBMISSION_SMTP) {
		const char *stray = find_any(section, account_keys);

		return stray == NULL
			? 0
			: config_fault(fault, tree, config_line(section, stray),
				  "`%s` goes with `smtp`, not with `%s`", stray, ways[way]);
	}
	if (submission->smtp.user == NULL && config_line(section, "secret") > 0)
		return config_fault(
			fault, tree, config_line(section, "secret"), "`secret` without `user`");
	return check_oauth(tree, section, &submission->smtp, fault);
}

static const struct config_section *section_of_network(
	const struct config_tree *tree, const struct network *network)
{
	list_each (section, &tree->sections) {
		if (section->family == &config_families[CONFIG_NETWORK] &&
			strcmp(section->title, network->slug) == 0)
			return section;
	}
	return NULL;
}

static int check_network(const struct config_tree *tree, const struct config *config,
	const struct network *network, struct fault *fault)
{
	const struct config_section *section = section_of_network(tree, network);

	if (config_find_mailbox(config, network->mailbox) == NULL)
		return config_fault(fault, tree, config_line(section, "mailbox"),
			"there is no mailbox `%s`: `mailbox` names a section such as `mailbox %s { "
			"}`",
			network->mailbox, config->mailboxes.at[0].name);
	for (const char *c = network->address; *c; c++)
		if ((unsigned char)*c >= 0x80)
			return config_fault(fault, tree, config_line(section, "address"),
				"many servers take no letters from a name beyond ASCII: give the "
				"mailbox another one");
	for (const struct network *other = config->networks.at; other < network; other++)
		if (strcmp(other->address, network->address) == 0)
			return config_fault(fault, tree, config_line(section, "address"),
				"the network `%s` has that address already", other->slug);
	if (network_is_leader(network, network->address))
		return config_fault(fault, tree, config_line(section, "leaders"),
			"the network's own address can't be a leader's");
	return 0;
}

/* Two names for one Maildir would read each mail twice, or read what was sent. */
static int check_maildirs(
	const struct config_tree *tree, const struct config *config, struct fault *fault)
{
	list_each (mailbox, &config->mailboxes) {
		if (config->submission.way == SUBMISSION_MAILDIR &&
			strcmp(mailbox->maildir, config->submission.maildir) == 0)
			return config_fault(fault, tree, 1,
				"the Maildir %s is both a way in and the way out",
				mailbox->maildir);
		for (const struct mailbox *other = config->mailboxes.at; other < mailbox; other++)
			if (strcmp(other->maildir, mailbox->maildir) == 0)
				return config_fault(fault, tree, 1,
					"the mailboxes `%s` and `%s` share the Maildir %s",
					other->name, mailbox->name, mailbox->maildir);
	}
	return 0;
}

int config_check_networks(
	const struct config_tree *tree, const struct config *config, struct fault *fault)
{
	list_each (network, &config->networks) {
		int r = check_network(tree, config, network, fault);

		if (r < 0)
			return r;
	}
	return check_maildirs(tree, config, fault);
}
