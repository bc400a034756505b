/* SPDX-License-Identifier: MIT */
#include "support/imap_session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fault.h"

/* libetpan 1.9.4 forgets a greeting that says BYE (49 bytes each time). The sanitizer's library
 * must see it. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:mailimap_greeting_new\nleak:mailimap_greeting_parse\n";
}

struct server server_of(const char *user)
{
	return (struct server){.host = "localhost",
		.port = stack.imaps,
		.tls = SERVER_TLS_IMPLICIT,
		.ca = stack.ca,
		.user = user,
		.secret = "secret",
		.timeout_ms = 10000};
}

struct imap *log_in(const char *user)
{
	const struct server server = server_of(user);
	struct imap *imap = NULL;
	struct fault fault;

	if (imap_open(&server, &imap, &fault) < 0)
		fail_msg("%s", fault.text);
	return imap;
}

size_t count_in(const char *user, const char *folder)
{
	_cleanup_imap_ struct imap *imap = log_in(user);
	_cleanup_arena_ struct arena *arena = arena_new();
	struct imap_folder opened;
	struct imap_uids uids = {0};
	struct fault fault;

	if (imap_select(imap, folder, &opened, &fault) < 0 ||
		imap_find_above(imap, arena, 1, &uids, &fault) < 0)
		fail_msg("%s", fault.text);
	return uids.n;
}

void assert_words(const struct fault *fault, const char *words)
{
	if (!strstr(fault->text, words))
		fail_msg("\"%s\" lacks \"%s\"", fault->text, words);
}

static int take_bytes(void *context, const char *bytes, size_t n)
{
	struct taken *taken = context;

	str_add(&taken->bytes, bytes, n);
	return taken->refuse;
}

static int take_mail(void *context, uint32_t uid, instant arrived)
{
	struct taken *taken = context;

	taken->uid = uid;
	taken->arrived[taken->mails++ % 8] = arrived;
	return 0;
}

struct imap_sink taken_sink(struct taken *taken)
{
	return (struct imap_sink){.bytes = take_bytes, .mail = take_mail, .context = taken};
}
