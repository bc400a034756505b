/* floor: letters */
/* SPDX-License-Identifier: MIT */
/*
 * The light markup as text and as HTML, row by row; values that look like markup or like HTML stay
 * words; nothing runs past 72 columns but what cannot be broken.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/fault.h"
#include "base/str.h"
#include "base/utf8.h"
#include "letters/blocks.h"
#include "letters/mailto.h"
#include "letters/templates.h"

/* Templates that show a block's parts plainly. */
static const struct template_file files[] = {
#define FILE_OF(language, name, bytes)                                                             \
	{                                                                                          \
		language, name, bytes, sizeof(bytes) - 1                                           \
	}
	FILE_OF("sv", "subjects", "subject.x = X\n"),
	FILE_OF("html", "paragraph.mustache", "<p>{{{words}}}</p>"),
	FILE_OF("html", "heading.mustache", "<h2>{{{words}}}</h2>"),
	FILE_OF("html", "quote.mustache", "<q>{{{words}}}</q>"),
	FILE_OF("html", "small.mustache", "<small>{{{body}}}</small>"),
	FILE_OF("html", "facts.mustache",
		"<dl>{{#rows}}{{#label}}<dt>{{{label}}}</dt>{{/label}}<dd>{{{words}}}</dd>{{/"
		"rows}}</dl>"),
	FILE_OF("html", "items.mustache", "<ul>{{#rows}}<li>{{{words}}}</li>{{/rows}}</ul>"),
	FILE_OF("html", "taps.mustache",
		"{{#rows}}{{#url}}<a href=\"{{url}}\">{{{label}}}</a>{{/"
		"url}}{{^url}}<b>{{{label}}}</b>{{/url}}{{{words}}}{{/rows}}"),
	FILE_OF("html", "letters.mustache",
		"{{#rows}}<div>{{{subject}}}{{{body}}}</div>{{#url}}<a "
		"href=\"{{url}}\">{{{label}}}</a>{{/url}}{{/rows}}"),
};

static struct templates *templates;

static int begin(void **state)
{
	(void)state;
	return templates_new(files, sizeof(files) / sizeof(files[0]), &templates, NULL);
}

static int end(void **state)
{
	(void)state;
	templates_free(templates);
	return 0;
}

static struct blocks_setting setting_with_taps(struct arena *arena)
{
	struct blocks_setting setting = {.address = "n@fou.example", .subject = "Re: Kommer du?"};

	*arena_push(arena, &setting.taps) = "ja";
	*arena_push(arena, &setting.taps) = "nej";
	return setting;
}

static const char *as_text(struct arena *arena, const char *markup)
{
	struct blocks_setting setting = setting_with_taps(arena);
	_cleanup_str_ struct str out;

	str_init(&out, 65536);
	blocks_to_text(arena, blocks_read(arena, markup), &setting, &out);
	return str_in(&out, arena);
}

static const char *as_html(
	struct arena *arena, const char *markup, const struct blocks_setting *setting)
{
	_cleanup_str_ struct str out;

	str_init(&out, 65536);
	assert_int_equal(
		blocks_to_html(arena, templates, blocks_read(arena, markup), setting, &out, NULL),
		0);
	return str_in(&out, arena);
}

