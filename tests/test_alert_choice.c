/* floor: text */
/* SPDX-License-Identifier: MIT */
/* What a leader's reply to her weekly letter chooses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "book_fixture.h"
#include "text/fields.h"

static struct questions of_leader(void)
{
	return (struct questions){
		.language = "sv", .mail_day = day_from_civil(2027, 2, 15), .is_leader = true};
}

static const struct {
	const char *name, *text, *expected;
} letters[] = {
	{"a row and its word", "1 fråga", "1 ask"},
	{"a pause with its day", "2 pausa till 1 maj", "2 pause 2027-05-01"},
	{"taken by the leaders", "1 vi tar det till 1 maj", "1 we-take-it 2027-05-01"},
	{"hold needs no row", "vänta", "0 hold"},
	{"hold in a sentence", "Hej! Vänta med utskicken den här veckan.", "0 hold"},
	{"merge with both rows behind", "slå ihop 1 med 2", "1 merge 2"},
	{"merge with the word between", "1 slå ihop med 3", "1 merge 3"},
	{"several lines", "1 fråga\n2 pausa till 1 maj\nvänta",
		"1 ask; 2 pause 2027-05-01; 0 hold"},
	{"several in one line", "1 fråga, 2 avsluta", "1 ask; 2 close"},
	{"all are asked", "1 fråga alla", "1 ask-all"},
	{"the heads are asked", "2 fråga cheferna", "2 ask-heads"},
	{"two rows, one word", "1 och 3 parkera", "1 park; 3 park"},
	{"numbered with a dot", "1. fråga\n2. mindre", "1 ask; 2 smaller"},
	{"close without a row is said as such", "avsluta", "0 close"},
	{"a denied word chooses nothing", "1 fråga inte", ""},
	{"a question chooses nothing", "1 fråga?", ""},
	{"asking without a row chooses nothing", "fråga", ""},
	{"thanks choose nothing", "Tack för brevet!", ""},
	{"English", "1 ask\n2 pause until 1 May\n3 we take it until 1 June",
		"1 ask; 2 pause 2027-05-01; 3 we-take-it 2027-06-01"},
	{"English merge", "merge 1 with 2", "1 merge 2"},
	{"English hold", "hold", "0 hold"},
	{"capitals and no diacritics", "VANTA", "0 hold"},
	{"a row by its name", "pausa ettan till 1 mars", "1 pause 2027-03-01"},
	{"the second", "Close the second one", "2 close"},
};

/* What a word alone says in a reply to the letter itself. */
static const struct {
	const char *text, *expected;
} replies[] = {
	{"vi tar det till 15 mars", "0 we-take-it 2027-03-15"},
	{"Fråga cheferna", "0 ask-heads"},
	{"fråga", "0 ask"},
	{"Pausa till hösten", "0 pause 2027-09-01"},
	{"2 mindre", "2 smaller"},
	{"Jag har en fråga om mötet.", ""},
	{"Kan du fråga Sven om det här?", ""},
	{"Tack!", ""},
	{"ask all", "0 ask-all"},
};

static const char *choices_text(const struct understanding *understanding)
{
	struct str text;
	char until[DAY_TEXT];

	str_init(&text, 4000);
	list_each (choice, &understanding->choices) {
		str_printf(&text, "%s%d %s", text.len ? "; " : "", choice->row,
			choice_word_text(choice->word));
		if (choice->other)
			str_printf(&text, " %d", choice->other);
		if (choice->until != DAY_NONE)
			str_printf(&text, " %s", day_format(choice->until, until));
	}
	const char *copy = str_in(&text, arena);
	str_done(&text);
	return copy;
}

static void reads_what_a_leader_chooses(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		struct questions questions = of_leader();
		struct understanding understanding = {.reply = letters[i].text};
		alert_choices_read(arena, book, &questions, &understanding, NULL);
		if (strcmp(choices_text(&understanding), letters[i].expected))
			print_message("%s\n", letters[i].name);
		assert_string_equal(choices_text(&understanding), letters[i].expected);
	}
}

static void a_word_alone_counts_in_a_reply_to_the_letter(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(replies) / sizeof(replies[0]); i++) {
		struct questions questions = of_leader();
		struct understanding understanding = {.reply = replies[i].text};
		questions.to_alert = true;
		alert_choices_read(arena, book, &questions, &understanding, NULL);
		if (strcmp(choices_text(&understanding), replies[i].expected))
			print_message("%s\n", replies[i].text);
		assert_string_equal(choices_text(&understanding), replies[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_a_leader_chooses),
		cmocka_unit_test(a_word_alone_counts_in_a_reply_to_the_letter),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
