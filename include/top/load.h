/* SPDX-License-Identifier: MIT */
/* What the program needs before it works: config, phrases, templates, from where they lie. */
#ifndef SAMLAD_TOP_LOAD_H
#define SAMLAD_TOP_LOAD_H

struct arena;
struct config;
struct fault;
struct phrasebook;
struct templates;

#define LOAD_CONFIG_DEFAULT "/etc/samlad/samlad.conf"

/* path NULL: LOAD_CONFIG_DEFAULT. */
int load_config(struct arena *arena, const char *path, struct config **ret_config, struct fault *fault);
/* The templates folder that the config names; NULL where it names none, can't be read or is NULL itself. */
const char *load_templates_path(struct arena *arena, const char *config_path);
/* folder NULL: where the program finds its own. */
int load_phrasebook(const char *folder, struct phrasebook **ret_book, struct fault *fault);
/* The arena holds the bytes and must outlive the templates. */
int load_templates(struct arena *arena, const char *folder, struct templates **ret_templates, struct fault *fault);

#endif
