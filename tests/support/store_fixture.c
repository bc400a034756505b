/* SPDX-License-Identifier: MIT */
/* Real SQLite on a real disk: what a store is must not depend on a test's shortcuts. */
#include "support/store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int store_fixture_begin(void **state)
{
	struct store_fixture *f = calloc(1, sizeof(*f));
	struct fault fault = {""};

	assert_non_null(f);
	assert_int_equal(scratch_make(f->directory), 0);
	snprintf(f->path, sizeof(f->path), "%s/samlad.db", f->directory);
	f->arena = arena_new();
	f->network = (struct network){.slug = "care",
		.name = "Nätverket",
		.address = "natverk@fou.example",
		.mailbox = "main",
		.language = "sv",
		.zone = zone_utc(),
		.live = true};
	if (store_open(f->path, false, &f->store, &fault) < 0)
		fail_msg("%s", fault.text);
	*state = f;
	return 0;
}

int store_fixture_end(void **state)
{
	struct store_fixture *f = *state;

	store_close(f->store);
	arena_free(f->arena);
	scratch_remove(f->directory);
	free(f);
	return 0;
}

struct snapshot *store_fixture_load(struct store_fixture *f, instant now)
{
	struct snapshot *snapshot;
	struct fault fault = {""};

	if (store_snapshot(f->store, &f->network, now, f->arena, &snapshot, &fault) < 0)
		fail_msg("%s", fault.text);
	return snapshot;
}

static void apply(struct store_fixture *f, instant now, const struct effects *fx,
	const struct letter_bytes *letter)
{
	struct fault fault = {""};

	if (store_apply(f->store, &f->network, (struct cause){0, now}, fx, letter, letter != NULL,
		    &fault) < 0)
		fail_msg("%s", fault.text);
	assert_int_equal(store_commit(f->store, &fault), 0);
}

void store_fixture_apply(struct store_fixture *f, instant now, void (*change)(struct effects *fx))
{
	struct effects fx;

	assert_int_equal(store_begin(f->store, NULL), 0);
	effects_init(&fx, f->arena, store_fixture_load(f, now), now);
	change(&fx);
	apply(f, now, &fx, NULL);
}

int64_t store_fixture_letter(struct store_fixture *f, const char *token, const char *code,
	int64_t member, int64_t ask, instant not_before, instant not_after)
{
	struct effects fx;
	struct draft draft = {.template = "attendance",
		.member = member,
		.ask = ask,
		.class = CLASS_MEETING,
		.unprompted = true,
		.not_before = not_before,
		.not_after = not_after};
	struct letter_bytes letter = {.draft = &draft,
		.token = token,
		.code = code,
		.message_id = token,
		.subject = "Kommer du?",
		.text = "Kommer du på mötet?\n",
		.to = "anna@kommun.example",
		.bytes = token,
		.n_bytes = strlen(token),
		.made = FIXTURE_NOW};

	assert_int_equal(store_begin(f->store, NULL), 0);
	effects_init(&fx, f->arena, store_fixture_load(f, FIXTURE_NOW), FIXTURE_NOW);
	draft.id = fx.next_id++;
	apply(f, FIXTURE_NOW, &fx, &letter);
	return draft.id;
}
