/* SPDX-License-Identifier: MIT */
/*
 * How many a project looks for: "4", "4 (primärvård 1, äldreomsorg 2)", "1 primärvård, 2 elder
 * care". The sum of the sectors is the number where none stands before them, and may not pass it.
 */
#include <ctype.h>
#include <string.h>

#include "core/order_parts.h"

#define MOST_WANTED 99
#define SEPARATORS ",;+()"

/* The words of one piece without its number. */
static char *words_of(struct arena *arena, const char *piece)
{
	char *words = arena_strdup(arena, piece);
	size_t kept = 0;

	for (const char *at = piece; *at; at++)
		if (!isdigit((unsigned char)*at) && !strchr("():", *at))
			words[kept++] = *at;
	while (kept > 0 && strchr(" \t.-", words[kept - 1]))
		kept--;
	words[kept] = '\0';
	return words + strspn(words, " \t.-");
}

static const char *read_piece(struct effects *fx, const char *piece, struct view *problem,
	struct project *project, int *sum)
{
	char *words = words_of(fx->arena, piece);
	int n = order_number(piece), sector = network_find_sector(fx->snapshot->network, words);

	if (!*words)
		return NULL;
	if (sector < 0) {
		view_text(fx->arena, problem, "sector", words);
		order_name_sectors(fx, problem);
		return "unknown_sector";
	}
	n = n < 0 ? 1 : n;
	*arena_push(fx->arena, &project->sector_wants) = (struct sector_want){sector, n};
	*sum += n;
	return NULL;
}

static const char *read_sectors(struct effects *fx, const char *text, struct view *problem,
	struct project *project, int *sum)
{
	char *pieces = arena_strdup(fx->arena, text), *rest = pieces;
	const char *section = NULL;

	for (char *piece; !section && (piece = strsep(&rest, SEPARATORS));)
		section = read_piece(fx, piece, problem, project, sum);
	return section;
}

/* "4", "4 personer": a number that is no sector's; the rest of the text follows in ret_rest. */
static int read_total(struct effects *fx, const char *text, const char **ret_rest)
{
	size_t n = strcspn(text, SEPARATORS);
	const char *head = arena_strndup(fx->arena, text, n);

	*ret_rest = text;
	if (!isdigit((unsigned char)head[strspn(head, " \t")]) ||
		network_find_sector(fx->snapshot->network, words_of(fx->arena, head)) >= 0)
		return -1;
	*ret_rest = text[n] ? text + n + 1 : "";
	return order_number(head);
}

const char *wanted_read(
	struct effects *fx, const char *text, struct view *problem, struct project *project)
{
	const char *sectors;
	int total = read_total(fx, text, &sectors), sum = 0;

	project->sector_wants.at = NULL;
	project->sector_wants.n = project->sector_wants.cap = 0;
	const char *section = read_sectors(fx, sectors, problem, project, &sum);
	if (section)
		return section;
	total = total < 0 ? sum : total;
	view_text(fx->arena, problem, "said", text);
	if (total < 1 || total > MOST_WANTED || sum > total)
		return "bad_wanted";
	project->wanted = total;
	return NULL;
}
