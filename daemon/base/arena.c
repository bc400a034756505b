/* SPDX-License-Identifier: MIT */
/*
 * An arena is a chain of blocks, the newest first. Small pieces are cut from the newest block; a
 * piece that is large beside a block gets one of its own, put behind the newest, so that the rest
 * of that stays in use.
 *
 * Blocks come zeroed from calloc() and are never used twice, so every piece is zeroed. Sizes that
 * overflow and memory that is not to be had end in abort(): whatever was not committed is done
 * again.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define BLOCK_BYTES (16 * 1024)
#define OWN_BLOCK_BYTES (BLOCK_BYTES / 4)
#define FIRST_CAP 4

struct block {
	struct block *next;
	size_t used;
	size_t size;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *newest;
	size_t used;
};

static void *must(void *pointer)
{
	if (!pointer)
		abort();
	return pointer;
}

struct arena *arena_new(void)
{
	return must(calloc(1, sizeof(struct arena)));
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	for (struct block *block = arena->newest, *next; block; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}

static struct block *block_new(size_t size)
{
	if (size > SIZE_MAX - sizeof(struct block))
		abort();
	struct block *block = must(calloc(1, sizeof(*block) + size));
	block->size = size;
	return block;
}

static struct block *block_with_room(struct arena *arena, size_t bytes)
{
	struct block *newest = arena->newest;

	if (newest && newest->size - newest->used >= bytes)
		return newest;
	if (newest && bytes > OWN_BLOCK_BYTES) {
		struct block *own = block_new(bytes);
		own->next = newest->next;
		newest->next = own;
		return own;
	}
	struct block *block = block_new(bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES);
	block->next = newest;
	arena->newest = block;
	return block;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
	const size_t align = alignof(max_align_t);

	if (bytes > SIZE_MAX - align)
		abort();
	size_t rounded = bytes ? (bytes + align - 1) & ~(align - 1) : align;
	struct block *block = block_with_room(arena, rounded);
	void *at = block->bytes + block->used;

	block->used += rounded;
	arena->used += rounded;
	return at;
}

void *arena_memdup(struct arena *arena, const void *at, size_t bytes)
{
	void *copy = arena_alloc(arena, bytes);

	if (bytes)
		memcpy(copy, at, bytes);
	return copy;
}

char *arena_strndup(struct arena *arena, const char *text, size_t bytes)
{
	if (!text)
		return NULL;
	size_t len = strnlen(text, bytes);
	char *copy = arena_alloc(arena, len + 1);

	memcpy(copy, text, len);
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return text ? arena_memdup(arena, text, strlen(text) + 1) : NULL;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	va_list again;

	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		abort();
	char *text = arena_alloc(arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, format, args);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}

void *arena_more(struct arena *arena, void *at, size_t n, size_t *cap, size_t element_bytes)
{
	if (n == *cap) {
		size_t more = *cap ? *cap * 2 : FIRST_CAP;
		if (more > SIZE_MAX / element_bytes / 2)
			abort();
		void *bigger = arena_alloc(arena, more * element_bytes);
		if (n)
			memcpy(bigger, at, n * element_bytes);
		at = bigger;
		*cap = more;
	}
	/* A list that was shortened has old bytes here. */
	memset((unsigned char *)at + n * element_bytes, 0, element_bytes);
	return at;
}
