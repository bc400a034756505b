/* floor: top */
/* SPDX-License-Identifier: MIT */
/*
 * Every shape of the simulation, filled in with sample words, is understood as its row says. A
 * shape without a row fails, so a new one brings its expectation.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"
#include "text/phrases.h"
#include "text/understand.h"
#include "top/load.h"
#include "top/simulate_mail.h"

#define SHAPES "templates/simulate/shapes"
#define TOKEN "abcdefghijklmnopqrstuvwxyz"
#define NOTHING (-1)

struct row {
	const char *name, *shape, *words;
	bool english, fresh; /* fresh: a new mail, no reply */
	enum auto_class class;
	int answer; /* enum answer_kind, or NOTHING */
	const char *reply; /* NULL: the words */
	const char *values; /* of a script, beside the words; or NULL */
	int partstat; /* enum partstat, or NOTHING */
};

static const struct row rows[] = {
	{"Outlook", "outlook-desktop", "Ja, men jag blir lite sen.", .answer = ANSWER_YES,
		.partstat = NOTHING},
	{"Outlook in English", "outlook-desktop", "Yes, I'll be there.", .english = true,
		.answer = ANSWER_YES, .partstat = NOTHING},
	{"Outlook, several lines", "outlook-desktop", "Hej!\n\nJag kan tyvärr inte den dagen.",
		.answer = ANSWER_NO, .partstat = NOTHING},
	{"Outlook on a phone", "outlook-mobile", "Jag kommer gärna.", .answer = ANSWER_YES,
		.partstat = NOTHING},
	{"Outlook on a phone in English", "outlook-mobile", "Sorry, can't make it.",
		.english = true, .answer = ANSWER_NO, .partstat = NOTHING},
	{"Outlook on the web", "outlook-web", "Nej tyvärr, jag kan inte.", .answer = ANSWER_NO,
		.partstat = NOTHING},
	{"Outlook on the web in English", "outlook-web", "Count me in!", .english = true,
		.answer = ANSWER_YES, .partstat = NOTHING},
	{"Gmail", "gmail", "Kanske. Vet inte än.", .answer = ANSWER_MAYBE, .partstat = NOTHING},
	{"Gmail in English", "gmail", "Yes", .english = true, .answer = ANSWER_YES,
		.partstat = NOTHING},
	{"Apple Mail", "apple-mail", "Nej, jag är på Åland då.", .answer = ANSWER_NO,
		.partstat = NOTHING},
	{"Apple Mail in English", "apple-mail", "No, sorry.", .english = true, .answer = ANSWER_NO,
		.partstat = NOTHING},
	{"iPhone", "iphone", "Ja", .answer = ANSWER_YES, .partstat = NOTHING},
	{"iPhone in English", "iphone", "Maybe", .english = true, .answer = ANSWER_MAYBE,
		.partstat = NOTHING},
	{"Thunderbird", "thunderbird", "Jag kommer.", .answer = ANSWER_YES, .partstat = NOTHING},
	{"Thunderbird in English", "thunderbird", "I'm coming.", .english = true,
		.answer = ANSWER_YES, .partstat = NOTHING},
	{"Samsung", "samsung", "Tackar men nej", .answer = ANSWER_NO, .partstat = NOTHING},
	{"Samsung in English", "samsung", "No thanks", .english = true, .answer = ANSWER_NO,
		.partstat = NOTHING},
	{"one tap", "one-tap", "ja", .answer = ANSWER_YES, .partstat = NOTHING},
	{"Exchange's calendar", "calendar-exchange", "Återkommer när schemat är satt.",
		.answer = ANSWER_MAYBE, .values = "partstat = TENTATIVE\nanswered = Preliminärt\n",
		.partstat = PARTSTAT_TENTATIVE},
	{"Exchange's calendar without words", "calendar-exchange", "", .answer = ANSWER_UNCLEAR,
		.reply = "", .values = "partstat = ACCEPTED\nanswered = Accepterat\n",
		.partstat = PARTSTAT_ACCEPTED},
	{"Google's calendar", "calendar-google", "-", .answer = NOTHING, .reply = "*",
		.values = "partstat = DECLINED\nanswered = Avböjd\n",
		.partstat = PARTSTAT_DECLINED},
	{"out of office", "out-of-office", "Jag är på semester t.o.m. 26/2.", .class = AUTO_REPLY,
		.answer = NOTHING, .reply = "*", .partstat = NOTHING},
	{"Exchange's bounce", "bounce-exchange", "-", .class = AUTO_BOUNCE, .answer = NOTHING,
		.reply = "*", .values = "mail_host = almby.example\n", .partstat = NOTHING},
	{"Postfix's bounce", "bounce-postfix", "-", .class = AUTO_BOUNCE, .answer = NOTHING,
		.reply = "*", .values = "mail_host = almby.example\n", .partstat = NOTHING},
	{"Gmail's reaction", "reaction-gmail", "👍", .answer = ANSWER_YES, .partstat = NOTHING},
	{"list mail", "list-mail", "Ja, nu kommer nyheterna.", .fresh = true, .class = AUTO_LIST,
		.answer = NOTHING, .reply = "*", .values = "mail_host = nyheter.example\n",
		.partstat = NOTHING},
	{"a member's mail, forwarded", "forward", "Det här kom till mig.", .fresh = true,
		.answer = NOTHING, .reply = "*",
		.values = "forwarded_name = Tomas Gren\nforwarded_address = tomas@forsby.example\n"
			  "forwarded_words = Jag kommer på vårmötet.\n",
		.partstat = NOTHING},
	{"a colleague who got the letter", "colleague", "Ja, jag kommer.", .answer = ANSWER_YES,
		.reply = "*",
		.values = "member_name = Ulla Björk\nmember_address = ulla@dalavik.example\n"
			  "mail_host = dalavik.example\n",
		.partstat = NOTHING},
	{"a leader's invitation", "invitation-outlook", "Vi planerar hösten.", .fresh = true,
		.answer = NOTHING, .reply = "*",
		.values = "method = REQUEST\nuid = 0400\nsequence = 0\nstart = 20270525T130000\n"
			  "end = 20270525T160000\nplace = sal 1\ndescription = x\n",
		.partstat = PARTSTAT_NEEDS_ACTION},
};

