/* SPDX-License-Identifier: MIT */
/*
 * The people of a season: they read the letters that left, in the order in which those were made,
 * and write what the scripts say they would. Nobody answers at night.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "outward/maildir.h"
#include "simulate_inside.h"

#define LETTERS_AT_ONCE 4096
#define LETTER_LIMIT_BYTES (8 * 1024 * 1024)
#define WAKES_S (7 * HOUR_S)
#define SLEEPS_S (21 * HOUR_S)

static instant awake(const struct zone *zone, instant at, int64_t delay_s)
{
	int seconds;
	day today = zone_day(zone, at, &seconds);
	int late = seconds % HOUR_S;

	if (delay_s < HOUR_S || (seconds >= WAKES_S && seconds < SLEEPS_S))
		return at;
	return zone_instant(zone, seconds < WAKES_S ? today : today + 1, WAKES_S + late);
}

static int answer_letter(struct simulation *s, const struct simulate_letter *letter, instant now,
	struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct zone *zone = s->stage.network->zone;
	struct parts_played parts;
	int r = 0;

	cast_answer(s->cast, arena, letter, zone_day(zone, now, NULL), &parts);
	for (size_t i = 0; i < parts.list.n && r == 0; i++) {
		const struct part_played *part = &parts.list.at[i];
		const struct simulate_mail mail = {
			.from = &part->player->person,
			.letter = letter,
			.subject = script_find(part->block, "subject", 0),
			.words = part->words,
			.block = part->block,
			.when = awake(zone, now + part->delay_s, part->delay_s),
		};
		r = post_write(&s->post, &mail, part->shape, fault);
	}
	return r;
}

static int read_letter(
	struct simulation *s, struct maildir_mail *mail, instant now, struct fault *fault)
{
	_cleanup_free_ char *bytes = malloc(LETTER_LIMIT_BYTES);
	int fd;
	int r = maildir_open_mail(s->outbox, s->arena, mail, &fd, fault);

	if (r < 0 || !bytes)
		return r < 0 ? r : -ENOMEM;
	ssize_t n = read(fd, bytes, LETTER_LIMIT_BYTES);
	close(fd);
	if (n < 0)
		return fault_prefix(fault, -errno, "%s", mail->name);
	const char *kept = arena_memdup(s->arena, bytes, (size_t)n);
	struct simulate_letter *letter =
		simulate_letter_read(s->arena, s->book, s->templates, kept, (size_t)n);
	*arena_push(s->arena, &s->letters) = letter;
	return answer_letter(s, letter, now, fault);
}

static bool is_unread(void *context, const char *base, bool in_cur)
{
	(void)context;
	(void)base;
	return !in_cur;
}

/* Those in new/, which are then filed away as by a mail program that has shown them. */
int read_letters(struct simulation *s, instant now, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct maildir_filter filter = {is_unread, NULL};
	struct maildir_mail *mails;
	size_t n;
	int r = maildir_list(s->outbox, arena, &filter, LETTERS_AT_ONCE, &mails, &n, fault);

	for (size_t i = 0; i < n && r == 0; i++) {
		r = read_letter(s, &mails[i], now, fault);
		if (r == 0)
			r = maildir_file_away(s->outbox, arena, &mails[i], fault);
	}
	s->tell.letters += (int)n;
	return r;
}

static const struct simulate_letter *find_letter(
	const struct simulation *s, const struct player *to, const char *subject)
{
	for (size_t i = s->letters.n; i > 0; i--) {
		const struct simulate_letter *letter = s->letters.at[i - 1];
		if (strcmp(letter->to, to->person.address) == 0 && strstr(letter->subject, subject))
			return letter;
	}
	return NULL;
}

int write_of_own_accord(
	struct simulation *s, const struct script_block *block, instant at, struct fault *fault)
{
	const struct player *player = cast_find(s->cast, block->head.at[2]);
	const char *answers = script_find(block, "answers", 0);
	const char *shape = script_find(block, "shape", 0);
	struct simulate_mail mail = {
		.subject = script_find(block, "subject", 0),
		.words = script_find(block, "words", 0),
		.block = block,
		.when = at,
	};

	if (!player)
		return fault_set(fault, -EINVAL, "%s:%d: nobody in the list of members is %s",
			s->season.script->name, block->line, block->head.at[2]);
	mail.from = &player->person;
	if (answers)
		mail.letter = find_letter(s, player, answers);
	if (answers && !mail.letter) /* the letter never came; then she has nothing to answer */
		return 0;
	return post_write(&s->post, &mail, shape ? shape : player->program, fault);
}
