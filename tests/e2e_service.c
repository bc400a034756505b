/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/attempts.c */
/* SPDX-License-Identifier: MIT */
/*
 * The service file's restrictions, played by tests/as-service: first that they hold, tried from
 * inside by this program itself; then that the daemon lives under them, with boxes of its own, a
 * real Dovecot and a real Postfix (e2e_mail once more).
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "outward/sandbox.h"
#include "support/attempts.h"
#include "support/season.h"

#define PROBE "SAMLAD_PROBE" /* set: this program is the one that is confined */
#define ALONE "system calls alone"

static int result(long r)
{
	return r < 0 ? errno : 0;
}

static int write_to(const char *path)
{
	return result(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}
static int try_etc(void)
{
	return write_to("/etc/samlad-was-here");
}
static int try_lib(void)
{
	return write_to("/var/lib/samlad-was-here");
}
static int try_state(void)
{
	return write_to(getenv(PROBE));
}
static int try_kernel_log(void)
{
	return result(open("/dev/kmsg", O_RDONLY | O_CLOEXEC));
}
static int try_init(void)
{
	return result(open("/proc/1/status", O_RDONLY | O_CLOEXEC));
}
static int try_tunables(void)
{
	return result(open("/proc/sys/kernel/hostname", O_RDONLY | O_CLOEXEC));
}
static int try_capabilities(void)
{
	for (int capability = 0; capability <= CAP_LAST_CAP; capability++)
		if (prctl(PR_CAPBSET_READ, capability, 0, 0, 0) > 0)
			return capability + 1;
	return getuid() == 0 ? EPERM : 0;
}
static int try_privileges(void)
{
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : EPERM;
}
static int try_netlink(void)
{
	return result(socket(AF_NETLINK, SOCK_RAW, 0));
}
static int try_set_id(void)
{
	return result(chmod(getenv(PROBE), 04700));
}
static int try_personality(void)
{
	return result(personality(ADDR_NO_RANDOMIZE));
}
static int try_clock(void)
{
	const struct timespec now = {.tv_sec = time(NULL)};

	return result(clock_settime(CLOCK_REALTIME, &now));
}
static int try_host_name(void)
{
	return result(sethostname("samlad", 6));
}
static int try_mount(void)
{
	return result(mount("none", "/tmp", "tmpfs", 0, NULL));
}
static int try_bpf(void)
{
	return result(syscall(SYS_bpf, 0, NULL, 0));
}
static int try_module(void)
{
	return result(syscall(SYS_init_module, NULL, 0, ""));
}
static int try_realtime(void)
{
	const struct sched_param most = {.sched_priority = 1};

	return result(sched_setscheduler(0, SCHED_FIFO, &most));
}
static int try_dump(void)
{
	struct rlimit limit;

	getrlimit(RLIMIT_CORE, &limit);
	return limit.rlim_max == 0 ? 0 : EPERM;
}
static int try_mask(void)
{
	return umask(0) == 0077 ? 0 : EPERM;
}

static const struct row {
	const char *name;
	int (*act)(void);
	int error;
	bool mounted; /* where namespaces could be made */
} rows[] = {
	{"etc", try_etc, EROFS, true},
	{"lib", try_lib, EROFS, true},
	{"state", try_state, 0, false},
	{"kernel-log", try_kernel_log, ENOENT, true},
	{"init", try_init, ENOENT, true},
	{"tunables", try_tunables, ENOENT, true},
	{"capabilities", try_capabilities, 0, true},
	{"privileges", try_privileges, 0, false},
	{"network", try_inet, 0, false},
	{"packets", try_packet, EAFNOSUPPORT, false},
	{"netlink", try_netlink, EAFNOSUPPORT, false},
	{"code", try_code, EPERM, false},
	{"namespace", try_unshare, EPERM, false},
	{"set-id", try_set_id, EPERM, false},
	{"personality", try_personality, EPERM, false},
	{"trace", try_ptrace, EPERM, false},
	{"clock", try_clock, EPERM, false},
	{"host-name", try_host_name, EPERM, false},
	{"mount", try_mount, EPERM, false},
	{"bpf", try_bpf, EPERM, false},
	{"module", try_module, EPERM, false},
	{"realtime", try_realtime, EPERM, false},
	{"dump", try_dump, 0, false},
	{"mask", try_mask, 0, false},
};
#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

static int be_probe(void)
{
	for (size_t i = 0; i < N_ROWS; i++)
		printf("%s %d\n", rows[i].name, rows[i].act());
	return 0;
}

/* ---- this side ---- */

static char built[4096]; /* the folder in which the programs lie */

static const char *in_built(struct arena *arena, const char *name)
{
	return arena_printf(arena, "%s/%s", built, name);
}

static void need_a_box(void)
{
	if (sandbox_is_possible())
		return;
	print_message("skipped: a sanitizer needs more system calls than a service has\n");
	skip();
}

static void what_the_service_file_forbids_fails(void **state)
{
	struct season season;
	char self[4096] = "";

	(void)state;
	need_a_box();
	season_begin(&season, "");
	assert_true(readlink("/proc/self/exe", self, sizeof(self) - 1) > 0);
	setenv(PROBE, season_path(&season, "state/file"), 1);
	setenv("SAMLAD_CONFINED", self, 1);
	setenv("SAMLAD_CONFINER", in_built(season.arena, "tests/confined"), 1);
	assert_non_null(realpath("tests/as-service", season.samlad));
	struct season_ran ran = season_samlad(&season, "probe");
	unsetenv(PROBE);
	unsetenv("SAMLAD_CONFINER");
	if (ran.status != 0)
		fail_msg("exit %d: %s", ran.status, ran.err);
	bool alone = strstr(ran.err, ALONE) != NULL;
	for (size_t i = 0; i < N_ROWS; i++) {
		const char *line =
			arena_printf(season.arena, "%s %d\n", rows[i].name, rows[i].error);
		if (!(alone && rows[i].mounted) && !strstr(ran.out, line))
			fail_msg("%s is not in:\n%s%s", line, ran.out, ran.err);
	}
	print_message("%s", ran.err);
	season_end(&season);
}

static void the_daemon_lives_between_real_servers(void **state)
{
	int status;

	(void)state;
	need_a_box();
	_cleanup_arena_ struct arena *arena = arena_new();
	setenv("SAMLAD_CONFINED", in_built(arena, "samlad"), 1);
	setenv("SAMLAD", "tests/as-service", 1);
	pid_t pid = fork();
	if (pid == 0) {
		/* its failures are on standard error; its successes are counted where it runs alone
		 */
		dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
		execl(in_built(arena, "tests/e2e_mail"), "e2e_mail", "brief", (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_service_file_forbids_fails),
		cmocka_unit_test(the_daemon_lives_between_real_servers),
	};
	const char *samlad = getenv("SAMLAD");

	if (getenv(PROBE))
		return be_probe();
	setenv("SAMLAD_SAY", "1", 1);
	snprintf(built, sizeof(built), "%s", samlad ? samlad : "build/samlad");
	char *slash = strrchr(built, '/');
	assert_non_null(slash);
	*slash = '\0';
	return cmocka_run_group_tests(tests, NULL, NULL);
}