static const struct simulate_person network = {
	"Nätverket för äldre", "", "natverk@fou.example", "", "sv"};
static const struct calendar invitation = {.method = ITIP_REQUEST,
	.uid = "uid-of-hers@fou.example",
	.start = "20270309T130000",
	.end = "20270309T160000",
	.zone = "Europe/Stockholm",
	.summary = "Vårmöte"};
static const char letter_text[] =
	"Hej Åsa!\n\nKommer du på mötet?\n\n    Vårmöte om utskrivning\n    Tisdag 9 mars kl. "
	"13–16\n\nSvara ja, nej eller kanske. Det räcker att svara på ett ställe: här\n"
	"eller i kalendern.\n\nEva och Karin\n";

static struct simulate_letter sample_letter(void)
{
	return (struct simulate_letter){.to = "asa.oberg@almby.example",
		.message_id = TOKEN ".samlad@fou.example",
		.references = "<" TOKEN ".r.samlad@fou.example>",
		.subject = "Kommer du den 9 mars? [möte K3F7QD]",
		.text = letter_text,
		.html = "<p>Hej Åsa!</p><p>Kommer du på mötet?</p><p>Svara ja, nej eller "
			"kanske.</p>",
		.made = 1800000000,
		.calendar = &invitation};
}

static const struct script_block *values_of(struct arena *arena, const struct row *row)
{
	struct script *script;
	struct fault fault = {""};
	const char *text = arena_printf(arena, "[mail]\n%s", row->values ? row->values : "");

	assert_int_equal(script_parse(arena, "values", text, strlen(text), &script, &fault), 0);
	return &script->blocks.at[0];
}

static void read_shape(struct arena *arena, const char *shape, char **ret_text, size_t *ret_bytes)
{
	char path[256];
	snprintf(path, sizeof(path), SHAPES "/%s.mustache", shape);
	FILE *file = fopen(path, "re");
	assert_non_null(file);
	*ret_text = arena_alloc(arena, 65536);
	*ret_bytes = fread(*ret_text, 1, 65535, file);
	fclose(file);
}

