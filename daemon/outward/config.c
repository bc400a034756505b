/* SPDX-License-Identifier: MIT */
/*
 * The config, from file to values, in four steps that each end at the first fault: the bytes are
 * scanned, libconfuse reads the grammar and leaves a tree of texts with their lines, the tables
 * turn texts into values section by section, and last comes what holds between them. Nothing of a
 * faulty file is used, so a daemon told to read it again keeps the old one whole.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "config_inside.h"

#define NAME_LIMIT_BYTES 63

static int take_setting(const struct config_taking *common, const struct config_tree *tree,
	const struct config_key *key, const char *value, int line)
{
	struct fault more = {.text = ""};
	struct config_taking taking = *common;

	taking.fault = &more;
	int r = key->take(&taking, key, value);

	if (r == 0)
		return 0;
	if (more.text[0] != '\0')
		return config_fault(common->fault, tree, line, "`%s`: %s", key->name, more.text);
	return config_fault(common->fault, tree, line, "`%s` is %s, not `%.80s`", key->name,
		key->allowed, value);
}

static int take_key(const struct config_taking *common, const struct config_tree *tree,
	const struct config_section *section, const struct config_key *key)
{
	bool set = false;

	list_each (setting, &section->settings) {
		if (setting->key != key)
			continue;
		int r = take_setting(common, tree, key, setting->value, setting->line);

		if (r < 0)
			return r;
		set = true;
	}
	if (set)
		return 0;
	if (key->fallback != NULL)
		return take_setting(common, tree, key, key->fallback, section->line);
	if (key->required)
		return config_fault(common->fault, tree, section->line, "%s%s%s lacks `%s`: %s",
			section->family->name, section->title != NULL ? " " : "",
			section->title != NULL ? section->title : "", key->name, key->allowed);
	return 0;
}

static int take_section(const struct config_taking *common, const struct config_tree *tree,
	const struct config_section *section)
{
	for (size_t i = 0; i < section->family->n_keys; i++) {
		int r = take_key(common, tree, section, &section->family->keys[i]);

		if (r < 0)
			return r;
	}
	return 0;
}

/* Titles become folder names, words on the command line and parts of identifiers. */
static int check_title(const struct config_taking *taking, const struct config_tree *tree,
	const struct config_section *section)
{
	size_t n = strspn(section->title, "abcdefghijklmnopqrstuvwxyz0123456789-_");

	if (n > 0 && n <= NAME_LIMIT_BYTES && section->title[n] == '\0' && section->title[0] != '-')
		return 0;
	return config_fault(taking->fault, tree, section->line,
		"a %s's name is small letters a-z, digits, - and _, at most %d, not `%.80s`",
		section->family->name, NAME_LIMIT_BYTES, section->title);
}

static int take_mailbox(struct config_taking *taking, const struct config_tree *tree,
	const struct config_section *section)
{
	struct mailbox *mailbox = arena_push(taking->arena, &taking->config->mailboxes);

	mailbox->name = section->title;
	mailbox->imap.credential = section->title;
	mailbox->imap.secret_expires = DAY_NONE;
	taking->target = mailbox;
	int r = check_title(taking, tree, section);

	if (r == 0)
		r = take_section(taking, tree, section);
	if (r == 0)
		r = config_check_mailbox(tree, section, mailbox, taking->fault);
	if (r == 0 && mailbox->maildir == NULL)
		mailbox->maildir = arena_printf(
			taking->arena, "%s/mail/%s", taking->config->state, section->title);
	return r;
}

static int take_submission(struct config_taking *taking, const struct config_tree *tree,
	const struct config_section *section)
{
	struct submission *submission = &taking->config->submission;

	if (submission->smtp.credential != NULL)
		return config_fault(taking->fault, tree, section->line,
			"a second `submission`: there is one way out");
	submission->smtp.credential = "submission";
	submission->smtp.secret_expires = DAY_NONE;
	taking->target = submission;
	int r = take_section(taking, tree, section);

	return r < 0 ? r : config_check_submission(tree, section, submission, taking->fault);
}

