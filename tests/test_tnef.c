/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * winmail.dat as Exchange and Outlook make it: a body as text, as RTF, as HTML inside RTF; meeting
 * answers, receipts and absences; and whatever is cut short or none at all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book_fixture.h"
#include "text/tnef.h"
#include "text/understand.h"

#define UID "vm4.anna.samlad@fou.example"

enum { BODY = 0x800c, MAPI = 0x9003, CODE_PAGE = 0x9007 };
enum { STRING8 = 0x1e, UNICODE = 0x1f, BINARY = 0x102 };
enum { PR_CLASS = 0x1a, PR_BODY = 0x1000, PR_RTF = 0x1009, PR_HTML = 0x1013, OBJECT_ID = 0x8023 };

struct bytes {
	unsigned char at[1 << 16];
	size_t n;
};

static struct bytes *file;

static int set_up_file(void **state)
{
	int r = set_up(state);

	file = arena_make(arena, struct bytes);
	return r;
}

static void add(struct bytes *to, const void *bytes, size_t n)
{
	assert_true(to->n + n <= sizeof(to->at));
	memcpy(to->at + to->n, bytes, n);
	to->n += n;
}

static void add_number(struct bytes *to, uint32_t value, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char byte = (unsigned char)(value >> (8 * i));
		add(to, &byte, 1);
	}
}

static void add_attribute(unsigned id, const void *bytes, size_t n)
{
	add_number(file, 1, 1);
	add_number(file, id, 4);
	add_number(file, (uint32_t)n, 4);
	add(file, bytes, n);
	add_number(file, 0, 2);
}

/* One MAPI property of a variable size; ids from 0x8000 on are named, by their low byte. */
static void add_property(struct bytes *to, unsigned id, unsigned type, const void *bytes, size_t n)
{
	add_number(to, type, 2);
	add_number(to, id, 2);
	if (id >= 0x8000) {
		add(to, "0123456789abcdef", 16);
		add_number(to, 0, 4);
		add_number(to, id & 0xff, 4);
	}
	add_number(to, 1, 4);
	add_number(to, (uint32_t)n, 4);
	add(to, bytes, n);
	add(to, "\0\0\0", (4 - n % 4) % 4);
}

static void begin(void)
{
	file->n = 0;
	add_number(file, 0x223e9f78, 4);
	add_number(file, 1, 2);
}

static void begin_with(const char *class, unsigned id, unsigned type, const void *bytes, size_t n)
{
	struct bytes *mapi = arena_make(arena, struct bytes);

	begin();
	add_number(mapi, 2, 4);
	add_property(mapi, PR_CLASS, STRING8, class, strlen(class) + 1);
	add_property(mapi, id, type, bytes, n);
	add_attribute(MAPI, mapi->at, mapi->n);
}

/* Compressed RTF that refers to nothing: each flag says that eight bytes follow as they are. */
static void begin_with_rtf(const char *rtf)
{
	struct bytes *packed = arena_make(arena, struct bytes);
	size_t n = strlen(rtf);

	add_number(packed, (uint32_t)(n + (n + 7) / 8 + 12), 4);
	add_number(packed, (uint32_t)n, 4);
	add(packed, "LZFu", 4);
	add_number(packed, 0, 4);
	for (size_t i = 0; i < n; i += 8) {
		add_number(packed, 0, 1);
		add(packed, rtf + i, n - i < 8 ? n - i : 8);
	}
	begin_with("IPM.Note", PR_RTF, BINARY, packed->at, packed->n);
}

static const char *quoted_printable(void)
{
	char *out = arena_alloc(arena, file->n * 4 + 8), *to = out;

	for (size_t i = 0; i < file->n; i++)
		to += snprintf(to, 8, "=%02X%s", file->at[i], i % 20 == 19 ? "=\n" : "");
	return out;
}

