/* SPDX-License-Identifier: MIT */
/*
 * The header's fields into the envelope of an understanding. Whatever is missing or broken is left
 * out; nothing here is believed, only reported: the coordinator decides what a sender and a token
 * are worth.
 *
 * Our letter is known again by its token, which clients copy into In-Reply-To and References (the
 * last reference is the nearest one), or else by the plus part of an address of ours that the mail
 * was sent to.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "text/address.h"
#include "text/envelope.h"
#include "text/mail.h"

#define TOKEN_LETTERS 26
#define CODE_LETTERS 6

static bool is_token(const char *text)
{
	for (size_t i = 0; i < TOKEN_LETTERS; i++) {
		char c = (char)tolower((unsigned char)text[i]);
		if (!(c >= 'a' && c <= 'z') && !(c >= '2' && c <= '7'))
			return false;
	}
	return true;
}

static const char *token_copy(struct arena *arena, const char *text)
{
	char *token = arena_strndup(arena, text, TOKEN_LETTERS);
	for (char *c = token; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return token;
}

const char *token_of_message_id(struct arena *arena, const char *message_id)
{
	if (strnlen(message_id, TOKEN_LETTERS + 1) <= TOKEN_LETTERS || !is_token(message_id))
		return NULL;
	const char *rest = message_id + TOKEN_LETTERS;
	if (!strncasecmp(rest, ".r.samlad@", 10) || !strncasecmp(rest, ".samlad@", 8))
		return token_copy(arena, message_id);
	return NULL;
}

static const char *token_of_plus_part(struct arena *arena, const char *address)
{
	const char *plus = strchr(address, '+');
	if (!plus || strnlen(plus + 1, TOKEN_LETTERS + 1) <= TOKEN_LETTERS || !is_token(plus + 1))
		return NULL;
	return plus[1 + TOKEN_LETTERS] == '@' ? token_copy(arena, plus + 1) : NULL;
}

static bool is_too_long(const char *text)
{
	return strlen(text) > UNDERSTANDING_WORD_LIMIT;
}

/* Message-IDs of a field, in order: what stands in <>, and bare words with an @ where brackets are
 * missing. */
void message_ids_read(
	struct arena *arena, const char *value, struct understanding *into, bool last_first)
{
	size_t first = into->references.n;
	const char *at = value;

	while (*at) {
		at += strspn(at, " ,;<>");
		size_t n = strcspn(at, " ,;<>");
		if (n && n <= UNDERSTANDING_WORD_LIMIT && memchr(at, '@', n))
			*arena_push(arena, &into->references) = utf8_clean_in(arena, at, n);
		at += n;
	}
	for (size_t i = first, j = into->references.n; last_first && i + 1 < j; i++, j--) {
		const char *swap = into->references.at[i];
		into->references.at[i] = into->references.at[j - 1];
		into->references.at[j - 1] = swap;
	}
}

static void read_references(
	struct arena *arena, const struct headers *headers, struct understanding *into)
{
	const char *in_reply_to = headers_find(headers, "In-Reply-To");
	const char *references = headers_find(headers, "References");

	if (in_reply_to)
		message_ids_read(arena, in_reply_to, into, false);
	if (references)
		message_ids_read(arena, references, into, true);
	if (into->references.n > UNDERSTANDING_LIST_LIMIT)
		into->references.n = UNDERSTANDING_LIST_LIMIT;
}

static const char *read_message_id(struct arena *arena, const struct headers *headers)
{
	const char *value = headers_find(headers, "Message-ID");
	const char *open = value ? strchr(value, '<') : NULL;
	const char *start = open ? open + 1 : value;

	if (!start)
		return NULL;
	size_t n = strcspn(start, open ? ">" : " ");
	char *id = utf8_clean_in(arena, start, n);
	return *id && !is_too_long(id) ? id : NULL;
}

/* Whether the address stands in the field as it is. Where it had to be put together (out of an
 * encoded word, across blanks, around a comment), another program reads another sender there, and
 * the one that checked it may have. */
