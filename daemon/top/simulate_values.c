/* SPDX-License-Identifier: MIT */
/*
 * The values that a shape is filled in with. Times stand in all the forms that mail programs write
 * them in; names of months and days are the programs' own, which is why they are not taken from the
 * letters' words.
 */
#include <string.h>

#include "base/str.h"
#include "letters/encode.h"
#include "simulate_inside.h"

#define HEADER_LIMIT_BYTES 4096
#define SUBJECT_COLUMN 13 /* after "Subject: SV: " */

static void set(struct arena *arena, struct node *node, const char *name, const char *text)
{
	node_set(arena, node, name, node_text(arena, text ? text : ""));
}

static const char *encoded(struct arena *arena, const char *text, size_t column)
{
	_cleanup_str_ struct str out;

	str_init(&out, HEADER_LIMIT_BYTES);
	encode_words(&out, text, column);
	char *words = str_in(&out, arena);
	char *to = words;
	for (const char *c = words; *c; c++)
		if (*c != '\r')
			*to++ = *c;
	*to = '\0';
	return words;
}

static struct node *person_node(struct arena *arena, const struct simulate_person *person)
{
	struct node *node = node_object(arena);

	set(arena, node, "name", person->name);
	set(arena, node, "words", encoded(arena, person->name, strlen("From: ")));
	set(arena, node, "given", person->given_name);
	set(arena, node, "address", person->address);
	set(arena, node, "organisation", person->organisation);
	return node;
}

