/* SPDX-License-Identifier: MIT */
/*
 * A letter's bytes. Everything in them follows from the draft, its identity and its words, so that
 * a second sending is the same bytes. Shape: alternative(text, html), and for an invitation
 * mixed(alternative(text, html, calendar), invite.ics), which is what shows the buttons in Outlook,
 * Gmail, Apple Mail and Thunderbird.
 */
#include "letters/compose.h"

#include <string.h>

#include "base/str.h"
#include "letters/encode.h"

#define ID_MOST_BYTES 900

struct composing {
	struct str *out;
	const struct network *network;
	const struct draft *draft;
	const struct letter_identity *identity;
	const struct letter_words *words;
	const char *calendar;
};

static const char *domain_of(const char *address)
{
	const char *at = strrchr(address, '@');

	return at ? at + 1 : "localhost";
}

char *compose_message_id(struct arena *arena, const struct network *network, const char *token)
{
	return arena_printf(arena, "%s.samlad@%s", token, domain_of(network->address));
}

/* What stands in a header as it is. */
static bool is_fit_id(const char *id)
{
	for (const char *c = id; *c; c++)
		if (*c <= ' ' || *c > '~' || *c == '<' || *c == '>')
			return false;
	return strlen(id) <= ID_MOST_BYTES;
}

/* The letter it answers, then our own reference, which clients copy even where a server rewrote the
 * Message-ID. */
static void put_references(const struct composing *c)
{
	const char *domain = domain_of(c->network->address);
	const char *hers = c->draft->reply_to_id;

	str_printf(c->out, "Message-ID: <%s.samlad@%s>\r\n", c->identity->token, domain);
	if (hers && is_fit_id(hers)) {
		str_printf(c->out, "In-Reply-To: <%s>\r\n", hers);
		str_printf(c->out, "References: <%s>\r\n <%s.r.samlad@%s>\r\n", hers,
			c->identity->token, domain);
	} else {
		str_printf(c->out, "References: <%s.r.samlad@%s>\r\n", c->identity->token, domain);
	}
}

static void put_reply_to(const struct composing *c)
{
	const char *at = strrchr(c->network->address, '@');

	if (c->network->plus_addressing && at)
		str_printf(c->out, "Reply-To: %.*s+%s%s\r\n", (int)(at - c->network->address),
			c->network->address, c->identity->token, at);
}

static void put_headers(const struct composing *c, const char *to)
{
	char date[INSTANT_MAIL_TEXT];
	const struct value *name = view_find(c->draft->view, "name");
	bool to_herself = strcmp(to, c->draft->address) == 0;

	str_printf(c->out, "Date: %s\r\n",
		instant_format_mail(c->identity->made, c->network->zone, date));
	encode_address_header(c->out, "From", c->network->name, c->network->address);
	put_reply_to(c);
	encode_address_header(c->out, "To", to_herself && name ? name->text : "", to);
	encode_header(c->out, "Subject", c->words->subject);
	put_references(c);
	str_printf(c->out, "Auto-Submitted: %s\r\n",
		c->draft->reply_to_id ? "auto-replied" : "auto-generated");
	encode_header(c->out, "X-Samlad", c->network->slug);
	str_puts(c->out, "MIME-Version: 1.0\r\n");
}

static void put_multipart(const struct composing *c, const char *type, int number)
{
	str_printf(c->out, "Content-Type: multipart/%s;\r\n boundary=\"=_%s_%d\"\r\n\r\n", type,
		c->identity->token, number);
}

static void put_boundary(const struct composing *c, int number)
{
	str_printf(c->out, "--=_%s_%d\r\n", c->identity->token, number);
}

static void put_end(const struct composing *c, int number)
{
	str_printf(c->out, "--=_%s_%d--\r\n", c->identity->token, number);
}

static void put_text(const struct composing *c, const char *subtype, const char *text)
{
	put_boundary(c, 1);
	str_printf(c->out, "Content-Type: text/%s; charset=utf-8\r\n", subtype);
	str_puts(c->out, "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	encode_quoted_printable(c->out, text);
}

static const char *method_of(const struct draft *draft)
{
	return draft->invite->method == INVITE_CANCEL ? "CANCEL" : "REQUEST";
}

static void put_alternative(const struct composing *c, bool with_calendar)
{
	put_multipart(c, "alternative", 1);
	put_text(c, "plain", c->words->text);
	put_text(c, "html", c->words->html);
	if (with_calendar) {
		put_boundary(c, 1);
		str_printf(c->out, "Content-Type: text/calendar; charset=utf-8; method=%s\r\n",
			method_of(c->draft));
		str_puts(c->out, "Content-Transfer-Encoding: base64\r\n\r\n");
		encode_base64(c->out, c->calendar, strlen(c->calendar));
	}
	put_end(c, 1);
}

static void put_file(const struct composing *c)
{
	put_boundary(c, 2);
	str_printf(c->out,
		"Content-Type: application/ics; charset=utf-8; method=%s;\r\n "
		"name=\"invite.ics\"\r\n",
		method_of(c->draft));
	str_puts(c->out, "Content-Disposition: attachment; filename=\"invite.ics\"\r\n");
	str_puts(c->out, "Content-Transfer-Encoding: base64\r\n\r\n");
	encode_base64(c->out, c->calendar, strlen(c->calendar));
}

void compose_mail(struct str *out, const struct network *network, const struct draft *draft,
	const struct letter_identity *identity, const struct letter_words *words, const char *to,
	const char *calendar)
{
	const struct composing c = {out, network, draft, identity, words, calendar};

	put_headers(&c, to);
	if (!calendar || *calendar == '\0') {
		put_alternative(&c, false);
		return;
	}
	put_multipart(&c, "mixed", 2);
	put_boundary(&c, 2);
	put_alternative(&c, !draft->invite->file_only);
	put_file(&c);
	put_end(&c, 2);
}
