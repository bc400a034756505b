/* SPDX-License-Identifier: MIT */
/*
 * The sign-off ("Mvh", "Med vänliga hälsningar", "/Anna"), the name below it and the signature
 * below that.
 *
 * Words of thanks alone are an answer's words, so they sign off only where a name follows and text
 * stands above. What comes below a name and reads like a sentence is hers again: people add "Oj,
 * nej, jag kan inte" below their names.
 */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "reply_lines.h"
#include "text/phrases.h"

#define PHRASE_BYTES 100
#define PHRASE_WORDS 7
#define NAME_WORDS 4
#define LOOK_BACK 40
#define SENTENCE_BYTES 50
#define NAME_BYTES 60
#define NAME_ENDS " \t,.;:()\"'*_/-@"

enum strength { NO_SIGN_OFF, WEAK, STRONG };

static size_t count_words(const char *text)
{
	size_t n = 0;

	for (const char *at = text; *at;) {
		at += strspn(at, " \t");
		n += *at != '\0';
		at += strcspn(at, " \t");
	}
	return n;
}

/* A line that can be somebody's name: few words, no digit, nothing that ends a sentence. */
static bool is_name(const char *text)
{
	size_t len = strlen(text);

	return len && len <= 60 && count_words(text) <= NAME_WORDS &&
		!strpbrk(text, "0123456789?!:;@") &&
		!(text[len - 1] == '.' && count_words(text) > 2);
}

static bool is_capital(const char *text)
{
	const unsigned char *at = (const unsigned char *)text + strspn(text, "*_/ -");

	/* Å Ä Ö and their kin: C3 80 to C3 9E. */
	return (*at >= 'A' && *at <= 'Z') || (*at == 0xc3 && at[1] < 0x9f) || *at > 0xc3;
}

/* The first bytes of the line as a phrase, without what people put around it. */
static bool is_phrase(struct reply *reply, const char *at, size_t bytes, const char *key)
{
	char phrase[PHRASE_BYTES + 1];

	while (bytes && strchr(",.!*_ \t-:;", at[bytes - 1]))
		bytes--;
	while (bytes && strchr("*_ \t-/", *at)) {
		at++;
		bytes--;
	}
	if (!bytes || bytes > PHRASE_BYTES)
		return false;
	memcpy(phrase, at, bytes);
	phrase[bytes] = '\0';
	return reply_spend(reply) && phrasebook_is_word(reply->book, NULL, key, phrase);
}

/* "/Anna", "//Jef", "/ Anna och Eva": a slash and a name. */
static bool is_slash_name(const char *text)
{
	size_t slashes = strspn(text, "/");
	const char *name = text + slashes + strspn(text + slashes, " ");

	return slashes && slashes <= 2 && is_name(name) && is_capital(name) && !strchr(name, '/');
}

/* How the line signs off; ret_named: a name stands on it already. */
static enum strength strength_of(
	struct reply *reply, const struct reply_line *line, bool *ret_named)
{
	*ret_named = false;
	if (line->blank || line->bytes > PHRASE_BYTES || line->kind != PART_TEXT)
		return NO_SIGN_OFF;
	if (is_slash_name(line->text)) {
		*ret_named = true;
		return STRONG;
	}
	if (is_phrase(reply, line->text, line->bytes, "signoff"))
		return STRONG;
	if (is_phrase(reply, line->text, line->bytes, "signoff.weak"))
		return WEAK;
	/* The phrase and a name on one line: the longest phrase first. */
	size_t ends[PHRASE_WORDS], n = 0;
	for (const char *at = line->text; *at && n < PHRASE_WORDS;) {
		at += strcspn(at, " \t,/");
		ends[n++] = (size_t)(at - line->text);
		at += strspn(at, " \t,/");
	}
	while (n-- > 0) {
		const char *rest = line->text + ends[n] + strspn(line->text + ends[n], " \t,!/");
		if (!*rest || !is_name(rest))
			continue;
		if (!is_phrase(reply, line->text, ends[n], "signoff"))
			continue;
		size_t first = strcspn(rest, " \t");
		*ret_named = is_capital(rest) || is_phrase(reply, rest, first, "signoff.from");
		return *ret_named ? STRONG : NO_SIGN_OFF;
	}
	return NO_SIGN_OFF;
}

/* A paragraph below the name that is hers again. */
static bool is_sentence(const struct reply_line *line)
{
	char last = line->bytes ? line->text[line->bytes - 1] : '\0';

	if (strncasecmp(line->text, "ps", 2) == 0 && strchr(":. ", line->text[2]))
		return true;
	if (strncasecmp(line->text, "p.s", 3) == 0)
		return true;
	if (strpbrk(line->text, "@|") || strstr(line->text, "http") || strstr(line->text, "www."))
		return false;
	size_t words = count_words(line->text);
	return words >= 3 &&
		((last == '.' || last == '!' || last == '?') || line->bytes > SENTENCE_BYTES) &&
		words * 3 < line->bytes;
}