static const struct understanding *read_file(void)
{
	const char *mail = arena_printf(arena,
		"From: Anna <anna@x.se>\nSubject: Sv: x\nContent-Type: multipart/mixed; "
		"boundary=b7\n\n--b7\nContent-Type: text/plain\n\n \n--b7\nContent-Type: "
		"application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: "
		"quoted-printable\n\n%s\n"
		"--b7--\n",
		quoted_printable());

	return understand_words(
		understand_open(arena, book, MAIL_EML, mail, strlen(mail), NULL), NULL);
}

#define RTF "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}"
#define HTML_RTF "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0 Arial;}}\n"
#define TAG(tag) "{\\*\\htmltag64 " tag "}"
#define BREAK TAG("<br>")
#define FROM                                                                                       \
	TAG("<div style=\"border:none;border-top:solid #E1E1E1 1.0pt\">")                          \
	TAG("<p>")                                                                                 \
	TAG("<b>")                                                                                 \
	"Fr\\'e5n:" TAG("</b>") " N " TAG("&lt;") "\\htmlrtf <\\htmlrtf0 "                         \
						  "n@x.se" TAG("&gt;") BREAK                       \
		"Skickat: den 2 februari 2027 09:14" BREAK "Till: Anna" BREAK                      \
		"\\'c4mne: x" TAG("</p>") TAG("</div>")

static const struct {
	const char *name, *rtf, *reply;
} rtfs[] = {
	{"words", RTF "Ja, jag kommer\\par P\\'e5 m\\u246?tet \\emdash  sal 2}",
		"Ja, jag kommer\nPå mötet — sal 2"},
	{"an emoji in two halves", RTF "Ja \\u-10179?\\u-9139?}", "Ja 👍"},
	{"no character behind \\u", RTF "\\uc0 Ja p\\u229 !}", "Ja på!"},
	{"pictures and fields",
		RTF "Ja{\\pict\\wmetafile8 0102}{\\field{\\*\\fldinst HYPERLINK "
		    "x}{\\fldrslt  tack}}{\\*\\x\\bin5 }}}}}}}",
		"Ja tack"},
	{"HTML, her words above what she answers",
		HTML_RTF TAG("<html>") TAG("<p>") "\\htmlrtf {\\htmlrtf0 Ja, p\\'e5 m\\'f6tet" TAG(
			"</p>") "\\htmlrtf\\par}\\htmlrtf0\n" TAG("<p>") "Tar med Bo" BREAK
			TAG("</p>") FROM TAG("<p>") "Nej?" TAG("</p>") "}",
		"Ja, på mötet\n\nTar med Bo"},
};

static void test_rtf_in_it_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rtfs) / sizeof(rtfs[0]); i++) {
		begin_with_rtf(rtfs[i].rtf);
		const char *reply = read_file()->reply;
		if (strcmp(reply, rtfs[i].reply) != 0)
			fail_msg("%s: \"%s\"", rtfs[i].name, reply);
	}
}

static void test_bodies_in_it_are_read(void **state)
{
	(void)state;
	begin();
	add_attribute(BODY, "Ja, p\xe5 m\xf6tet", 13);
	assert_string_equal(read_file()->reply, "Ja, på mötet");
	begin();
	add_attribute(CODE_PAGE, "\xe3\x04\0\0\0\0\0\0", 8); /* 1251 */
	add_attribute(BODY, "\xc4\xe0", 3);
	assert_string_equal(read_file()->reply, "Да");
	begin_with("IPM.Note", PR_BODY, UNICODE, "J\0a\0 \0p\0\xe5\0\0\0", 12);
	assert_string_equal(read_file()->reply, "Ja på");
	begin_with("IPM.Note", PR_HTML, BINARY, "<p>Ja<br>tack</p>", 17);
	assert_string_equal(read_file()->reply, "Ja\ntack");
	file->at[0] = 'y';
	const struct understanding *read = read_file();
	assert_string_equal(read->reply, "");
	assert_int_equal(read->warnings.n, 1);
	assert_string_equal(read->warnings.at[0], "winmail.dat could not be read");
}

