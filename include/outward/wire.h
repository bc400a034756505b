/* SPDX-License-Identifier: MIT */
/*
 * Messages between the coordinator and its roles: one framing for all of them, on a stream socket
 * pair.
 *
 * A message is a prefix of eight bytes (length of the header, length of the body, both 32 bits in
 * the machine's order, for both ends are this machine), a header of JSON with a `kind` and flat
 * fields, and optionally a body of any bytes and one descriptor, which travels with the prefix
 * (SCM_RIGHTS).
 *
 * The other end is never trusted. What a kind holds is a table of fields (`struct wire_shape`), the
 * same one at both ends; wire_read() refuses what lacks a field, has one too many, or one of
 * another type, length or range. A breach is -EBADMSG: the caller closes, for nothing after it can
 * be believed.
 *
 * Inside the reader's box only read, write and sendmsg are left: a blocking wire_receive() on a
 * wire that takes no descriptors uses read alone, wire_send() uses sendmsg alone, neither polls.
 * The first wire_new() of a process reads a random seed for the JSON library, which its children
 * inherit: so the boxed parent makes its own wire before the box closes.
 */
#ifndef SAMLAD_OUTWARD_WIRE_H
#define SAMLAD_OUTWARD_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fault;
struct wire;
struct wire_header;

#define WIRE_HEADER_LIMIT_BYTES 65536
#define WIRE_BODY_LIMIT_BYTES 67108864

enum wire_type {
	WIRE_TEXT, /* const char *: UTF-8 without NUL, least to most bytes */
	WIRE_NUMBER, /* int64_t, least to most */
	WIRE_FLAG /* bool */
};

struct wire_field {
	const char *key;
	enum wire_type type;
	bool may_lack; /* then the value is NULL, 0 or false */
	int64_t least;
	int64_t most;
	size_t offset; /* of the value in the shape's struct */
};

/* A kind of message. Shapes are constants that both ends share. */
struct wire_shape {
	const char *kind;
	const struct wire_field *fields;
	size_t n_fields;
	size_t body_limit_bytes; /* 0: none may come along */
	bool descriptor; /* one must come along */
};

struct wire_options {
	size_t body_limit_bytes; /* on receipt; at most WIRE_BODY_LIMIT_BYTES; 0: no bodies */
	bool takes_descriptors; /* otherwise the kernel closes what is passed */
	int send_timeout_ms; /* 0: a send waits as long as the other end likes */
};

struct wire_message {
	struct wire_header *header;
	char *body; /* NULL when none came; else a NUL follows it that body_bytes does not count */
	size_t body_bytes;
	int fd; /* -1 when none came; wire_message_done() closes it unless it was taken (set to -1)
		 */
};

/* The wire owns the descriptor from here on. */
struct wire *wire_new(int fd, const struct wire_options *options);
void wire_free(struct wire *wire); /* closes; NULL is fine */
int wire_fd(const struct wire *wire);

/*
 * Sends values, a struct as the shape describes it. fd is passed when the shape has a descriptor
 * (it stays the caller's). 0; -EPIPE when the other end is gone; -ETIMEDOUT; -EMSGSIZE when a
 * ceiling would be passed.
 */
int wire_send(struct wire *wire, const struct wire_shape *shape, const void *values,
	const void *body, size_t body_bytes, int fd);

/*
 * The next message. timeout_ms: -1 waits for ever, 0 takes only what is there (half a message is
 * kept for the next call, so one slow sender holds nobody up). 0 with the message, to be given to
 * wire_message_done(); -EAGAIN when none is whole yet; -EPIPE when the other end has closed;
 * -EBADMSG on a breach.
 */
int wire_receive(struct wire *wire, int timeout_ms, struct wire_message *ret_message);
void wire_message_done(struct wire_message *message);

/* The message's kind; never NULL on a received message. */
const char *wire_kind(const struct wire_message *message);
bool wire_is(const struct wire_message *message, const struct wire_shape *shape);
/* Checks everything and fills values; texts are borrowed from the message. 0 or -EBADMSG. */
int wire_read(const struct wire_message *message, const struct wire_shape *shape, void *ret_values,
	struct fault *fault);

static inline void wire_freep(struct wire **wire)
{
	wire_free(*wire);
}
#define _cleanup_wire_ __attribute__((cleanup(wire_freep)))
#define _cleanup_message_ __attribute__((cleanup(wire_message_done)))

#endif
