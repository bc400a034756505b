/* SPDX-License-Identifier: MIT */
/*
 * Notices in free form. Which line is a recipient's is said by the phrases: bounce.sure.*.re are
 * shapes that mail systems give such lines, bounce.likely.*.re are weaker ones that count where no
 * sure one was found. Each pattern's first group is the address; only lines with an @ are looked
 * at, and few of them.
 *
 * The returned mail must not be read as the notice: its own addresses would become bounces. It
 * begins at bounce.original.re, or is a part of its own.
 */
#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "text/address.h"
#include "text/body.h"
#include "text/bounce_reason.h"
#include "text/content.h"
#include "text/phrases.h"
#include "bounce_notice.h"

#define NOTICE_LINES_MOST 400
#define NOTICE_TEXT_LIMIT (16 * 1024)
#define LINE_LIMIT 600
#define ABOUT_LIMIT 2000
#define RECIPIENTS_MOST 100

static bool matches(const struct phrasebook *book, const char *key, const char *text)
{
	struct phrase_match match;
	return phrasebook_match(book, NULL, key, text, strlen(text), 0, &match);
}

static void add_lines(struct arena *arena, const struct phrasebook *book, const struct body *body,
	struct notice *notice)
{
	list_each (line, &body->lines) {
		const char *text =
			arena_strndup(arena, line->text, strnlen(line->text, LINE_LIMIT));
		if (notice->lines.n >= NOTICE_LINES_MOST ||
			matches(book, "bounce.original.re", text))
			return;
		*arena_push(arena, &notice->lines) = text;
	}
}

static struct body *part_lines(struct arena *arena, const struct mail_part *part)
{
	const char *text = mail_part_text(arena, part, 64 * 1024, NULL);

	return !strcmp(part->type, "text/html")
		? body_from_html(arena, text, strlen(text))
		: body_from_text(arena, text, strlen(text), false, false);
}

struct notice *notice_read(
	struct arena *arena, const struct phrasebook *book, const struct mail *mail)
{
	struct notice *notice = arena_make(arena, struct notice);
	_cleanup_str_ struct str text;

	str_init(&text, NOTICE_TEXT_LIMIT);
	for (size_t i = 0; i < mail->parts.n && !notice->lines.n; i++) {
		const struct mail_part *part = &mail->parts.at[i];
		if (!strncmp(part->type, "text/", 5) && !part_is_inside_message(mail, i) &&
			strncmp(part->type, "text/rfc822", 11) != 0)
			add_lines(arena, book, part_lines(arena, part), notice);
	}
	list_each (line, &notice->lines) {
		str_puts(&text, *line);
		str_putc(&text, '\n');
	}
	notice->text = str_in(&text, arena);
	const char *subject = headers_find(&mail->parts.at[0].headers, "Subject");
	subject = subject ? header_decode(arena, subject) : "";
	notice->says_delayed = matches(book, "bounce.delayed.re", subject) ||
		matches(book, "bounce.delayed.re", notice->text);
	return notice;
}

static bool speaks_of_another(
	const char *line, const char *recipient, const struct recipients *others)
{
	if (!others || strcasestr(line, recipient))
		return false;
	list_each (other, &others->all)
		if (strcasestr(line, *other))
			return true;
	return false;
}

/* "anna@example.org: 550 …": the line begins with an address. */
static bool begins_with_address(const char *line)
{
	line += strspn(line, " \t<\"'");
	size_t word = strcspn(line, " \t");
	return memchr(line, '@', word) != NULL;
}

/* The line itself and what follows it, up to another recipient or a second blank line. */
static size_t add_about(struct str *out, const struct notice *notice, size_t from,
	const char *recipient, const struct recipients *others)
{
	size_t blank = 0, i = from;

	for (; i < notice->lines.n && i < from + 12 && blank < 2; i++) {
		const char *line = notice->lines.at[i];
		blank += !line[strspn(line, " \t")];
		if (speaks_of_another(line, recipient, others) ||
			(i > from && begins_with_address(line) && !strcasestr(line, recipient)))
			break;
		str_puts(out, line);
		str_putc(out, '\n');
	}
	return i > from ? i - 1 : from;
}

const char *notice_about(struct arena *arena, const struct notice *notice, const char *recipient,
	const struct recipients *others)
{
	_cleanup_str_ struct str out;

	str_init(&out, ABOUT_LIMIT);
	for (size_t i = 0; i < notice->lines.n && !out.full; i++)
		if (strcasestr(notice->lines.at[i], recipient))
			i = add_about(&out, notice, i, recipient, others);
	return str_in(&out, arena);
}

void bounce_add(struct arena *arena, struct understanding *into, const struct bounce *bounce)
{
	list_each (known, &into->bounces) {
		if (strcasecmp(known->recipient, bounce->recipient) != 0)
			continue;
		if (known->class == BOUNCE_SOFT && bounce->class == BOUNCE_HARD)
			*known = *bounce;
		return;
	}
	if (into->bounces.n < UNDERSTANDING_LIST_LIMIT)
		*arena_push(arena, &into->bounces) = *bounce;
}