static bool stands_in(const char *value, const char *address)
{
	size_t n = strlen(address);

	for (const char *at = value; (at = strstr(at, address)); at++)
		if ((at == value || strchr(" <,;", at[-1])) && strchr(" >,;(", at[n]))
			return true;
	return false;
}

static void read_from(
	struct arena *arena, const struct headers *headers, struct understanding *into)
{
	struct mailboxes from = {0};
	bool mended = false;
	size_t at = 0;

	for (const char *value; (value = headers_next(headers, "From", &at));) {
		mailboxes_parse(arena, value, &from);
		mended = from.all.n && !stands_in(value, from.all.at[0].address);
	}
	into->n_from = mended && from.all.n == 1 ? 0 : (int)from.all.n;
	if (!from.all.n)
		return;
	into->from = from.all.at[0].address;
	into->from_name = from.all.at[0].name;
}

static const char *first_address(
	struct arena *arena, const struct headers *headers, const char *name)
{
	const char *value = headers_find(headers, name);
	struct mailboxes found = {0};

	if (value)
		mailboxes_parse(arena, value, &found);
	return found.all.n ? found.all.at[0].address : NULL;
}

static void read_to(struct arena *arena, const struct headers *headers, struct understanding *into)
{
	static const char *const fields[] = {"To", "Cc", "Delivered-To", "X-Original-To"};
	struct mailboxes found = {0};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		size_t at = 0;
		for (const char *value; (value = headers_next(headers, fields[i], &at));)
			mailboxes_parse(arena, value, &found);
	}
	list_each (mailbox, &found.all)
		*arena_push(arena, &into->to) = mailbox->address;
}

static const char *find_token(struct arena *arena, const struct understanding *in)
{
	list_each (reference, &in->references) {
		const char *token = token_of_message_id(arena, *reference);
		if (token)
			return token;
	}
	list_each (address, &in->to) {
		const char *token = token_of_plus_part(arena, *address);
		if (token)
			return token;
	}
	return NULL;
}

/* "[möte K3F7QD]" anywhere in the subject: letters, blanks, and six signs without 0 O 1 I. */
static const char *find_code(struct arena *arena, const char *subject)
{
	for (const char *open = strchr(subject, '['); open; open = strchr(open + 1, '[')) {
		size_t word = strcspn(open + 1, " []0123456789");
		const char *code = open + 1 + word;
		code += strspn(code, " ");
		if (!word || code == open + 1 + word ||
			strnlen(code, CODE_LETTERS + 1) <= CODE_LETTERS ||
			code[CODE_LETTERS] != ']')
			continue;
		char *upper = arena_strndup(arena, code, CODE_LETTERS);
		bool good = true;
		for (char *c = upper; *c; c++) {
			*c = (char)toupper((unsigned char)*c);
			good = good &&
				((*c >= 'A' && *c <= 'Z' && *c != 'O' && *c != 'I') ||
					(*c >= '2' && *c <= '9'));
		}
		if (good)
			return upper;
	}
	return NULL;
}

/* Cuts at a character's start, so that the text stays valid. */
static const char *shortened(struct arena *arena, const char *text)
{
	size_t n = strlen(text);

	if (n <= UNDERSTANDING_WORD_LIMIT)
		return text;
	for (n = UNDERSTANDING_WORD_LIMIT; n && (text[n] & 0xc0) == 0x80; n--)
		;
	return arena_strndup(arena, text, n);
}

void envelope_read(struct arena *arena, const struct headers *headers, struct understanding *into)
{
	const char *subject = headers_find(headers, "Subject");
	const char *date = headers_find(headers, "Date");
	size_t at = 0;

	read_from(arena, headers, into);
	into->sender = first_address(arena, headers, "Sender");
	into->reply_to = first_address(arena, headers, "Reply-To");
	read_to(arena, headers, into);
	into->subject = shortened(arena, subject ? header_decode(arena, subject) : "");
	into->message_id = read_message_id(arena, headers);
	read_references(arena, headers, into);
	into->date = date ? mail_date_parse(date) : INSTANT_NONE;
	into->token = find_token(arena, into);
	into->code = find_code(arena, into->subject);
	for (const char *value; (value = headers_next(headers, "Authentication-Results", &at));)
		auth_results_read(arena, value, into);
}
