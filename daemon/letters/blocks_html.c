/* SPDX-License-Identifier: MIT */
/*
 * Blocks as HTML, each run of one kind by its template in templates/html/: the same letter as the
 * text, one column, table cells as buttons. Everything that came from a value or a template is
 * escaped here.
 */
#include <string.h>

#include "base/str.h"
#include "letters/blocks.h"
#include "letters/mailto.h"
#include "letters/mustache.h"
#include "letters/templates.h"

#define HTML_LIMIT (4 * 1024 * 1024)

struct writer {
	struct arena *arena;
	const struct templates *templates;
	const struct blocks_setting *setting;
	struct fault *fault;
};

static size_t url_length(const char *at)
{
	if (strncmp(at, "https://", 8) != 0 && strncmp(at, "http://", 7) != 0)
		return 0;
	size_t n = strcspn(at, " \n<>\"");
	while (n > 0 && strchr(".,;:!?)", at[n - 1]))
		n--;
	return n;
}

static void put_escaped(struct str *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '&')
			str_puts(out, "&amp;");
		else if (text[i] == '<')
			str_puts(out, "&lt;");
		else if (text[i] == '>')
			str_puts(out, "&gt;");
		else if (text[i] == '"')
			str_puts(out, "&quot;");
		else if (text[i] == '\n')
			str_puts(out, "<br>");
		else
			str_putc(out, text[i]);
	}
}

/* Escaped, line ends as <br>, addresses of the web as links. */
static const char *html_words(struct arena *arena, const char *words)
{
	const char *plain = blocks_plain(arena, words, true);
	_cleanup_str_ struct str out;

	str_init(&out, HTML_LIMIT);
	while (*plain) {
		size_t url = url_length(plain);
		if (url > 0) {
			str_puts(&out, "<a href=\"");
			put_escaped(&out, plain, url);
			str_puts(&out, "\">");
			put_escaped(&out, plain, url);
			str_puts(&out, "</a>");
			plain += url;
		} else {
			put_escaped(&out, plain++, 1);
		}
	}
	return str_in(&out, arena);
}

static void set(struct writer *w, struct node *node, const char *name, const char *text)
{
	if (*text)
		node_set(w->arena, node, name, node_text(w->arena, text));
}

static int put(struct writer *w, const char *block, const struct node *data, struct str *out)
{
	const char *template = templates_text(w->templates, "html", block);

	return template ? mustache_render(template, strlen(template), data, NULL, out, w->fault)
			: 0;
}

static void add_tap(struct writer *w, struct node *rows, const char *say, const char *words)
{
	struct node *row = node_object(w->arena);

	set(w, row, "label", html_words(w->arena, say));
	set(w, row, "words", html_words(w->arena, words));
	if (!w->setting->inert)
		set(w, row, "url",
			mailto_answer(w->arena, w->setting->address, w->setting->subject, say,
				w->setting->ref));
	node_append(w->arena, rows, row);
}

static int put_own_taps(struct writer *w, struct str *out)
{
	struct node *data = node_object(w->arena);
	struct node *rows = node_list(w->arena);

	if (w->setting->taps.n == 0)
		return 0;
	for (size_t i = 0; i < w->setting->taps.n; i++)
		add_tap(w, rows, w->setting->taps.at[i], "");
	node_set(w->arena, data, "row", node_flag(w->arena, true));
	node_set(w->arena, data, "rows", rows);
	return put(w, "taps", data, out);
}

static int put_letters(struct writer *w, bool drafts, struct str *out)
{
	struct node *data = node_object(w->arena);
	struct node *rows = node_list(w->arena);

	for (size_t i = 0; i < w->setting->letters.n; i++) {
		const struct inner_letter *letter = &w->setting->letters.at[i];
		struct node *row = node_object(w->arena);
		set(w, row, "subject", html_words(w->arena, letter->subject));
		set(w, row, "body", letter->html);
		if (drafts) {
			set(w, row, "label", html_words(w->arena, letter->label));
			set(w, row, "url",
				mailto_draft(
					w->arena, letter->address, letter->subject, letter->text));
		}
		node_append(w->arena, rows, row);
	}
	node_set(w->arena, data, "rows", rows);
	return put(w, "letters", data, out);
}

/* A run of facts, items or taps as one table or list. */
static int put_run(
	struct writer *w, const struct block *from, const struct block **ret_last, struct str *out)
{
	static const char *const templates[] = {
		[BLOCK_FACT] = "facts", [BLOCK_ITEM] = "items", [BLOCK_TAP] = "taps"};
	struct node *data = node_object(w->arena);
	struct node *rows = node_list(w->arena);
	const struct block *block = from;

	for (;; block++) {
		if (block->kind == BLOCK_TAP) {
			add_tap(w, rows, blocks_plain(w->arena, block->label, false), block->words);
		} else {
			struct node *row = node_object(w->arena);
			set(w, row, "label", html_words(w->arena, block->label));
			set(w, row, "words", html_words(w->arena, block->words));
			node_append(w->arena, rows, row);
		}
		if (block->last)
			break;
	}
	*ret_last = block;
	node_set(w->arena, data, "rows", rows);
	return put(w, templates[from->kind], data, out);
}

static int put_words(struct writer *w, const struct block *block, struct str *out)
{
	static const char *const templates[] = {[BLOCK_PARAGRAPH] = "paragraph",
		[BLOCK_HEADING] = "heading",
		[BLOCK_QUOTE] = "quote"};
	struct node *data = node_object(w->arena);

	set(w, data, "words", html_words(w->arena, block->words));
	return put(w, templates[block->kind], data, out);
}

static int put_from(
	struct writer *w, const struct block *block, const struct block *end, struct str *out);

/* All that follows is the small print. */
static int put_small(
	struct writer *w, const struct block *block, const struct block *end, struct str *out)
{
	struct node *data = node_object(w->arena);
	_cleanup_str_ struct str body;

	str_init(&body, HTML_LIMIT);
	int r = put_from(w, block, end, &body);
	if (r < 0)
		return r;
	set(w, data, "body", str_in(&body, w->arena));
	return put(w, "small", data, out);
}

static int put_from(
	struct writer *w, const struct block *block, const struct block *end, struct str *out)
{
	for (; block < end; block++) {
		int r = 0;
		switch (block->kind) {
		case BLOCK_PARAGRAPH:
		case BLOCK_HEADING:
		case BLOCK_QUOTE:
			r = put_words(w, block, out);
			break;
		case BLOCK_FACT:
		case BLOCK_ITEM:
		case BLOCK_TAP:
			r = put_run(w, block, &block, out);
			break;
		case BLOCK_TAPS:
			r = put_own_taps(w, out);
			break;
		case BLOCK_LETTER:
		case BLOCK_DRAFTS:
			r = put_letters(w, block->kind == BLOCK_DRAFTS, out);
			break;
		case BLOCK_SMALL:
			return put_small(w, block + 1, end, out);
		}
		if (r < 0)
			return r;
	}
	return 0;
}

int blocks_to_html(struct arena *arena, const struct templates *templates,
	const struct blocks *blocks, const struct blocks_setting *setting, struct str *out,
	struct fault *fault)
{
	struct writer w = {
		.arena = arena, .templates = templates, .setting = setting, .fault = fault};

	return put_from(&w, blocks->list.at, blocks->list.at + blocks->list.n, out);
}
