/* SPDX-License-Identifier: MIT */
/*
 * libconfuse as the reader of the grammar: it knows words, texts, lists and sections, and refuses
 * keys and sections that the tables don't have. Every value is text to it; each is noted with its
 * line as it comes by (its parse callback is called once for a value, with the first of a list or
 * of a repeated key told by its count), and turned into what it means later, when all is known.
 *
 * Its callbacks carry no context and its messages go to a function without one, so every table of
 * options ends with a hidden row that points at ours. Its name is a control character, which no
 * file that passed the scan can hold.
 */
#include <confuse.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "config_inside.h"

#define HIDDEN "\001"

struct reading {
	struct arena *arena;
	const char *name;
	const struct config_lines *lines;
	struct config_tree *tree;
	struct fault *fault;
	bool said;
	struct fault none; /* where nobody wants the words */
};

static struct reading *reading_of(const cfg_t *cfg)
{
	for (const cfg_opt_t *opt = cfg->opts; opt->name != NULL; opt++)
		if (strcmp(opt->name, HIDDEN) == 0)
			return (struct reading *)opt->simple_value.ptr;
	return NULL;
}

static const struct config_family *family_of(const cfg_t *cfg)
{
	for (size_t i = CONFIG_MAILBOX; i < CONFIG_FAMILIES; i++)
		if (strcmp(cfg->name, config_families[i].name) == 0)
			return &config_families[i];
	return &config_families[CONFIG_ROOT];
}

