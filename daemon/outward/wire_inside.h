/* SPDX-License-Identifier: MIT */
/* Between wire.c (in), wire_send.c (out) and wire_shape.c (fields); nobody else's. */
#ifndef SAMLAD_OUTWARD_WIRE_INSIDE_H
#define SAMLAD_OUTWARD_WIRE_INSIDE_H

#include <stddef.h>
#include <stdint.h>

#include "outward/wire.h"

struct prefix {
	uint32_t header_bytes;
	uint32_t body_bytes;
};

struct wire {
	int fd;
	struct wire_options options;
	/* the message on its way in */
	struct prefix prefix;
	size_t got; /* bytes of prefix, header and body together */
	char *header;
	char *body;
	int passed_fd;
};

/* What the JSON library opens at its first use (a random seed) is opened now. */
void wire_header_prepare(void);
/* The header as JSON, malloc'ed; NULL when a value breaks the shape's own rules. */
char *wire_header_text(const struct wire_shape *shape, const void *values);
/* NULL when it is no object with a text `kind`, or has a key twice. */
struct wire_header *wire_header_parse(const char *text, size_t bytes);
/* Waits until the descriptor is ready. 0, -ETIMEDOUT or -errno. */
int wire_wait(int fd, short events, int64_t deadline_ms);

#endif
