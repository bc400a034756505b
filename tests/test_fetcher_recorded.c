/* floor: outward */
/* with: support/mailstack.c support/fetching.c support/foreign.c support/recorded.c */
/* with: support/scripted.c support/heard.c support/certificate.c */
/* SPDX-License-Identifier: MIT */
/*
 * The fetcher beside Cyrus and Courier as they were when `make servers` ran: they say again, line
 * by line, what they said then, and the fetcher must say what it said. Where it has learned to say
 * something else: `make servers SESSIONS=tests/sessions`.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "support/certificate.h"
#include "support/fetching.h"
#include "support/foreign.h"
#include "support/recorded.h"

static struct scripted *scripted;
static struct arena *arena;

static bool await_said(const char *word, size_t times)
{
	return scripted_await(scripted, word, times);
}

static int meet(void **state, const char *maildir, const char *session)
{
	static struct foreign foreign;
	size_t n;

	arena = arena_new();

	const struct script_step *const *scripts = recorded_read(arena, session, &n);

	scripted = scripted_start(scripts, n, stack.certificate, stack.key);
	foreign = (struct foreign){.maildir = maildir,
		.server = {.host = "127.0.0.1",
			.port = scripted_port(scripted),
			.tls = SERVER_TLS_IMPLICIT,
			.ca = stack.certificate,
			.user = FOREIGN_USER,
			.secret = "secret",
			.timeout_ms = 10000},
		.await = await_said};
	*state = &foreign;
	return 0;
}

static int meet_cyrus(void **state)
{
	return meet(state, "cyrus", "tests/sessions/cyrus.txt");
}

static int meet_courier(void **state)
{
	return meet(state, "courier", "tests/sessions/courier.txt");
}

static int part(void **state)
{
	char *wrong = scripted_stop(scripted);
	int r = wrong[0] == '\0' ? 0 : -1;

	(void)state;
	if (r < 0)
		print_error("%s\n", wrong);
	free(wrong);
	arena_free(arena);
	return r;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(foreign_leaves_alone_what_was_there),
		cmocka_unit_test(foreign_moves_to_a_folder_that_it_makes),
		cmocka_unit_test(foreign_deletes_that_mail_alone),
		cmocka_unit_test(foreign_lets_be_what_others_took_away),
	};
	int failed;

	if (!begin_fetching_from("0", ""))
		return 1;
	snprintf(stack.certificate, sizeof(stack.certificate), "%s", maildir_of("server.crt"));
	snprintf(stack.key, sizeof(stack.key), "%s", maildir_of("server.key"));
	certificate_make(stack.certificate, stack.key);
	failed = cmocka_run_group_tests_name("Cyrus", tests, meet_cyrus, part);
	failed += cmocka_run_group_tests_name("Courier", tests, meet_courier, part);
	end_fetching();
	return failed;
}
