/* SPDX-License-Identifier: MIT */
/*
 * A forward is told from a reply by its subject ("VB:", "Fwd:"), by the words that clients put
 * above it
 * ("Vidarebefordrat meddelande") or by being attached whole; a reply with the same block below is
 * none. Whose it was stands in the block's first From line: an address in a later line is somebody
 * else's, so without one there the address stays unknown. What she had written is read as any mail
 * is: without what she quoted.
 */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "text/address.h"
#include "text/body.h"
#include "text/content.h"
#include "text/forward.h"
#include "text/mail.h"
#include "text/mask.h"
#include "text/phrases.h"
#include "text/reply.h"

#define HEADER_LIMIT 4000

static const struct mail_part *attached_message(const struct mail *mail)
{
	for (size_t i = 1; i < mail->parts.n; i++)
		if (!strcmp(mail->parts.at[i].type, "message/rfc822") &&
			!part_is_inside_message(mail, i))
			return &mail->parts.at[i];
	return NULL;
}

static bool read_attached(struct arena *arena, const struct phrasebook *book,
	const struct mask *mask, const struct mail *mail, struct understanding *into)
{
	const struct mail_part *part = attached_message(mail);

	if (!part)
		return false;
	const struct mail *inner = mail_open(arena, part->body.at, part->body.n);
	const char *from = headers_find(&inner->parts.at[0].headers, "From");
	struct mailboxes senders = {0};
	struct content content = content_find(arena, inner);
	if (from)
		mailboxes_parse(arena, from, &senders);
	into->forwarded_from = senders.all.n ? senders.all.at[0].address : NULL;
	into->forwarded_text =
		reply_new_words(arena, book, content_body(arena, inner, &content, mask, into));
	return true;
}

static bool subject_says(const struct phrasebook *book, const char *subject)
{
	struct phrase_match match;
	return phrasebook_match(
		book, NULL, "forward.subject.re", subject, strlen(subject), 0, &match);
}

/* The address in the block's From line, or NULL. */
static const char *block_sender(
	struct arena *arena, const struct phrasebook *book, const char *block)
{
	const char *at = block, *end = block + strnlen(block, HEADER_LIMIT);

	while (at < end) {
		struct span line = line_next(&at, end);
		const char *copy = arena_strndup(arena, line.at, line.n);
		copy += strspn(copy, " \t>*_");
		size_t word = strcspn(copy, ":");
		size_t from = 0;
		char *name = arena_strndup(arena, copy, word);
		while (word && strchr(" *_", name[word - 1]))
			name[--word] = '\0';
		if (copy[strlen(name)] && phrasebook_is_word(book, NULL, "forward.from", name))
			return address_in_text(arena, copy, &from);
	}
	return NULL;
}

/* The first block, and the quoted text up to the next one. */
static void read_block(struct arena *arena, const struct phrasebook *book,
	struct understanding *into, struct str *explain)
{
	_cleanup_str_ struct str quoted;
	const struct part *header = NULL;

	str_init(&quoted, UNDERSTANDING_TEXT_LIMIT);
	list_each (part, &into->parts) {
		if (part->kind == PART_HEADER && header)
			break;
		if (part->kind == PART_HEADER)
			header = part;
		else if (header && part->kind != PART_FOOTER)
			str_puts(&quoted, part->text);
	}
	if (!header)
		return;
	into->forwarded_from = block_sender(arena, book, header->text);
	const struct body *body =
		body_from_text(arena, str_in(&quoted, arena), quoted.len, false, false);
	into->forwarded_text = reply_new_words(arena, book, body);
	if (explain)
		str_printf(explain, "forward: \"%s\"\n",
			into->forwarded_from ? into->forwarded_from : "");
}

static bool block_says(const struct phrasebook *book, const struct understanding *in)
{
	struct phrase_match match;

	list_each (part, &in->parts)
		if (part->kind == PART_HEADER)
			return phrasebook_match(book, NULL, "forward.mark.re", part->text,
				strnlen(part->text, HEADER_LIMIT), 0, &match);
	return false;
}

void forward_read(struct arena *arena, const struct phrasebook *book, const struct mask *mask,
	const struct mail *mail, struct understanding *into, struct str *explain)
{
	if (read_attached(arena, book, mask, mail, into))
		return;
	if (subject_says(book, into->subject) || block_says(book, into))
		read_block(arena, book, into, explain);
}
