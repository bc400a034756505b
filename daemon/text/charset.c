/* SPDX-License-Identifier: MIT */
/*
 * The table of charsets and the guessing around it. Each row is a converter of iconv's and the
 * labels that mean it; Microsoft's supersets stand in for the standards they extend, because that
 * is what was typed.
 *
 * iconv_open fails inside the box, so the handles are kept in one static table that
 * charset_prepare() fills; that is the only state here. A label that no row knows is asked of iconv
 * once by its own name, which works outside the box only, and is read as windows-1252 otherwise.
 */
#include <ctype.h>
#include <iconv.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/charset.h"
#include "charset_mend.h"

enum shape {
	SINGLE, /* one byte a letter, letters above 0xbf: text that is valid UTF-8 is UTF-8 */
	OTHER, /* its own letters look like UTF-8's or need all bytes: the label is believed */
};

struct charset {
	const char *converter; /* iconv's name */
	const char *labels; /* lower case, letters and digits only, between blanks */
	enum shape shape;
};

static const struct charset charsets[] = {
	{"CP1252",
		" windows1252 cp1252 iso88591 88591 latin1 l1 usascii ascii ansi ansix341968 "
		"iso646us "
		"default unknown8bit xunknown unknown 8bit 7bit none windows usasciiiso88591 "
		"iso88591windows1252 ",
		SINGLE},
	{"CP1250", " windows1250 cp1250 ", SINGLE},
	{"ISO-8859-2", " iso88592 latin2 l2 88592 ", SINGLE},
	{"ISO-8859-3", " iso88593 latin3 ", SINGLE},
	{"CP1257", " windows1257 cp1257 ", SINGLE},
	{"ISO-8859-4", " iso88594 latin4 ", SINGLE},
	{"CP1251", " windows1251 cp1251 win1251 ", SINGLE},
	{"ISO-8859-5", " iso88595 cyrillic ", SINGLE},
	{"KOI8-R", " koi8r koi8 cskoi8r ", SINGLE},
	{"KOI8-U", " koi8u koi8ru ", SINGLE},
	{"CP1256", " windows1256 cp1256 ", SINGLE},
	{"ISO-8859-6", " iso88596 arabic iso88596i iso88596e ", SINGLE},
	{"CP1253", " windows1253 cp1253 ", SINGLE},
	{"ISO-8859-7", " iso88597 greek ", SINGLE},
	{"CP1255", " windows1255 cp1255 iso88598 iso88598i iso88598e hebrew ", SINGLE},
	{"CP1254", " windows1254 cp1254 iso88599 latin5 ", SINGLE},
	{"ISO-8859-10", " iso885910 latin6 ", SINGLE},
	{"CP874", " windows874 cp874 iso885911 tis620 ", SINGLE},
	{"ISO-8859-13", " iso885913 latin7 ", SINGLE},
	{"ISO-8859-14", " iso885914 latin8 ", SINGLE},
	{"ISO-8859-15", " iso885915 latin9 latin0 ", SINGLE},
	{"ISO-8859-16", " iso885916 latin10 ", SINGLE},
	{"CP1258", " windows1258 cp1258 ", SINGLE},
	{"ISO646-SE", " iso646se sen850200b ", OTHER},
	{"ANSI_X3.110-1983", " ansix31101983 ", OTHER},
	{"MAC-CYRILLIC", " xmaccyrillic maccyrillic ", OTHER},
	{"CP437", " cp437 ibm437 437 ", OTHER},
	{"CP850", " cp850 ibm850 850 ", OTHER},
	{"CP852", " cp852 ibm852 852 ", OTHER},
	{"CP858", " cp858 ibm00858 ", OTHER},
	{"CP862", " cp862 ibm862 ", OTHER},
	{"CP865", " cp865 ibm865 ", OTHER},
	{"CP866", " cp866 ibm866 866 ", OTHER},
	{"MACINTOSH", " macintosh xmacroman mac macroman ", OTHER},
	{"CP932", " shiftjis sjis xsjis mskanji cp932 windows31j ms932 shiftjisms ", OTHER},
	{"EUC-JP", " eucjp xeucjp ", OTHER},
	{"ISO-2022-JP-2", " iso2022jp iso2022jp1 iso2022jp2 iso2022jpms cp50220 cp50221 jis ",
		OTHER},
	{"ISO-2022-KR", " iso2022kr ", OTHER},
	{"GB18030", " gb2312 gb18030 gbk xgbk gb231280 euccn xeuccn cp936 windows936 ", OTHER},
	{"ISO-2022-CN", " iso2022cn ", OTHER},
	{"BIG5-HKSCS", " big5 big5hkscs xbig5 cp950 csbig5 ", OTHER},
	{"CP949", " euckr ksc56011987 ksc5601 ksc56011989 uhc cp949 windows949 xwindows949 ",
		OTHER},
	{"UTF-7", " utf7 unicode11utf7 xunicode20utf7 ", OTHER},
	{"UTF-16", " utf16 unicode ucs2 iso10646ucs2 ", OTHER},
	{"UTF-16LE", " utf16le ", OTHER},
	{"UTF-16BE", " utf16be ", OTHER},
	{"UTF-32", " utf32 ucs4 ", OTHER},
};
#define CHARSETS (sizeof(charsets) / sizeof(charsets[0]))
#define WINDOWS_1252 0

