/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_BYTES = 64 * 1024 };

/* Under the sanitizer each piece has its own block, so that reads past its end are detected. */
#if defined(__SANITIZE_ADDRESS__)
enum { PIECES_ALONE = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { PIECES_ALONE = 1 };
#else
enum { PIECES_ALONE = 0 };
#endif
#else
enum { PIECES_ALONE = 0 };
#endif

struct block {
	struct block *next;
	size_t used, room;
	alignas(max_align_t) unsigned char data[];
};

struct adopted {
	struct adopted *next;
	void *piece;
};

struct arena {
	struct block *first;
	struct adopted *adopted;
};

static void (*last_resort)(void);

void out_of_memory_calls(void (*function)(void))
{
	last_resort = function;
}

void out_of_memory(void)
{
	static const char text[] = "cmsready: out of memory\n";
	ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
	(void)written;
	if (last_resort != NULL)
		last_resort();
	_exit(OUT_OF_MEMORY_STATUS);
}

struct arena *arena_new(void)
{
	struct arena *arena = calloc(1, sizeof *arena);
	if (arena == NULL)
		out_of_memory();
	return arena;
}

static void blocks_free(struct block *block)
{
	for (struct block *next; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
}

/* The list is allocated in the blocks: call this before freeing them. */
static void adopted_free(struct arena *arena)
{
	for (struct adopted *each = arena->adopted; each != NULL; each = each->next)
		free(each->piece);
	arena->adopted = NULL;
}

void arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	adopted_free(arena);
	blocks_free(arena->first);
	free(arena);
}

void arena_reset(struct arena *arena)
{
	adopted_free(arena);
	struct block *kept = arena->first;
	if (kept == NULL || PIECES_ALONE || kept->room > BLOCK_BYTES) {
		blocks_free(kept);
		arena->first = NULL;
		return;
	}
	blocks_free(kept->next);
	kept->next = NULL;
	memset(kept->data, 0, kept->used);
	kept->used = 0;
}

static struct block *block_new(size_t room)
{
	if (room > SIZE_MAX - sizeof(struct block))
		out_of_memory();
	struct block *block = calloc(1, sizeof *block + room);
	if (block == NULL)
		out_of_memory();
	block->room = room;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	if (size > SIZE_MAX - align)
		out_of_memory();
	if (!PIECES_ALONE)
		size = (size + align - 1) / align * align;

	struct block *block = arena->first;
	if (PIECES_ALONE || block == NULL || block->room - block->used < size) {
		const bool large = PIECES_ALONE || size > BLOCK_BYTES / 4;
		block = block_new(large ? size : BLOCK_BYTES);
		if (large && arena->first != NULL) {
			/* A large piece gets its own block; the current block stays in use. */
			block->next = arena->first->next;
			arena->first->next = block;
		} else {
			block->next = arena->first;
			arena->first = block;
		}
	}
	void *piece = block->data + block->used;
	block->used += size;
	return piece;
}

void *arena_copy(struct arena *arena, const void *from, size_t size)
{
	void *copy = arena_alloc(arena, size);
	if (size > 0)
		memcpy(copy, from, size);
	return copy;
}

void *arena_adopt(struct arena *arena, void *piece)
{
	struct adopted *adopted = arena_alloc(arena, sizeof *adopted);
	*adopted = (struct adopted){ arena->adopted, piece };
	arena->adopted = adopted;
	return piece;
}

char *arena_string(struct arena *arena, const char *from)
{
	return from == NULL ? NULL : arena_copy(arena, from, strlen(from) + 1);
}

char *arena_text(struct arena *arena, const void *from, size_t length)
{
	char *text = arena_alloc(arena, length + 1);
	if (length > 0) /* `from` may be NULL otherwise */
		memcpy(text, from, length);
	text[length] = '\0';
	return text;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	int length = vsnprintf(NULL, 0, format, list);
	va_end(list);
	if (length < 0)
		out_of_memory();

	size_t size = (size_t)length + 1;
	char *text = arena_alloc(arena, size);
	va_start(list, format);
	vsnprintf(text, size, format, list);
	va_end(list);
	return text;
}

void *arena_more(struct arena *arena, void *array, size_t count, size_t element_size)
{
	/* Grows at a count of 0, 4, 8, 16, ..., so the capacity follows from the count. */
	if (count != 0 && (count < 4 || (count & (count - 1)) != 0))
		return array;
	size_t room = count == 0 ? 4 : count * 2;
	if (room > SIZE_MAX / element_size)
		out_of_memory();
	void *larger = arena_alloc(arena, room * element_size);
	if (count > 0)
		memcpy(larger, array, count * element_size);
	return larger;
}
