/* SPDX-License-Identifier: MIT */
/*
 * Growing text. Invariants: `at` is never NULL and always ends with a NUL that `len` does not count;
 * a text is born with the size at which it is too big, and what would pass it is left out whole, with all that
 * is added later, while `full` is set: a caller may add freely and look once at the end.
 */
#ifndef SAMLAD_BASE_STR_H
#define SAMLAD_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

struct str {
	char *at;
	size_t len;
	size_t cap;
	size_t limit_bytes;
	bool full;
};

void str_init(struct str *str, size_t limit_bytes);
void str_done(struct str *str);
void str_clear(struct str *str); /* empty again, keeps its room */

void str_add(struct str *str, const void *bytes, size_t n);
void str_puts(struct str *str, const char *text); /* NULL adds nothing */
void str_putc(struct str *str, char c);
void str_printf(struct str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_vprintf(struct str *str, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
void str_cut(struct str *str, size_t len); /* shortens to len bytes */
void str_trim_right(struct str *str);	    /* blanks, tabs and line ends at the end go */

/* The text as a copy in the arena. */
char *str_in(const struct str *str, struct arena *arena);
/* The text itself, malloc'ed, to be freed by the caller; str is empty and usable afterwards. */
char *str_steal(struct str *str);

#define _cleanup_str_ __attribute__((cleanup(str_done)))

#endif
