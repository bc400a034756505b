/* SPDX-License-Identifier: MIT */
/*
 * The season: work, read the letters that left, think of the answers, go on to whatever happens
 * next. Nothing here decides anything about the network; it only stands where the clock and the
 * people are.
 */
#include "top/simulate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "letters/templates.h"
#include "outward/maildir.h"
#include "outward/store.h"
#include "simulate_inside.h"
#include "text/phrases.h"
#include "top/import.h"
#include "top/load.h"

#define LETTERS_AT_ONCE 4096
#define LETTER_LIMIT_BYTES (8 * 1024 * 1024)
#define WAKES_S (7 * HOUR_S)
#define SLEEPS_S (21 * HOUR_S)

struct simulation {
	struct arena *arena;
	struct stage stage;
	struct cast *cast;
	struct season season;
	struct post_office post;
	struct tell tell;
	struct coordinator *coordinator;
	struct maildir *outbox;
	struct phrasebook *book;
	struct templates *templates;
	const char *last_read; /* base of the last letter that was read, or NULL */
	LIST_OF(struct simulate_letter *) letters;
};

/* ---- set up ---- */

static int read_script(
	struct simulation *s, const char *name, struct script **ret_script, struct fault *fault)
{
	const char *text;
	size_t bytes;
	int r = stage_read(&s->stage, s->arena, name, &text, &bytes, fault);

	if (r < 0)
		return r;
	return script_parse(s->arena,
		arena_printf(s->arena, "%s/simulate/%s", s->stage.templates, name), text, bytes,
		ret_script, fault);
}

static int import_list(struct simulation *s, uint64_t seed, struct fault *fault)
{
	const char *path = arena_printf(s->arena, "%s/simulate/members.csv", s->stage.templates);
	const char *db = arena_printf(s->arena, "%s/samlad.db", s->stage.config->state);
	const struct csv_members *members;
	struct roster_counts counts;
	struct script *script = NULL;
	struct store *store;
	int r = store_open(db, false, &store, fault);

	if (r < 0)
		return r;
	r = import_members(s->arena, store, s->stage.config, s->stage.network, path, s->season.from,
		&members, &counts, fault);
	store_close(store);
	if (r == 0)
		r = read_script(s, "members", &script, fault);
	return r < 0 ? r
		     : cast_new(s->arena, s->stage.network, members, script, seed, &s->cast, fault);
}

static int start_coordinator(struct simulation *s, uint64_t seed, struct fault *fault)
{
	const struct coordinator_settings settings = {
		.config = s->stage.config,
		.config_path = s->stage.config_path,
		.templates = s->stage.config->templates,
		.now = s->season.from,
		.seed = seed,
		.once = true,
		.watcher = {&s->tell, tell_decided},
	};
	int r = coordinator_new(&settings, &s->coordinator, fault);

	if (r == 0)
		r = maildir_open(s->stage.config->submission.maildir, true, &s->outbox, fault);
	return r;
}

static int set_up(
	struct simulation *s, const struct simulate_settings *settings, struct fault *fault)
{
	struct script *script;
	int r = stage_set(settings, s->arena, &s->stage, fault);

	if (r == 0)
		r = read_script(s, "season", &script, fault);
	if (r == 0)
		r = season_begin(&s->stage, script, &s->season, fault);
	if (r == 0)
		r = load_phrasebook(s->stage.config->templates, &s->book, fault);
	if (r == 0)
		r = load_templates(s->arena, s->stage.config->templates, &s->templates, fault);
	if (r == 0)
		r = import_list(s, settings->seed, fault);
	if (r == 0)
		r = post_open(&s->post, &s->stage, s->arena, settings->seed, fault);
	if (r < 0)
		return r;
	s->tell = (struct tell){.out = settings->out,
		.terminal = settings->terminal,
		.network = s->stage.network,
		.cast = s->cast};
	tell_begin(&s->tell, &s->stage, s->season.from, s->season.until, s->cast->players.n);
	return start_coordinator(s, settings->seed, fault);
}

/* ---- the people ---- */

/* Nobody answers at night. */
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

/* Letters are named by the second in which they were made; those held back come later than younger
 * ones. */
static bool is_unread(void *context, const char *base, bool in_cur)
{
	(void)context;
	(void)base;
	return !in_cur;
}

/* Those in new/, which are then filed away as by a mail program that has shown them. */
static int read_letters(struct simulation *s, instant now, struct fault *fault)
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

static int write_of_own_accord(
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

/* ---- the clock ---- */

static int write_due(struct simulation *s, instant now, struct fault *fault)
{
	const struct zone *zone = s->stage.network->zone;
	int r = 0;

	for (instant at; r == 0 && (at = season_next(&s->season, zone)) <= now;
		s->season.next_block++)
		r = write_of_own_accord(
			s, &s->season.script->blocks.at[s->season.next_block], at, fault);
	return r < 0 ? r : post_deliver(&s->post, now, fault);
}

static instant earliest(instant a, instant b)
{
	return a < b ? a : b;
}

static int play_season(struct simulation *s, struct fault *fault)
{
	const struct zone *zone = s->stage.network->zone;
	instant now = s->season.from, next;
	int r = 0;

	while (r == 0 && now <= s->season.until) {
		r = write_due(s, now, fault);
		if (r == 0)
			r = coordinator_work(s->coordinator, now, &next, fault);
		if (r == 0)
			r = read_letters(s, now, fault);
		tell_progress(&s->tell, now);
		next = earliest(next, earliest(post_next(&s->post), season_next(&s->season, zone)));
		now = next > now ? next : now + 1;
	}
	return r;
}

int simulate_season(const struct simulate_settings *settings, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct simulation s = {.arena = arena, .stage = {.lock = -1}};
	int r = set_up(&s, settings, fault);

	if (r == 0)
		r = play_season(&s, fault);
	if (r == 0)
		tell_end(&s.tell);
	coordinator_free(s.coordinator);
	post_close(&s.post);
	maildir_close(s.outbox);
	phrasebook_free(s.book);
	templates_free(s.templates);
	stage_leave(&s.stage);
	return r;
}