static struct {
	iconv_t at[CHARSETS];
	bool tried[CHARSETS];
} converters;

static iconv_t converter(size_t row)
{
	if (!converters.tried[row]) {
		converters.tried[row] = true;
		converters.at[row] = iconv_open("UTF-8", charsets[row].converter);
	}
	return converters.at[row];
}

void charset_prepare(void)
{
	for (size_t i = 0; i < CHARSETS; i++)
		converter(i);
}

char *bytes_copy_in(struct arena *arena, const void *bytes, size_t n_bytes)
{
	char *copy = arena_alloc(arena, n_bytes + 1);

	if (n_bytes)
		memcpy(copy, bytes, n_bytes);
	return copy;
}

#define LABEL_LIMIT 40

/* " iso88591 " of "ISO_8859-1:1987", with RFC 2231's language and what stands behind a comma cut
 * off. */
static void label_fold(const char *label, char ret_folded[LABEL_LIMIT + 3])
{
	size_t n = 1;

	ret_folded[0] = ' ';
	for (; *label && !strchr("*,:", *label) && n <= LABEL_LIMIT; label++)
		if (isalnum((unsigned char)*label))
			ret_folded[n++] = (char)tolower((unsigned char)*label);
	ret_folded[n] = ' ';
	ret_folded[n + 1] = '\0';
}

static int charset_find(const char *folded)
{
	for (size_t i = 0; folded[1] != ' ' && i < CHARSETS; i++)
		if (strstr(charsets[i].labels, folded))
			return (int)i;
	return -1;
}

static char *convert(
	struct arena *arena, iconv_t handle, const char *bytes, size_t n_bytes, size_t *ret_bytes)
{
	size_t room = n_bytes * 4 + 16, left = room;
	_cleanup_free_ char *buffer = malloc(room);
	char *in = (char *)bytes, *out = buffer;

	if (!buffer)
		abort();
	iconv(handle, NULL, NULL, NULL, NULL);
	while (n_bytes && left > 8) {
		if (iconv(handle, &in, &n_bytes, &out, &left) != (size_t)-1 || !n_bytes)
			break;
		memcpy(out, "\xef\xbf\xbd", 3); /* a byte that says nothing there */
		out += 3;
		left -= 3;
		in++;
		n_bytes--;
	}
	if (left > 8)
		iconv(handle, NULL, NULL, &out, &left);
	*ret_bytes = room - left;
	return bytes_copy_in(arena, buffer, *ret_bytes);
}

static bool has_high_bytes(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			return true;
	return false;
}

static bool is_escaped_japanese(const char *bytes, size_t n)
{
	const char *escape = n ? memmem(bytes, n, "\x1b$", 2) : NULL;
	return escape && escape + 2 < bytes + n && strchr("B@(", escape[2]);
}

static char *as_it_is(struct arena *arena, const char *bytes, size_t n_bytes, size_t *ret_bytes)
{
	*ret_bytes = n_bytes;
	return bytes_copy_in(arena, bytes, n_bytes);
}

/* No label that helps: UTF-8 when it can be, else what Windows would have written. */
static char *guess(
	struct arena *arena, const char *bytes, size_t n_bytes, bool said_utf8, size_t *ret_bytes)
{
	if (!has_high_bytes(bytes, n_bytes) || utf8_is_valid(bytes, n_bytes) ||
		converter(WINDOWS_1252) == (iconv_t)-1)
		return as_it_is(arena, bytes, n_bytes, ret_bytes);
	if (charset_is_mostly_utf8(bytes, n_bytes, said_utf8))
		return charset_mend_mixed(arena, bytes, n_bytes, ret_bytes);
	return convert(arena, converter(WINDOWS_1252), bytes, n_bytes, ret_bytes);
}

static char *decode(struct arena *arena, const char *label, const char *bytes, size_t n_bytes,
	size_t *ret_bytes)
{
	char folded[LABEL_LIMIT + 3];

	label_fold(label ? label : "", folded);
	int row = charset_find(folded);
	bool said_utf8 = strstr(folded, "utf8") || strstr(folded, "uft8");
	if (row <= 0 && is_escaped_japanese(bytes, n_bytes))
		row = charset_find(" iso2022jp ");
	if (row > 0 && (charsets[row].shape == OTHER || !utf8_is_valid(bytes, n_bytes)) &&
		converter((size_t)row) != (iconv_t)-1)
		return convert(arena, converter((size_t)row), bytes, n_bytes, ret_bytes);
	if (row >= 0 || said_utf8 || folded[1] == ' ')
		return guess(arena, bytes, n_bytes, said_utf8, ret_bytes);
	iconv_t own = iconv_open("UTF-8", label);
	if (own == (iconv_t)-1)
		return guess(arena, bytes, n_bytes, false, ret_bytes);
	char *text = convert(arena, own, bytes, n_bytes, ret_bytes);
	iconv_close(own);
	return text;
}

char *charset_decode(struct arena *arena, const char *label, const char *bytes, size_t n_bytes,
	size_t *ret_bytes)
{
	char *text = decode(arena, label, bytes, n_bytes, ret_bytes);

	return charset_mend_doubled(arena, text, ret_bytes);
}