static void set_names(struct arena *arena, struct node *node, int weekday, int month)
{
	static const char *const days_sv[] = {
		"måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"};
	static const char *const days_sv3[] = {"mån", "tis", "ons", "tors", "fre", "lör", "sön"};
	static const char *const days_en3[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char *const months_sv[] = {"januari", "februari", "mars", "april", "maj",
		"juni", "juli", "augusti", "september", "oktober", "november", "december"};
	static const char *const months_sv3[] = {"jan.", "feb.", "mars", "apr.", "maj", "juni",
		"juli", "aug.", "sep.", "okt.", "nov.", "dec."};
	static const char *const months_en3[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	static const char *const months_en[] = {"January", "February", "March", "April", "May",
		"June", "July", "August", "September", "October", "November", "December"};

	set(arena, node, "weekday_sv", days_sv[weekday - 1]);
	set(arena, node, "weekday_sv3", days_sv3[weekday - 1]);
	set(arena, node, "weekday_en3", days_en3[weekday - 1]);
	set(arena, node, "month_sv", months_sv[month - 1]);
	set(arena, node, "month_sv3", months_sv3[month - 1]);
	set(arena, node, "month_en3", months_en3[month - 1]);
	set(arena, node, "month_en", months_en[month - 1]);
}

/* "20270309T120000Z" */
static const char *utc_text(struct arena *arena, instant at)
{
	int seconds;
	struct civil civil = civil_from_day(zone_day(zone_utc(), at, &seconds));

	return arena_printf(arena, "%04d%02d%02dT%02d%02d%02dZ", civil.year, civil.month,
		civil.day_of_month, seconds / HOUR_S, seconds / MINUTE_S % 60, seconds % 60);
}

static struct node *time_node(struct arena *arena, const struct zone *zone, instant at)
{
	struct node *node = node_object(arena);
	char mail[INSTANT_MAIL_TEXT];
	int seconds;
	day today = zone_day(zone, at, &seconds);
	struct civil civil = civil_from_day(today);
	int hour = seconds / HOUR_S, minute = seconds / MINUTE_S % 60;

	set(arena, node, "year", arena_printf(arena, "%d", civil.year));
	set(arena, node, "month", arena_printf(arena, "%d", civil.month));
	set(arena, node, "day", arena_printf(arena, "%d", civil.day_of_month));
	set(arena, node, "month2", arena_printf(arena, "%02d", civil.month));
	set(arena, node, "day2", arena_printf(arena, "%02d", civil.day_of_month));
	set(arena, node, "time", arena_printf(arena, "%02d:%02d", hour, minute));
	set(arena, node, "time12",
		arena_printf(arena, "%d:%02d %s", hour % 12 ? hour % 12 : 12, minute,
			hour < 12 ? "AM" : "PM"));
	set(arena, node, "mail", arena_strdup(arena, instant_format_mail(at, zone, mail)));
	set(arena, node, "utc", utc_text(arena, at));
	set_names(arena, node, day_weekday(today), civil.month);
	return node;
}

static struct node *lines_node(struct arena *arena, const char *text)
{
	struct node *list = node_list(arena);

	while (*text) {
		size_t bytes = strcspn(text, "\r\n");
		struct node *line = node_text(arena, arena_strndup(arena, text, bytes));
		node_set(arena, line, "empty", node_flag(arena, bytes == 0));
		node_append(arena, list, line);
		text += bytes;
		text += *text == '\r';
		text += *text == '\n';
	}
	return list;
}

static struct node *calendar_node(struct arena *arena, const struct calendar *calendar)
{
	struct node *node = node_object(arena);

	set(arena, node, "uid", calendar->uid);
	set(arena, node, "sequence", arena_printf(arena, "%d", calendar->sequence));
	set(arena, node, "start", calendar->start);
	set(arena, node, "end", calendar->end);
	set(arena, node, "zone", calendar->zone);
	set(arena, node, "summary", calendar->summary);
	set(arena, node, "location", calendar->location);
	set(arena, node, "organizer", calendar->organizer);
	return node;
}

static struct node *letter_node(struct arena *arena, const struct simulate_mail *mail)
{
	const struct simulate_letter *letter = mail->letter;
	struct node *node = node_object(arena);

	set(arena, node, "subject", letter->subject);
	set(arena, node, "html", letter->html);
	set(arena, node, "message_id", letter->message_id);
	set(arena, node, "text", letter->text);
	node_set(arena, node, "lines", lines_node(arena, letter->text));
	node_set(arena, node, "when", time_node(arena, mail->zone, letter->made));
	if (letter->calendar)
		node_set(arena, node, "calendar", calendar_node(arena, letter->calendar));
	return node;
}

static void set_identity(struct arena *arena, struct node *values, const struct simulate_mail *mail)
{
	const char *subject = mail->subject ? mail->subject
		: mail->letter		    ? mail->letter->subject
					    : "";
	struct node *node = node_text(arena, subject);

	set(arena, node, "words", encoded(arena, subject, SUBJECT_COLUMN));
	node_set(arena, values, "subject", node);
	const char *domain = strrchr(mail->from->address, '@');
	set(arena, values, "message_id",
		arena_printf(arena, "%s%s", mail->id, domain ? domain : "@example.org"));
	set(arena, values, "boundary", mail->id);
	if (!mail->letter)
		return;
	set(arena, values, "in_reply_to", mail->letter->message_id);
	set(arena, values, "references",
		arena_printf(arena, "%s%s<%s>", mail->letter->references,
			*mail->letter->references ? "\n " : "", mail->letter->message_id));
	node_set(arena, values, "letter", letter_node(arena, mail));
}

const struct node *simulate_values(struct arena *arena, const struct simulate_mail *mail)
{
	struct node *values = node_object(arena);

	if (mail->block)
		list_each (value, &mail->block->values)
			if (!node_member(values, value->key, strlen(value->key)))
				set(arena, values, value->key, value->value);
	struct node *words = node_text(arena, mail->words);
	node_set(arena, words, "lines", lines_node(arena, mail->words));
	node_set(arena, values, "words", words);
	node_set(arena, values, "from", person_node(arena, mail->from));
	node_set(arena, values, "to", person_node(arena, mail->to));
	node_set(arena, values, "now", time_node(arena, mail->zone, mail->when));
	node_set(arena, values, "english",
		node_flag(arena, mail->from->language && strcmp(mail->from->language, "en") == 0));
	set_identity(arena, values, mail);
	return values;
}
