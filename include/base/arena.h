/* SPDX-License-Identifier: MIT */
/*
 * Memory that is made piece by piece and dropped at once: one arena for one mail or one tick.
 *
 * Nothing here returns NULL: out of memory aborts, which is safe because whatever was not committed is
 * done again. What comes out is zeroed, aligned for any type, and lives until the arena is freed.
 */
#ifndef SAMLAD_BASE_ARENA_H
#define SAMLAD_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL is fine */

void *arena_alloc(struct arena *arena, size_t bytes);
char *arena_strdup(struct arena *arena, const char *text); /* NULL stays NULL */
char *arena_strndup(struct arena *arena, const char *text, size_t bytes);
void *arena_memdup(struct arena *arena, const void *at, size_t bytes);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Bytes handed out so far: what tests and limits look at. */
size_t arena_used(const struct arena *arena);

#define arena_make(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_make_n(arena, type, n) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(n)))

/*
 * A list is any struct with the members `at` (pointer to elements), `n` and `cap`, as LIST_OF() makes it.
 * arena_push() gives a pointer to one more zeroed element, good until the next push on that list.
 */
#define LIST_OF(type)        \
	struct {             \
		type *at;    \
		size_t n;    \
		size_t cap;  \
	}
#define arena_push(arena, list)                                                               \
	((list)->at = arena_more((arena), (list)->at, (list)->n, &(list)->cap, sizeof(*(list)->at)), \
		&(list)->at[(list)->n++])
#define list_each(item, list) \
	for (__typeof__(*(list)->at) *item = (list)->at; \
		(list)->n > 0 && item < (list)->at + (list)->n; item++)

/* Room for one element after n: the same block, or a bigger copy of it. For arena_push() alone. */
void *arena_more(struct arena *arena, void *at, size_t n, size_t *cap, size_t element_bytes);

static inline void arena_freep(struct arena **arena)
{
	arena_free(*arena);
}
static inline void freep(void *pointer)
{
	free(*(void **)pointer);
}
#define _cleanup_(f) __attribute__((cleanup(f)))
#define _cleanup_free_ _cleanup_(freep)
#define _cleanup_arena_ _cleanup_(arena_freep)

#endif
