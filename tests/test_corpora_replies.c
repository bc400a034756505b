/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * What of a mail is the reply, measured on the bodies that other projects' own tests assert.
 * Skipped where the corpora are not there. With V=1 in the environment every difference is printed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "phrases_of_templates.h"
#include "score.h"
#include "text/body.h"
#include "text/reply.h"
#include "text/understand.h"

enum set { SET_PLAIN, SET_NORDIC, SET_HTML, SET_MAIL, SETS };

/* Each twice: as is_right() says, and to the letter of its project's tests. The best peers:
 * Discourse's trimmer for plain text, talon for HTML. */
struct scores {
	struct score fair[SETS], strict[SETS];
};

static const struct scores no_scores = {
	.fair =
		{
			[SET_PLAIN] = {.set = "replies, plain", .floor = 90, .peer = 65},
			[SET_NORDIC] = {.set = "replies, plain, Nordic", .floor = 95, .peer = 66},
			[SET_HTML] = {.set = "replies, HTML", .floor = 90, .peer = 77},
			[SET_MAIL] = {.set = "replies, whole mails", .floor = 90},
		},
	.strict =
		{
			[SET_PLAIN] = {.set = "replies, plain, to the letter"},
			[SET_NORDIC] = {.set = "replies, Nordic, to the letter"},
			[SET_HTML] = {.set = "replies, HTML, to the letter"},
			[SET_MAIL] = {.set = "replies, whole, to the letter"},
		},
};

struct row {
	const char *path, *format, *note;
};

static const char *corpora(void)
{
	const char *set = getenv("SAMLAD_CORPORA");

	return set ? set : "../shared/corpora";
}

/* One blank for every run of blanks, or none at all; U+00A0 and U+FEFF are blanks. */
static char *squeeze(struct arena *arena, const char *text, const char *blank)
{
	_cleanup_str_ struct str out;
	bool pending = false;

	str_init(&out, 16 * 1024 * 1024);
	for (; *text; text++) {
		if (strchr(" \t\r\n\f\v", *text)) {
			pending = out.len > 0;
		} else if (strncmp(text, "\xc2\xa0", 2) == 0) {
			pending = out.len > 0;
			text++;
		} else if (strncmp(text, "\xef\xbb\xbf", 3) == 0) {
			pending = out.len > 0;
			text += 2;
		} else {
			if (pending)
				str_puts(&out, blank);
			pending = false;
			str_putc(&out, *text);
		}
	}
	return str_in(&out, arena);
}

static bool is_delimited(const char *signature)
{
	const char *at = signature + strspn(signature, " \t\n");

	return *at &&
		(strchr("-_*=~#+", *at) || strncmp(at, "—", 3) == 0 || strncmp(at, "–", 3) == 0 ||
			strncmp(at, "ᐧ", 3) == 0);
}

/* Which parts a case's mode shows, as a set of bits by kind. */
static unsigned kinds_of(const char *note)
{
	const unsigned text = 1u << PART_TEXT, sign_off = 1u << PART_SIGN_OFF;

	if (strstr(note, "mode=q;") || strcmp(note, "mode=q") == 0)
		return text | sign_off | 1u << PART_SIGNATURE | 1u << PART_SENT_FROM |
			1u << PART_BANNER | 1u << PART_FOOTER;
	if (strstr(note, "mode=qs;") || strcmp(note, "mode=qs") == 0)
		return text | sign_off | 1u << PART_SIGNATURE;
	return text;
}

static char *shown(struct arena *arena, const struct understanding *understanding, const char *note,
	unsigned kinds)
{
	_cleanup_str_ struct str out;
	size_t last = understanding->parts.n;
	bool delimited_go = !(kinds & 1u << PART_SENT_FROM);

	str_init(&out, 16 * 1024 * 1024);
	while (last > 0 && understanding->parts.at[last - 1].kind != PART_TEXT)
		last--;
	for (size_t i = 0; i < understanding->parts.n; i++) {
		const struct part *part = &understanding->parts.at[i];
		bool inline_quote = part->kind == PART_QUOTE && (!last || i < last) &&
			strstr(note, "inline quotes kept");
		bool gone =
			part->kind == PART_SIGNATURE && delimited_go && is_delimited(part->text);
		if (inline_quote || (kinds & 1u << part->kind && !gone))
			str_puts(&out, part->text);
	}
	return str_in(&out, arena);
}

/*
 * As its mode says; in two points the sets are of two minds and either is right: mode=q keeps a
 * signature
 * (`signature kept`) or, without that word, may not; and where nothing would be left (`empty reply`
 * where it may be so) some projects show all. ret_strict leaves those two out.
 */
