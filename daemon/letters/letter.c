/* SPDX-License-Identifier: MIT */
/*
 * A draft into words. The template is rendered once, with values escaped for the markup; text and
 * HTML are both made of the blocks that come out, so neither can say what the other doesn't.
 */
#include "letters/letter.h"

#include <errno.h>
#include <string.h>

#include "base/fault.h"
#include "base/lexicon.h"
#include "base/str.h"
#include "letters/blocks.h"
#include "letters/mustache.h"
#include "letters/view_nodes.h"

#define MARKUP_LIMIT (512 * 1024)
#define LETTER_LIMIT (4 * 1024 * 1024)

struct writing {
	struct arena *arena;
	const struct templates *templates;
	const struct draft *draft;
	struct speech speech;
	struct node *data;
	struct blocks_setting setting;
	struct fault *fault;
};

struct inner {
	const char *text;
	const char *html;
};

static void set(struct writing *w, const char *name, const char *text)
{
	if (text && *text)
		node_set(w->arena, w->data, name, node_text(w->arena, text));
}

static const char *find_partial(void *context, const char *name)
{
	const struct writing *w = context;

	return templates_text(w->templates, w->draft->language, name);
}

static void begin(
	struct writing *w, const struct network *network, const struct letter_identity *identity)
{
	const struct draft *draft = w->draft;

	w->speech = (struct speech){
		.arena = w->arena,
		.network = network,
		.words = templates_words(w->templates, draft->language),
		.language = draft->language,
		.today = zone_day(network->zone, identity->made, NULL),
	};
	w->data = view_nodes(&w->speech, draft->view);
	set(w, "network", network->name);
	set(w, "address", network->address);
	set(w, "phone", network->phone);
}

/* The word beside the code: the letter's own where it has one, else its kind of question's; NULL:
 * it shows none. */
static const char *code_word(const struct writing *w)
{
	const char *word = lexicon_word(
		w->speech.words, arena_printf(w->arena, "code.%s", w->draft->template));

	if (!word && w->draft->ask)
		word = lexicon_word(w->speech.words,
			arena_printf(w->arena, "code.%s", ask_kind_text(w->draft->ask_kind)));
	return word;
}

/* "Kommer du den 9 mars? [möte K3F7QD]"; an answer keeps the subject it answers, so that it stays
 * in her thread. */
static const char *make_subject(
	struct writing *w, const struct letter_identity *identity, bool redirected)
{
	const char *key = arena_printf(w->arena, "subject.%s", w->draft->template);
	const char *subject = speak(&w->speech, key, w->data);

	if (redirected) {
		set(w, "subject", subject);
		subject = speak(&w->speech, "trial.subject", w->data);
	}
	const char *word = identity->code ? code_word(w) : NULL;
	return word ? arena_printf(w->arena, "%s [%s %s]", subject, word, identity->code) : subject;
}

static const char *tap_words(struct writing *w, const struct choice *choice)
{
	return choice->word_key ? speak(&w->speech, choice->word_key, w->data) : choice->say;
}

/* Where weak evidence is not enough, a one-tap answer brings the token itself along. */
static bool needs_token(const struct draft *draft)
{
	if (draft->class == CLASS_LEADERS)
		return true;
	return draft->ask && (draft->ask_kind == ASK_CONFIRM || draft->ask_kind == ASK_STANDING);
}

static void make_setting(struct writing *w, const struct network *network,
	const struct letter_identity *identity, const char *subject)
{
	w->setting.address = network->address;
	w->setting.subject = arena_printf(w->arena, "Re: %s", subject);
	if (needs_token(w->draft))
		w->setting.ref = arena_printf(w->arena, "ref: %s", identity->token);
	for (size_t i = 0; i < w->draft->choices.n; i++)
		*arena_push(w->arena, &w->setting.taps) = tap_words(w, &w->draft->choices.at[i]);
}

static int make_markup(struct writing *w, const char *redirected_for, struct str *markup)
{
	const struct mustache_settings settings = {
		.escape = blocks_escape, .partial = find_partial, .context = w};
	const char *template = templates_text(w->templates, w->draft->language, w->draft->template);

	if (!template)
		return fault_set(w->fault, -EINVAL, "there is no letter %s", w->draft->template);
	if (redirected_for) {
		set(w, "names", redirected_for);
		const char *head = lexicon_word(w->speech.words, "trial.head");
		int r = mustache_render(head ? head : "", head ? strlen(head) : 0, w->data,
			&settings, markup, w->fault);
		if (r < 0)
			return r;
		str_puts(markup, "\n\n");
	}
	int r = mustache_render(template, strlen(template), w->data, &settings, markup, w->fault);
	return r < 0 ? fault_prefix(w->fault, r, "letter %s", w->draft->template) : 0;
}