static void add_recipient(struct arena *arena, struct recipients *recipients, const char *address,
	const struct understanding *in)
{
	if (strlen(address) > UNDERSTANDING_WORD_LIMIT ||
		(in->from && !strcasecmp(address, in->from)))
		return;
	list_each (known, &recipients->all)
		if (!strcasecmp(*known, address))
			return;
	if (recipients->all.n < RECIPIENTS_MOST)
		*arena_push(arena, &recipients->all) = address;
}

/* Addresses that stand in notices for other reasons: whom to ask, and whose mail it was. */
static bool is_bystander(const char *address, const struct understanding *in)
{
	size_t local = strcspn(address, "@");

	list_each (to, &in->to)
		if (!strcasecmp(*to, address))
			return true;
	return (local == 13 && !strncasecmp(address, "mailer-daemon", 13)) ||
		(local == 10 && !strncasecmp(address, "postmaster", 10));
}

/* All addresses that the patterns of one key find in the notice. */
static void apply_form(struct arena *arena, const struct phrasebook *book, const char *language,
	const char *key, const struct notice *notice, const struct understanding *in,
	struct recipients *recipients, struct str *explain)
{
	list_each (line, &notice->lines) {
		struct phrase_match match;
		if (!strchr(*line, '@') ||
			!phrasebook_match(book, language, key, *line, strlen(*line), 0, &match) ||
			match.capture_start[1] == SIZE_MAX)
			continue;
		size_t at = 0;
		const char *found = arena_strndup(arena, *line + match.capture_start[1],
			match.capture_end[1] - match.capture_start[1]);
		const char *address = address_in_text(arena, found, &at);
		size_t before = recipients->all.n;
		if (address && (recipients->bystanders || !is_bystander(address, in)))
			add_recipient(arena, recipients, address, in);
		if (explain && recipients->all.n > before)
			str_printf(explain, "%s: \"%s\"\n", key, address);
	}
}

/* All forms of a family ("bounce.sure."), in the order of the phrases; of the weakest only the
 * first that finds. */
static void apply_family(struct arena *arena, const struct phrasebook *book, const char *family,
	bool first_alone, const struct notice *notice, const struct understanding *in,
	struct recipients *recipients, struct str *explain)
{
	for (size_t i = 0; phrasebook_language(book, i); i++) {
		const char *language = phrasebook_language(book, i);
		const struct lexicon *lexicon = phrasebook_lexicon(book, language);
		for (size_t j = 0; lexicon_key(lexicon, j); j++)
			if (!strncmp(lexicon_key(lexicon, j), family, strlen(family)) &&
				!(first_alone && recipients->all.n))
				apply_form(arena, book, language, lexicon_key(lexicon, j), notice,
					in, recipients, explain);
	}
}

/* The best family that finds anybody. */
static void apply_families(struct arena *arena, const struct phrasebook *book, unsigned families,
	const struct notice *notice, const struct understanding *in, struct recipients *recipients,
	struct str *explain)
{
	static const char *const names[] = {"bounce.sure.", "bounce.probable.", "bounce.likely."};

	assert(families <= sizeof(names) / sizeof(names[0]));
	for (size_t i = 0; i < families && !recipients->all.n; i++)
		apply_family(arena, book, names[i], i == 2, notice, in, recipients, explain);
}

static void header_recipients(struct arena *arena, const struct mail *mail,
	const struct understanding *in, struct recipients *recipients)
{
	size_t at = 0;
	struct mailboxes found = {0};

	for (const char *value;
		(value = headers_next(&mail->parts.at[0].headers, "X-Failed-Recipients", &at));)
		mailboxes_parse(arena, value, &found);
	list_each (mailbox, &found.all)
		add_recipient(arena, recipients, mailbox->address, in);
}

/* The returned mail's own To, where the notice names nobody. */
static void returned_recipients(struct arena *arena, const struct mail *mail,
	const struct understanding *in, struct recipients *recipients)
{
	for (size_t i = 1; i < mail->parts.n; i++) {
		const struct mail_part *part = &mail->parts.at[i];
		const char *to = headers_find(&part->headers, "To");
		struct mailboxes found = {0};
		if (!to)
			continue;
		mailboxes_parse(arena, to, &found);
		list_each (mailbox, &found.all)
			add_recipient(arena, recipients, mailbox->address, in);
		return;
	}
}

void notice_bounces(struct arena *arena, const struct phrasebook *book, const struct mail *mail,
	const struct notice *notice, unsigned families, struct understanding *into,
	struct str *explain)
{
	struct recipients recipients = {0};

	header_recipients(arena, mail, into, &recipients);
	apply_families(arena, book, families, notice, into, &recipients, explain);
	if (!recipients.all.n && families > 2)
		returned_recipients(arena, mail, into, &recipients);
	if (!recipients.all.n && families > 2) {
		recipients.bystanders = true;
		apply_families(arena, book, families, notice, into, &recipients, explain);
	}
	list_each (recipient, &recipients.all) {
		const char *about = recipients.all.n > 1
			? notice_about(arena, notice, *recipient, &recipients)
			: notice->text;
		struct refusal refusal = {.diagnostic = about,
			.transcript = notice->text,
			.delayed = notice->says_delayed};
		struct bounce bounce = {.recipient = *recipient};
		bounce_judge(arena, book, &refusal, &bounce);
		bounce_add(arena, into, &bounce);
	}
}
