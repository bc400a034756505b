/* SPDX-License-Identifier: MIT */
/*
 * The end of a season: its report, what it came to and where to look. The figures are those of
 * `status`, out of the state that was left.
 */
#include <errno.h>
#include <string.h>

#include "simulate_inside.h"
#include "top/report.h"
#include "top/status.h"

static void print_alerts(const struct simulation *s)
{
	const char *leader = s->stage.network->leaders.at[0];
	const char *last = "";
	size_t n_last = 0;

	fprintf(s->tell.out, "\nWhat Monday's letter told the leaders\n");
	for (size_t i = 0; i < s->letters.n; i++) {
		const struct simulate_letter *letter = s->letters.at[i];
		const char *colon = strchr(letter->subject, ':');
		if (strcmp(letter->to, leader) != 0 || letter->answers || !colon ||
			!strstr(letter->subject, "vecka"))
			continue;
		size_t n = strcspn(colon, "["); /* the code is another each week */
		while (colon[n - 1] == ' ')
			n--;
		if (n != n_last || strncmp(last, colon, n) != 0)
			fprintf(s->tell.out, "  %.*s\n", (int)(colon + n - letter->subject),
				letter->subject);
		last = colon;
		n_last = n;
	}
}

static void print_places(const struct simulation *s)
{
	const char *folder = s->named;

	fprintf(s->tell.out,
		"\nWhere to look\n"
		"  %s/report.html   the season as its leaders see it, in a browser\n"
		"  %s/outbox        every letter: a Maildir, for mutt -f or any mail program\n"
		"  %s/inbox         every mail that people wrote\n"
		"  %s -c %s/samlad.conf status\n",
		folder, folder, folder, program_invocation_name, folder);
}

static int print_status(struct simulation *s, struct fault *fault)
{
	struct store *store = coordinator_store(s->coordinator);
	struct status status;
	int r = status_gather(store, s->stage.config, s->stage.network, s->season.until, s->arena,
		&status, fault);

	if (r == 0)
		fputs(status_to_text(s->arena, &status, s->templates, false), s->tell.out);
	return r;
}

int season_end(struct simulation *s, struct fault *fault)
{
	struct store *store = coordinator_store(s->coordinator);
	const char *report = arena_printf(s->arena, "%s/report.html", s->stage.folder);

	tell_end(&s->tell);
	int r = report_write(store, s->stage.config, s->stage.network, s->templates,
		s->season.until, report, fault);
	if (r < 0)
		return r;
	fprintf(s->tell.out,
		"\nThe season is over: %d letters out, %d mails in; %d of those answered a "
		"question, and %d drew a question back.\n\n",
		s->tell.letters, s->tell.mails, s->tell.answers, s->tell.asked_back);
	r = print_status(s, fault);
	print_alerts(s);
	print_places(s);
	return r;
}
