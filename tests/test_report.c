/* floor: top */
/* with: support/store_fixture.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/*
 * The report of a network with a spring behind it: one page, well-formed, that points nowhere, says
 * the numbers that the state holds, names nobody who is silent, and is the same each time. With
 * REPORT=FILE it is left there, to be looked at.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <libxml/parser.h>
#include <unistd.h>

#include "letters/templates.h"
#include "outward/config.h"
#include "support/store_fixture.h"
#include "top/load.h"
#include "top/report.h"

#define MEMBERS 16
#define SILENT_NAME "Tyst Tystsson"

static const struct sector sectors[] = {{"äldreomsorg", "elder care"},
	{"primärvård", "primary care"}, {"specialistvård", "specialist care"},
	{"privata utförare", "private providers"}};

static void make_members(struct effects *fx, int64_t ids[MEMBERS])
{
	for (int i = 0; i < MEMBERS; i++) {
		struct member *member = effects_new_member(fx);
		member->name =
			i == MEMBERS - 1 ? SILENT_NAME : arena_printf(fx->arena, "Member %d", i);
		member->given_name = "M";
		member->language = "sv";
		/* nobody from primary care answers */
		member->sector = i % 4;
		*arena_push(fx->arena, &member->addresses) =
			arena_printf(fx->arena, "m%d@kommun.example", i);
		ids[i] = member->id;
		effects_fact(fx, (struct fact){.kind = FACT_MEMBER_ADDED, .member = member->id});
	}
}

static enum answer_kind answer_of(int i)
{
	static const enum answer_kind kinds[] = {
		ANSWER_YES, ANSWER_UNCLEAR, ANSWER_NO, ANSWER_MAYBE, ANSWER_YES};

	return i == MEMBERS - 1 || i % 4 == 1 ? ANSWER_UNCLEAR : kinds[i % 5];
}

static void ask_them(struct effects *fx, enum ask_kind kind, int64_t topic, const int64_t ids[])
{
	for (int i = 0; i < MEMBERS; i++) {
		struct ask *ask = effects_new_ask(fx, kind, ids[i], kind == ASK_SIGNUP ? 0 : topic);
		if (kind == ASK_SIGNUP)
			*arena_push(fx->arena, &ask->offers) = topic;
		ask->put = fx->now;
		effects_fact(fx,
			(struct fact){
				.kind = FACT_LETTER_SENT, .member = ids[i], .letter = ask->id});
		if (answer_of(i) == ANSWER_UNCLEAR)
			continue;
		ask->answer.at = fx->now;
		ask->answer.kind = answer_of(i);
		effects_fact(fx,
			(struct fact){.kind = FACT_ANSWERED,
				.member = ids[i],
				.ask = ask->id,
				.word = answer_kind_text(answer_of(i))});
	}
}

static void make_spring(struct effects *fx)
{
	int64_t ids[MEMBERS];
	struct meeting *meeting = effects_new_meeting(fx);
	struct project *project = effects_new_project(fx);

	make_members(fx, ids);
	meeting->title = "Vårmöte <om> utskrivning";
	meeting->start = fx->now + 30 * DAY_S;
	meeting->end = meeting->start + 3 * HOUR_S;
	project->title = "Kartlägg korttidsvården";
	project->wanted = 6;
	project->made = project->called = fx->now;
	*arena_push(fx->arena, &project->sector_wants) = (struct sector_want){1, 2};
	*arena_push(fx->arena, &project->sector_wants) = (struct sector_want){0, 2};
	effects_state(fx)->first_order = fx->now;
	effects_fact(fx, (struct fact){.kind = FACT_ORDER_MADE, .member = ids[0]});
	effects_fact(fx, (struct fact){.kind = FACT_MEETING_MADE, .topic = meeting->id});
	effects_fact(fx, (struct fact){.kind = FACT_PROJECT_MADE, .topic = project->id});
	ask_them(fx, ASK_ATTENDANCE, meeting->id, ids);
	ask_them(fx, ASK_SIGNUP, project->id, ids);
}

static void remind(struct effects *fx)
{
	for (int i = 0; i < 7; i++)
		effects_fact(fx, (struct fact){.kind = FACT_LETTER_SENT, .letter = 900 + i});
	for (int i = 0; i < 3; i++)
		effects_fact(fx, (struct fact){.kind = FACT_ANSWERED, .word = i ? "yes" : "text"});
	effects_fact(fx, (struct fact){.kind = FACT_ORDER_MADE});
}

struct setting {
	struct store_fixture *f;
	struct config config;
	struct templates *templates;
	instant now;
	char path[SCRATCH_PATH + 16];
};

static char *written(struct setting *s, const char *language)
{
	struct fault fault = {""};
	struct network *network = &s->config.networks.at[0];

	network->language = language;
	int r = report_write(
		s->f->store, &s->config, network, s->templates, s->now, s->path, &fault);
	if (r < 0)
		print_message("%s\n", fault.text);
	assert_int_equal(r, 0);
	FILE *file = fopen(s->path, "rb");
	assert_non_null(file);
	char *bytes = arena_alloc(s->f->arena, 1 << 20);
	bytes[fread(bytes, 1, (1 << 20) - 1, file)] = '\0';
	fclose(file);
	return bytes;
}

