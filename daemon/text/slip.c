/* SPDX-License-Identifier: MIT */
/*
 * Counted in letters rather than bytes: "tyvrär" has two of them swapped, though its bytes differ
 * more. One pass over what both words begin with tells where the slip must be; the rest has to be
 * the same.
 */
#include "text/slip.h"

#include <string.h>

#include "base/utf8.h"

#define LETTERS_MOST 32
#define LETTER_BYTES_MOST 4

struct letters {
	uint32_t at[LETTERS_MOST];
	size_t n;
};

static bool read_letters(const char *text, size_t bytes, struct letters *ret)
{
	ret->n = 0;
	for (const char *at = text, *end = text + bytes; at < end;) {
		if (ret->n == LETTERS_MOST)
			return false;
		ret->at[ret->n++] = utf8_next(&at, end);
	}
	return ret->n > 0;
}

static bool is_same_from(const struct letters *a, size_t i, const struct letters *b, size_t k)
{
	return a->n - i == b->n - k && !memcmp(a->at + i, b->at + k, (a->n - i) * sizeof(a->at[0]));
}

/* a has one letter more: a last one may be doubled ("tyvär"), not come or go ("lycka", "lyckas").
 */
static bool is_longer_by_one(const struct letters *a, const struct letters *b, size_t same)
{
	return is_same_from(a, same + 1, b, same) &&
		(same < b->n || a->at[a->n - 1] == a->at[a->n - 2]);
}

static enum slip compare(const struct letters *a, const struct letters *b)
{
	size_t i = 0;

	while (i < a->n && i < b->n && a->at[i] == b->at[i])
		i++;
	if (a->n == b->n) {
		if (i + 1 >= a->n)
			return SLIP_NONE;
		if (a->at[i] == b->at[i + 1] && a->at[i + 1] == b->at[i] &&
			is_same_from(a, i + 2, b, i + 2))
			return SLIP_SWAP;
		return is_same_from(a, i + 1, b, i + 1) ? SLIP_WRONG : SLIP_NONE;
	}
	bool one = a->n == b->n + 1 ? a->n > 1 && is_longer_by_one(a, b, i)
		: b->n == a->n + 1  ? b->n > 1 && is_longer_by_one(b, a, i)
				    : false;
	return one ? SLIP_COUNT : SLIP_NONE;
}

enum slip slip_between(const char *typed, size_t typed_bytes, const char *meant, size_t meant_bytes)
{
	struct letters a, b;

	if (typed_bytes + LETTER_BYTES_MOST < meant_bytes ||
		meant_bytes + LETTER_BYTES_MOST < typed_bytes)
		return SLIP_NONE;
	if (!read_letters(typed, typed_bytes, &a) || !read_letters(meant, meant_bytes, &b))
		return SLIP_NONE;
	return compare(&a, &b);
}