struct row {
	const char *name, *markup, *text, *html;
};
static const struct row rows[] = {
	{"lines of a paragraph flow together", "Hej\nAnna\n\nNytt", "Hej Anna\n\nNytt\n",
		"<p>Hej Anna</p><p>Nytt</p>"},
	{"many empty lines part as one", "A\n\n\n\nB", "A\n\nB\n", "<p>A</p><p>B</p>"},
	{"facts stand in one column", "| Vad | ett\n| Resultat | två\n",
		"    Vad       ett\n    Resultat  två\n",
		"<dl><dt>Vad</dt><dd>ett</dd><dt>Resultat</dt><dd>två</dd></dl>"},
	{"a fact without label is a line", "| FoU-centrum", "    FoU-centrum\n",
		"<dl><dd>FoU-centrum</dd></dl>"},
	{"an empty fact says nothing", "| Plats |\n| Tid | 13", "    Tid  13\n",
		"<dl><dt>Tid</dt><dd>13</dd></dl>"},
	{"items", "- ett\n- två", "- ett\n- två\n", "<ul><li>ett</li><li>två</li></ul>"},
	{"somebody's words are set off", "Så:\n\n\" Vad?", "Så:\n\n    Vad?\n",
		"<p>Så:</p><q>Vad?</q>"},
	{"own taps are no text", "Svara ja.\n\n@taps\n\nEva", "Svara ja.\n\nEva\n",
		"<p>Svara ja.</p><a "
		"href=\"mailto:n@fou.example?subject=Re%3A%20Kommer%20du%3F&amp;body=ja\">ja</a><a "
		"href=\"mailto:n@fou.example?subject=Re%3A%20Kommer%20du%3F&amp;body=nej\">nej</"
		"a><p>Eva</p>"},
	{"small print is a signature in the text", "Hej\n\n--\n\nSvara", "Hej\n\n-- \nSvara\n",
		"<p>Hej</p><small><p>Svara</p></small>"},
	{"a time and a date keep together",
		"Påminnelse går ut till dem som inte har svarat när det är den dagen 16 februari "
		"kl. 9 "
		"och sedan inget mer alls. Kom.",
		"Påminnelse går ut till dem som inte har svarat när det är den dagen\n16 februari "
		"kl. 9 "
		"och sedan inget mer alls. Kom.\n",
		"<p>Påminnelse går ut till dem som inte har svarat när det är den dagen 16 "
		"februari kl. "
		"9 och sedan inget mer alls. Kom.</p>"},
	{"a bare mark is text", "-\n\n|\n\n#x", "-\n\n|\n\n#x\n", "<p>-</p><p>|</p><p>#x</p>"},
	{"links end before the full stop", "Se https://a.example/b?c=1&d=2.",
		"Se https://a.example/b?c=1&d=2.\n",
		"<p>Se <a "
		"href=\"https://a.example/b?c=1&amp;d=2\">https://a.example/b?c=1&amp;d=2</a>.</"
		"p>"},
};

static void each_block_in_both_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct blocks_setting setting = setting_with_taps(arena);
		const char *text = as_text(arena, rows[i].markup);
		const char *html = as_html(arena, rows[i].markup, &setting);
		if (strcmp(text, rows[i].text) != 0 || strcmp(html, rows[i].html) != 0)
			print_message("%s:\n%s\n%s\n", rows[i].name, text, html);
		assert_string_equal(text, rows[i].text);
		assert_string_equal(html, rows[i].html);
	}
}

/* What a person may have written as a meeting's title, a comment, a name. */
static const char *const values[] = {"# rubrik", "- punkt", "> ja | nej", "@taps", "@letter", "--",
	"\" citat", "| a | b", "<script>alert(1)</script>", "\"><a href=x>", "javascript:x",
	"a\n\n# b", "{{name}}", "&amp;"};

static void values_never_become_markup(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct blocks_setting setting = setting_with_taps(arena);
		_cleanup_str_ struct str markup;
		str_init(&markup, 4096);
		blocks_escape(&markup, values[i]);
		const struct blocks *blocks = blocks_read(arena, markup.at);
		assert_int_equal(blocks->list.n, 1);
		assert_int_equal(blocks->list.at[0].kind, BLOCK_PARAGRAPH);
		assert_string_equal(blocks_plain(arena, blocks->list.at[0].words, true), values[i]);
		const char *html = as_html(arena, markup.at, &setting);
		assert_null(strstr(html, "<script"));
		assert_null(strstr(html, "<a "));
		assert_null(strstr(html, "<h2"));
	}
}

