/* SPDX-License-Identifier: MIT */
/*
 * confined UNIT PROGRAM ARGUMENT...: runs the program under what a service file says of its system
 * calls, as a service manager would: the list of calls, address families, memory that is written
 * and executed, namespaces, set-user-ID bits, personality. What mounts and users can do,
 * tests/as-service does before. A key that neither knows is an error, so that the unit can't gain
 * one that no test plays.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define SETS_BYTES (256 * 1024)
#define FAMILIES 48

static char sets[SETS_BYTES]; /* "@default\n    # …\n    brk\n …": every set that systemd knows */
static scmp_filter_ctx listed; /* nothing but what the unit lists */
static scmp_filter_ctx bounded; /* whatever the unit bounds by arguments */

static void fail(const char *what, const char *value)
{
	fprintf(stderr, "confined: %s %s\n", what, value);
	exit(126);
}

static void refuse(int error, int call, unsigned argument, enum scmp_compare op, scmp_datum_t a,
	scmp_datum_t b)
{
	struct scmp_arg_cmp compare = SCMP_CMP(argument, op, a, b);
	int r = seccomp_rule_add_array(bounded, SCMP_ACT_ERRNO((unsigned)error), call, 1, &compare);

	if (r < 0)
		fail("a rule was refused:", strerror(-r));
}

/* ---- SystemCallFilter ---- */

static void read_sets(void)
{
	FILE *out = popen("systemd-analyze --no-pager syscall-filter 2>/dev/null", "r");
	size_t n = out ? fread(sets, 1, sizeof(sets) - 1, out) : 0;

	sets[n] = '\0';
	if (!out || pclose(out) != 0 || n == 0)
		fail("systemd-analyze says nothing of", "syscall-filter");
}

struct names {
	char *at[2048];
	size_t n;
};

static void add_name(struct names *names, const char *name);

/* A set's lines, indented under its name. */
static void add_set(struct names *names, const char *set)
{
	char *head = NULL, *all = sets;
	size_t n = strlen(set);

	while ((all = strstr(all, set)) && (all[n] != '\n' || (all > sets && all[-1] != '\n')))
		all++;
	if (!all)
		fail("no such set:", set);
	for (head = strchr(all, '\n') + 1; *head == ' '; head = strchr(head, '\n') + 1) {
		char *word = strndup(head, strcspn(head, "\n"));
		char *start = word + strspn(word, " ");
		if (*start != '#')
			add_name(names, start);
		free(word);
	}
}

static void add_name(struct names *names, const char *name)
{
	if (*name == '@')
		add_set(names, name);
	else if (names->n < sizeof(names->at) / sizeof(names->at[0]))
		names->at[names->n++] = strdup(name);
}

static struct names allowed, denied;

static void take_calls(char *value)
{
	bool deny = *value == '~';

	value += deny;
	for (char *word; (word = strsep(&value, " "));)
		if (*word)
			add_name(deny ? &denied : &allowed, word);
}

static bool is_denied(const char *name)
{
	for (size_t i = 0; i < denied.n; i++)
		if (strcmp(denied.at[i], name) == 0)
			return true;
	return false;
}

static void list_calls(void)
{
	for (size_t i = 0; i < allowed.n; i++) {
		int call = seccomp_syscall_resolve_name(allowed.at[i]);
		if (call != __NR_SCMP_ERROR && !is_denied(allowed.at[i]))
			seccomp_rule_add(listed, SCMP_ACT_ALLOW, call, 0);
	}
}

/* ---- what is bounded by arguments ---- */

static void take_families(char *value)
{
	static const struct {
		const char *name;
		unsigned family;
	} known[] = {{"AF_UNIX", AF_UNIX}, {"AF_INET", AF_INET}, {"AF_INET6", AF_INET6}};
	unsigned long mask = 0;

	for (char *word; (word = strsep(&value, " "));)
		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			mask |= strcmp(known[i].name, word) == 0 ? 1UL << known[i].family : 0;
	for (unsigned family = 0; family < FAMILIES; family++)
		if (!(mask >> family & 1))
			refuse(EAFNOSUPPORT, SCMP_SYS(socket), 0, SCMP_CMP_EQ, family, 0);
	refuse(EAFNOSUPPORT, SCMP_SYS(socket), 0, SCMP_CMP_GE, FAMILIES, 0);
}

static void deny_executable_memory(char *value)
{
	const scmp_datum_t both = PROT_WRITE | PROT_EXEC;

	(void)value;
	refuse(EPERM, SCMP_SYS(mmap), 2, SCMP_CMP_MASKED_EQ, both, both);
	refuse(EPERM, SCMP_SYS(mprotect), 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC);
	refuse(EPERM, SCMP_SYS(pkey_mprotect), 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC);
	refuse(EPERM, SCMP_SYS(shmat), 2, SCMP_CMP_MASKED_EQ, SHM_EXEC, SHM_EXEC);
}

