/* SPDX-License-Identifier: MIT */
/*
 * Renders a parsed template against a tree. The stack of contexts is a chain on the C stack,
 * DEPTH_MOST deep, which also ends partials that call themselves.
 */
#include "letters/mustache.h"

#include <errno.h>
#include <string.h>

#include "base/fault.h"
#include "base/str.h"
#include "letters/mustache_parse.h"

#define DEPTH_MOST 32

struct context {
	const struct node *node;
	const struct context *outer;
};

struct rendering {
	struct arena *arena;
	const struct mustache_settings *settings;
	struct str *out;
	struct fault *fault;
	int depth;
};

static int render(
	struct rendering *r, const char *template, size_t bytes, const struct context *context);

static void escape_html(struct str *out, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&':
			str_puts(out, "&amp;");
			break;
		case '<':
			str_puts(out, "&lt;");
			break;
		case '>':
			str_puts(out, "&gt;");
			break;
		case '"':
			str_puts(out, "&quot;");
			break;
		default:
			str_putc(out, *text);
		}
	}
}

/* The first part of a dotted name is looked for in all contexts, inmost first; the rest only below
 * it. */
static const struct node *look_up(const struct context *context, const char *name, size_t n)
{
	if (n == 1 && *name == '.')
		return context->node;
	const char *end = name + n;
	const char *dot = memchr(name, '.', n);
	size_t first = (size_t)((dot ? dot : end) - name);
	const struct node *found = NULL;
	for (; context && !found; context = context->outer)
		found = node_member(context->node, name, first);
	while (found && dot) {
		name = dot + 1;
		dot = memchr(name, '.', (size_t)(end - name));
		found = node_member(found, name, (size_t)((dot ? dot : end) - name));
	}
	return found;
}

/* The partial with the blanks before its tag in front of each line. */
static char *indented(struct arena *arena, const char *partial, const struct piece *piece)
{
	size_t lines = 1;

	for (const char *c = partial; *c; c++)
		lines += *c == '\n';
	char *text = arena_alloc(arena, strlen(partial) + lines * piece->n_indent + 1);
	char *to = text;
	bool line_begins = true;
	for (const char *c = partial; *c; c++) {
		if (line_begins) {
			memcpy(to, piece->indent, piece->n_indent);
			to += piece->n_indent;
		}
		*to++ = *c;
		line_begins = *c == '\n';
	}
	return text;
}

static int render_partial(
	struct rendering *r, const struct piece *piece, const struct context *context)
{
	const char *name = arena_strndup(r->arena, piece->at, piece->n);
	const char *partial =
		r->settings->partial ? r->settings->partial(r->settings->context, name) : NULL;

	if (!partial)
		return 0;
	const char *text = indented(r->arena, partial, piece);
	int error = render(r, text, strlen(text), context);
	return error < 0 ? fault_prefix(r->fault, error, "partial %s", name) : 0;
}

static int render_pieces(struct rendering *r, const struct pieces *pieces, size_t from, size_t to,
	const struct context *context);

static int render_section(
	struct rendering *r, const struct pieces *pieces, size_t at, const struct context *context)
{
	const struct piece *piece = &pieces->list.at[at];
	const struct node *node = look_up(context, piece->at, piece->n);

	if (piece->kind == PIECE_INVERTED)
		return node_is_true(node) ? 0
					  : render_pieces(r, pieces, at + 1, piece->end, context);
	if (!node_is_true(node))
		return 0;
	const struct node *item;
	for (size_t i = 0; (item = node_item(node, i)); i++) {
		struct context inner = {item, context};
		int error = render_pieces(r, pieces, at + 1, piece->end, &inner);
		if (error < 0)
			return error;
	}
	return 0;
}

static int render_piece(
	struct rendering *r, const struct pieces *pieces, size_t at, const struct context *context)
{
	const struct piece *piece = &pieces->list.at[at];

	switch (piece->kind) {
	case PIECE_TEXT:
		str_add(r->out, piece->at, piece->n);
		return 0;
	case PIECE_NAME: {
		const char *words = node_words(look_up(context, piece->at, piece->n));
		(r->settings->escape ? r->settings->escape : escape_html)(r->out, words);
		return 0;
	}
	case PIECE_RAW_NAME:
		str_puts(r->out, node_words(look_up(context, piece->at, piece->n)));
		return 0;
	case PIECE_PARTIAL:
		return render_partial(r, piece, context);
	case PIECE_SECTION:
	case PIECE_INVERTED:
		return render_section(r, pieces, at, context);
	case PIECE_END:
		return 0;
	}
	return 0;
}

static int render_pieces(struct rendering *r, const struct pieces *pieces, size_t from, size_t to,
	const struct context *context)
{
	if (++r->depth > DEPTH_MOST)
		return fault_set(r->fault, -E2BIG, "sections and partials are nested too deep");
	for (size_t i = from; i < to; i++) {
		const struct piece *piece = &pieces->list.at[i];
		int error = render_piece(r, pieces, i, context);
		if (error < 0)
			return error;
		if (piece->kind == PIECE_SECTION || piece->kind == PIECE_INVERTED)
			i = piece->end;
	}
	r->depth--;
	return 0;
}

static int render(
	struct rendering *r, const char *template, size_t bytes, const struct context *context)
{
	struct pieces pieces;
	int error = mustache_parse(r->arena, template, bytes, &pieces, r->fault);

	return error < 0 ? error : render_pieces(r, &pieces, 0, pieces.list.n, context);
}

int mustache_render(const char *template, size_t bytes, const struct node *data,
	const struct mustache_settings *settings, struct str *out, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	static const struct mustache_settings plain = {0};
	struct rendering r = {.arena = arena,
		.settings = settings ? settings : &plain,
		.out = out,
		.fault = fault};
	struct context context = {data, NULL};
	int error = render(&r, template, bytes, &context);

	if (error == 0 && out->full)
		return fault_set(
			fault, -E2BIG, "the text is longer than %zu bytes", out->limit_bytes);
	return error;
}
