/* SPDX-License-Identifier: MIT */
/*
 * Mails on their way to the network: written when they are thought of, delivered when they are due,
 * in order. A file's name is the simulated second and a number, so that mails are taken in the
 * order in which they came.
 */
#include <errno.h>
#include <string.h>

#include "base/str.h"
#include "outward/maildir.h"
#include "simulate_inside.h"

#define MAIL_LIMIT_BYTES (4 * 1024 * 1024)
#define SHAPE_LIMIT 64
#define SEED_STRIDE ((uint64_t)1099511628211)

int post_open(struct post_office *post, const struct stage *stage, struct arena *arena,
	uint64_t seed, struct fault *fault)
{
	*post = (struct post_office){.arena = arena, .stage = stage, .seed = seed};
	post->network = (struct simulate_person){.name = stage->network->name,
		.given_name = "",
		.address = stage->network->address,
		.organisation = ""};
	return maildir_open(stage->config->mailboxes.at[0].maildir, true, &post->inbox, fault);
}

void post_close(struct post_office *post)
{
	maildir_close(post->inbox);
	post->inbox = NULL;
}

/* "Lena Ek <lena.ek@example.org>" */
static struct simulate_person stranger(struct arena *arena, const char *words)
{
	const char *open = strchr(words, '<');
	size_t name = open ? (size_t)(open - words) : 0;

	while (name > 0 && words[name - 1] == ' ')
		name--;
	return (struct simulate_person){
		.name = arena_strndup(arena, words, name),
		.given_name = arena_strndup(arena, words, strcspn(words, " ")),
		.address = open ? arena_strndup(arena, open + 1, strcspn(open + 1, ">")) : words,
		.organisation = "",
	};
}

static const char *id_of(struct post_office *post)
{
	struct chance chance;
	char token[TOKEN_TEXT];

	chance_init(&chance, (post->seed * SEED_STRIDE ^ (uint64_t)++post->written) | 1);
	return arena_strdup(post->arena, chance_token(&chance, token));
}

static void keep(struct post_office *post, instant due, const struct str *bytes)
{
	struct post_item item = {.due = due,
		.number = post->written,
		.bytes = str_in(bytes, post->arena),
		.n_bytes = bytes->len};
	size_t at = post->waiting.n;

	arena_push(post->arena, &post->waiting);
	for (; at > 0 && post->waiting.at[at - 1].due > due; at--)
		post->waiting.at[at] = post->waiting.at[at - 1];
	post->waiting.at[at] = item;
}

int post_write(struct post_office *post, const struct simulate_mail *mail, const char *shape,
	struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_str_ struct str bytes;
	struct simulate_mail written = *mail;
	const char *as = mail->block ? script_find(mail->block, "as", 0) : NULL;
	struct simulate_person other;
	const char *text;
	size_t n;

	str_init(&bytes, MAIL_LIMIT_BYTES);
	if (as) {
		other = stranger(arena, as);
		written.from = &other;
	}
	written.to = &post->network;
	written.id = id_of(post);
	written.zone = post->stage->network->zone;
	const char *name = arena_printf(arena, "shapes/%.*s.mustache", SHAPE_LIMIT, shape);
	int r = stage_read(post->stage, arena, name, &text, &n, fault);
	if (r == 0)
		r = simulate_mail_render(arena, text, n, &written, &bytes, fault);
	if (r < 0)
		return fault_prefix(fault, r, "%s", name);
	keep(post, mail->when, &bytes);
	return 0;
}

instant post_next(const struct post_office *post)
{
	return post->waiting.n > 0 ? post->waiting.at[0].due : INSTANT_NEVER;
}

int post_deliver(struct post_office *post, instant now, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	size_t n = 0;

	for (; n < post->waiting.n && post->waiting.at[n].due <= now; n++) {
		const struct post_item *item = &post->waiting.at[n];
		const char *base = arena_printf(
			arena, "%010lld.M%06d.season", (long long)item->due, item->number);
		int r = maildir_deliver(post->inbox, base, item->bytes, item->n_bytes, fault);
		if (r < 0)
			return r;
	}
	post->waiting.n -= n;
	if (n > 0)
		memmove(post->waiting.at, post->waiting.at + n,
			post->waiting.n * sizeof(*post->waiting.at));
	return 0;
}