static void render(struct arena *arena, const struct row *row, struct str *out)
{
	const struct simulate_person person = {"Åsa Öberg", "Åsa", "asa.oberg@almby.example",
		"Almby kommun", row->english ? "en" : "sv"};
	struct simulate_letter letter = sample_letter();
	const struct simulate_mail mail = {.from = &person,
		.to = &network,
		.letter = row->fresh ? NULL : &letter,
		.subject = row->fresh ? "Vårmöte" : NULL,
		.words = row->words,
		.block = values_of(arena, row),
		.when = 1800100000,
		.zone = zone_utc(),
		.id = "sampleid"};
	struct fault fault = {""};
	char *shape;
	size_t bytes;

	read_shape(arena, row->shape, &shape, &bytes);
	if (simulate_mail_render(arena, shape, bytes, &mail, out, &fault) < 0)
		fail_msg("%s: %s", row->shape, fault.text);
}

static const struct understanding *understand(
	struct arena *arena, const struct phrasebook *book, const struct str *mail)
{
	struct questions questions = {.n = 1, .language = "sv"};

	questions.at[0] = (struct question){.kind = ASK_ATTENDANCE,
		.ask = 1,
		.own = true,
		.about = DAY_NONE,
		.letter_subject = "Kommer du den 9 mars? [möte ······]",
		.letter_text = letter_text};
	return understand_words(
		understand_open(arena, book, MAIL_EML, mail->at, mail->len, NULL), &questions);
}

static const char *trimmed(struct arena *arena, const char *text)
{
	size_t bytes = strlen(text);

	while (bytes > 0 && (text[bytes - 1] == '\n' || text[bytes - 1] == ' '))
		bytes--;
	return arena_strndup(arena, text, bytes);
}

static void check(struct arena *arena, const struct row *row, const struct understanding *read)
{
	const char *wanted = row->reply ? row->reply : row->words;

	if (read->auto_class != row->class)
		fail_msg("%s: class %s", row->name, auto_class_text(read->auto_class));
	if (strcmp(wanted, "*") != 0 && strcmp(trimmed(arena, read->reply), wanted) != 0)
		fail_msg("%s: reply \"%s\"", row->name, read->reply);
	if (row->answer != NOTHING && (!read->answer || (int)read->answer->kind != row->answer))
		fail_msg("%s: answer %s", row->name,
			read->answer ? answer_kind_text(read->answer->kind) : "none");
	if (row->answer != NOTHING && read->answer->question)
		fail_msg("%s: a question is seen that nobody put", row->name);
	if (row->partstat != NOTHING &&
		(!read->calendar.n || read->calendar.at[0].partstat != row->partstat))
		fail_msg("%s: no such answer of a calendar", row->name);
	if (!row->fresh && !read->code && (!read->token || strcmp(read->token, TOKEN) != 0))
		fail_msg("%s: our letter is not known again", row->name);
}

static void every_shape_is_understood(void **state)
{
	struct phrasebook *book;
	struct fault fault = {""};

	(void)state;
	assert_int_equal(load_phrasebook("templates", &book, &fault), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		_cleanup_str_ struct str mail;
		str_init(&mail, 1 << 20);
		render(arena, &rows[i], &mail);
		check(arena, &rows[i], understand(arena, book, &mail));
	}
	phrasebook_free(book);
}

static bool has_row(const char *file)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strncmp(file, rows[i].shape, strlen(rows[i].shape)) == 0 &&
			strcmp(file + strlen(rows[i].shape), ".mustache") == 0)
			return true;
	return false;
}

static void every_shape_has_a_row(void **state)
{
	DIR *dir = opendir(SHAPES);

	(void)state;
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));)
		if (entry->d_name[0] != '.' && !has_row(entry->d_name))
			fail_msg("%s has no row", entry->d_name);
	closedir(dir);
}

static void a_shape_that_no_charset_fits_is_refused(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	static const char shape[] = "%encode quoted-printable no-such\n{{{words}}}\n%end\n";
	struct simulate_mail mail = {
		.from = &network, .to = &network, .words = "ja", .zone = zone_utc(), .id = "x"};
	_cleanup_str_ struct str out;
	struct fault fault = {""};

	(void)state;
	str_init(&out, 4096);
	assert_true(simulate_mail_render(arena, shape, strlen(shape), &mail, &out, &fault) < 0);
	assert_non_null(strstr(fault.text, "no-such"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shape_is_understood),
		cmocka_unit_test(every_shape_has_a_row),
		cmocka_unit_test(a_shape_that_no_charset_fits_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