static void a_value_stays_in_its_cell(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_str_ struct str markup;

	(void)state;
	str_init(&markup, 4096);
	str_puts(&markup, "| Plats | ");
	blocks_escape(&markup, "Sal | 2\nDörr 3");
	assert_string_equal(as_text(arena, markup.at), "    Plats  Sal | 2\n           Dörr 3\n");
	str_clear(&markup);
	str_puts(&markup, "\" ");
	blocks_escape(&markup, "Ja\n\nAnna");
	assert_string_equal(as_text(arena, markup.at), "    Ja\n\n    Anna\n");
}

static void text_wraps_at_72_columns_and_never_inside_a_word(void **state)
{
	static const char *const beginnings[] = {"", "- ", "\" ", "| Resultat | ", "> 1 ja | "};
	_cleanup_arena_ struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++) {
		const char *text = as_text(arena,
			arena_printf(arena, "%s%s", beginnings[i],
				"ord orden ordet "
				"ordens ordentligt ord orden ordet ordens ordentligt ord orden "
				"ordet "
				"ordens ordentligt ord orden ordet ordens ordentligt ååå äää ööö"));
		int lines = 0;
		for (const char *line = text; *line; lines++) {
			size_t n = strcspn(line, "\n");
			assert_true(utf8_columns(line, n) <= 72);
			line += n + (line[n] == '\n');
		}
		assert_true(lines > 1);
	}
	const char *link =
		"https://moten.example/"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	assert_non_null(strstr(as_text(arena, link), link));
}

static void a_letter_inside_shows_buttons_that_do_nothing(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct blocks_setting setting = setting_with_taps(arena);

	(void)state;
	setting.inert = true;
	const char *html = as_html(arena, "@taps", &setting);
	assert_string_equal(html, "<b>ja</b><b>nej</b>");
}

static void a_draft_is_one_link_that_holds_the_letter(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct blocks_setting setting = {.address = "n@fou.example", .subject = "Re: x"};

	(void)state;
	*arena_push(arena, &setting.letters) = (struct inner_letter){.address = "sven@v.example",
		.label = "Mejla Sven",
		.subject = "Vill du?",
		.text = "Hej Sven\n\nVill du?\n",
		.html = "<p>Hej Sven</p>"};
	assert_string_equal(as_html(arena, "@drafts", &setting),
		"<div>Vill du?<p>Hej Sven</p></div><a href=\"mailto:sven@v.example?"
		"subject=Vill%20du%3F&amp;body=Hej%20Sven%0D%0A%0D%0AVill%20du%3F%0D%0A\">Mejla "
		"Sven</a>");
}

static void an_answer_carries_its_reference_below_its_words(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(mailto_answer(arena, "a+b@x.example", "Möte & \"x\"", "ja", "ref: t"),
		"mailto:a+b@x.example?subject=M%C3%B6te%20%26%20%22x%22&body=ja%0D%0A%0D%0Aref%3A%"
		"20t");
}

static void a_long_draft_is_cut_at_a_line(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_str_ struct str text;

	(void)state;
	str_init(&text, 65536);
	for (int i = 0; i < 100; i++)
		str_printf(&text, "rad %d med några ord\n", i);
	const char *url = mailto_draft(arena, "a@x.example", "S", text.at);
	assert_true(strlen(url) <= 1800);
	assert_string_equal(url + strlen(url) - 3, "ord");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_block_in_both_forms),
		cmocka_unit_test(values_never_become_markup),
		cmocka_unit_test(a_value_stays_in_its_cell),
		cmocka_unit_test(text_wraps_at_72_columns_and_never_inside_a_word),
		cmocka_unit_test(a_letter_inside_shows_buttons_that_do_nothing),
		cmocka_unit_test(a_draft_is_one_link_that_holds_the_letter),
		cmocka_unit_test(an_answer_carries_its_reference_below_its_words),
		cmocka_unit_test(a_long_draft_is_cut_at_a_line),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