static int write_blocks(struct writing *w, const struct blocks *blocks, struct inner *ret_inner)
{
	_cleanup_str_ struct str text;
	_cleanup_str_ struct str html;

	str_init(&text, LETTER_LIMIT);
	str_init(&html, LETTER_LIMIT);
	blocks_to_text(w->arena, blocks, &w->setting, &text);
	int r = blocks_to_html(w->arena, w->templates, blocks, &w->setting, &html, w->fault);
	if (r < 0)
		return fault_prefix(w->fault, r, "letter %s", w->draft->template);
	ret_inner->text = str_in(&text, w->arena);
	ret_inner->html = str_in(&html, w->arena);
	return 0;
}

static int write_inner(struct writing *w, const struct network *network,
	const struct letter_identity *identity, const char *redirected_for,
	const char **ret_subject, struct inner *ret_inner);

static const char *draft_label(struct writing *w, const char *address)
{
	struct node *data = node_object(w->arena);

	node_set(w->arena, data, "address", node_text(w->arena, address));
	return speak(&w->speech, *address ? "draft.to" : "draft.anybody", data);
}

/* The letters inside this one, each in its own reader's language. */
static int add_shown(
	struct writing *w, const struct network *network, const struct letter_identity *identity)
{
	for (size_t i = 0; i < w->draft->shown.n; i++) {
		const struct draft *shown = w->draft->shown.at[i];
		struct writing one = {.arena = w->arena,
			.templates = w->templates,
			.draft = shown,
			.setting.inert = true,
			.fault = w->fault};
		struct letter_identity none = {.token = identity->token, .made = identity->made};
		struct inner inner;
		const char *subject;
		int r = write_inner(&one, network, &none, NULL, &subject, &inner);
		if (r < 0)
			return r;
		*arena_push(w->arena, &w->setting.letters) =
			(struct inner_letter){.address = shown->address,
				.label = draft_label(w, shown->address),
				.subject = subject,
				.text = inner.text,
				.html = inner.html};
	}
	return 0;
}

static int write_inner(struct writing *w, const struct network *network,
	const struct letter_identity *identity, const char *redirected_for,
	const char **ret_subject, struct inner *ret_inner)
{
	_cleanup_str_ struct str markup;

	str_init(&markup, MARKUP_LIMIT);
	begin(w, network, identity);
	*ret_subject = make_subject(w, identity, redirected_for != NULL);
	make_setting(w, network, identity, *ret_subject);
	int r = add_shown(w, network, identity);
	if (r < 0)
		return r;
	r = make_markup(w, redirected_for, &markup);
	if (r < 0)
		return r;
	return write_blocks(w, blocks_read(w->arena, markup.at), ret_inner);
}

static int frame(struct writing *w, const char *subject, const char *body, const char **ret_html)
{
	struct node *data = node_object(w->arena);
	const char *template = templates_text(w->templates, "html", "frame");
	_cleanup_str_ struct str out;

	str_init(&out, LETTER_LIMIT);
	node_set(w->arena, data, "language", node_text(w->arena, w->draft->language));
	node_set(w->arena, data, "subject", node_text(w->arena, subject));
	node_set(w->arena, data, "body", node_text(w->arena, body));
	int r = mustache_render(template ? template : "{{{body}}}",
		strlen(template ? template : "{{{body}}}"), data, NULL, &out, w->fault);
	if (r == 0)
		*ret_html = str_in(&out, w->arena);
	return r;
}

int letter_words(struct arena *arena, const struct templates *templates,
	const struct network *network, const struct draft *draft,
	const struct letter_identity *identity, const char *redirected_for,
	struct letter_words *ret_words, struct fault *fault)
{
	struct writing w = {.arena = arena, .templates = templates, .draft = draft, .fault = fault};
	struct letter_words words;
	struct inner inner;
	int r = write_inner(&w, network, identity, redirected_for, &words.subject, &inner);

	if (r == 0)
		r = frame(&w, words.subject, inner.html, &words.html);
	if (r < 0)
		return r;
	words.text = inner.text;
	*ret_words = words;
	return 0;
}

const char *letter_phrase(struct arena *arena, const struct templates *templates,
	const struct network *network, const char *language, const char *key,
	const struct view *view)
{
	struct speech speech = {
		.arena = arena,
		.network = network,
		.words = templates_words(templates, language),
		.language = language,
		.today = DAY_NONE,
	};

	return speak(&speech, key, view_nodes(&speech, view));
}
