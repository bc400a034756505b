/* SPDX-License-Identifier: MIT */
/* The season set up, and its state put aside and back. */
#include "support/crash_inside.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/certificate.h"
#include "support/season_story.h"

const char *const crash_way_names[CRASH_WAYS] = {
	"by Maildirs", "by IMAP, moved, and SMTP", "by IMAP, deleted, and SMTP"};

static const char maildirs[] =
	"state = %s/state\nmailbox main { maildir = inbox }\nsubmission { maildir = outbox }\n";
static const char servers[] =
	"state = %s/state\n"
	"mailbox main { imap = imaps://127.0.0.1:%u user = natverk@fou.example\n"
	"    secret = %s/secret ca = %s/certificate begin = all handled = %s }\n"
	"submission { smtp = smtps://127.0.0.1:%u user = natverk@fou.example\n"
	"    secret = %s/secret ca = %s/certificate }\n";
static const char network[] =
	"network elder-care {\n"
	"    name = \"Nätverket för äldre\" address = natverk@fou.example mailbox = main\n"
	"    language = sv timezone = Europe/Stockholm phone = \"018-00 00 00\"\n"
	"    sectors = { \"äldreomsorg / elder care\", \"primärvård / primary care\", "
	"\"specialistvård / specialist care\", \"privata utförare / private providers\" }\n"
	"    leaders = { eva@fou.example, karin@fou.example }\n" STORY_LIVE "}\n";

/* ---- files ---- */

const char *crash_aside(struct crash *crash, const char *name)
{
	return arena_printf(crash->season.arena, "%s/%s", crash->aside, name);
}

static void copy(const char *from, const char *to)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		execl("/bin/cp", "cp", "-r", "-p", from, to, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

void crash_remove(const char *path)
{
	if (access(path, F_OK) == 0)
		assert_int_equal(scratch_remove(path), 0);
}

/* The state put aside under that name, or the other way round; one that isn't there stays so. */
void crash_keep(struct crash *crash, const char *name)
{
	const char *state = season_path(&crash->season, "state"), *to = crash_aside(crash, name);

	crash_remove(to);
	if (access(state, F_OK) == 0)
		copy(state, to);
}

void crash_put_back(struct crash *crash, const char *name)
{
	const char *state = season_path(&crash->season, "state");
	const char *from = crash_aside(crash, name);

	crash_remove(state);
	if (access(from, F_OK) == 0)
		copy(from, state);
}

/* ---- the beginning ---- */

static void make_ledger(struct crash *crash)
{
	pthread_mutexattr_t robust;
	int fd = open(crash_aside(crash, "ledger"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, LEDGER_BYTES), 0);
	crash->ledger = mmap(NULL, LEDGER_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_ptr_not_equal(crash->ledger, MAP_FAILED);
	close(fd);
	pthread_mutexattr_init(&robust);
	pthread_mutexattr_setpshared(&robust, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&robust, PTHREAD_MUTEX_ROBUST);
	pthread_mutex_init(&crash->ledger->lock, &robust);
	pthread_mutexattr_destroy(&robust);
}

static void post(void *office, const char *mail)
{
	office_deliver(office, mail);
}

static void open_office(struct crash *crash, enum crash_way way)
{
	struct season *s = &crash->season;
	const char *aside = crash->aside;

	if (way == CRASH_MAILDIR) {
		season_write(s, "samlad.conf",
			arena_printf(s->arena, "%s%s", arena_printf(s->arena, maildirs, s->dir),
				network));
		return;
	}
	certificate_make(crash_aside(crash, "certificate"), crash_aside(crash, "key"));
	crash->office = office_open(
		crash->ledger, crash_aside(crash, "certificate"), crash_aside(crash, "key"));
	season_write(s, "secret", "secret\n");
	assert_int_equal(rename(season_path(s, "secret"), crash_aside(crash, "secret")), 0);
	assert_int_equal(chmod(crash_aside(crash, "secret"), 0600), 0);
	season_write(s, "samlad.conf",
		arena_printf(s->arena, "%s%s",
			arena_printf(s->arena, servers, s->dir, office_imap_port(crash->office),
				aside, aside, way == CRASH_MOVED ? "Klart" : "delete",
				office_smtp_port(crash->office), aside, aside),
			network));
	s->post = post;
	s->post_context = crash->office;
}

/* Where the test's library lies: beside the program that is tested. */
static const char *find_shim(struct season *s)
{
	return arena_printf(s->arena, "%.*s/tests/" CRASH_SHIM,
		(int)(strrchr(s->samlad, '/') - s->samlad), s->samlad);
}

void crash_begin(struct crash *crash, enum crash_way way, const char *program)
{
	*crash = (struct crash){0};
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 0); /* what is durable is the ledger's to say */
	season_begin(&crash->season, "");
	assert_int_equal(scratch_make(crash->aside), 0);
	crash_remove(season_path(&crash->season, "state"));
	season_write(&crash->season, "members.csv",
		arena_printf(crash->season.arena,
			"name,email,organisation,sector,role,language\n%s", story_members));
	make_ledger(crash);
	open_office(crash, way);
	assert_int_equal(symlink(find_shim(&crash->season), crash_aside(crash, CRASH_SHIM)), 0);
	if (program)
		assert_non_null(realpath(program, crash->season.samlad));
	/* a sanitizer wants to be loaded first; here it needn't */
	setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
	setenv(LEDGER_FILE, crash_aside(crash, "ledger"), 1);
	/* whoever outlives the coordinator is waited for by us */
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
}

void crash_end(struct crash *crash)
{
	if (!crash->ledger)
		return;
	office_close(crash->office);
	munmap(crash->ledger, LEDGER_BYTES);
	scratch_remove(crash->aside);
	season_end(&crash->season);
	crash->ledger = NULL;
}
