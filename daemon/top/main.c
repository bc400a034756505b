/* SPDX-License-Identifier: MIT */
/*
 * The program's one entry: finds the command in the table and runs it. `samlad [-c FILE] COMMAND
 * …`; the file is handed to the command as its own first option, so a command reads all it needs
 * from its arguments and nothing is kept in between.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "outward/process.h"
#include "top/command.h"
#include "top/role.h"

static const struct command commands[] = {
	{"import", cmd_import,
		"NETWORK FILE.csv [--now TIME]\n"
		"Takes members from a list, all or nothing; sends nothing."},
	{"check", cmd_check,
		"[--round-trip]\n"
		"Looks at config, log-ins, certificates and DNS records; sends nothing unless told "
		"to."},
	{"status", cmd_status,
		"[NETWORK] [--json] [--names] [--now TIME] | --why MESSAGE-ID|MEMBER\n"
		"Shows how networks stand, or why something is as it is."},
	{"export", cmd_export,
		"MEMBER\n"
		"Prints all that is kept of one member as JSON."},
	{"backup", cmd_backup,
		"FILE\n"
		"Puts all that cannot be had again into one file, while the daemon runs."},
	{"restore", cmd_restore,
		"FILE\n"
		"Makes the state out of a backup where there is none yet; what it had queued is "
		"held."},
	{"release", cmd_release,
		"[--drop] [--now TIME]\n"
		"Lets go what is held since a restore or a jump of the clock, or writes it off."},
	{"forget", cmd_forget,
		"MEMBER\n"
		"Takes a member off the list and blanks her words and name; the journal stays."},
	{"letters", cmd_letters,
		"[DIR]\n"
		"Writes every letter in every language to files, with sample values."},
	{"report", cmd_report,
		"[NETWORK] [--out FILE] [--now TIME]\n"
		"Writes how a network has fared as one HTML page, for its leaders."},
	{"run", cmd_run,
		"[--once [--now TIME]]\n"
		"The daemon; --once does all that waits and ends."},
	{"simulate", cmd_simulate,
		"[--out DIR] [--seed N]\n"
		"Plays one season of a network in DIR (samlad-demo), without a server."},
	{"understand", cmd_understand,
		"[--asked KIND[:N]] [--lang LANGUAGE] [--format eml|ics|txt|html] [--explain] "
		"FILE…\n"
		"Says as JSON, one line a file, what is understood of each mail; - is standard "
		"input."},
};
#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static void print_help(FILE *to, const struct command *command)
{
	fprintf(to, "samlad %s %s\n", command->name, command->help);
}

int command_usage(const char *name)
{
	const struct command *command = command_find(name);

	if (command)
		print_help(stderr, command);
	return EXIT_USAGE;
}

int command_wants_help(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--"))
			return 0;
		if (!strcmp(argv[i], "--help")) {
			print_help(stdout, command_find(argv[0]));
			return 1;
		}
	}
	return 0;
}

static int usage(FILE *to)
{
	fprintf(to, "samlad [-c FILE] COMMAND …\nCommands (each with --help):\n");
	for (size_t i = 0; i < COMMANDS; i++)
		fprintf(to, "  %-12s %s\n", commands[i].name, strchr(commands[i].help, '\n') + 1);
	return to == stdout ? EXIT_DONE : EXIT_USAGE;
}

int main(int argc, char **argv)
{
	bool has_config = argc > 2 && !strcmp(argv[1], "-c");
	int first = has_config ? 3 : 1;

	if (argc > 1 && strncmp(argv[1], PROCESS_ARGUMENT, strlen(PROCESS_ARGUMENT)) == 0)
		return role_main(argv[1] + strlen(PROCESS_ARGUMENT), argc > 3 ? argv[3] : NULL);
	if (argc > first && !strcmp(argv[first], "--help"))
		return usage(stdout);
	const struct command *command = argc > first ? command_find(argv[first]) : NULL;
	if (!command && argc > first)
		fprintf(stderr, "samlad: there is no command %s\n", argv[first]);
	if (!command)
		return usage(stderr);
	if (has_config) { /* -c FILE COMMAND becomes COMMAND -c FILE */
		char *name = argv[3];
		argv[3] = argv[2];
		argv[2] = argv[1];
		argv[1] = name;
		first = 1;
	}
	return command_wants_help(argc - first, argv + first)
		? EXIT_DONE
		: command->run(argc - first, argv + first);
}
