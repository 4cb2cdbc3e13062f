/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An arena: memory that is freed all at once. One per run holds plan, evidence and findings. No
 * call returns NULL: out of memory ends the program with a status that no verdict has.
 */
#pragma once

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Frees everything in it, but keeps one block for reuse. */
void arena_reset(struct arena *arena);

/* Zeroed memory, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of size bytes. */
void *arena_copy(struct arena *arena, const void *from, size_t size);

/* Takes over memory from malloc(), which is then freed with the arena. Saves copying large data. */
void *arena_adopt(struct arena *arena, void *piece);

/* A copy of a string; NULL stays NULL. */
char *arena_string(struct arena *arena, const char *from);

/* A string of these bytes. */
char *arena_text(struct arena *arena, const void *from, size_t length);

char *arena_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Makes room for one more element in an array of count elements. Returns the array, which moves
 * when it grows. The new element is zeroed.
 *     list->item = arena_more(arena, list->item, list->count, sizeof *list->item);
 *     list->item[list->count++] = element;
 */
void *arena_more(struct arena *arena, void *array, size_t count, size_t element_size);

enum { OUT_OF_MEMORY_STATUS = 70 }; /* sysexits.h: EX_SOFTWARE */

/* Ends the program: "out of memory" on standard error, OUT_OF_MEMORY_STATUS. */
_Noreturn void out_of_memory(void);

/* What out_of_memory() calls before it ends the program; NULL: nothing. It must not allocate. */
void out_of_memory_calls(void (*function)(void));
