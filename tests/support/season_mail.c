/* SPDX-License-Identifier: MIT */
/*
 * Mails as people's programs write them, and letters read back with the product's own MIME reader
 * (which other tests compare with other implementations).
 */
#include "support/season_mail.h"

#include <dirent.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <cmocka.h>

#include "base/str.h"
#include "text/mail.h"

#define MAIL_LIMIT_BYTES (4 * 1024 * 1024)

void season_make_boxes(struct season *season)
{
	static const char *const folders[] = {"inbox", "inbox/tmp", "inbox/new", "inbox/cur",
		"outbox", "outbox/tmp", "outbox/new", "outbox/cur"};
	char path[PATH_MAX];

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		snprintf(path, sizeof(path), "%s/state/%s", season->dir, folders[i]);
		assert_int_equal(mkdir(path, 0700), 0);
	}
}

/* ---- mails in ---- */

/* "2027-01-25T09:00:00+01:00" as a Date field has it. */
static const char *mail_date(struct arena *arena, const char *now)
{
	struct tm tm = {0};
	char text[64];
	const char *zone = strptime(now, "%Y-%m-%dT%H:%M:%S", &tm);

	assert_non_null(zone);
	timegm(&tm); /* the day of the week; the hours stay as written */
	strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S", &tm);
	if (*zone == 'Z')
		return arena_printf(arena, "%s +0000", text);
	return arena_printf(arena, "%s %.3s%s", text, zone, zone + 4);
}

/* Delivered as a Maildir has it: in tmp/ first, then new/. Its number gives the order. */
void season_deliver(struct season *season, const char *mail)
{
	if (season->post) {
		season->post(season->post_context, mail);
		return;
	}
	const char *name = arena_printf(season->arena, "%u.test", 1001 + season->delivered++);
	const char *written = arena_printf(season->arena, "state/inbox/tmp/%s", name);
	const char *from = arena_printf(season->arena, "%s/%s", season->dir, written);
	const char *to = arena_printf(season->arena, "%s/state/inbox/new/%s", season->dir, name);

	season_write(season, written, mail);
	assert_int_equal(rename(from, to), 0);
}

/* One long encoded word, as some programs write it. */
static const char *encode_subject(struct arena *arena, const char *subject)
{
	_cleanup_str_ struct str str;

	str_init(&str, MAIL_LIMIT_BYTES);
	str_puts(&str, "=?utf-8?Q?");
	for (const unsigned char *c = (const unsigned char *)subject; *c; c++)
		str_printf(&str, "=%02X", *c);
	str_puts(&str, "?=");
	return str_in(&str, arena);
}

const char *season_whole_mail(struct arena *arena, const char *from, const char *to,
	const char *subject, const char *header, const char *body, unsigned int number,
	const char *now)
{
	const char *type = strcasestr(header, "content-type:")
		? ""
		: "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n";

	return arena_printf(arena,
		"From: %s\nTo: %s\nSubject: %s\nDate: %s\n"
		"Message-ID: <mail-%u@people.example>\nMIME-Version: 1.0\n%s%s\n%s",
		from, to, encode_subject(arena, subject), mail_date(arena, now), number, type,
		header, body);
}

void season_mail(struct season *season, const char *from, const char *subject, const char *header,
	const char *body)
{
	season->mails++;
	season_deliver(season,
		season_whole_mail(season->arena, from, "natverk@fou.example", subject, header, body,
			season->mails, season->now));
}

static const char *reply_header(struct arena *arena, const struct season_letter *letter)
{
	return arena_printf(arena, "In-Reply-To: %s\nReferences: %s %s\n", letter->message_id,
		letter->references, letter->message_id);
}

static const char *quoted(struct arena *arena, const char *text)
{
	_cleanup_str_ struct str str;

	str_init(&str, MAIL_LIMIT_BYTES);
	str_puts(&str, "> ");
	for (; *text; text++) {
		str_putc(&str, *text);
		if (*text == '\n')
			str_puts(&str, "> ");
	}
	return str_in(&str, arena);
}

const char *season_answer_mail(struct arena *arena, const struct season_letter *letter,
	const char *from, const char *words, unsigned int number, const char *now)
{
	return season_whole_mail(arena, from, letter->from,
		arena_printf(arena, "Sv: %s", letter->subject), reply_header(arena, letter),
		arena_printf(arena,
			"%s\n\nDen mån 25 jan. 2027 kl 09:12 skrev Nätverket för äldre "
			"<natverk@fou.example>:\n"
			"%s\n",
			words, quoted(arena, letter->text)),
		number, now);
}

void season_answer(struct season *season, const struct season_letter *letter, const char *from,
	const char *words)
{
	season->mails++;
	season_deliver(season,
		season_answer_mail(season->arena, letter, from, words, season->mails, season->now));
}

