/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * Our own letters quoted back without any mark, all of those that were approved (tests/letters): of
 * none of their words, example answers and one-tap answers least of all, may the reader think that
 * she wrote them. As she got them, wrapped anew, joined, as HTML with their buttons, with her words
 * above and below.
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

#define LETTERS "tests/letters/"
#define HERS "Ja, jag kommer gärna."
#define LIMIT (1 << 20)
#define OUTLOOK                                                                                    \
	"<div id=divRplyFwdMsg><b>Från:</b> N &lt;n@x.se&gt;<br><b>Skickat:</b> den 2 februari "  \
	"2027 09:14<br><b>Till:</b> Anna<br><b>Ämne:</b> x</div>"

/* Paragraphs wrapped at so many bytes; 0: each on one line. */
static char *wrapped(struct arena *arena, const char *text, size_t width)
{
	_cleanup_str_ struct str out;
	size_t column = 0;

	str_init(&out, LIMIT);
	for (const char *at = text; *at;) {
		size_t breaks = strspn(at, "\n"), n = strcspn(at, " \n");
		if (breaks > 1) {
			str_puts(&out, "\n\n");
			column = 0;
		} else if (!breaks && n) {
			bool over = width && column && column + 1 + n > width;
			str_printf(&out, "%s%.*s", over ? "\n" : column ? " " : "", (int)n, at);
			column = over || !column ? n : column + 1 + n;
		}
		at += breaks ? breaks : n ? n : 1;
	}
	return str_in(&out, arena);
}

/* The letter as HTML, with buttons whose words the plain text has not. */
static char *as_html(struct arena *arena, const char *letter, const char *link)
{
	_cleanup_str_ struct str out;

	str_init(&out, LIMIT);
	str_puts(&out, "<table><tr><td><p>");
	for (const char *at = wrapped(arena, letter, 0); *at; at++)
		str_puts(&out,
			*at == '\n'	     ? "</p><p>"
				: *at == '<' ? "&lt;"
				: *at == '&' ? "&amp;"
					     : (char[]){*at, '\0'});
	str_printf(&out, "</p><table><tr><td class='tap'><a %s>klart</a></td></tr></table>", link);
	str_printf(&out, "<table><tr><td class='x_choice'><a %s>fel</a></td></tr></table>", link);
	str_puts(&out, "</td></tr></table>");
	return str_in(&out, arena);
}

static void check(struct arena *arena, const struct phrasebook *book, const char *letter,
	const struct body *body, const char *what)
{
	struct understanding understanding = {0};

	reply_split(arena, book, body, letter, "Anna Berg", &understanding, NULL);
	if (strcmp(understanding.reply, HERS) != 0)
		fail_msg("%s: \"%s\"", what, understanding.reply);
}

static void check_text(struct arena *arena, const struct phrasebook *book, const char *letter,
	const char *above, const char *quoted, const char *below, const char *what)
{
	const char *text = arena_printf(arena, "%s\n\n%s\n\n%s\n", above, quoted, below);

	check(arena, book, letter, body_from_text(arena, text, strlen(text), false, false), what);
}

static void check_html(struct arena *arena, const struct phrasebook *book, const char *letter,
	const char *above, const char *quoted, const char *below, const char *what)
{
	const char *html =
		arena_printf(arena, "<div>%s</div><br>%s<p>%s</p>", above, quoted, below);

	check(arena, book, letter, body_from_html(arena, html, strlen(html)), what);
}

static void check_letter(const struct phrasebook *book, const char *path)
{
	static const size_t widths[] = {0, 40, 50, 60, 72};
	_cleanup_arena_ struct arena *arena = arena_new();
	size_t n;
	const char *letter = test_read_file(arena, path, &n);
	const char *link = "href='mailto:n@x.se?subject=x&amp;body=x'";

	assert_non_null(letter);
	letter = strstr(letter, "\n\n") + 2; /* without its subject */
	check_text(arena, book, letter, HERS, letter, "", path);
	check_text(arena, book, letter, "", letter, HERS, path);
	for (size_t i = 0; i < sizeof(widths) / sizeof(*widths); i++)
		check_text(arena, book, letter, HERS, wrapped(arena, letter, widths[i]), "", path);
	check_html(arena, book, letter, HERS, as_html(arena, letter, link), "", path);
	check_html(arena, book, letter, HERS, as_html(arena, letter, ""), "", path);
	check_html(arena, book, letter, "", as_html(arena, letter, link), HERS, path);
	check_html(arena, book, letter, HERS "</div>" OUTLOOK "<div>", as_html(arena, letter, link),
		"", path);
}

static void no_word_of_a_letter_is_hers(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct phrasebook *book = test_phrasebook(arena);
	glob_t letters = {0};

	assert_int_equal(glob(LETTERS "*.txt", 0, NULL, &letters), 0);
	for (size_t i = 0; i < letters.gl_pathc; i++)
		check_letter(book, letters.gl_pathv[i]);
	globfree(&letters);
	phrasebook_free(book);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_word_of_a_letter_is_hers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