static void the_page_says_the_numbers_and_no_silent_name(void **state)
{
	struct setting *s = *state;
	const char *page = written(s, "sv");

	assert_non_null(strstr(page, "<html lang=\"sv\">"));
	assert_non_null(strstr(page, "För er som leder"));
	assert_non_null(strstr(page, "Vårmöte &lt;om&gt; utskrivning"));
	assert_null(strstr(page, "<om>"));
	/* 32 letters of the first week, 7 of the third */
	assert_non_null(strstr(page, "39 mejl ut och"));
	assert_non_null(strstr(page, "2 beställningar"));
	assert_non_null(strstr(page, "ingen av 2")); /* wanted from primary care, nobody came */
	assert_non_null(strstr(page, "för få är med"));
	assert_null(strstr(page, SILENT_NAME));
	assert_null(strstr(page, "{{"));
	assert_non_null(strstr(written(s, "en"), "For you who lead"));
}

static void nothing_in_the_page_points_outwards(void **state)
{
	static const char *const ways[] = {"http:", "https:", "//", "src=", "href=", "@import",
		"<script", "<link", "mailto:", "<img", "<iframe"};
	const char *page = written(*state, "sv");

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		assert_null(strstr(page, ways[i]));
}

static void every_picture_has_words_and_a_table(void **state)
{
	const char *page = written(*state, "sv");
	int pictures = 0;

	for (const char *at = page; (at = strstr(at, "role=\"img\"")); at++) {
		const char *end = strstr(at, "</svg>"), *title = strstr(at, "<title");
		const char *words = strstr(at, "<desc"), *section = strstr(at, "</section>");
		const char *table = strstr(at, "<table>");
		assert_true(title && title < end && words && words < end);
		assert_true(table && table < section);
		pictures++;
	}
	assert_true(pictures >= 5);
}

static void quiet(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

/* Void elements closed, the page is XML too: every tag is closed where it should be. */
static void the_page_is_well_formed(void **state)
{
	struct setting *s = *state;
	const char *page = written(s, "sv");
	char *xml = arena_alloc(s->f->arena, strlen(page) * 2);
	size_t n = 0;

	for (const char *at = strstr(page, "<html"); *at; at++) {
		bool is_void = strncmp(at, "<meta", 5) == 0 || strncmp(at, "<br", 3) == 0;
		if (!is_void) {
			xml[n++] = *at;
			continue;
		}
		at = strchr(at, '>');
	}
	xmlSetGenericErrorFunc(NULL, quiet);
	xmlDoc *document = xmlReadMemory(xml, (int)n, NULL, "UTF-8", XML_PARSE_NONET);
	assert_non_null(document);
	xmlFreeDoc(document);
}

static void the_same_state_gives_the_same_page(void **state)
{
	struct setting *s = *state;

	assert_string_equal(written(s, "sv"), written(s, "sv"));
}

static void a_path_that_cannot_be_written_is_named(void **state)
{
	struct setting *s = *state;
	struct fault fault = {""};

	assert_true(report_write(s->f->store, &s->config, &s->config.networks.at[0], s->templates,
			    s->now, "/nowhere/at/all.html", &fault) < 0);
	assert_non_null(strstr(fault.text, "/nowhere/at/all.html"));
}

static int begin(void **state)
{
	struct setting *s = calloc(1, sizeof(*s));
	void *fixture = NULL;
	struct fault fault = {""};

	if (store_fixture_begin(&fixture) != 0)
		return -1;
	s->f = fixture;
	for (size_t i = 0; i < 4 && s->f->network.sectors.n < 4; i++)
		*arena_push(s->f->arena, &s->f->network.sectors) = sectors[i];
	s->f->network.name = "Nätverket för äldre";
	store_fixture_apply(s->f, FIXTURE_NOW, make_spring);
	store_fixture_apply(s->f, FIXTURE_NOW + 15 * DAY_S, remind);
	s->now = FIXTURE_NOW + 24 * DAY_S;
	*arena_push(s->f->arena, &s->config.networks) = s->f->network;
	snprintf(s->path, sizeof(s->path), "%s/report.html", s->f->directory);
	int r = load_templates(s->f->arena, "templates", &s->templates, &fault);
	if (r < 0)
		print_message("%s\n", fault.text);
	*state = s;
	return r;
}

static int end(void **state)
{
	struct setting *s = *state;
	void *fixture = s->f;

	if (getenv("REPORT"))
		(void)!rename(s->path, getenv("REPORT"));
	templates_free(s->templates);
	store_fixture_end(&fixture);
	free(s);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_says_the_numbers_and_no_silent_name),
		cmocka_unit_test(nothing_in_the_page_points_outwards),
		cmocka_unit_test(every_picture_has_words_and_a_table),
		cmocka_unit_test(the_page_is_well_formed),
		cmocka_unit_test(the_same_state_gives_the_same_page),
		cmocka_unit_test(a_path_that_cannot_be_written_is_named),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
