/* SPDX-License-Identifier: MIT */
/* Things that a boxed process may try. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"
#include "outward/maildir.h"
#include "outward/store.h"
#include "support/attempts.h"

char allowed_dir[SCRATCH_PATH];

int try_nothing(void)
{
	return 0;
}
int try_memory(void)
{
	char *big = malloc(64 << 20);

	memset(big, 1, 64 << 20);
	big = realloc(big, 96 << 20);
	free(big);
	return big == NULL ? ENOMEM : 0;
}
static int compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}
int try_sorting(void)
{
	int *numbers = calloc(100000, sizeof(int));

	for (int i = 0; i < 100000; i++)
		numbers[i] = -i;
	qsort(numbers, 100000, sizeof(int), compare_ints);
	int r = numbers[0] == -99999 ? 0 : EIO;

	free(numbers);
	return r;
}
int try_reading(void)
{
	return open("/etc/hostname", O_RDONLY) < 0 ? errno : 0;
}
int try_root(void)
{
	return open("/root", O_RDONLY | O_DIRECTORY) < 0 ? errno : 0;
}
int try_stat(void)
{
	struct stat st;

	return stat("/etc/hostname", &st) < 0 ? errno : 0;
}
int try_writing(void)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/file", allowed_dir);
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	if (fd < 0)
		return errno;
	return write(fd, "x", 1) == 1 ? 0 : errno;
}
int try_moving(void)
{
	char from[128], to[128];

	snprintf(from, sizeof(from), "%s/tmp/a", allowed_dir);
	snprintf(to, sizeof(to), "%s/new/a", allowed_dir);
	int fd = open(from, O_WRONLY | O_CREAT, 0600);

	if (fd < 0 || fsync(fd) < 0)
		return errno;
	return rename(from, to) < 0 ? errno : 0;
}
int try_writing_elsewhere(void)
{
	return open("/tmp", O_WRONLY | O_TMPFILE, 0600) < 0 ? errno : 0;
}
int try_inet(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0;
}
int try_inet6(void)
{
	return socket(AF_INET6, SOCK_DGRAM, 0) < 0 ? errno : 0;
}
int try_packet(void)
{
	return socket(AF_PACKET, SOCK_RAW, 0) < 0 ? errno : 0;
}
int try_vsock(void)
{
	return socket(AF_VSOCK, SOCK_STREAM, 0) < 0 ? errno : 0;
}
int try_unix(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? errno : 0;
}
int try_connect(void)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};

	return connect(0, (struct sockaddr *)&to, sizeof(to)) < 0 ? errno : 0;
}
int try_exec(void)
{
	execl("/bin/true", "true", (char *)NULL);
	return errno;
}
int try_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid < 0 ? errno : 0;
}
static void *idle(void *context)
{
	return context;
}
int try_thread(void)
{
	pthread_t thread;
	int r = pthread_create(&thread, NULL, idle, NULL);

	return r == 0 ? pthread_join(thread, NULL) : r;
}
int try_ptrace(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0 ? errno : 0;
}
int try_kill(void)
{
	return kill(getppid(), 0) < 0 ? errno : 0;
}
int try_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		       0) == MAP_FAILED
		? errno
		: 0;
}
int try_unshare(void)
{
	return syscall(SYS_unshare, 0x10000000) < 0 ? errno : 0;
}
int try_wider_limit(void)
{
	struct rlimit limit = {.rlim_cur = 1 << 20, .rlim_max = 1 << 20};

	return setrlimit(RLIMIT_CORE, &limit) < 0 ? errno : 0;
}
int try_four_gigabytes(void)
{
	void *at = mmap(NULL, UINT64_C(4) << 30, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return at == MAP_FAILED ? errno : 0;
}
int try_core(void)
{
	struct rlimit limit;

	getrlimit(RLIMIT_CORE, &limit);
	return (int)limit.rlim_cur;
}
int try_database(void)
{
	struct fault fault = {.text = ""};
	char path[128];
	struct store *store;

	snprintf(path, sizeof(path), "%s/samlad.db", allowed_dir);
	int r = store_open(path, false, &store, &fault);

	if (r == 0)
		r = store_begin(store, &fault);
	if (r == 0)
		r = store_commit(store, &fault);
	if (r == 0)
		store_close(store);
	return -r;
}
/* All that the coordinator does with a Maildir, and the watch on it. */
int try_maildir(void)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_maildir_ struct maildir *maildir = NULL;
	char path[128];
	struct maildir_mail *mails;
	size_t n = 0;
	int watch = -1;

	snprintf(path, sizeof(path), "%s/mail/main", allowed_dir);
	int r = maildir_open(path, true, &maildir, NULL);

	if (r == 0)
		r = maildir_watch(maildir, &watch, NULL);
	if (r == 0)
		r = maildir_deliver(maildir, "1.a", "x", 1, NULL);
	if (r == 0)
		r = maildir_deliver(maildir, "2.b", "x", 1, NULL);
	if (r == 0)
		r = maildir_list(maildir, arena, NULL, 10, &mails, &n, NULL);
	if (r == 0)
		r = n == 2 ? maildir_file_away(maildir, arena, &mails[0], NULL) : -EIO;
	if (r == 0)
		r = maildir_quarantine(maildir, arena, &mails[1], NULL);
	return -r;
}