static void deny_namespaces(char *value)
{
	static const scmp_datum_t flags[] = {CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS,
		CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET};

	(void)value;
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		refuse(EPERM, SCMP_SYS(clone), 0, SCMP_CMP_MASKED_EQ, flags[i], flags[i]);
		refuse(EPERM, SCMP_SYS(unshare), 0, SCMP_CMP_MASKED_EQ, flags[i], flags[i]);
	}
	seccomp_rule_add(bounded, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(setns), 0);
	seccomp_rule_add(bounded, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
}

static void deny_set_id_bits(char *value)
{
	static const scmp_datum_t bits[] = {S_ISUID, S_ISGID};

	(void)value;
	for (size_t i = 0; i < 2; i++) {
		refuse(EPERM, SCMP_SYS(chmod), 1, SCMP_CMP_MASKED_EQ, bits[i], bits[i]);
		refuse(EPERM, SCMP_SYS(fchmod), 1, SCMP_CMP_MASKED_EQ, bits[i], bits[i]);
		refuse(EPERM, SCMP_SYS(fchmodat), 2, SCMP_CMP_MASKED_EQ, bits[i], bits[i]);
	}
}

static void lock_personality(char *value)
{
	(void)value;
	refuse(EPERM, SCMP_SYS(personality), 0, SCMP_CMP_NE, PER_LINUX, 0);
}

static void limit_core(char *value)
{
	const struct rlimit none = {strtoul(value, NULL, 10), strtoul(value, NULL, 10)};

	setrlimit(RLIMIT_CORE, &none);
}

static void set_umask(char *value)
{
	umask((mode_t)strtoul(value, NULL, 8));
}

/* Played by as-service, or a matter of the manager alone (when to start, how to end, what to
 * count), or said already by the list of calls. */
static void pass(char *value)
{
	(void)value;
}

static const struct key {
	const char *name;
	void (*take)(char *value);
} keys[] = {{"SystemCallFilter", take_calls}, {"RestrictAddressFamilies", take_families},
	{"MemoryDenyWriteExecute", deny_executable_memory}, {"RestrictNamespaces", deny_namespaces},
	{"RestrictSUIDSGID", deny_set_id_bits}, {"LockPersonality", lock_personality},
	{"LimitCORE", limit_core}, {"UMask", set_umask}, {"Type", pass}, {"ExecStart", pass},
	{"ExecReload", pass}, {"Environment", pass}, {"KillMode", pass}, {"TimeoutStopSec", pass},
	{"WatchdogSec", pass}, {"Restart", pass}, {"RestartSec", pass},
	{"RestartPreventExitStatus", pass}, {"User", pass}, {"Group", pass},
	{"StateDirectory", pass}, {"StateDirectoryMode", pass}, {"TasksMax", pass},
	{"NoNewPrivileges", pass}, {"CapabilityBoundingSet", pass}, {"AmbientCapabilities", pass},
	{"ProtectSystem", pass}, {"ProtectHome", pass}, {"PrivateTmp", pass},
	{"PrivateDevices", pass}, {"PrivateUsers", pass}, {"PrivateMounts", pass},
	{"PrivateIPC", pass}, {"ProtectClock", pass}, {"ProtectControlGroups", pass},
	{"ProtectHostname", pass}, {"ProtectKernelLogs", pass}, {"ProtectKernelModules", pass},
	{"ProtectKernelTunables", pass}, {"ProtectProc", pass}, {"ProcSubset", pass},
	{"RemoveIPC", pass}, {"KeyringMode", pass}, {"RestrictRealtime", pass},
	{"SystemCallArchitectures", pass}, {"SystemCallErrorNumber", pass}};

static void take_line(char *line)
{
	char *value = strchr(line, '=');

	if (!value)
		return;
	*value++ = '\0';
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (strcmp(keys[i].name, line) != 0)
			continue;
		keys[i].take(value);
		return;
	}
	fail("nobody plays", line);
}

static void read_unit(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[1024];
	bool service = false;

	if (!file)
		fail(strerror(errno), path);
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (*line == '[')
			service = strcmp(line, "[Service]") == 0;
		else if (service && *line && *line != '#')
			take_line(line);
	}
	fclose(file);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		fail("usage: confined UNIT", "PROGRAM ...");
	listed = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	bounded = seccomp_init(SCMP_ACT_ALLOW);
	read_sets();
	read_unit(argv[1]);
	list_calls();
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || seccomp_load(bounded) < 0 ||
		seccomp_load(listed) < 0)
		fail("no filter of system calls:", strerror(errno));
	execv(argv[2], argv + 2);
	fail(strerror(errno), argv[2]);
	return 126;
}