/* What the lines below the sign-off line are. */
static void mark_below(struct reply *reply, size_t i, size_t end, bool named)
{
	enum part_kind kind = PART_SIGN_OFF;

	for (size_t at = i + 1; at < end; at++) {
		struct reply_line *line = &reply->at[at];
		if (line->blank || line->kind != PART_TEXT)
			continue;
		bool after_blank = reply->at[at - 1].blank;
		if (named && after_blank && is_sentence(line))
			return;
		bool name = !named && is_name(line->text);
		if (!name)
			kind = PART_SIGNATURE;
		named = true;
		reply_take(reply, (struct stretch){at, at + 1}, name ? PART_SIGN_OFF : kind,
			name ? "reply.sign-off" : "reply.signature");
	}
}

static bool has_text_above(const struct reply *reply, struct stretch stretch, size_t i)
{
	for (size_t at = stretch.first; at < i; at++)
		if (!reply->at[at].blank && reply->at[at].kind == PART_TEXT)
			return true;
	return false;
}

/* Whether the word of n bytes, or the letter that it begins with, is among the words of a name. */
static bool names_hold(const char *name, const char *word, size_t n)
{
	for (; *name; name += strspn(name, NAME_ENDS)) {
		size_t len = strcspn(name, NAME_ENDS);
		if ((len == n || (n == 1 && len)) && !strncmp(name, word, n))
			return true;
		name += len;
	}
	return false;
}

bool reply_is_own_name(const struct reply *reply, const struct reply_line *line)
{
	_cleanup_arena_ struct arena *scratch = arena_new();
	bool whole = false;

	if (!reply->writer || line->bytes > NAME_BYTES)
		return false;
	const char *writer = utf8_fold_in(scratch, reply->writer, strlen(reply->writer));
	const char *at = utf8_fold_in(scratch, line->text, line->bytes);
	for (at += strspn(at, NAME_ENDS); *at; at += strspn(at, NAME_ENDS)) {
		size_t n = strcspn(at, NAME_ENDS);
		if (!names_hold(writer, at, n))
			return false;
		whole = whole || n > 1;
		at += n;
	}
	return whole;
}

/* Her name alone on the last line, without any phrase; below "Vi kommer:" it is her answer. */
static void take_own_name(struct reply *reply, struct stretch stretch)
{
	size_t last = stretch.end - 1, above = last;

	if (stretch.end <= stretch.first || !has_text_above(reply, stretch, last) ||
		!reply_is_own_name(reply, &reply->at[last]))
		return;
	while (reply->at[--above].blank)
		;
	if (reply->at[above].text[reply->at[above].bytes - 1] != ':')
		reply_take(reply, (struct stretch){last, stretch.end}, PART_SIGN_OFF,
			"reply.sign-off");
}

/* The lines below must be few and short, but for sentences, which mark_below() gives back. */
static bool ends_here(const struct reply *reply, struct stretch stretch, size_t i, bool named,
	enum strength strength)
{
	size_t lines = 0;
	size_t next = reply_next(reply, i + 1);
	bool name_below = next < stretch.end && is_name(reply->at[next].text);

	for (size_t at = i + 1; at < stretch.end; at++)
		lines += !reply->at[at].blank && reply->at[at].kind == PART_TEXT;
	if (strength == WEAK)
		return name_below && lines <= 4 && is_capital(reply->at[next].text) &&
			has_text_above(reply, stretch, i);
	return lines == 0 || named || name_below || lines <= 12;
}

/* The last sign-off of the stretch and what stands below; false: there is none. */
static bool take_sign_off(struct reply *reply, struct stretch stretch)
{
	size_t seen = 0;

	for (size_t i = stretch.end; i-- > stretch.first && seen < LOOK_BACK;) {
		bool named;
		if (reply->at[i].blank || reply->at[i].kind != PART_TEXT)
			continue;
		seen++;
		enum strength strength = strength_of(reply, &reply->at[i], &named);
		if (strength == NO_SIGN_OFF || !ends_here(reply, stretch, i, named, strength))
			continue;
		mark_below(reply, i, stretch.end, named);
		reply_take(reply, (struct stretch){i, i + 1}, PART_SIGN_OFF, "reply.sign-off");
		/* "Tack på förhand," and then "Mvh": both. */
		for (size_t above = i; above-- > stretch.first;) {
			if (reply->at[above].blank)
				continue;
			if (strength_of(reply, &reply->at[above], &named) == STRONG && !named)
				reply->at[above].kind = PART_SIGN_OFF;
			break;
		}
		return true;
	}
	return false;
}

void reply_mark_sign_off(struct reply *reply, struct stretch stretch)
{
	if (!take_sign_off(reply, stretch))
		take_own_name(reply, stretch);
}
