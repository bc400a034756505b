/* SPDX-License-Identifier: MIT */
/*
 * `samlad letters [DIR]`: every letter in every language, with sample values, as files to look at:
 * NAME.LANGUAGE.txt (subject and text), .html, .eml and, where it has a calendar file, .ics. Needs
 * no config and no state. A letter that templates/samples.json knows nothing of is written all the
 * same and named in a remark.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fault.h"
#include "top/command.h"
#include "top/opened.h"
#include "top/samples.h"

#define DIRECTORY_DEFAULT "letters"

static int write_file(const char *path, const char *bytes, size_t n, struct fault *fault)
{
	FILE *file = fopen(path, "we");

	if (!file)
		return fault_set(fault, -errno, "%s: %s", path, strerror(errno));
	bool written = fwrite(bytes, 1, n, file) == n;
	if (fclose(file) != 0 || !written)
		return fault_set(fault, -EIO, "%s can't be written whole", path);
	return 0;
}

static int write_forms(struct arena *arena, const char *directory,
	const struct sample_letter *letter, struct fault *fault)
{
	const char *text =
		arena_printf(arena, "Subject: %s\n\n%s", letter->words.subject, letter->words.text);
	const struct form {
		const char *ending, *bytes;
		size_t n;
	} forms[] = {
		{"txt", text, strlen(text)},
		{"html", letter->words.html, strlen(letter->words.html)},
		{"eml", letter->mail, letter->n_mail},
		{"ics", letter->calendar, strlen(letter->calendar)},
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (forms[i].n == 0)
			continue;
		int r = write_file(arena_printf(arena, "%s/%s.%s.%s", directory, letter->name,
					   letter->language, forms[i].ending),
			forms[i].bytes, forms[i].n, fault);
		if (r < 0)
			return r;
	}
	return 0;
}

static int write_all(const struct samples *samples, const char *directory, struct fault *fault)
{
	size_t written = 0;

	if (mkdir(directory, 0777) < 0 && errno != EEXIST)
		return fault_set(fault, -errno, "%s: %s", directory, strerror(errno));
	for (;; written++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct sample_letter letter;
		int r = samples_render(samples, written, arena, &letter, fault);
		if (r == -ENOENT)
			break;
		if (r == 0)
			r = write_forms(arena, directory, &letter, fault);
		if (r < 0)
			return r;
		if (!letter.has_values)
			fprintf(stderr, "samlad: %s (%s): samples.json has no values for it\n",
				letter.name, letter.language);
	}
	printf("%zu letters in %s\n", written, directory);
	return 0;
}

int cmd_letters(int argc, char **argv)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct samples *samples;
	struct options options;
	struct fault fault = {""};

	if (!options_parse(argc, argv, "", &options))
		return EXIT_USAGE;
	if (argc - options.first > 1)
		return command_usage("letters");
	const char *directory = options.first < argc ? argv[options.first] : DIRECTORY_DEFAULT;
	int r = samples_load(arena, NULL, &samples, &fault);
	if (r == 0) {
		r = write_all(samples, directory, &fault);
		samples_free(samples);
	}
	return r < 0 ? opened_fail(EXIT_FAILED, &fault, r) : EXIT_DONE;
}
