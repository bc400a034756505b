/* SPDX-License-Identifier: MIT */
/*
 * Delivery reports: the machine-readable part of RFC 3464 wherever it stands, also where a broken
 * mail has it as text, and only without it the notice's words. A mail from a mail system
 * (MAILER-DAEMON, an empty return path with a bounce's subject) is read by weaker forms than one
 * that only looks like a notice, so that a person's "Undelivered: the parcel" is none.
 */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "text/address.h"
#include "text/bounce.h"
#include "text/bounce_reason.h"
#include "text/content.h"
#include "text/mail.h"
#include "text/phrases.h"
#include "bounce_notice.h"

#define STATUS_BYTES_MOST (256 * 1024)
#define STATUS_GROUPS_MOST 1000
#define STATUS_TEXTS_MOST 8 /* parts that are looked through where no status part is */

/* "rfc822; <anna@example.org>" and its misspellings. */
static const char *recipient_address(struct arena *arena, const char *value)
{
	size_t at = 0;
	const char *semicolon = value ? strchr(value, ';') : NULL;

	if (!value)
		return NULL;
	return address_in_text(arena, semicolon ? semicolon + 1 : value, &at);
}

static const char *group_recipient(struct arena *arena, const struct headers *group)
{
	static const char *const fields[] = {
		"Original-Recipient", "Final-Recipient", "X-Actual-Recipient"};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const char *address = recipient_address(arena, headers_find(group, fields[i]));
		if (address && strlen(address) <= UNDERSTANDING_WORD_LIMIT)
			return address;
	}
	return NULL;
}

static bool action_is(const char *action, const char *word)
{
	return action && !strncasecmp(action, word, strlen(word));
}

struct report {
	const struct phrasebook *book;
	const struct notice *notice;
	bool has_group; /* a per-recipient group was there */
	bool has_failure; /* one that is no success */
};

/* "failed (permanent)", "smtp; 550 5.1.1 …": the words behind the type. */
static const char *diagnostic_text(struct arena *arena, const char *value)
{
	if (!value)
		return "";
	const char *semicolon = strchr(value, ';');
	return header_decode(arena, semicolon && semicolon < value + 20 ? semicolon + 1 : value);
}

static const char *status_code(struct arena *arena, const char *value)
{
	if (!value)
		return NULL;
	value += strspn(value, " (");
	size_t n = strspn(value, "0123456789.");
	return n >= 5 && n < 12 ? arena_strndup(arena, value, n) : NULL;
}

static void read_group(struct arena *arena, struct report *report, const struct headers *group,
	struct understanding *into)
{
	const char *action = headers_find(group, "Action");
	bool named =
		headers_find(group, "Final-Recipient") || headers_find(group, "Original-Recipient");

	if (!named && !action)
		return;
	report->has_group = true;
	if (action_is(action, "delivered") || action_is(action, "relayed") ||
		action_is(action, "expanded"))
		return;
	report->has_failure = true;
	const char *recipient = group_recipient(arena, group);
	if (!recipient)
		return; /* the notice may name her */
	const char *diagnostic = diagnostic_text(arena, headers_find(group, "Diagnostic-Code"));
	if (strlen(diagnostic) < 8)
		diagnostic = notice_about(arena, report->notice, recipient, NULL);
	if (strlen(diagnostic) < 8)
		diagnostic = report->notice->text;
	struct refusal refusal = {.status = status_code(arena, headers_find(group, "Status")),
		.diagnostic = diagnostic,
		.transcript = report->notice->text,
		.delayed = action_is(action, "delayed")};
	struct bounce bounce = {.recipient = recipient};
	bounce_judge(arena, report->book, &refusal, &bounce);
	bounce_add(arena, into, &bounce);
}

/*
 * A block is one recipient's, but for systems that leave out the empty line between two: where the
 * field that named the first comes again, another begins.
 */
static void read_block(struct arena *arena, struct report *report, const struct headers *block,
	struct understanding *into)
{
	const char *leader = NULL;
	struct headers group = {0};

	list_each (field, &block->fields) {
		bool names = !strcasecmp(field->name, "Final-Recipient") ||
			!strcasecmp(field->name, "Original-Recipient");
		if (names && !leader) {
			leader = field->name;
		} else if (names && !strcasecmp(field->name, leader)) {
			read_group(arena, report, &group, into);
			group = (struct headers){0};
		}
		*arena_push(arena, &group.fields) = *field;
	}
	read_group(arena, report, &group, into);
}

static void read_groups(
	struct arena *arena, struct report *report, const char *text, struct understanding *into)
{
	struct span rest = {text, strlen(text)};

	for (size_t i = 0; rest.n && i < STATUS_GROUPS_MOST; i++) {
		struct headers block = {0};
		size_t used = headers_parse(arena, rest, &block);
		read_block(arena, report, &block, into);
		if (!used) { /* a line that is no field */
			const char *at = rest.at;
			line_next(&at, rest.at + rest.n);
			used = (size_t)(at - rest.at);
		}
		rest = (struct span){rest.at + used, rest.n - used};
	}
}

static bool is_status_part(const struct mail_part *part)
{
	return !strcmp(part->type, "message/delivery-status") ||
		!strcmp(part->type, "message/global-delivery-status");
}

/* Status fields in parts of other types, as systems send them that know no MIME. */
static const char *status_in_text(struct arena *arena, const struct mail_part *part)
{
	if (strncmp(part->type, "text/", 5) != 0 && strncmp(part->type, "message/", 8) != 0)
		return NULL;
	const char *text = mail_part_text(arena, part, STATUS_BYTES_MOST / 4, NULL);
	const char *found = strcasestr(text, "\nFinal-Recipient:");
	if (!found)
		return NULL;
	const char *group = found;
	while (group > text && !(group[0] == '\n' && group[1] == '\n'))
		group--;
	return group;
}