static int take_network(struct config_taking *taking, const struct config_tree *tree,
	const struct config_section *section)
{
	struct network *network = arena_push(taking->arena, &taking->config->networks);

	network->slug = section->title;
	taking->target = network;
	int r = check_title(taking, tree, section);

	return r < 0 ? r : take_section(taking, tree, section);
}

static int take_root(struct config_taking *taking, const struct config_tree *tree,
	const struct config_section *section)
{
	taking->target = taking->config;
	return take_section(taking, tree, section);
}

static int take_all(struct config_taking *taking, const struct config_tree *tree)
{
	static int (*const take[CONFIG_FAMILIES])(struct config_taking *,
		const struct config_tree *, const struct config_section *) = {
		[CONFIG_ROOT] = take_root,
		[CONFIG_MAILBOX] = take_mailbox,
		[CONFIG_SUBMISSION] = take_submission,
		[CONFIG_NETWORK] = take_network,
	};

	list_each (section, &tree->sections) {
		int r = take[section->family - config_families](taking, tree, section);

		if (r < 0)
			return r;
	}
	if (taking->config->mailboxes.n == 0)
		return config_fault(
			taking->fault, tree, 1, "there is no `mailbox NAME { }`: the way in");
	if (taking->config->submission.smtp.credential == NULL)
		return config_fault(
			taking->fault, tree, 1, "there is no `submission { }`: the way out");
	return config_check_networks(tree, taking->config, taking->fault);
}

int config_parse(struct arena *arena, const char *name, const char *text, size_t bytes,
	const char *templates, struct config **ret_config, struct fault *fault)
{
	struct config *config = arena_make(arena, struct config);
	struct config_taking taking = {
		.arena = arena, .config = config, .templates = templates, .fault = fault};
	size_t skip = bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	struct config_lines lines = {0};
	struct config_tree tree;

	if (bytes > CONFIG_LIMIT_BYTES)
		return fault_set(fault, -EFBIG, "%s: too big for a config", name);
	char *copy = arena_alloc(arena, bytes - skip + 1);

	if (bytes > skip)
		memcpy(copy, text + skip, bytes - skip);
	config->file = arena_strdup(arena, name);
	int r = config_scan(arena, config->file, copy, bytes - skip, &lines, fault);

	if (r == 0)
		r = config_read_tree(arena, config->file, copy, &lines, &tree, fault);
	if (r == 0)
		r = take_all(&taking, &tree);
	if (r == 0)
		*ret_config = config;
	return r;
}

int config_load(struct arena *arena, const char *path, const char *templates,
	struct config **ret_config, struct fault *fault)
{
	_cleanup_str_ struct str text;
	char chunk[4096];
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	str_init(&text, CONFIG_LIMIT_BYTES);
	if (fd < 0)
		return fault_set(fault, -errno, "%s: can't be opened: %s", path, strerror(errno));
	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		str_add(&text, chunk, (size_t)n);
	int error = n < 0 ? -errno : 0;

	close(fd);
	if (error < 0)
		return fault_set(fault, error, "%s: can't be read: %s", path, strerror(-error));
	if (text.full)
		return fault_set(fault, -EFBIG, "%s: too big for a config", path);
	return config_parse(arena, path, text.at, text.len, templates, ret_config, fault);
}

const struct network *config_find_network(const struct config *config, const char *slug)
{
	list_each (network, &config->networks) {
		if (strcmp(network->slug, slug) == 0)
			return network;
	}
	return NULL;
}

const struct mailbox *config_find_mailbox(const struct config *config, const char *name)
{
	list_each (mailbox, &config->mailboxes) {
		if (strcmp(mailbox->name, name) == 0)
			return mailbox;
	}
	return NULL;
}

bool config_is_local(const struct config *config)
{
	list_each (mailbox, &config->mailboxes) {
		if (mailbox->fetched)
			return false;
	}
	return config->submission.way == SUBMISSION_MAILDIR;
}
