/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * Bodies as lines: plain and flowed text, HTML; then whole HTML mails (tests/mails/html), where the
 * reply must be exactly what its .expected says, with our letter known to the reader and, but for
 * two, without; and the words of the plain text beside it must be the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "phrases_of_templates.h"
#include "text/body.h"
#include "text/reply.h"

#define HTML_MAILS "tests/mails/html/"

/* Lines as "depth marks text", marks by a letter each. */
static char *written(struct arena *arena, const struct body *body)
{
	_cleanup_str_ struct str out;
	const char letters[] = "QBSRCTWIA";

	str_init(&out, 1 << 20);
	list_each (line, &body->lines) {
		if (line->quote_depth)
			str_printf(&out, "%u", line->quote_depth);
		for (unsigned i = 0; letters[i]; i++)
			if (line->marks & 1u << i)
				str_putc(&out, letters[i]);
		str_printf(&out, "|%s\n", line->text);
	}
	return str_in(&out, arena);
}

static void plain_text_keeps_all_and_counts_marks(void **state)
{
	(void)state;
	static const struct {
		const char *text, *lines;
		bool flowed, delsp;
	} rows[] = {
		{"a\r\nb\r\n", "|a\n|b\n", false, false},
		{"> a\n>> b\n> > c\n >d\n", "1|> a\n2|>> b\n2|> > c\n1| >d\n", false, false},
		{"a \nb\n", "|a \n|b\n", false, false},
		{"a \nb\n", "|a b\n", true, false},
		{"a \nb\n", "|ab\n", true, true},
		{"> a \n> b\nc\n", "1|> a b\n|c\n", true, false},
		{"> a \n>> b\n", "1|> a \n2|>> b\n", true, false},
		{" > not quoted\n From x\n", "1| > not quoted\n|From x\n", true, false},
		{"a\n-- \nAnna \nB\n", "|a\n|-- \n|Anna B\n", true, false},
		{"a \n-- \nb\n", "|a \n|-- \n|b\n", true, false},
		{"\xc3(\n", "|\xef\xbf\xbd(\n", false, false},
		{"", "", false, false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct body *body = body_from_text(
			arena, rows[i].text, strlen(rows[i].text), rows[i].flowed, rows[i].delsp);
		assert_string_equal(written(arena, body), rows[i].lines);
	}
}

static const struct {
	const char *html, *lines;
} html_rows[] = {
	{"Ja", "|Ja\n"},
	{"<p>Ja</p><p>Nej</p>", "|Ja\n|\n|Nej\n"},
	{"<p class=MsoNormal>Ja</p><p class=MsoNormal>Nej</p>", "|Ja\n|Nej\n"},
	{"<div><div><div>Ja</div></div></div><div>Nej</div>", "|Ja\n|Nej\n"},
	{"Ja<br>Nej<br><br>Kanske", "|Ja\n|Nej\n|\n|Kanske\n"},
	{"a  b\n c", "|a b c\n"},
	{"<pre>a  b\n c</pre>", "|a  b\n| c\n"},
	{"<table><tr><td>Tis</td><td><p "
	 "class=MsoNormal>x</p></td></tr><tr><td>Ons</td><td></td></tr></table>",
		"T|Tis\tx\nT|Ons\n"},
	{"<ul><li>a</li><li>b</li></ul>", "|- a\n|- b\n"},
	{"<ul><li><p>a</p></li><li></li><li>b<br>c</li></ul>d", "|- a\n|\n|- b\n|c\n|\n|d\n"},
	{"<ol><li>ja</li><li>nej</li></ol>", "|1. ja\n|2. nej\n"},
	{"<ol start=3><li>a<ol type=a><li>b</li></ol></li><li>c</li></ol>",
		"|3. a\n|\n|a) b\n|\n|4. c\n"},
	{"<ul style='list-style:none'><li>a</li></ul><li>b</li>", "|a\n|\n|b\n"},
	{"<p class=MsoListParagraph><![if !supportLists]><span "
	 "style='mso-list:Ignore'>\xc2\xb7"
	 "<span>&nbsp;&nbsp; </span></span><![endif]>a</p>",
		"|- a\n"},
	{"<p class=MsoListParagraph><span style='mso-list:Ignore'>2.<span>&nbsp; "
	 "</span></span>b</p>",
		"|2. b\n"},
	{"<a href='mailto:n@x.se?subject=x&amp;body=ja'>ja</a>", "A|ja\n"},
	{"<td class=x_tap><a>ja</a></td>", "TA|ja\n"},
	{"ja <a href='mailto:n@x.se?body=ja'>ja</a> <a href='mailto:n@x.se'>n</a>", "|ja ja n\n"},
	{"<span style=\"color:#FF0000\">Ja</span>", "C|Ja\n"},
	{"<font color=blue>Ja</font>", "C|Ja\n"},
	{"<span style='color:#1a1a1a'>Ja</span><a style='color:red'>x</a>", "|Jax\n"},
	{"<s>Nej</s> Ja <span style='text-decoration:line-through'>nej</span>", "|Ja\n"},
	{"<blockquote type=cite>a<blockquote type=cite>b</blockquote></blockquote>c",
		"1Q|a\n2Q|\n2Q|b\n|\n|c\n"},
	{"<div>a<hr>b</div>", "|a\nR|b\n"},
	{"<div id=x_x_divRplyFwdMsg>a</div>", "B|a\n"},
	{"<div class=gmail_signature>Anna</div>", "S|Anna\n"},
	{"a</body></html><p>b</p>", "|a\n|\n|b\n"},
	{"<style>p{}</style><title>t</title>a<script>x</script>", "|a\n"},
	{"<img alt=\"👍\"><img alt=\"logo\">", "|👍\n"},
	{"a<!-- b -->c<!--[if mso]>d<![endif]-->", "|ac\n"},
	{"a<!-- b", "|a b\n"},
	{"a &lt; b &amp;&nbsp;&#229;&#x1F44D;", "|a < b &\xc2\xa0å👍\n"},
	{"a < b", "|a < b\n"},
	{"&#8238;a&#7;", "|a\n"},
	{"<b>unclosed<i>tags", "|unclosedtags\n"},
	{"", ""},
};

static void html_becomes_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(html_rows) / sizeof(*html_rows); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct body *body =
			body_from_html(arena, html_rows[i].html, strlen(html_rows[i].html));
		const char *got = written(arena, body);
		if (strcmp(got, html_rows[i].lines) != 0)
			fail_msg("%s\ngot\n%swanted\n%s", html_rows[i].html, got,
				html_rows[i].lines);
	}
}

