/* SPDX-License-Identifier: MIT */
/*
 * Codes and words of a refusal weighed. The phrases' families bounce.fine.* (full, policy, spam,
 * delay…) and bounce.bad.* (no such user, no such host, moved) are tried in the order in which they
 * stand in the file, the first that matches decides; only then the enhanced status (RFC 3463), and
 * nothing is guessed from a bare 5.0.0 or 550.
 */
#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "text/bounce_reason.h"
#include "text/phrases.h"

#define REASON_LIMIT 300
#define LOOK_LIMIT 4000

static bool is_code_char(char c)
{
	return isalnum((unsigned char)c) || c == '.';
}

/* The next "5.1.1" in the text, as its own word; NULL when there is none. */
static const char *find_status(struct arena *arena, const char *text)
{
	for (const char *at = text; *at; at++) {
		if ((*at != '4' && *at != '5') || at[1] != '.' ||
			(at > text && is_code_char(at[-1])))
			continue;
		size_t subject = strspn(at + 2, "0123456789");
		const char *dot = at + 2 + subject;
		size_t detail = *dot == '.' ? strspn(dot + 1, "0123456789") : 0;
		if (subject && subject <= 3 && detail && detail <= 3 && dot[1 + detail] != '.')
			return arena_strndup(arena, at, 3 + subject + detail);
	}
	return NULL;
}

/* The class of an SMTP reply ("550 …", "(421)", "550-…") in the text: '4', '5', or 0. */
static char find_reply(const char *text)
{
	for (const char *at = text; *at; at++) {
		if ((*at == '4' || *at == '5') && at[1] >= '0' && at[1] <= '5' &&
			isdigit((unsigned char)at[2]) &&
			(at == text || strchr(" (#:\n\"[<=", at[-1])) &&
			(at[3] == ' ' || at[3] == '-' || at[3] == ')' || at[3] == ':' ||
				at[3] == ','))
			return *at;
	}
	return 0;
}

struct verdict {
	const char *family;
	enum bounce_address address;
};

static const struct verdict verdicts[] = {
	{"bounce.fine.", BOUNCE_ADDRESS_FINE},
	{"bounce.bad.", BOUNCE_ADDRESS_BAD},
};

/* The first pattern key that matches, in the order of the phrases. */
static bool judge_by_words(
	const struct phrasebook *book, const char *text, enum bounce_address *ret_address)
{
	size_t n = strnlen(text, LOOK_LIMIT);
	struct phrase_match match;

	while (n && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	for (size_t i = 0; phrasebook_language(book, i); i++) {
		const char *language = phrasebook_language(book, i);
		const struct lexicon *lexicon = phrasebook_lexicon(book, language);
		for (size_t j = 0; lexicon_key(lexicon, j); j++) {
			const char *key = lexicon_key(lexicon, j);
			for (size_t k = 0; k < sizeof(verdicts) / sizeof(verdicts[0]); k++) {
				if (strncmp(key, verdicts[k].family, strlen(verdicts[k].family)) !=
						0 ||
					!phrasebook_match(book, language, key, text, n, 0, &match))
					continue;
				*ret_address = verdicts[k].address;
				return true;
			}
		}
	}
	return false;
}

enum bounce_address bounce_status_address(const char *status)
{
	static const struct {
		const char *status;
		enum bounce_address address;
	} rows[] = {
		{"5.1.1", BOUNCE_ADDRESS_BAD},
		{"5.1.2", BOUNCE_ADDRESS_BAD},
		{"5.1.3", BOUNCE_ADDRESS_BAD},
		{"5.1.6", BOUNCE_ADDRESS_BAD},
		{"5.1.10", BOUNCE_ADDRESS_BAD},
		{"5.4.4", BOUNCE_ADDRESS_BAD},
		{"5.4.310", BOUNCE_ADDRESS_BAD},
	};

	if (!status)
		return BOUNCE_ADDRESS_UNKNOWN;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(rows[i].status, status))
			return rows[i].address;
	bool says_nothing = status[0] == '5' &&
		(!strncmp(status + 1, ".0.", 3) || !strncmp(status + 1, ".5.", 3) ||
			!strncmp(status + 1, ".1.", 3));
	return says_nothing ? BOUNCE_ADDRESS_UNKNOWN : BOUNCE_ADDRESS_FINE;
}

/* "User unknown" in answer to the mail's text and not to the recipient; RFC 3463's own 5.1.x says
 * it surely. */
static bool is_after_data(
	const struct phrasebook *book, const struct refusal *refusal, const char *status)
{
	const char *transcript = refusal->transcript ? refusal->transcript : refusal->diagnostic;
	struct phrase_match match;

	if (status && !strncmp(status, "5.1.", 4))
		return false;
	return phrasebook_match(
		book, NULL, "bounce.after-data.re", transcript, strlen(transcript), 0, &match);
}

static const char *one_line(struct arena *arena, const char *text)
{
	_cleanup_str_ struct str out;

	str_init(&out, REASON_LIMIT + 8);
	for (; *text && out.len < REASON_LIMIT; text++) {
		bool blank = *text == ' ' || *text == '\n' || *text == '\t';
		if (!blank)
			str_putc(&out, *text);
		else if (out.len && out.at[out.len - 1] != ' ')
			str_putc(&out, ' ');
	}
	size_t n = out.len;
	while (*text && n && ((unsigned char)out.at[n - 1] & 0xc0) == 0x80)
		n--;
	if (*text && n && (unsigned char)out.at[n - 1] >= 0xc0)
		n--;
	str_cut(&out, n);
	str_trim_right(&out);
	return out.len ? utf8_clean_in(arena, out.at, out.len) : NULL;
}

void bounce_judge(struct arena *arena, const struct phrasebook *book, const struct refusal *refusal,
	struct bounce *bounce)
{
	const char *status = refusal->status;
	const char *said = find_status(arena, refusal->diagnostic);
	bool vague = !status || !strcmp(status + 1, ".0.0");
	bool milder = status && said && status[0] == '4' && said[0] == '5' && !refusal->delayed;

	if (said && (!status || milder || (vague && said[0] == status[0])))
		status = said;
	char class = status ? status[0] : find_reply(refusal->diagnostic);
	bounce->status = status;
	bounce->class = refusal->delayed || class == '4' ? BOUNCE_SOFT : BOUNCE_HARD;
	bounce->reason = one_line(arena, refusal->diagnostic);
	if (bounce->class == BOUNCE_SOFT)
		bounce->address = BOUNCE_ADDRESS_FINE;
	else if (!judge_by_words(book, refusal->diagnostic, &bounce->address))
		bounce->address = bounce_status_address(status);
	if (bounce->address == BOUNCE_ADDRESS_BAD && is_after_data(book, refusal, status))
		bounce->address = BOUNCE_ADDRESS_UNKNOWN;
}