void season_calendar_answer(struct season *season, const struct season_letter *letter,
	const char *from, const char *partstat)
{
	const char *body = arena_printf(season->arena,
		"BEGIN:VCALENDAR\r\nPRODID:-//Microsoft Corporation//Outlook "
		"16.0//EN\r\nVERSION:2.0\r\n"
		"METHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:%s\r\nSEQUENCE:%s\r\n"
		"DTSTAMP:20270125T081500Z\r\nDTSTART:20270309T120000Z\r\nDTEND:20270309T150000Z\r\n"
		"ORGANIZER:mailto:natverk@fou.example\r\nATTENDEE;PARTSTAT=%s:mailto:%s\r\n"
		"SUMMARY:Accepterat\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		season_property(season, letter, "UID"), season_property(season, letter, "SEQUENCE"),
		partstat, letter->to);

	season_mail(season, from, "Svar på inbjudan",
		"Content-Type: text/calendar; charset=utf-8; method=REPLY\n", body);
}

void season_bounce(struct season *season, const struct season_letter *letter, const char *status)
{
	const char *body = arena_printf(season->arena,
		"--b\nContent-Type: text/plain\n\nThis is the mail system. Your message could not "
		"be "
		"delivered.\n\n<%s>: user unknown\n\n"
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
		"Final-Recipient: rfc822; %s\nAction: failed\nStatus: %s\n"
		"Diagnostic-Code: smtp; 550 %s User unknown\n\n"
		"--b\nContent-Type: message/rfc822\n\n%s\n--b--\n",
		letter->to, letter->to, status, status, letter->raw);

	season_mail(season, "MAILER-DAEMON@mx.example", "Undelivered Mail Returned to Sender",
		"Return-Path: <>\nAuto-Submitted: auto-replied\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",
		body);
}

void season_absence(struct season *season, const struct season_letter *letter, const char *from,
	const char *words)
{
	season_mail(season, from, arena_printf(season->arena, "Autosvar: %s", letter->subject),
		arena_printf(season->arena, "Auto-Submitted: auto-replied\n%s",
			reply_header(season->arena, letter)),
		words);
}

/* ---- letters out ---- */

static const char *part_text(struct arena *arena, const struct mail *mail, const char *type)
{
	list_each (part, &mail->parts)
		if (strcmp(part->type, type) == 0)
			return mail_part_text(arena, part, MAIL_LIMIT_BYTES, NULL);
	return "";
}

/* "Anna <anna@x>" or "anna@x" without the name. */
static const char *bare_address(struct arena *arena, const char *value)
{
	const char *open = strrchr(value, '<');

	return open ? arena_strndup(arena, open + 1, strcspn(open + 1, ">")) : value;
}

struct season_letter season_read_letter(
	struct arena *arena, const char *file, const char *raw, size_t bytes)
{
	const struct mail *mail = mail_open(arena, raw, bytes);
	const struct headers *headers = &mail->parts.at[0].headers;
	const char *from = headers_find(headers, "From");
	const char *to = headers_find(headers, "To");
	const char *subject = headers_find(headers, "Subject");
	const char *references = headers_find(headers, "References");
	const char *id = headers_find(headers, "Message-ID");

	assert_non_null(from);
	assert_non_null(to);
	assert_non_null(subject);
	assert_non_null(id);
	return (struct season_letter){
		.file = file,
		.raw = raw,
		.from = bare_address(arena, from),
		.to = bare_address(arena, to),
		.subject = header_decode(arena, subject),
		.message_id = id,
		.references = references ? references : "",
		.text = part_text(arena, mail, "text/plain"),
		.html = part_text(arena, mail, "text/html"),
		.calendar = part_text(arena, mail, "text/calendar"),
	};
}

static bool is_known(const struct season *season, const char *file)
{
	list_each (letter, &season->letters)
		if (strcmp(letter->file, file) == 0)
			return true;
	return false;
}

static void collect_one(struct season *season, const char *folder, const char *name)
{
	char path[PATH_MAX];
	struct stat st;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fstat(fileno(file), &st), 0);
	char *raw = arena_alloc(season->arena, (size_t)st.st_size + 1);
	assert_int_equal(fread(raw, 1, (size_t)st.st_size, file), st.st_size);
	fclose(file);
	*arena_push(season->arena, &season->letters) = season_read_letter(
		season->arena, arena_strdup(season->arena, name), raw, (size_t)st.st_size);
}

void season_collect(struct season *season)
{
	const char *folder = arena_printf(season->arena, "%s/state/outbox/new", season->dir);
	struct dirent **entries;
	int n = scandir(folder, &entries, NULL, alphasort);

	assert_true(n >= 0);
	season->fresh = season->letters.n;
	for (int i = 0; i < n; i++) {
		if (entries[i]->d_name[0] != '.' && !is_known(season, entries[i]->d_name))
			collect_one(season, folder, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
}