/* Words alone: programs indent and mark items each in their way. */
static char *squeezed(struct arena *arena, const char *text)
{
	_cleanup_str_ struct str out;

	str_init(&out, 1 << 20);
	for (const char *at = text; *at;) {
		at += strspn(at, " \t\n*-");
		size_t n = strcspn(at, " \t\n");
		str_printf(&out, "%.*s ", (int)n, at);
		at += n;
	}
	return str_in(&out, arena);
}

static bool is_reply(struct arena *arena, const struct phrasebook *book, const struct body *body,
	const char *letter, const char *wanted, bool words_alone)
{
	struct understanding understanding = {0};

	reply_split(arena, book, body, letter, "Anna Berg", &understanding, NULL);
	const char *got = understanding.reply;
	if (words_alone ? !strcmp(squeezed(arena, got), squeezed(arena, wanted))
			: !strcmp(got, wanted))
		return true;
	list_each (part, &understanding.parts)
		printf("[%s] %s", part_kind_text(part->kind), part->text);
	print_error(
		"%s: got \"%s\", wanted \"%s\"\n", letter ? "" : " (letter unknown)", got, wanted);
	return false;
}

/* The mail's HTML gives the reply, and so does the plain text that its program writes beside it. */
static void check_mail(const struct phrasebook *book, const char *path, const char *letter)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	size_t bytes = 0, n = 0;
	int stem = (int)strlen(path) - 5;
	char *html = test_read_file(arena, path, &bytes);
	char *wanted = test_read_file(arena, arena_printf(arena, "%.*s.expected", stem, path), &n);
	char *text = test_read_file(arena, arena_printf(arena, "%.*s.txt", stem, path), &n);

	assert_non_null(html);
	assert_non_null(wanted);
	assert_non_null(text);
	wanted[strlen(wanted) - 1] = '\0';
	struct body *body = body_from_html(arena, html, bytes);
	struct body *beside = body_from_text(arena, text, n, false, false);
	body_take_marks(beside, body);
	if (!is_reply(arena, book, body, letter, wanted, false) ||
		!is_reply(arena, book, beside, letter, wanted, true))
		fail_msg("%s", path);
}

static void whole_html_mails(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct phrasebook *book = test_phrasebook(arena);
	size_t bytes;
	const char *letter = test_read_file(arena, HTML_MAILS "letter.txt", &bytes);
	glob_t mails = {0};

	assert_non_null(letter);
	assert_int_equal(glob(HTML_MAILS "*.html", 0, NULL, &mails), 0);
	for (size_t i = 0; i < mails.gl_pathc; i++) {
		const char *path = mails.gl_pathv[i];
		check_mail(book, path, letter);
		if (!strstr(path, "outlook-desktop-between") &&
			!strstr(path, "no-quotation-marked"))
			check_mail(book, path, NULL);
	}
	globfree(&mails);
	phrasebook_free(book);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_keeps_all_and_counts_marks),
		cmocka_unit_test(html_becomes_lines),
		cmocka_unit_test(whole_html_mails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
