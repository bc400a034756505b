/* SPDX-License-Identifier: MIT */
/*
 * Letters about the machine go to whoever can mend it: `admin`, who needs no network and no
 * membership, else the leaders. They are made in the name of a network, since every letter is.
 */
#include <strings.h>

#include "coordinator_inside.h"

static bool concerns(const struct machine_letter *letter, const struct network *network)
{
	return !letter->concerns || letter->concerns(letter->context, network);
}

/* A leader is known by name, and written to in her language. */
static struct member addressee(
	const struct snapshot *snapshot, const struct network *network, const char *address)
{
	list_each (member, &snapshot->members) {
		list_each (mine, &member->addresses)
			if (strcasecmp(*mine, address) == 0)
				return *member;
	}
	return (struct member){.name = "", .given_name = "", .language = network->language};
}

static void write_to(const struct machine_letter *letter, struct effects *fx,
	const struct network *network, const char *address)
{
	struct member to = addressee(fx->snapshot, network, address);
	struct draft *draft = effects_draft(fx, letter->template, &to, CLASS_LEADERS);

	draft->address = address;
	letter->fill(letter->context, network, fx, draft);
}

static int write_for(struct coordinator *c, struct arena *arena,
	const struct machine_letter *letter, const struct network *network, instant now,
	struct fault *fault)
{
	const char *admin = c->settings.config->admin;
	struct snapshot *snapshot;
	struct effects fx;
	int r = store_snapshot(c->store, network, now, arena, &snapshot, fault);

	if (r < 0)
		return r;
	effects_init(&fx, arena, snapshot, now);
	if (admin)
		write_to(letter, &fx, network, admin);
	for (size_t i = 0; !admin && i < network->leaders.n; i++)
		write_to(letter, &fx, network, network->leaders.at[i]);
	return keep_decision(c, arena, network, (struct cause){0, now}, &fx, fault);
}

int machine_letter_make(struct coordinator *c, struct arena *arena,
	const struct machine_letter *letter, instant now, struct fault *fault)
{
	const struct config *config = c->settings.config;
	bool told = false;
	int r = 0;

	list_each (network, &config->networks) {
		if (r < 0 || !concerns(letter, network) || (told && config->admin))
			continue;
		r = write_for(c, arena, letter, network, now, fault);
		told = true;
	}
	return r;
}
