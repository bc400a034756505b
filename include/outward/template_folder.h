/* SPDX-License-Identifier: MIT */
/*
 * The templates folder: every language's phrases for the reader, and its files for the letters.
 *
 * Its place: what the config says; else ../templates beside the running binary; else /usr/share/samlad/templates.
 * A language is a folder there; of `also/<language>/` only the phrases are read.
 */
#ifndef SAMLAD_OUTWARD_TEMPLATE_FOLDER_H
#define SAMLAD_OUTWARD_TEMPLATE_FOLDER_H

#include <stddef.h>

#include "letters/templates.h"

struct arena;
struct fault;
struct template_folder;

#define TEMPLATE_FILE_LIMIT (1024 * 1024) /* bytes of one file; more is an error */

struct template_files {
	const struct template_file *at; /* bytes end with a NUL that n_bytes does not count */
	size_t n;
};

/* path NULL: looked for. 0, or -errno with the places that were tried in the fault. */
int template_folder_open(struct arena *arena, const char *path, struct template_folder **ret_folder,
	struct fault *fault);
const char *template_folder_path(const struct template_folder *folder);

/* All files named phrases* ("sv/phrases.mail"): of sv and en first, then of the other folders, then of also/. */
int template_folder_phrases(struct arena *arena, const struct template_folder *folder, struct template_files *ret_files,
	struct fault *fault);
/* What templates_new() takes: *.mustache and subjects ("attendance.mustache"), in the same order of folders. */
int template_folder_letters(struct arena *arena, const struct template_folder *folder, struct template_files *ret_files,
	struct fault *fault);
/* One file of a language ("sv", "first.mustache"); -ENOENT when it is not there. */
int template_folder_read(struct arena *arena, const struct template_folder *folder, const char *language,
	const char *name, struct template_file *ret_file, struct fault *fault);

#endif
