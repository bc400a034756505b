/* SPDX-License-Identifier: MIT */
/*
 * Properties of a style attribute, and colours. A property is found where a declaration begins, so
 * "color" is not found in "background-color".
 */
#include "body_html_style.h"

#include <string.h>
#include <strings.h>

const char *style_value(const char *style, const char *property, size_t *ret_len)
{
	size_t n = strlen(property);

	while (style && *style) {
		style += strspn(style, " \t\n;");
		size_t len = strcspn(style, ";");
		if (strncasecmp(style, property, n) == 0) {
			const char *at = style + n + strspn(style + n, " \t\n");
			if (*at == ':') {
				at += 1 + strspn(at + 1, " \t\n");
				*ret_len = at < style + len ? (size_t)(style + len - at) : 0;
				return at;
			}
		}
		style += len;
	}
	return NULL;
}

bool style_has(const char *style, const char *property, const char *wanted)
{
	size_t len = 0;
	const char *value = style_value(style, property, &len);

	return value && len >= strlen(wanted) && strncasecmp(value, wanted, strlen(wanted)) == 0;
}

static int hex_digit(char c)
{
	const char *digits = "0123456789abcdef", *at;

	c = c >= 'A' && c <= 'F' ? (char)(c + 32) : c;
	at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

bool style_is_colour(const char *value, size_t len)
{
	static const char *const named[] = {"red", "blue", "green", "purple", "orange", "navy",
		"maroon", "teal", "fuchsia", "magenta", "crimson", "darkred", "darkblue",
		"darkgreen", "brown", "violet"};
	int rgb[3] = {0}, n = 0;

	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++)
		if (len == strlen(named[i]) && strncasecmp(value, named[i], len) == 0)
			return true;
	if (len >= 4 && *value == '#') {
		size_t step = len >= 7 ? 2 : 1;
		for (; n < 3; n++) {
			int digit = hex_digit(value[1 + (size_t)n * step]);
			rgb[n] = digit * 16 + 8;
		}
	} else if (len > 4 && strncasecmp(value, "rgb", 3) == 0) {
		for (size_t i = 3; i < len && n < 3; i++) {
			if (value[i] < '0' || value[i] > '9')
				continue;
			for (; i < len && value[i] >= '0' && value[i] <= '9' && rgb[n] < 256; i++)
				rgb[n] = rgb[n] * 10 + value[i] - '0';
			n++;
		}
	}
	int most = rgb[0], least = rgb[0];
	for (int i = 1; i < n; i++) {
		most = rgb[i] > most ? rgb[i] : most;
		least = rgb[i] < least ? rgb[i] : least;
	}
	return n == 3 && most - least >= 48;
}
