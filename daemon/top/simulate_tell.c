/* SPDX-License-Identifier: MIT */
/*
 * The timeline: who wrote what, what was understood, what was done. Plain answers are many and
 * alike, so after the first few they are told by the day; what is out of the ordinary stands by
 * itself. On a terminal a bar below the lines shows how far the season has come.
 */
#include <string.h>

#include "base/str.h"
#include "core/effects.h"
#include "simulate_inside.h"

#define SHOWN_OF_A_KIND 3 /* plain answers told one by one */
#define QUOTE_BYTES 60
#define BAR_COLUMNS 40
#define INDENT "                  "

static void clear_bar(const struct tell *tell)
{
	if (tell->terminal)
		fputs("\r\033[K", tell->out);
}

static void print_day(const struct tell *tell, day which)
{
	static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct civil civil = civil_from_day(which);

	fprintf(tell->out, "%s %2d %s ", weekdays[day_weekday(which) - 1], civil.day_of_month,
		months[civil.month - 1]);
}

static void print_time(const struct tell *tell, instant at)
{
	int seconds;

	print_day(tell, zone_day(tell->network->zone, at, &seconds));
	fprintf(tell->out, "%02d:%02d  ", seconds / HOUR_S, seconds / MINUTE_S % 60);
}

/* The first words of a text, on one line. */
static const char *quote(struct arena *arena, const char *text)
{
	_cleanup_str_ struct str line;

	str_init(&line, 4 * QUOTE_BYTES);
	for (; *text && line.len < QUOTE_BYTES; text++)
		if ((unsigned char)*text > ' ')
			str_putc(&line, *text);
		else if (line.len > 0 && line.at[line.len - 1] != ' ')
			str_putc(&line, ' ');
	while (((unsigned char)*text & 0xC0) == 0x80)
		str_putc(&line, *text++); /* never in the middle of a character */
	bool cut = text[strspn(text, " \r\n")] != '\0';
	str_trim_right(&line);
	return arena_printf(arena, "\"%s%s\"", line.at, cut ? " …" : "");
}

/* ---- plain answers, by the day ---- */

static void print_count(const struct tell *tell, int n, const char *words, bool *first)
{
	if (n == 0)
		return;
	fprintf(tell->out, "%s%d %s", *first ? "" : ", ", n, words);
	*first = false;
}

static void flush_day(struct tell *tell)
{
	int sum = tell->absences + tell->calendar;
	bool first = true;

	for (int i = 0; i < ANSWER_KINDS; i++)
		sum += tell->routine[i];
	if (sum > 0) {
		clear_bar(tell);
		print_day(tell, tell->day);
		fprintf(tell->out, "       more answers: ");
		print_count(tell, tell->routine[ANSWER_YES], "yes", &first);
		print_count(tell, tell->routine[ANSWER_NO], "no", &first);
		print_count(tell, tell->routine[ANSWER_MAYBE], "maybe", &first);
		print_count(tell, tell->routine[ANSWER_CHOICE], "by number", &first);
		print_count(tell, tell->routine[ANSWER_ITEMS], "with items for the agenda", &first);
		print_count(tell, tell->routine[ANSWER_TEXT], "in their own words", &first);
		print_count(tell, tell->calendar, "by calendar", &first);
		print_count(tell, tell->absences, "out of office", &first);
		fputc('\n', tell->out);
	}
	memset(tell->routine, 0, sizeof(tell->routine));
	tell->absences = tell->calendar = 0;
}

static void turn_day(struct tell *tell, instant now)
{
	day today = zone_day(tell->network->zone, now, NULL);

	if (today != tell->day)
		flush_day(tell);
	tell->day = today;
}

static bool has_fact(const struct effects *fx, enum fact_kind kind)
{
	for (size_t i = 0; i < fx->facts.n; i++)
		if (fx->facts.at[i].kind == kind)
			return true;
	return false;
}

/* At most a receipt went back, and that is about her own answer. */
static bool draws_a_receipt_only(const struct effects *fx)
{
	static const char receipt[] = "-receipt";

	for (size_t i = 0; i < fx->drafts.n; i++) {
		const char *template = fx->drafts.at[i]->template;
		size_t bytes = strlen(template);
		if (bytes < strlen(receipt) ||
			strcmp(template + bytes - strlen(receipt), receipt) != 0)
			return false;
	}
	return fx->drafts.n <= 1;
}

/* Counted rather than told: an answer that was taken as it stands, or a machine's word of an
 * absence. */
static bool is_routine(
	struct tell *tell, const struct understanding *read, const struct effects *fx)
{
	if (read->auto_class == AUTO_REPLY && read->absence)
		return tell->absences_told++ > 0 && ++tell->absences;
	if (!has_fact(fx, FACT_ANSWERED) || has_fact(fx, FACT_MAIL_TO_LOOK_AT) ||
		!draws_a_receipt_only(fx))
		return false;
	if (read->calendar.n > 0)
		return tell->calendar_told++ > 0 && ++tell->calendar;
	if (!read->answer || read->answer->kind == ANSWER_UNCLEAR ||
		read->answer->kind == ANSWER_UNDO)
		return false;
	if (tell->shown[read->answer->kind]++ < SHOWN_OF_A_KIND)
		return false;
	tell->routine[read->answer->kind]++;
	return true;
}

/* ---- one by one ---- */

