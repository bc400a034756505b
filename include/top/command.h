/* SPDX-License-Identifier: MIT */
/*
 * The commands of the program. A command is a function and a row in main.c's table; argv[0] is its
 * name, and a `-c FILE` that stood before it has been moved behind it. It returns the exit code
 * (INTERFACE of samlad(8)).
 */
#ifndef SAMLAD_TOP_COMMAND_H
#define SAMLAD_TOP_COMMAND_H

enum exit_code {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
	EXIT_IN_USE = 75,
	EXIT_CONFIG = 78,
};

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help; /* its arguments, and after a line feed what it does */
};

/* Says how the command is used, on standard error, and returns EXIT_USAGE. */
int command_usage(const char *name);
/* Whether `--help` is among the arguments; then its help has been printed. */
int command_wants_help(int argc, char **argv);

int cmd_backup(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_forget(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_letters(int argc, char **argv);
int cmd_release(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_restore(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_simulate(int argc, char **argv);
int cmd_status(int argc, char **argv);
int cmd_understand(int argc, char **argv);

#endif
