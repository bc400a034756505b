/* SPDX-License-Identifier: MIT */
/*
 * Which system calls each role may make.
 *
 * The reader's two profiles list what is allowed; anything else kills the process. The child's list
 * is what reading a mail was seen to need (leave out mmap and a 25 MB mail dies), with what the
 * same library functions can come to: mremap and madvise from big blocks, sysinfo from qsort,
 * getrandom from hash seeds. No memory can be made executable. Paths are answered "no such file"
 * instead of death, for libical looks for zone files and lives without.
 *
 * The other roles run libraries that do much (name service, TLS, SQLite), so their lists say what
 * is refused: what only an attacker has use for.
 */
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "sandbox_inside.h"

#define ALLOW(call)                                                                                \
	{                                                                                          \
		.name = call, .act = ACT_ALLOW                                                     \
	}
#define ALLOW_IF(call, number, bits, is)                                                           \
	{                                                                                          \
		.name = call, .act = ACT_ALLOW, .argument = number, .mask = bits, .value = is      \
	}
#define REFUSE(call)                                                                               \
	{                                                                                          \
		.name = call, .act = ACT_REFUSE                                                    \
	}
#define HIDE(call)                                                                                 \
	{                                                                                          \
		.name = call, .act = ACT_HIDE                                                      \
	}
#define END                                                                                        \
	{                                                                                          \
		.act = ACT_END                                                                     \
	}
#define ALL UINT64_MAX

static const struct sandbox_call reading[] = {ALLOW("read"), ALLOW("readv"), ALLOW("pread64"),
	ALLOW("lseek"), ALLOW("write"), ALLOW("writev"), ALLOW("sendmsg"), ALLOW("close"),
	ALLOW("brk"), ALLOW_IF("mmap", 2, PROT_EXEC, 0), ALLOW_IF("mprotect", 2, PROT_EXEC, 0),
	ALLOW("munmap"), ALLOW("mremap"), ALLOW("madvise"), ALLOW("futex"), ALLOW("sysinfo"),
	ALLOW("getrandom"), ALLOW("clock_gettime"), ALLOW("gettimeofday"), ALLOW("time"),
	ALLOW("getpid"), ALLOW("gettid"), ALLOW("restart_syscall"), ALLOW("rt_sigreturn"),
	ALLOW("exit"), ALLOW("exit_group"), END};

static const struct sandbox_call hidden_paths[] = {HIDE("open"), HIDE("openat"), HIDE("openat2"),
	HIDE("access"), HIDE("faccessat"), HIDE("faccessat2"), HIDE("stat"), HIDE("lstat"),
	HIDE("fstat"), HIDE("newfstatat"), HIDE("statx"), HIDE("readlink"), HIDE("readlinkat"),
	END};

/* fork() as glibc makes it; what the child does between fork and its own filter; killing and
 * waiting. */
#define FORK_FLAGS (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD)
static const struct sandbox_call serving[] = {ALLOW("recvmsg"), ALLOW("poll"), ALLOW("ppoll"),
	ALLOW_IF("clone", 0, ALL, FORK_FLAGS), ALLOW("fork"), ALLOW("set_robust_list"),
	ALLOW("rt_sigprocmask"), ALLOW("wait4"), ALLOW("waitid"), ALLOW("kill"),
	ALLOW("pidfd_open"), ALLOW("pidfd_send_signal"), ALLOW("dup3"), ALLOW("dup2"),
	ALLOW("close_range"), ALLOW("prlimit64"), ALLOW("setrlimit"),
	ALLOW_IF("prctl", 0, ALL, PR_SET_PDEATHSIG), ALLOW("getppid"),
	ALLOW_IF("seccomp", 0, ALL, SECCOMP_SET_MODE_FILTER), END};