/* inside: also the report that a mail system sends on as an attached message. */
static void read_status_parts(struct arena *arena, const struct mail *mail, bool inside,
	struct report *report, struct understanding *into)
{
	for (size_t i = 0; i < mail->parts.n; i++)
		if (is_status_part(&mail->parts.at[i]) &&
			(inside || !part_is_inside_message(mail, i)))
			read_groups(arena, report,
				mail_part_text(arena, &mail->parts.at[i], STATUS_BYTES_MOST, NULL),
				into);
}

static void read_status_texts(struct arena *arena, const struct mail *mail, struct report *report,
	struct understanding *into)
{
	for (size_t i = 0; i < mail->parts.n && i < STATUS_TEXTS_MOST && !report->has_group; i++) {
		bool returned = part_is_inside_message(mail, i) ||
			!strncmp(mail->parts.at[i].type, "message/rfc822", 14);
		const char *text = returned ? NULL : status_in_text(arena, &mail->parts.at[i]);
		if (text)
			read_groups(arena, report, text, into);
	}
}

static bool matches(const struct phrasebook *book, const char *key, const char *text)
{
	struct phrase_match match;
	return text && phrasebook_match(book, NULL, key, text, strlen(text), 0, &match);
}

/* "Sv: …", "VB: …": a person's words about a notice. */
static bool is_sent_on(const struct phrasebook *book, const struct understanding *in)
{
	return matches(book, "forward.subject.re", in->subject) ||
		(in->references.n && matches(book, "answer.reply-prefix.re", in->subject));
}

enum suspicion { NO_NOTICE, LOOKS_LIKE_ONE, FROM_A_MAIL_SYSTEM };

static enum suspicion suspect(struct arena *arena, const struct phrasebook *book,
	const struct mail *mail, const struct notice *notice, const struct understanding *in)
{
	const struct headers *headers = &mail->parts.at[0].headers;
	const char *from = headers_find(headers, "From");
	const char *path = headers_find(headers, "Return-Path");
	bool no_path = path && (!strncmp(path, "<>", 2) || strcasestr(path, "MAILER-DAEMON"));
	bool subject = matches(book, "bounce.subject.re", in->subject);
	bool says = matches(book, "bounce.says.re", notice->text);

	if (headers_find(headers, "X-Failed-Recipients") ||
		headers_find(headers, "X-MS-Exchange-Message-Is-Ndr"))
		return FROM_A_MAIL_SYSTEM;
	if (from && matches(book, "bounce.sender.re", header_decode(arena, from)))
		return subject || says || no_path ? FROM_A_MAIL_SYSTEM : LOOKS_LIKE_ONE;
	if (no_path && subject)
		return FROM_A_MAIL_SYSTEM;
	if (is_sent_on(book, in))
		return NO_NOTICE;
	return (subject && says) || (no_path && says) ||
			(says && matches(book, "bounce.transcript.re", notice->text))
		? LOOKS_LIKE_ONE
		: NO_NOTICE;
}

static bool has_part(const struct mail *mail, const char *type)
{
	list_each (part, &mail->parts)
		if (!strcmp(part->type, type))
			return true;
	return false;
}

/*
 * A read receipt is no bounce, but for the one by which a filter throws a mail away unseen (RFC
 * 8098 section 3.2.6: done by itself, and the mail deleted).
 */
static bool is_receipt(struct arena *arena, const struct mail *mail)
{
	list_each (part, &mail->parts) {
		if (strcmp(part->type, "message/disposition-notification") != 0)
			continue;
		const char *text = mail_part_text(arena, part, 4096, NULL);
		return !strcasestr(text, "automatic-action") || !strcasestr(text, "; deleted");
	}
	return false;
}

/* How many of the families of forms may be used. */
static unsigned families_for(enum suspicion suspicion, const struct mail *mail)
{
	const struct headers *headers = &mail->parts.at[0].headers;
	const char *submitted = headers_find(headers, "Auto-Submitted");
	const char *from = headers_find(headers, "From");

	if (submitted && !strncasecmp(submitted, "auto-replied", 12) &&
		!(from && strcasestr(from, "mailer-daemon")))
		return 1; /* a responder: only what can't be anything else */
	return suspicion == LOOKS_LIKE_ONE ? 2 : 3;
}

bool bounce_read(struct arena *arena, const struct phrasebook *book, const struct mail *mail,
	struct understanding *into, struct str *explain)
{
	if (has_part(mail, "message/feedback-report") || is_receipt(arena, mail))
		return false;
	struct report report = {.book = book, .notice = notice_read(arena, book, mail)};
	read_status_parts(arena, mail, false, &report, into);
	read_status_texts(arena, mail, &report, into);
	if (into->bounces.n || (report.has_group && !report.has_failure))
		return true;
	enum suspicion suspicion = report.has_failure
		? FROM_A_MAIL_SYSTEM
		: suspect(arena, book, mail, report.notice, into);
	if (suspicion == NO_NOTICE)
		return false;
	if (suspicion == FROM_A_MAIL_SYSTEM)
		read_status_parts(arena, mail, true, &report, into);
	if (!into->bounces.n)
		notice_bounces(arena, book, mail, report.notice, families_for(suspicion, mail),
			into, explain);
	return into->bounces.n || suspicion == FROM_A_MAIL_SYSTEM;
}