static void say(cfg_t *cfg, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(cfg_t *cfg, const char *format, ...)
{
	struct reading *reading = reading_of(cfg);
	char words[400];
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	if (!reading->said)
		fault_set(reading->fault, -EINVAL, "%s:%d: %s", reading->name, cfg->line, words);
	reading->said = true;
}

/* The keys of a section, as a list for a person who has mistyped one. */
static void add_keys(struct str *words, const struct config_family *family)
{
	for (size_t i = 0; i < family->n_keys; i++)
		str_printf(words, "%s%s", i > 0 ? ", " : "", family->keys[i].name);
	if (family == &config_families[CONFIG_ROOT])
		for (size_t i = CONFIG_MAILBOX; i < CONFIG_FAMILIES; i++)
			str_printf(words, ", %s { }", config_families[i].name);
}

static void hear(cfg_t *cfg, const char *format, va_list args)
{
	_cleanup_str_ struct str words = {0};

	str_init(&words, 4096);
	str_vprintf(&words, format, args);
	if (strncmp(words.at, "no such option", strlen("no such option")) == 0) {
		str_puts(&words, "; allowed here: ");
		add_keys(&words, family_of(cfg));
	}
	say(cfg, "%s", words.at);
}

static struct config_section *section_of(struct reading *reading, const cfg_t *cfg)
{
	struct config_tree *tree = reading->tree;

	list_each (section, &tree->sections) {
		if (section->identity == cfg)
			return section;
	}
	size_t number = tree->sections.n - 1; /* the file itself is the first and opens nowhere */
	struct config_section *section = arena_push(reading->arena, &tree->sections);

	section->family = family_of(cfg);
	section->title = arena_strdup(reading->arena, cfg->title);
	section->identity = cfg;
	section->line =
		number < reading->lines->list.n ? reading->lines->list.at[number] : cfg->line;
	return section;
}

static const struct config_key *find_key(const struct config_family *family, const char *name)
{
	for (size_t i = 0; i < family->n_keys; i++)
		if (strcmp(family->keys[i].name, name) == 0)
			return &family->keys[i];
	return NULL;
}

static int note_value(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	struct reading *reading = reading_of(cfg);
	struct config_section *section = section_of(reading, cfg);
	const struct config_key *key = find_key(section->family, opt->name);
	int before = config_line(section, opt->name);

	if (key == NULL) /* a quoted "section|key", which libconfuse takes as a path */
		return say(cfg, "`%s` stands outside of its section", opt->name), -1;
	if (before > 0 && opt->nvalues == 1)
		return say(cfg, "`%s` is set twice; the first time on line %d", opt->name, before),
		       -1;
	for (const char *c = value; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			return say(cfg, "`%s` holds a control character", opt->name), -1;
	*arena_push(reading->arena, &section->settings) = (struct config_setting){
		.key = key, .value = arena_strdup(reading->arena, value), .line = cfg->line};
	*(const char **)result = value;
	return 0;
}

/* Called at a section's end, so that one without any key is known too. */
static int note_section(cfg_t *cfg, cfg_opt_t *opt)
{
	section_of(reading_of(cfg), opt->values[opt->nvalues - 1]->section);
	return 0;
}

static void fill_option(cfg_opt_t *option, const struct config_key *key)
{
	*option = (cfg_opt_t){.name = key->name,
		.type = CFGT_STR,
		.flags = CFGF_NODEFAULT | (key->list ? CFGF_LIST : 0),
		.parsecb = note_value};
}

/* A family's table as libconfuse wants it, with the hidden row and the end; extra rows stay free
 * before them. */
static cfg_opt_t *make_options(
	struct reading *reading, const struct config_family *family, size_t extra)
{
	cfg_opt_t *options = arena_make_n(reading->arena, cfg_opt_t, family->n_keys + extra + 2);

	for (size_t i = 0; i < family->n_keys; i++)
		fill_option(&options[i], &family->keys[i]);
	options[family->n_keys + extra] = (cfg_opt_t){.name = HIDDEN,
		.type = CFGT_FUNC,
		.flags = CFGF_NODEFAULT,
		.simple_value = {.ptr = (void **)reading}};
	return options;
}

static cfg_opt_t *make_all_options(struct reading *reading)
{
	const struct config_family *root = &config_families[CONFIG_ROOT];
	cfg_opt_t *options = make_options(reading, root, CONFIG_FAMILIES - 1);

	for (size_t i = CONFIG_MAILBOX; i < CONFIG_FAMILIES; i++)
		options[root->n_keys + i - 1] = (cfg_opt_t){.name = config_families[i].name,
			.type = CFGT_SEC,
			.flags = CFGF_NODEFAULT | CFGF_MULTI |
				(config_families[i].titled ? CFGF_TITLE | CFGF_NO_TITLE_DUPES : 0),
			.subopts = make_options(reading, &config_families[i], 0),
			.validcb = note_section};
	return options;
}

int config_read_tree(struct arena *arena, const char *name, const char *text,
	const struct config_lines *lines, struct config_tree *ret_tree, struct fault *fault)
{
	struct config_tree tree = {.file = name};
	struct reading reading = {.arena = arena, .name = name, .lines = lines, .tree = &tree};

	reading.fault = fault != NULL ? fault : &reading.none;
	cfg_t *cfg = cfg_init(make_all_options(&reading), CFGF_NONE);

	if (cfg == NULL)
		return fault_set(fault, -ENOMEM, "%s: no memory to read it", name);
	cfg_set_error_function(cfg, hear);
	*arena_push(arena, &tree.sections) = (struct config_section){
		.family = &config_families[CONFIG_ROOT], .line = 1, .identity = cfg};
	int r = cfg_parse_buf(cfg, text) == CFG_SUCCESS ? 0 : -EINVAL;

	if (r < 0 && !reading.said)
		say(cfg, "this can't be read as `key = value` or `section { }`");
	cfg_free(cfg);
	if (r == 0)
		*ret_tree = tree;
	return r;
}

int config_line(const struct config_section *section, const char *key)
{
	list_each (setting, &section->settings) {
		if (strcmp(setting->key->name, key) == 0)
			return setting->line;
	}
	return 0;
}

int config_fault(
	struct fault *fault, const struct config_tree *tree, int line, const char *format, ...)
{
	char words[480];
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	return fault_set(fault, -EINVAL, "%s:%d: %s", tree->file, line, words);
}
