/* SPDX-License-Identifier: MIT */
#include "support/foreign.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/fetching.h"
#include "support/heard.h"

static struct fetcher_settings settings_of(const struct foreign *f, enum fetcher_handling handling)
{
	struct fetcher_settings settings = settings_for(FOREIGN_USER, maildir_of(f->maildir));

	settings.server = f->server;
	settings.handling = handling;
	settings.handled_folder = FOREIGN_FOLDER;
	return settings;
}

static void put(const struct foreign *f, const char *subject)
{
	if (f->put)
		f->put(subject);
}

static void assert_count(const struct foreign *f, const char *folder, size_t mails)
{
	if (f->count)
		assert_int_equal(f->count(folder), mails);
}

static void await_idle(struct foreign *f)
{
	if (!f->await(" IDLE", ++f->idled))
		fail_msg("it does not idle");
}

/* The role, idling, after it has taken so many mails. */
static struct role begin(struct foreign *f, const struct fetcher_settings *settings, size_t mails)
{
	struct role role = start(settings, f->cursor);

	assert_int_equal(await(&role, &fetcher_well_shape), mails);
	await_idle(f);
	return role;
}

static void end(struct foreign *f, struct role *role)
{
	f->cursor = role->cursor;
	assert_int_equal(stop(role), 0);
	assert_true(f->await(HEARD_HUNG_UP, ++f->met));
}

static void say_handled(struct foreign *f, struct role *role)
{
	say(role, &fetcher_handled_shape,
		&(struct fetcher_mail){
			.uidvalidity = role->cursor.uidvalidity, .uid = role->cursor.last_uid});
	await(role, &fetcher_filed_shape);
	await_idle(f);
}

/* So many mails have come in all, and that is the last of them. */
static void assert_taken(const struct foreign *f, size_t mails, const char *subject)
{
	char names[8][160], path[400], text[1000], line[100];

	assert_int_equal(list(maildir_of(f->maildir), "new", names, 8), mails);
	snprintf(path, sizeof(path), "%s/new/%s", maildir_of(f->maildir), names[mails - 1]);
	snprintf(line, sizeof(line), "Subject: %s\r\n", subject);

	FILE *file = fopen(path, "r");

	assert_non_null(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	assert_non_null(strstr(text, line));
	assert_non_null(strstr(text, "\r\n\r\nhej\r\n"));
}

void foreign_leaves_alone_what_was_there(void **state)
{
	struct foreign *f = *state;
	const struct fetcher_settings settings = settings_of(f, FETCHER_KEEP);

	put(f, "before");

	struct role role = begin(f, &settings, 0);

	put(f, "after");
	assert_int_equal(await(&role, &fetcher_arrived_shape), 1);
	await_idle(f);
	end(f, &role);
	assert_taken(f, 1, "after");
	assert_count(f, "INBOX", 2);
}

void foreign_moves_to_a_folder_that_it_makes(void **state)
{
	struct foreign *f = *state;
	const struct fetcher_settings settings = settings_of(f, FETCHER_MOVE);

	put(f, "to-move");

	struct role role = begin(f, &settings, 1);

	say_handled(f, &role);
	end(f, &role);
	assert_taken(f, 2, "to-move");
	assert_count(f, "INBOX", 2);
	assert_count(f, FOREIGN_FOLDER, 1);
}

void foreign_deletes_that_mail_alone(void **state)
{
	struct foreign *f = *state;
	const struct fetcher_settings settings = settings_of(f, FETCHER_DELETE);

	put(f, "to-delete");

	struct role role = begin(f, &settings, 1);

	say_handled(f, &role);
	end(f, &role);
	assert_taken(f, 3, "to-delete");
	assert_count(f, "INBOX", 2);
}

void foreign_lets_be_what_others_took_away(void **state)
{
	struct foreign *f = *state;
	const struct fetcher_settings settings = settings_of(f, FETCHER_MOVE);

	put(f, "taken-away");

	struct role role = begin(f, &settings, 1);

	if (f->take_away)
		f->take_away((uint32_t)role.cursor.last_uid);
	say_handled(f, &role);
	put(f, "next");
	assert_int_equal(await(&role, &fetcher_arrived_shape), 1);
	await_idle(f);
	end(f, &role);
	assert_taken(f, 5, "next");
	assert_count(f, FOREIGN_FOLDER, 1);
}