static void test_meeting_answers_are_a_persons(void **state)
{
	(void)state;
	static const struct {
		const char *class;
		enum partstat partstat;
	} classes[] = {{"IPM.Schedule.Meeting.Resp.Pos", PARTSTAT_ACCEPTED},
		{"IPM.Schedule.Meeting.Resp.Neg", PARTSTAT_DECLINED},
		{"IPM.Schedule.Meeting.Resp.Tent", PARTSTAT_TENTATIVE},
		{"IPM.Microsoft Schedule.MtgRespA", PARTSTAT_TENTATIVE}};
	struct bytes *object = arena_make(arena, struct bytes);

	add(object, "\4\0\0\0\x82\0\xe0\0\x74\xc5\xb7\x10\x1a\x82\xe0\x08", 16);
	add(object, (char[24]){0}, 24);
	add(object, "vCal-Uid\1\0\0\0" UID, 12 + sizeof(UID));
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		begin_with(classes[i].class, OBJECT_ID, BINARY, object->at, object->n);
		add_attribute(BODY, "Blir lite sen", 14);
		const struct understanding *read = read_file();
		assert_int_equal(read->auto_class, AUTO_NONE);
		assert_int_equal(read->calendar.n, 1);
		assert_int_equal(read->calendar.at[0].method, ITIP_REPLY);
		assert_int_equal(read->calendar.at[0].partstat, classes[i].partstat);
		assert_string_equal(read->calendar.at[0].uid, UID);
		assert_string_equal(read->calendar.at[0].attendee, "anna@x.se");
		assert_string_equal(read->reply, "Blir lite sen");
		assert_int_equal(read->warnings.n, 0);
	}
}

static void test_receipts_and_absences_are_machines(void **state)
{
	(void)state;
	static const struct {
		const char *class;
		enum auto_class auto_class;
	} classes[] = {{"REPORT.IPM.Note.IPNRN", AUTO_NOTIFICATION},
		{"REPORT.IPM.Schedule.Meeting.Request.IPNNRN", AUTO_NOTIFICATION},
		{"IPM.Note.Rules.OofTemplate.Microsoft", AUTO_REPLY}, {"IPM.Note", AUTO_NONE}};

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		begin_with(classes[i].class, PR_BODY, STRING8, "Ja", 3);
		assert_int_equal(read_file()->auto_class, classes[i].auto_class);
	}
}

static void test_what_is_cut_short_is_read_as_far_as_it_goes(void **state)
{
	struct tnef tnef;
	(void)state;
	begin_with("IPM.Schedule.Meeting.Resp.Pos", PR_BODY, STRING8, "Ja tack", 8);
	for (size_t cut = 6; cut <= file->n; cut++)
		assert_true(tnef_read(arena, arena_memdup(arena, file->at, cut), cut, &tnef));
	assert_string_equal(tnef.text, "Ja tack");
	assert_false(tnef_read(arena, "hello there", 11, &tnef));
}

static void test_compressed_rtf_is_expanded(void **state)
{
	(void)state;
	/* MS-OXRTFCP section 4.1.1: its own example */
	static const unsigned char packed[] = {0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75,
		0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0, 0x0a, 0, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35,
		0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0, 0x20, 0x62, 0x77, 0x05,
		0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0};
	size_t n;
	bool html;

	const char *expanded = rtf_expand(arena, packed, sizeof(packed), 1000, &n);
	assert_string_equal(expanded, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
	assert_string_equal(rtf_text(arena, expanded, n, &html), "hello world");
	assert_false(html);
	assert_null(rtf_expand(arena, packed, 10, 1000, &n));
}

#define ROW(test) cmocka_unit_test_setup_teardown(test, set_up_file, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROW(test_rtf_in_it_is_read),
		ROW(test_bodies_in_it_are_read),
		ROW(test_meeting_answers_are_a_persons),
		ROW(test_receipts_and_absences_are_machines),
		ROW(test_what_is_cut_short_is_read_as_far_as_it_goes),
		ROW(test_compressed_rtf_is_expanded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