static bool is_right(struct arena *arena, const struct understanding *understanding,
	const char *note, const char *wanted, bool html, bool *ret_strict)
{
	const char *blank = html ? "" : " ", *target = squeeze(arena, wanted, blank);
	unsigned kinds = kinds_of(note),
		 unsigned_ones = kinds & ~(1u << PART_SIGNATURE | 1u << PART_SENT_FROM);

	*ret_strict =
		!strcmp(squeeze(arena, shown(arena, understanding, note, kinds), blank), target);
	if (*ret_strict || !html)
		return *ret_strict;
	if (!strstr(note, "signature kept") &&
		!strcmp(squeeze(arena, shown(arena, understanding, note, unsigned_ones), blank),
			target))
		return true;
	return !*understanding->reply && !strstr(note, "empty reply") &&
		!strcmp(squeeze(arena, shown(arena, understanding, note, ~0u), blank), target);
}

static void tell(const struct row *row, const struct understanding *understanding, const char *got,
	const char *wanted)
{
	printf("=== %s (%s)\n", row->path, row->note);
	for (size_t i = 0; i < understanding->parts.n && i < 12; i++)
		printf("[%s] %.*s\n", part_kind_text(understanding->parts.at[i].kind), 300,
			understanding->parts.at[i].text);
	printf("--- got    %.400s\n--- wanted %.400s\n", got, wanted);
}

static enum set set_of(const struct row *row)
{
	if (strcmp(row->format, "eml") == 0)
		return SET_MAIL;
	return strcmp(row->format, "html") == 0 ? SET_HTML : SET_PLAIN;
}

static const struct understanding *understand(struct arena *arena, const struct phrasebook *book,
	enum set set, const char *text, size_t bytes)
{
	if (set == SET_MAIL)
		return understand_words(
			understand_open(arena, book, MAIL_EML, text, bytes, NULL), NULL);
	struct understanding *understanding = arena_make(arena, struct understanding);
	struct body *body = set == SET_HTML ? body_from_html(arena, text, bytes)
					    : body_from_text(arena, text, bytes, false, false);
	reply_split(arena, book, body, NULL, NULL, understanding, NULL);
	return understanding;
}

static void count(struct scores *scores, enum set set, bool right, bool strict)
{
	scores->fair[set].cases++;
	scores->fair[set].right += right;
	scores->strict[set].cases++;
	scores->strict[set].right += strict;
}

static void run_row(const struct phrasebook *book, const struct row *row, struct scores *scores)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *path = arena_printf(arena, "%s/replies/%s", corpora(), row->path);
	const char *dot = strrchr(path, '.');
	const char *answer = arena_printf(arena, "%.*s.expected", (int)(dot - path), path);
	size_t bytes = 0, wanted_bytes = 0;
	char *text = test_read_file(arena, path, &bytes);
	char *wanted = test_read_file(arena, answer, &wanted_bytes);
	enum set set = set_of(row);
	bool strict;

	assert_non_null(text);
	assert_non_null(wanted);
	const struct understanding *understanding = understand(arena, book, set, text, bytes);
	bool right = is_right(arena, understanding, row->note, wanted, set != SET_PLAIN, &strict);
	count(scores, set, right, strict);
	if (set == SET_PLAIN && strstr(row->note, "nordic"))
		count(scores, SET_NORDIC, right, strict);
	if (!right && score_shows_differences())
		tell(row, understanding,
			shown(arena, understanding, row->note, kinds_of(row->note)), wanted);
}

static void replies_are_found_as_their_projects_say(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *manifest = arena_printf(arena, "%s/replies/MANIFEST.tsv", corpora());
	struct scores scores = no_scores;
	size_t bytes;
	char *rows = test_read_file(arena, manifest, &bytes);

	if (!rows) {
		arena_free(arena); /* skip() jumps past the clean-up */
		skip();
	}
	struct phrasebook *book = test_phrasebook(arena);
	understand_prepare();
	for (char *line = strchr(rows, '\n'), *end; line && line[1]; line = end) {
		char *field[5] = {++line};
		end = strchr(line, '\n');
		if (end)
			*end = '\0';
		for (int i = 1; i < 5; i++) {
			field[i] = strchr(field[i - 1], '\t');
			assert_non_null(field[i]);
			*field[i]++ = '\0';
		}
		struct row row = {.path = field[0], .format = field[1], .note = field[4]};
		if (!strstr(row.note, "disputed"))
			run_row(book, &row, &scores);
	}
	for (int i = 0; i < SETS; i++) {
		score_print(&scores.fair[i]);
		score_print(&scores.strict[i]);
		assert_true(score_is_reached(&scores.fair[i]));
	}
	phrasebook_free(book);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replies_are_found_as_their_projects_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
