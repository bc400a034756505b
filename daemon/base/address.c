/* SPDX-License-Identifier: MIT */
/*
 * Addresses as the desk compares them (RFC 5321 section 4.1.2, RFC 6531, RFC 5891). Too strict
 * rather than too lax: what is no plain addr-spec is NULL, so that two spellings never stand for
 * one member by accident. A letter that only looks like an ASCII one (the Kelvin sign for a K) and
 * becomes it in lower case makes an address nobody's.
 */
#include "base/utf8.h"

#include <idn2.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>

#include "base/arena.h"

#define ADDRESS_MOST_BYTES 254
#define LOCAL_MOST_BYTES 64
#define LABEL_MOST_BYTES 63

static bool is_blank_or_control(unsigned char c)
{
	return c <= ' ' || c == 0x7f;
}

/* The @ that parts a quoted local part from the domain, or NULL. */
static const char *end_of_quoted(const char *address)
{
	for (const char *at = address + 1; *at; at++) {
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return NULL;
		if (*at == '\\' && at[1])
			at++;
		else if (*at == '"')
			return at[1] == '@' ? at + 1 : NULL;
	}
	return NULL;
}

/* The @ behind a dot-atom, or NULL. */
static const char *end_of_atom(const char *address)
{
	const char *at = address;

	for (; *at && *at != '@'; at++) {
		if (is_blank_or_control((unsigned char)*at) || strchr("()<>[]:;,\\\"", *at))
			return NULL;
		if (*at == '.' && (at == address || at[1] == '.' || at[1] == '@'))
			return NULL;
	}
	return *at && at > address ? at : NULL;
}

static bool is_domain_character(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/* An A-label form in lower case: letters, digits, hyphens, no empty or overlong label. */
static bool is_host(const char *domain)
{
	size_t label = 0;

	for (const char *at = domain; *at; at++) {
		if (!is_domain_character((unsigned char)*at))
			return false;
		label = *at == '.' ? 0 : label + 1;
		if (label > LABEL_MOST_BYTES ||
			(!label && (at == domain || at[1] == '.' || !at[1])))
			return false;
	}
	return *domain != '\0';
}

/* "[192.0.2.1]", "[IPv6:2001:db8::1]" */
static bool is_literal(const char *domain)
{
	size_t inside = strspn(domain + 1, "0123456789abcdefipv.:");

	return domain[0] == '[' && inside && strcmp(domain + 1 + inside, "]") == 0;
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

static char *lower_in(struct arena *arena, const char *text, size_t bytes)
{
	size_t n = 0;
	uint8_t *lower = u8_tolower((const uint8_t *)text, bytes, NULL, UNINORM_NFC, NULL, &n);

	if (!lower)
		abort();
	char *copy = arena_strndup(arena, (char *)lower, n);
	free(lower);
	return copy;
}

/* Whether a letter beyond ASCII becomes one of ASCII. */
static bool hides_ascii(struct arena *arena, const char *text, size_t bytes)
{
	const char *at = text, *end = text + bytes;

	while (at < end) {
		const char *letter = at;
		if (utf8_next(&at, end) >= 0x80 &&
			is_ascii(lower_in(arena, letter, (size_t)(at - letter))))
			return true;
	}
	return false;
}

static const char *domain_in(struct arena *arena, const char *domain)
{
	const char *lower = lower_in(arena, domain, strlen(domain));
	_cleanup_free_ uint8_t *ascii = NULL;

	if (is_literal(lower))
		return lower;
	if (!is_ascii(lower)) {
		if (idn2_lookup_u8((const uint8_t *)lower, &ascii,
			    IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
			return NULL;
		lower = arena_strdup(arena, (char *)ascii);
	}
	return is_host(lower) ? lower : NULL;
}

char *address_normal_in(struct arena *arena, const char *address)
{
	size_t bytes = address ? strlen(address) : 0;

	if (!bytes || bytes > ADDRESS_MOST_BYTES || !utf8_is_clean(address, bytes) ||
		hides_ascii(arena, address, bytes))
		return NULL;
	const char *at = *address == '"' ? end_of_quoted(address) : end_of_atom(address);
	if (!at || at - address > LOCAL_MOST_BYTES || !at[1])
		return NULL;
	const char *domain = domain_in(arena, at + 1);
	if (!domain)
		return NULL;
	const char *local = lower_in(arena, address, (size_t)(at - address));
	char *normal = arena_printf(arena, "%s@%s", local, domain);
	return strlen(normal) <= ADDRESS_MOST_BYTES ? normal : NULL;
}