static const char *understood_answer(struct arena *arena, const struct answer *answer)
{
	_cleanup_str_ struct str out;

	str_init(&out, 1024);
	str_puts(&out, answer_kind_text(answer->kind));
	for (size_t i = 0; i < answer->choices.n; i++)
		str_printf(&out, " %d", answer->choices.at[i]);
	if (answer->items.n)
		str_printf(&out, " (%zu)", answer->items.n);
	if (answer->manager)
		str_puts(&out, ", must ask her manager");
	if (answer->person)
		str_printf(&out, ", names %s", answer->person);
	if (answer->question)
		str_puts(&out, ", with a question");
	return str_in(&out, arena);
}

static const char *understood_order(struct arena *arena, const struct order_read *order)
{
	const char *title = order->title ? order->title : "";

	return arena_printf(
		arena, "order: %s%s%s", order_word_text(order->word), *title ? ", " : "", title);
}

static const char *understood(struct arena *arena, const struct understanding *read, bool answered)
{
	if (read->bounces.n)
		return arena_printf(arena, "a %s bounce of %s",
			bounce_class_text(read->bounces.at[0].class),
			read->bounces.at[0].recipient ? read->bounces.at[0].recipient : "a letter");
	if (read->absence) {
		char until[DAY_TEXT];
		return read->absence->until == DAY_NONE
			? "out of office"
			: arena_printf(arena, "out of office, back %s",
				  day_format(read->absence->until, until));
	}
	if (read->auto_class != AUTO_NONE)
		return auto_class_text(read->auto_class);
	if (read->calendar.n && read->calendar.at[0].method == ITIP_REPLY &&
		read->calendar.at[0].partstat >= 0)
		return arena_printf(arena, "calendar: %s",
			partstat_text((enum partstat)read->calendar.at[0].partstat));
	if (read->calendar.n && read->calendar.at[0].method >= 0)
		return arena_printf(arena, "a calendar's %s",
			itip_method_text((enum itip_method)read->calendar.at[0].method));
	if (read->wish != WISH_NONE)
		return arena_printf(arena, "a wish: %s", wish_text(read->wish));
	if (read->choices.n)
		return arena_printf(arena, "choice: %d %s", read->choices.at[0].row,
			choice_word_text(read->choices.at[0].word));
	if (read->order && !answered)
		return understood_order(arena, read->order);
	return read->answer ? understood_answer(arena, read->answer) : "no answer to anything";
}

static void tell_mail(struct tell *tell, struct arena *arena, instant now,
	const struct understanding *read, const struct effects *fx)
{
	const char *done = facts_words(arena, tell->network, fx);
	const char *who = read->from_name ? read->from_name : read->from ? read->from : "a machine";
	const char *said =
		read->auto_class == AUTO_NONE && read->reply && *read->reply && !read->order
		? read->reply
		: read->subject;

	clear_bar(tell);
	print_time(tell, now);
	fprintf(tell->out, "%s: %s\n" INDENT "%s%s%s\n", who, quote(arena, said),
		understood(arena, read, has_fact(fx, FACT_ANSWERED)), *done ? " → " : "", done);
}

void tell_decided(void *context, const struct network *network, instant now,
	const struct understanding *read, const struct effects *fx)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct tell *tell = context;

	turn_day(tell, now);
	if (read) {
		tell->mails++;
		tell->answers += has_fact(fx, FACT_ANSWERED);
		tell->asked_back += has_fact(fx, FACT_ASKED_BACK);
		if (!is_routine(tell, read, fx))
			tell_mail(tell, arena, now, read, fx);
		return;
	}
	const char *done = facts_words(arena, network, fx);
	if (!*done)
		return;
	clear_bar(tell);
	print_time(tell, now);
	fprintf(tell->out, "the clock → %s\n", done);
}

/* ---- beginning, bar and end ---- */

void tell_begin(
	struct tell *tell, const struct stage *stage, instant from, instant until, size_t members)
{
	char first[DAY_TEXT], last[DAY_TEXT];
	const struct zone *zone = stage->network->zone;

	tell->from = from;
	tell->until = until;
	tell->day = zone_day(zone, from, NULL);
	day_format(tell->day, first);
	day_format(zone_day(zone, until, NULL), last);
	fprintf(tell->out,
		"%s: %zu members, %zu of them leaders, from %s to %s in simulated time.\n"
		"Nobody has an account or a password: all that happens is mail, read and answered "
		"by what\n"
		"`samlad run` uses. It is told as\n\n"
		"when              who: what she wrote\n"
		"                  what was understood → what was done\n\n",
		stage->network->name, members, stage->network->leaders.n, first, last);
}

void tell_progress(struct tell *tell, instant now)
{
	char today[DAY_TEXT];
	int64_t whole = tell->until - tell->from;
	int filled =
		now >= tell->until ? BAR_COLUMNS : (int)((now - tell->from) * BAR_COLUMNS / whole);

	if (!tell->terminal)
		return;
	fputs("\r[", tell->out);
	for (int i = 0; i < BAR_COLUMNS; i++)
		fputc(i < filled ? '#' : '.', tell->out);
	fprintf(tell->out, "] %s  %d mails in, %d letters out\033[K",
		day_format(zone_day(tell->network->zone, now, NULL), today), tell->mails,
		tell->letters);
	fflush(tell->out);
}

void tell_end(struct tell *tell)
{
	flush_day(tell);
	clear_bar(tell);
}