static const struct sandbox_call unwanted[] = {REFUSE("ptrace"), REFUSE("process_vm_readv"),
	REFUSE("process_vm_writev"), REFUSE("process_madvise"), REFUSE("kcmp"),
	REFUSE("pidfd_getfd"), REFUSE("bpf"), REFUSE("perf_event_open"), REFUSE("userfaultfd"),
	REFUSE("io_uring_setup"), REFUSE("io_uring_enter"), REFUSE("io_uring_register"),
	REFUSE("keyctl"), REFUSE("add_key"), REFUSE("request_key"), REFUSE("mount"),
	REFUSE("umount2"), REFUSE("pivot_root"), REFUSE("chroot"), REFUSE("move_mount"),
	REFUSE("open_tree"), REFUSE("fsopen"), REFUSE("fsmount"), REFUSE("mount_setattr"),
	REFUSE("unshare"), REFUSE("setns"), REFUSE("personality"), REFUSE("init_module"),
	REFUSE("finit_module"), REFUSE("delete_module"), REFUSE("kexec_load"),
	REFUSE("kexec_file_load"), REFUSE("reboot"), REFUSE("swapon"), REFUSE("swapoff"),
	REFUSE("acct"), REFUSE("quotactl"), REFUSE("settimeofday"), REFUSE("clock_settime"),
	REFUSE("clock_adjtime"), REFUSE("adjtimex"), REFUSE("sethostname"), REFUSE("setdomainname"),
	REFUSE("syslog"), REFUSE("iopl"), REFUSE("ioperm"), REFUSE("modify_ldt"),
	REFUSE("open_by_handle_at"), REFUSE("name_to_handle_at"), REFUSE("lookup_dcookie"),
	REFUSE("fanotify_init"), REFUSE("mknod"), REFUSE("mknodat"), REFUSE("vhangup"),
	REFUSE("uselib"), END};

/* One job and no program to start. Threads stay: libcurl resolves names in one. */
static const struct sandbox_call single[] = {REFUSE("execve"), REFUSE("execveat"), REFUSE("fork"),
	REFUSE("vfork"),
	{.name = "clone", .act = ACT_REFUSE, .argument = 0, .mask = CLONE_THREAD, .value = 0},
	{.name = "mmap",
		.act = ACT_REFUSE,
		.argument = 2,
		.mask = PROT_WRITE | PROT_EXEC,
		.value = PROT_WRITE | PROT_EXEC},
	REFUSE("kill"), REFUSE("chmod"), REFUSE("fchmod"), REFUSE("fchmodat"), REFUSE("chown"),
	REFUSE("fchown"), REFUSE("lchown"), REFUSE("fchownat"), REFUSE("setuid"), REFUSE("setgid"),
	REFUSE("setresuid"), REFUSE("setresgid"), REFUSE("setgroups"), REFUSE("listen"),
	REFUSE("accept"), REFUSE("accept4"), END};

#define FAMILY(family) (UINT64_C(1) << (family))
#define INET                                                                                       \
	(FAMILY(AF_UNIX) | FAMILY(AF_INET) | FAMILY(AF_INET6) |                                    \
		FAMILY(AF_NETLINK)) /* netlink: getaddrinfo */

const struct sandbox_rules sandbox_rules[SANDBOX_PROFILES] = {
	[SANDBOX_COORDINATOR] = {.filtered = true,
		.default_allow = true,
		.calls = {unwanted, single},
		.families = FAMILY(AF_UNIX),
		.paths = true,
		.system_readable = true},
	[SANDBOX_FETCHER] = {.filtered = true,
		.default_allow = true,
		.calls = {unwanted, single},
		.families = INET,
		.paths = true,
		.system_readable = true},
	[SANDBOX_SENDER_SMTP] = {.filtered = true,
		.default_allow = true,
		.calls = {unwanted, single},
		.families = INET,
		.paths = true,
		.system_readable = true},
	[SANDBOX_SENDER_PROGRAM] = {.filtered = false},
	[SANDBOX_SENDER_MAILDIR] = {.filtered = true,
		.default_allow = true,
		.calls = {unwanted, single},
		.families = FAMILY(AF_UNIX),
		.paths = true,
		.cut_off = true},
	[SANDBOX_READER_PARENT] = {.filtered = true,
		.calls = {reading, hidden_paths, serving},
		.paths = true,
		.cut_off = true},
	[SANDBOX_READER_CHILD] = {.filtered = true, .calls = {reading, hidden_paths}},
};
