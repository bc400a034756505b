/* floor: outward */
/* SPDX-License-Identifier: MIT */
/* Lists of members as people and Excel write them, and what is said of a faulty one. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"
#include "outward/csv.h"

static struct sector sectors[] = {{"äldreomsorg", "elder care"}, {"primärvård", "primary care"}};
static const char *leaders[] = {"eva@fou.example"};
static const char *const known_languages[] = {"en", "sv"};
static const struct words languages = {known_languages, 2};

static struct network make_network(void)
{
	struct network network = {.slug = "elder-care", .language = "sv"};

	network.sectors.at = sectors;
	network.sectors.n = 2;
	network.leaders.at = leaders;
	network.leaders.n = 1;
	return network;
}

static int parse(struct arena *arena, const char *text, size_t n, struct csv_members **ret,
	struct fault *fault)
{
	struct network network = make_network();

	return csv_parse_members(arena, &network, languages, "m.csv", text, n, ret, fault);
}

/* The first member, in one line. */
static const char *described(struct arena *arena, const struct csv_members *members)
{
	const struct csv_member *m = &members->list.at[0];
	const char *emails = "";

	list_each (email, &m->emails) {
		emails = arena_printf(arena, "%s%s%s", emails, emails[0] ? "+" : "", *email);
	}
	return arena_printf(arena, "%d|%s|%s|%s|%s|%d|%d|%s", m->line, m->name, m->given_name,
		emails, m->organisation, m->sector, (int)m->role, m->language);
}

#define ANNA "Anna Ås|Anna|anna@x.example|Norra|0|0|sv"

static const struct good {
	const char *text;
	const char *first;
} good[] = {
	{"name,given_name,email,organisation,sector,role,language\nAnna "
	 "Ås,Anna,anna@x.example,Norra,äldreomsorg,member,sv\n",
		"2|" ANNA},
	{"\xef\xbb\xbf"
	 "E-post;Namn;Förnamn;Sektor;Roll;Organisation;Språk\r\nanna@x.example;Anna Ås;Anna;Elder "
	 "care;;Norra;\r\n",
		"2|" ANNA},
	/* windows-1252 */
	{"namn;f\xf6rnamn;e-post;organisation;sektor\nAnna "
	 "\xc5s;Anna;anna@x.example;Norra;\xe4ldreomsorg\n",
		"2|" ANNA},
	/* old Mac line ends, a directive of Excel's, empty lines and rows, quotes, no line end at
	   the end */
	{"name,given_name,email,organisation,sector\rAnna Ås,Anna,anna@x.example,Norra,ÄLDREOMSORG",
		"2|" ANNA},
	{"sep=;\nname;given_name;email;organisation;sector\n\n;;;;\n \nAnna "
	 "Ås;Anna;anna@x.example;Norra;äldreomsorg\n",
		"6|" ANNA},
	{"name,given_name,email,organisation,sector\n\"Anna "
	 "Ås\",\"Anna\",\"anna@x.example\",\"Norra\",\"äldreomsorg / elder care\"\n",
		"2|" ANNA},
	{"name,email,sector\n\"Ås, \"\"A\"\"\nAnna\",anna@x.example,äldreomsorg\n",
		"2|Ås, \"A\"\nAnna||anna@x.example||0|0|sv"},
	/* several addresses, once each, normal; no-break spaces; header words in capitals; an empty
	   last column */
	{"NAMN,EMAIL,SEKTOR,\n\xc2\xa0"
	 "Bo ,Bo@X.example bo@y.example\xc2\xa0"
	 "BO@x.example,primary care,\n",
		"2|Bo||bo@x.example+bo@y.example||1|0|sv"},
	{"name,email,sector,role\nEva,eva@fou.example,primärvård,\n",
		"2|Eva||eva@fou.example||1|1|sv"},
	{"name,email,sector,role\nEva,eva@fou.example,primärvård,Ledare\n",
		"2|Eva||eva@fou.example||1|1|sv"},
	{"name,email,sector,role,language\nUlf,ulf@x.example,,CHEF,Engelska\n",
		"2|Ulf||ulf@x.example||-1|2|en"},
	{"name,email,sector,role,language\nUlf,ulf@x.example,,outside,en\n",
		"2|Ulf||ulf@x.example||-1|3|en"},
};

static void test_files_as_people_write_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct fault fault = {.text = ""};
		struct csv_members *members = NULL;

		if (parse(arena, good[i].text, strlen(good[i].text), &members, &fault) < 0)
			fail_msg("row %zu: %s", i, fault.text);
		assert_int_equal(members->list.n, 1);
		assert_string_equal(described(arena, members), good[i].first);
	}
}

#define HEAD "name,email,sector,role,language\n"

