/* SPDX-License-Identifier: MIT */
/*
 * `samlad understand`: the reader's own work on files, for leaders' "why did it think that?", for
 * tests and for whoever wants to look before trusting. Needs no config, changes nothing, and takes
 * any bytes: only a file that can't be opened is a failure, and the others are read all the same.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/str.h"
#include "base/understanding_json.h"
#include "outward/template_folder.h"
#include "text/phrases.h"
#include "text/understand.h"
#include "top/command.h"

#define FILE_LIMIT (64 * 1024 * 1024)
#define EXPLAIN_LIMIT (1024 * 1024)

struct wanted {
	bool asked;
	bool explain;
	bool format_said;
	enum mail_format format;
	struct questions questions;
};

/* "signup:4": the kind, and how many offers it has. */
static bool parse_asked(const char *text, struct wanted *wanted)
{
	char word[32];
	const char *colon = strchr(text, ':');
	size_t n = colon ? (size_t)(colon - text) : strlen(text);

	if (n >= sizeof(word))
		return false;
	memcpy(word, text, n);
	word[n] = '\0';
	char *end = NULL;
	long options = colon ? strtol(colon + 1, &end, 10) : 0;
	if (colon && (end == colon + 1 || *end || options < 1 || options > OPTIONS_MOST))
		return false;
	wanted->asked = true;
	if (!strcmp(word, "order")) {
		wanted->questions.is_leader = true;
		return !colon;
	}
	int kind = ask_kind_from_text(word);
	if (kind < 0)
		return false;
	wanted->questions.n = 1;
	wanted->questions.at[0] = (struct question){.kind = (enum ask_kind)kind,
		.own = true,
		.about = DAY_NONE,
		.n_options = (size_t)options};
	return true;
}

static bool no_such_kind(const char *text)
{
	fprintf(stderr, "samlad: there is no kind of question %s; there are", text);
	for (int kind = 0; kind < ASK_KINDS; kind++)
		fprintf(stderr, " %s", ask_kind_text((enum ask_kind)kind));
	fprintf(stderr, " order, and :N behind it says how many offers\n");
	return false;
}

static bool parse_format(const char *text, struct wanted *wanted)
{
	static const char *const names[] = {
		[MAIL_EML] = "eml", [MAIL_ICS] = "ics", [MAIL_TXT] = "txt", [MAIL_HTML] = "html"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], text) != 0)
			continue;
		wanted->format = (enum mail_format)i;
		wanted->format_said = true;
		return true;
	}
	return false;
}

static bool parse_options(int argc, char **argv, struct wanted *wanted)
{
	static const struct option options[] = {
		{"asked", required_argument, NULL, 'a'},
		{"lang", required_argument, NULL, 'l'},
		{"format", required_argument, NULL, 'f'},
		{"explain", no_argument, NULL, 'e'},
		{NULL, 0, NULL, 0},
	};

	optind = 0;
	for (int option; (option = getopt_long(argc, argv, "c:", options, NULL)) != -1;) {
		bool good = option != '?';
		if (option == 'a')
			good = parse_asked(optarg, wanted) || no_such_kind(optarg);
		else if (option == 'f')
			good = parse_format(optarg, wanted);
		else if (option == 'l')
			wanted->questions.language = optarg;
		else if (option == 'e')
			wanted->explain = true;
		if (!good)
			return false;
	}
	return optind < argc;
}

static int load_book(struct arena *arena, struct phrasebook **ret_book, struct fault *fault)
{
	struct template_folder *folder;
	struct template_files files;
	int error = template_folder_open(arena, NULL, &folder, fault);

	if (!error)
		error = template_folder_phrases(arena, folder, &files, fault);
	if (error)
		return error;
	struct phrase_file *phrases = arena_make_n(arena, struct phrase_file, files.n + 1);
	for (size_t i = 0; i < files.n; i++)
		phrases[i] = (struct phrase_file){files.at[i].language, files.at[i].name,
			files.at[i].bytes, files.at[i].n_bytes};
	return phrasebook_new(phrases, files.n, ret_book, fault);
}

/* The file's bytes, malloc'ed; more than FILE_LIMIT of them are left unread. NULL with errno set.
 */
static char *read_file(const char *path, size_t *ret_n)
{
	int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);
	struct stat status;
	size_t room = 64 * 1024, n = 0;

	if (fd >= 0 && !fstat(fd, &status) && S_ISREG(status.st_mode) &&
		status.st_size < FILE_LIMIT)
		room = (size_t)status.st_size + 1;
	char *bytes = fd >= 0 ? malloc(room) : NULL;
	while (bytes) {
		ssize_t got = read(fd, bytes + n, room - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(bytes);
			bytes = NULL;
		}
		if (got <= 0 || (n += (size_t)got) >= FILE_LIMIT)
			break;
		if (n < room)
			continue;
		char *more = realloc(bytes, room *= 2);
		if (!more)
			abort();
		bytes = more;
	}
	int error = errno;
	if (fd >= 0)
		close(fd);
	errno = error;
	*ret_n = n;
	return bytes;
}

static void print_failure(const char *file, int error)
{
	json_t *object =
		json_pack("{s:s%, s:s}", "file", file, strlen(file), "error", strerror(error));
	char *line = object ? json_dumps(object, JSON_COMPACT) : NULL;

	printf("%s\n",
		line ? line : "{\"file\": null, \"error\": \"the file's name is no UTF-8\"}");
	free(line);
	json_decref(object);
}

static enum mail_format format_of(const struct wanted *wanted, const char *file)
{
	size_t n = strlen(file);

	if (wanted->format_said)
		return wanted->format;
	return n > 4 && !strcasecmp(file + n - 4, ".ics") ? MAIL_ICS : MAIL_EML;
}

static void understand_bytes(const struct wanted *wanted, const struct phrasebook *book,
	const char *file, const char *bytes, size_t n_bytes)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_str_ struct str explain;
	struct questions questions = wanted->questions;

	str_init(&explain, EXPLAIN_LIMIT);
	struct mail_in_hand *hand = understand_open(arena, book, format_of(wanted, file), bytes,
		n_bytes, wanted->explain ? &explain : NULL);
	bool dated = understand_envelope(hand)->date != INSTANT_NONE;
	questions.mail_day = dated ? DAY_NONE : zone_day(zone_utc(), clock_now(), NULL);
	struct understanding *words =
		arena_memdup(arena, understand_words(hand, &questions), sizeof(*words));
	understanding_fit(arena, words); /* as it leaves the reader */
	printf("%s\n", understanding_to_json(arena, words, file, true));
	if (wanted->explain)
		fputs(explain.at, stdout);
}

int cmd_understand(int argc, char **argv)
{
	struct wanted wanted = {.format = MAIL_EML};
	_cleanup_arena_ struct arena *arena = arena_new();
	struct phrasebook *book = NULL;
	struct fault fault = {""};
	int code = EXIT_DONE;

	if (!parse_options(argc, argv, &wanted))
		return command_usage(argv[0]);
	int error = load_book(arena, &book, &fault);
	if (error) {
		log_error("%s", fault_text(&fault, error));
		return EXIT_FAILED;
	}
	for (int i = optind; i < argc; i++) {
		size_t n = 0;
		char *bytes = read_file(argv[i], &n);
		if (bytes)
			understand_bytes(&wanted, book, argv[i], bytes, n);
		else
			print_failure(argv[i], errno);
		code = bytes ? code : EXIT_FAILED;
		free(bytes);
	}
	phrasebook_free(book);
	return fflush(stdout) ? EXIT_FAILED : code;
}
