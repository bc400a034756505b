/* floor: outward */
/* seeds: wire */
/* SPDX-License-Identifier: MIT */
/* Whatever a taken-over role writes is a message of a known shape, half a message, or a breach. */
#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

#include "outward/fetcher.h"
#include "outward/sender.h"
#include "outward/wire.h"

#define INPUT_LIMIT_BYTES 65536

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

/* What passes the shape's check may be sent again. */
static void try_shapes(struct wire *back, const struct wire_message *message)
{
	union {
		struct fetcher_cursor cursor;
		struct fetcher_arrived arrived;
		struct fetcher_mail mail;
		struct fetcher_trouble trouble;
		struct sender_letter letter;
		struct sender_outcome outcome;
	} values;
	const struct wire_shape *const shapes[] = {&fetcher_cursor_shape, &fetcher_arrived_shape,
		&fetcher_handled_shape, &fetcher_filed_shape, &fetcher_look_shape,
		&fetcher_well_shape, &fetcher_trouble_shape, &sender_letter_shape,
		&sender_outcome_shape};

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		if (wire_read(message, shapes[i], &values, NULL) == 0) {
			int r = wire_send(
				back, shapes[i], &values, message->body, message->body_bytes, -1);

			assert(r == 0 || r == -ETIMEDOUT);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	const struct wire_options options = {.body_limit_bytes = INPUT_LIMIT_BYTES,
		.takes_descriptors = true,
		.send_timeout_ms = 1};
	int in[2], back[2];

	if (bytes > INPUT_LIMIT_BYTES || socketpair(AF_UNIX, SOCK_STREAM, 0, in) < 0)
		return 0;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, back) < 0)
		_exit(1);
	if (send(in[0], data, bytes, MSG_DONTWAIT) < 0 && bytes > 0)
		_exit(1);
	close(in[0]);

	_cleanup_wire_ struct wire *wire = wire_new(in[1], &options);
	_cleanup_wire_ struct wire *out = wire_new(back[0], &options);
	int r = 0;

	while (r == 0) {
		_cleanup_message_ struct wire_message message = {.fd = -1};

		r = wire_receive(wire, 0, &message);
		if (r == 0)
			try_shapes(out, &message);
	}
	assert(r == -EPIPE || r == -EBADMSG);
	close(back[1]);
	return 0;
}
