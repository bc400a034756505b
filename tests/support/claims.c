/* SPDX-License-Identifier: MIT */
#include "support/claims.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/str.h"

#define MAIL_LIMIT_BYTES 65536

static const char members[] =
	"Eva Ek," EVA ",FoU,primärvård,leader,sv\n"
	"Karin Kling," KARIN ",FoU,äldreomsorg,leader,sv\n"
	"Anna Ask," ANNA " anna.ask@privat.example,Kommunen,äldreomsorg,member,sv\n"
	"Bo Björk," BO ",Kommunen,äldreomsorg,member,sv\n"
	"Siv Sund," SHARED ",Regionen,primärvård,member,sv\n"
	"Ulla Udd," SHARED ",Regionen,primärvård,member,sv\n";

static void copy_folder(struct season *season, const char *from, const char *to)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		execlp("cp", "cp", "-a", season_path(season, from), season_path(season, to),
			(char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void trust_a_server(struct season *season)
{
	char text[4096] = "";
	FILE *file = fopen(season_path(season, "samlad.conf"), "r");

	assert_non_null(file);
	size_t n = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	char *at = memmem(text, n, "maildir = inbox", 15);
	assert_non_null(at);
	season_write(season, "samlad.conf",
		arena_printf(season->arena, "%.*s\n    trusted_auth = " TRUSTED "\n    %s",
			(int)(at - text), text, at));
}

/* Of those who share an address: by the calendar's UID. */
static const struct season_letter *invitation_of(struct season *season, const char *name)
{
	char *uid = arena_strdup(season->arena,
		season_query(season,
			arena_printf(season->arena,
				"SELECT uid FROM ask JOIN member ON member = member.id WHERE name "
				"LIKE '%s%%' AND kind = 'attendance'",
				name)));

	uid[strcspn(uid, "\n")] = '\0';
	list_each (letter, &season->letters)
		if (*uid && strstr(letter->calendar, uid))
			return letter;
	fail_msg("no invitation of %s", name);
	return NULL;
}

void claims_begin(struct claims *claims)
{
	struct season *season = &claims->season;

	season_begin(season, "    mode = live\n    first_letter = no\n    hold = 0\n");
	trust_a_server(season);
	season_import(season, "2027-01-25T08:00:00+01:00", members);
	story_call_meeting(season);
	claims->anna = *story_invitation(season, ANNA);
	claims->bo = *story_invitation(season, BO);
	claims->siv = *invitation_of(season, "Siv");
	season_answer(season, &claims->bo, BO, "Ja");
	story_order(season, "2027-01-25T10:00:00+01:00", "Projekt: Korttidsvården", "Söker: 2\n");
	story_send(season, "2027-01-25T10:05:00+01:00");
	season_at(season, "2027-02-08T07:31:00+01:00");
	claims->alert = *season_find(season, EVA, "[läget");
	story_order(season, "2027-02-08T08:00:00+01:00", "Projekt: SIP-mallen", "Söker: 2\n");
	claims->preview = *season_find(season, EVA, "[utskick");
	claims->letters = season->letters.n;
	claims->facts = claims_count(claims);
	copy_folder(season, "state", "saved");
}

void claims_end(struct claims *claims)
{
	season_end(&claims->season);
}

void claims_fresh(struct claims *claims)
{
	struct season *season = &claims->season;

	assert_int_equal(scratch_remove(season_path(season, "state")), 0);
	copy_folder(season, "saved", "state");
	season->now = CLAIMED_AT;
	season->letters.n = claims->letters;
}

/* ---- the marks ---- */

static const char *code_of(struct arena *arena, const struct season_letter *letter)
{
	const char *close = strrchr(letter->subject, ']');

	assert_true(close && close - letter->subject > 6);
	return arena_strndup(arena, close - 6, 6);
}

static const char *value_of(struct claims *claims, const struct season_letter *letter, char mark)
{
	struct arena *arena = claims->season.arena;

	if (mark == '#')
		return code_of(arena, letter);
	if (mark == '@')
		return season_property(&claims->season, letter, "UID");
	if (mark == '=')
		return arena_strndup(
			arena, letter->message_id + 1, strcspn(letter->message_id, ".") - 1);
	return letter->message_id;
}

/* "{anna#}" at the text's beginning; NULL where there is none. */
static const char *mark_at(struct claims *claims, const char *text, size_t *ret_n)
{
	const struct {
		const char *name;
		const struct season_letter *letter;
	} marks[] = {{"{anna", &claims->anna}, {"{bo", &claims->bo}, {"{siv", &claims->siv},
		{"{alert", &claims->alert}, {"{preview", &claims->preview},
		{"{doubt", &claims->doubt}};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t n = strlen(marks[i].name);
		if (strncmp(text, marks[i].name, n) != 0)
			continue;
		*ret_n = n + (text[n] == '}' ? 1 : 2);
		return value_of(claims, marks[i].letter, text[n]);
	}
	return NULL;
}

static const char *filled(struct claims *claims, const char *text)
{
	_cleanup_str_ struct str str;
	size_t n;

	str_init(&str, MAIL_LIMIT_BYTES);
	while (*text) {
		const char *value = *text == '{' ? mark_at(claims, text, &n) : NULL;
		str_add(&str, value ? value : text, value ? strlen(value) : 1);
		text += value ? n : 1;
	}
	return str_in(&str, claims->season.arena);
}

void claims_put(struct claims *claims, const struct forged *mail)
{
	season_mail(&claims->season, mail->from, filled(claims, mail->subject),
		filled(claims, mail->header), filled(claims, mail->body));
}

void claims_mail(struct claims *claims, const struct forged *mail)
{
	claims_put(claims, mail);
	season_at(&claims->season, CLAIMED_AT);
}

/* ---- what became of it ---- */

long long claims_count(struct claims *claims)
{
	return strtoll(season_query(&claims->season, "SELECT max(seq) FROM fact"), NULL, 10);
}

const char *claims_state(struct claims *claims)
{
	return season_query(&claims->season,
		"SELECT 'member ' || name || ' ' || standing || ' ' || addresses || ' ' || "
		"ifnull(paused_until, '-') || ' ' || ifnull(away_until, '-') || ' ' || "
		"hard_bounces FROM member "
		"UNION ALL SELECT 'ask ' || id || ' ' || state || ' ' || answer_kind || ' ' || "
		"answer_choices || ' ' || answer_comment || ' ' || answer_person FROM ask "
		"WHERE kind NOT IN ('confirm', 'standing') OR answer_at IS NOT NULL "
		"UNION ALL SELECT 'meeting ' || title || ' ' || start || ' ' || place || ' ' || "
		"state || ' ' || sequence FROM meeting "
		"UNION ALL SELECT 'project ' || title || ' ' || state FROM project "
		"UNION ALL SELECT 'order ' || id || ' ' || state FROM \"order\" "
		"WHERE state != 'asked' "
		"UNION ALL SELECT 'item ' || text FROM item UNION ALL SELECT text FROM idea "
		"UNION ALL SELECT text FROM progress "
		"UNION ALL SELECT 'network ' || live || stopped || ifnull(hold_until, '') FROM "
		"network");
}

const char *claims_changes(struct claims *claims)
{
	return season_query(&claims->season,
		arena_printf(claims->season.arena,
			"SELECT kind || ' ' || ifnull(word, '') FROM fact WHERE seq > %lld AND NOT "
			"(kind IN ('mail-placed', 'mail-ignored', 'mail-to-look-at', "
			"'sender-doubted', 'wrong-code', 'asked-back', 'order-made', "
			"'letter-made', 'letter-sent', 'letter-dropped') "
			"OR kind = 'ask-put' AND word IN ('confirm', 'standing'))",
			claims->facts));
}

void claims_stay_at_home(struct claims *claims, const char *name)
{
	const struct season *season = &claims->season;

	for (size_t i = season->fresh; i < season->letters.n; i++) {
		const char *to = season->letters.at[i].to;
		if (!strstr(members, to) || strchr(to, ','))
			fail_msg("%s: a letter to %s", name, to);
	}
}