static const struct bad {
	const char *text;
	const char *says;
} bad[] = {
	{"", "m.csv:1: the file is empty"},
	{"\n\n", "m.csv:1: the file is empty"},
	{"name,email\n", "m.csv:1: the header lacks the column sector"},
	{"name,email,sector,shoe size\n", "m.csv:1: column 4: `shoe size`"},
	{"name,email,sector,e-post\n", "m.csv:1: column 4: `e-post` stands in column 2 already"},
	{HEAD "\n,a@x.example,primary care\n", "m.csv:3: column 1 (name): empty"},
	{HEAD "A,,primary care\n", "m.csv:2: column 2 (email): empty"},
	{HEAD "A,a@x.example b(at)x,primary care\n",
		"m.csv:2: column 2 (email): `b(at)x` is no mail address"},
	{HEAD "A,a@x.example,tandvård\n",
		"m.csv:2: column 3 (sector): `tandvård` is none of the network's sectors: "
		"äldreomsorg, primärvård"},
	{HEAD "A,a@x.example,\n", "m.csv:2: column 3 (sector)"},
	{HEAD "A,a@x.example,primary care,boss\n",
		"column 4 (role): `boss` is none of member, leader, head, outside"},
	{HEAD "A,a@x.example,primary care,leader\n",
		"column 4 (role): a@x.example is not among the config's `leaders` of elder-care"},
	{HEAD "A,a@x.example,primary care,,fi\n", "m.csv:2: column 5 (language): `fi`"},
	{HEAD "A,a@x.example,primary care\nB,b@x.example,primary care\nA,a@x.example,primary "
	      "care\n",
		"m.csv:4: column 2 (email): A, a@x.example stands on line 2 already"},
	{HEAD "A,a@x.example,primary care,,,too,many\n",
		"m.csv:2: column 6: `too` stands under no header"},
	{HEAD "A,a@x.example,primary care\n\"B,b@x.example,primary care\n\n",
		"m.csv:3: the quote that begins in this row is never closed"},
	{HEAD "A,a@x.example,primary care\nB \"b\" b,b@x.example,primary care\n",
		"m.csv:3: character 3: a quote in the middle"},
	{HEAD "Å,a@x.example,primary care\nÄ\xff,b@x.example,primary care\n",
		"m.csv:3: holds a letter that is neither"},
	{"\xef\xbb\xbf" HEAD "\xc5,a@x.example,primary care\n", "m.csv:2: holds a letter"},
	{"\xff\xfe"
	 "n\x01",
		"m.csv:1: column 1"},
};

static void test_faults_name_line_and_column(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct fault fault = {.text = ""};
		struct csv_members *members = NULL;

		if (parse(arena, bad[i].text, strlen(bad[i].text), &members, &fault) >= 0)
			fail_msg("row %zu accepted: %s", i, bad[i].text);
		assert_null(members);
		if (strstr(fault.text, bad[i].says) == NULL)
			fail_msg("row %zu says: %s\nexpected: %s", i, fault.text, bad[i].says);
	}
}

static void test_a_mailbox_may_be_shared(void **state)
{
	static const char text[] =
		HEAD "A,ward@x.example,primary care\nB,ward@x.example,primary care\n";
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fault fault = {.text = ""};
	struct csv_members *members = NULL;

	(void)state;
	assert_int_equal(parse(arena, text, strlen(text), &members, &fault), 0);
	assert_int_equal(members->list.n, 2);
	assert_int_equal(members->list.at[1].line, 3);
}

static void test_sizes_have_ceilings(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fault fault = {.text = ""};
	struct csv_members *members = NULL;
	size_t n = CSV_LIMIT_BYTES + 1;
	char *big = malloc(n);

	(void)state;
	memset(big, 'x', n);
	assert_int_equal(parse(arena, big, n, &members, &fault), -EFBIG);
	assert_int_equal(parse(arena, big, 5000, &members, &fault), -EINVAL);
	assert_non_null(strstr(fault.text, "over 998 bytes"));
	memset(big, ',', n);
	assert_int_equal(parse(arena, big, 5000, &members, &fault), -EINVAL);
	assert_non_null(strstr(fault.text, "columns"));
	for (size_t i = 0; i + 2 <= n; i += 2)
		memcpy(big + i, "x\n", 2);
	assert_int_equal(parse(arena, big, CSV_LIMIT_BYTES, &members, &fault), -EINVAL);
	assert_non_null(strstr(fault.text, "over 10000 rows"));
	memset(big, '"', n);
	assert_int_equal(parse(arena, big, 1000001, &members, &fault), -EINVAL);
	free(big);
}

static void test_a_file_of_zeros_and_one_that_is_not_there(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fault fault = {.text = ""};
	struct csv_members *members = NULL;
	struct network network = make_network();

	(void)state;
	assert_int_equal(parse(arena, "n\0a\0m\0e\0", 8, &members, &fault), -EINVAL);
	assert_non_null(strstr(fault.text, "CSV UTF-8"));
	assert_int_equal(
		csv_load_members(arena, &network, languages, "/nonexistent.csv", &members, &fault),
		-ENOENT);
	assert_non_null(strstr(fault.text, "/nonexistent.csv"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files_as_people_write_them),
		cmocka_unit_test(test_faults_name_line_and_column),
		cmocka_unit_test(test_a_mailbox_may_be_shared),
		cmocka_unit_test(test_sizes_have_ceilings),
		cmocka_unit_test(test_a_file_of_zeros_and_one_that_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
