/* SPDX-License-Identifier: MIT */
/* `samlad status`: how networks stand, and why something is as it is. Reads only. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "letters/templates.h"
#include "top/command.h"
#include "top/load.h"
#include "top/opened.h"
#include "top/status.h"

struct why {
	const struct network *network;
	int n;
};

static int print_fact(void *context, const struct journal_row *row)
{
	struct why *why = context;
	char at[INSTANT_TEXT], which[DAY_TEXT];
	const struct fact *fact = &row->fact;

	printf("%s  %s", instant_format(row->at, why->network->zone, at),
		fact_kind_text(fact->kind));
	if (fact->word)
		printf(" %s", fact->word);
	if (fact->day != DAY_NONE)
		printf(" %s", day_format(fact->day, which));
	if (fact->number)
		printf(" %lld", (long long)fact->number);
	if (row->mail_message_id)
		printf("  because of mail <%s> from %s", row->mail_message_id,
			row->mail_from ? row->mail_from : "?");
	else if (!row->mail)
		printf("  by the clock");
	printf("\n");
	why->n++;
	return 0;
}

/* A Message-ID has an @ too: whoever is a member is one, all else is taken for an identifier. */
static int print_why(struct opened *opened, const char *what, struct fault *fault)
{
	char *plain = arena_strndup(
		opened->arena, what + (*what == '<'), strcspn(what + (*what == '<'), ">"));
	const char *address = address_normal_in(opened->arena, plain);
	struct why why = {0};
	int r = 0;

	list_each (network, &opened->config->networks) {
		struct snapshot *snapshot;
		r = store_snapshot(opened->store, network, 0, opened->arena, &snapshot, fault);
		if (r < 0)
			return r;
		const struct member *member =
			snapshot_member_by_name(snapshot, address ? address : plain, NULL);
		why.network = network;
		r = store_journal(opened->store, network->slug, INSTANT_NONE,
			member ? member->id : 0, member ? NULL : plain, print_fact, &why, fault);
		if (r < 0)
			return r;
	}
	if (why.n == 0)
		printf("nothing is known of %s\n", plain);
	return 0;
}

static int print_status(struct opened *opened, const struct options *options,
	const struct network *network, struct fault *fault)
{
	struct status status;
	struct templates *templates;
	int r = load_templates(opened->arena, opened->config->templates, &templates, fault);

	if (r == 0)
		r = status_gather(opened->store, opened->config, network, options->now,
			opened->arena, &status, fault);
	if (r < 0)
		return r;
	fputs(options->json ? status_to_json(opened->arena, &status, templates, options->names)
			    : status_to_text(opened->arena, &status, templates, options->names),
		stdout);
	templates_free(templates);
	return 0;
}

int cmd_status(int argc, char **argv)
{
	struct options options;
	struct opened opened;
	struct fault fault = {""};
	const struct network *network = NULL;

	if (!options_parse(argc, argv, "njow", &options))
		return EXIT_USAGE;
	if (argc - options.first > 1)
		return command_usage("status");
	int code = opened_begin(&opened, &options, OPENED_READ);
	if (code == EXIT_DONE && options.first < argc &&
		!(network = opened_network(&opened, argv[options.first])))
		code = EXIT_USAGE;
	if (code == EXIT_DONE) {
		int r = options.why ? print_why(&opened, options.why, &fault)
				    : print_status(&opened, &options, network, &fault);
		if (r < 0)
			code = opened_fail(EXIT_FAILED, &fault, r);
	}
	opened_end(&opened);
	return code;
}
