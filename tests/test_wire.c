/* floor: outward */
/* SPDX-License-Identifier: MIT */
/* Messages between roles: what fits goes through whole, what breaks a shape is refused, nobody is
 * held up. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"
#include "outward/wire.h"

struct pet {
	const char *name;
	int64_t legs;
	bool barks;
	const char *owner;
};

static const struct wire_field pet_fields[] = {
	{"name", WIRE_TEXT, false, 1, 8, offsetof(struct pet, name)},
	{"legs", WIRE_NUMBER, false, 0, 100, offsetof(struct pet, legs)},
	{"barks", WIRE_FLAG, false, 0, 0, offsetof(struct pet, barks)},
	{"owner", WIRE_TEXT, true, 1, 8, offsetof(struct pet, owner)},
};
static const struct wire_shape pet_shape = {
	.kind = "pet", .fields = pet_fields, .n_fields = 4, .body_limit_bytes = 1 << 20};
static const struct wire_shape gift_shape = {.kind = "gift", .descriptor = true};

struct pair {
	struct wire *a, *b;
};

static struct pair make_pair(bool descriptors)
{
	const struct wire_options options = {.body_limit_bytes = 1 << 20,
		.takes_descriptors = descriptors,
		.send_timeout_ms = 50};
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	return (struct pair){wire_new(fds[0], &options), wire_new(fds[1], &options)};
}

static void drop_pair(struct pair *pair)
{
	wire_free(pair->a);
	wire_free(pair->b);
}

static void a_message_comes_as_it_was_sent(void **state)
{
	const struct pet sent = {.name = "Måns", .legs = 4, .barks = true};
	struct pair pair = make_pair(false);
	_cleanup_message_ struct wire_message message = {.fd = -1};
	struct pet got = {.owner = "nobody"};

	(void)state;
	assert_int_equal(wire_send(pair.a, &pet_shape, &sent, "a\0b", 3, -1), 0);
	assert_int_equal(wire_receive(pair.b, -1, &message), 0);
	assert_string_equal(wire_kind(&message), "pet");
	assert_int_equal(wire_read(&message, &pet_shape, &got, NULL), 0);
	assert_string_equal(got.name, "Måns");
	assert_int_equal(got.legs, 4);
	assert_true(got.barks);
	assert_null(got.owner);
	assert_int_equal(message.body_bytes, 3);
	assert_memory_equal(message.body, "a\0b", 4);
	drop_pair(&pair);
}

static void a_descriptor_travels(void **state)
{
	struct pair pair = make_pair(true);
	_cleanup_message_ struct wire_message message = {.fd = -1};
	int pipe_fds[2];
	char c = 0;

	(void)state;
	assert_int_equal(pipe(pipe_fds), 0);
	assert_int_equal(wire_send(pair.a, &gift_shape, NULL, NULL, 0, pipe_fds[1]), 0);
	assert_int_equal(wire_receive(pair.b, 1000, &message), 0);
	assert_int_equal(wire_read(&message, &gift_shape, NULL, NULL), 0);
	assert_true(fcntl(message.fd, F_GETFD) & FD_CLOEXEC);
	assert_int_equal(write(message.fd, "x", 1), 1);
	assert_int_equal(read(pipe_fds[0], &c, 1), 1);
	assert_int_equal(c, 'x');
	close(pipe_fds[0]);
	close(pipe_fds[1]);
	drop_pair(&pair);
}

static void what_breaks_the_shape_is_not_sent(void **state)
{
	static const struct pet rows[] = {
		{.name = NULL, .legs = 4},
		{.name = "", .legs = 4},
		{.name = "longer than eight", .legs = 4},
		{.name = "a", .legs = 101},
		{.name = "a", .legs = -1},
		{.name = "\xff", .legs = 1},
		{.name = "a", .legs = 1, .owner = "longer than eight"},
	};
	struct pair pair = make_pair(false);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(wire_send(pair.a, &pet_shape, &rows[i], NULL, 0, -1), -EINVAL);
	drop_pair(&pair);
}

/* Writes a frame by hand, as somebody would who has taken over the other end. */
static void write_frame(int fd, uint32_t header_bytes, uint32_t body_bytes, const char *text)
{
	uint32_t prefix[] = {header_bytes, body_bytes};

	assert_int_equal(write(fd, prefix, sizeof(prefix)), sizeof(prefix));
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
}

static void a_hostile_header_is_refused(void **state)
{
	static const char *const rows[] = {
		"{\"kind\":\"pet\",\"name\":\"a\",\"legs\":4}", /* lacks barks */
		"{\"kind\":\"pet\",\"name\":\"a\",\"legs\":\"4\",\"barks\":true}", /* type */
		"{\"kind\":\"pet\",\"name\":\"a\",\"legs\":4.5,\"barks\":true}", /* type */
		"{\"kind\":\"pet\",\"name\":\"a\",\"legs\":101,\"barks\":true}", /* range */
		"{\"kind\":\"pet\",\"name\":\"\",\"legs\":1,\"barks\":true}", /* length */
		"{\"kind\":\"pet\",\"name\":null,\"legs\":1,\"barks\":true}", /* type */
		"{\"kind\":\"pet\",\"name\":\"a\",\"legs\":1,\"barks\":1}", /* type */
		"{\"kind\":\"pet\",\"name\":\"a\",\"legs\":1,\"barks\":true,\"x\":1}", /* unknown */
		"{\"kind\":\"cat\",\"name\":\"a\",\"legs\":1,\"barks\":true}", /* kind */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pair pair = make_pair(false);
		_cleanup_message_ struct wire_message message = {.fd = -1};
		struct pet untouched = {.name = "same"};
		struct fault fault = {.text = ""};

		write_frame(wire_fd(pair.a), (uint32_t)strlen(rows[i]), 0, rows[i]);
		assert_int_equal(wire_receive(pair.b, -1, &message), 0);
		assert_int_equal(wire_read(&message, &pet_shape, &untouched, &fault), -EBADMSG);
		assert_string_equal(untouched.name, "same");
		assert_string_not_equal(fault.text, "");
		drop_pair(&pair);
	}
}

static void a_hostile_frame_is_refused(void **state)
{
	static const struct {
		uint32_t header_bytes, body_bytes;
		const char *text;
	} rows[] = {
		{0, 0, ""}, {4000000000U, 0, ""}, {2, 4000000000U, "{}"}, {2, (1 << 20) + 1, "{}"},
		{2, 0, "{}"}, /* no kind */
		{12, 0, "{\"kind\":1}  "}, /* kind of the wrong type */
		{9, 0, "not json!"}, {28, 0, "{\"kind\":\"pet\",\"kind\":\"pet\"} "}, /* twice */
		{14, 0, "{\"kind\":\"p\xff\"} "}, /* no UTF-8 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pair pair = make_pair(false);
		struct wire_message message = {.fd = -1};

		write_frame(
			wire_fd(pair.a), rows[i].header_bytes, rows[i].body_bytes, rows[i].text);
		assert_int_equal(wire_receive(pair.b, 0, &message), -EBADMSG);
		drop_pair(&pair);
	}
}

static void half_a_message_holds_nobody_up(void **state)
{
	static const char header[] = "{\"kind\":\"gift\"}";
	struct pair pair = make_pair(false);
	_cleanup_message_ struct wire_message message = {.fd = -1};
	char frame[8 + sizeof(header) + 1];
	uint32_t prefix[] = {sizeof(header) - 1, 2};

	(void)state;
	memcpy(frame, prefix, 8);
	memcpy(frame + 8, header, sizeof(header) - 1);
	memcpy(frame + 8 + sizeof(header) - 1, "ab", 2);
	for (size_t i = 0; i < 8 + sizeof(header) + 1; i++) {
		assert_int_equal(wire_receive(pair.b, 0, &message), -EAGAIN);
		assert_int_equal(write(wire_fd(pair.a), frame + i, 1), 1);
	}
	assert_int_equal(wire_receive(pair.b, 0, &message), 0);
	assert_string_equal(message.body, "ab");
	drop_pair(&pair);
}

static void an_unwanted_descriptor_is_refused_and_closed(void **state)
{
	static const struct wire_shape plain = {.kind = "gift"};
	struct pair pair = make_pair(true);
	struct wire_message message = {.fd = -1};
	int fds[2];
	char c;

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(wire_send(pair.a, &gift_shape, NULL, NULL, 0, fds[1]), 0);
	close(fds[1]);
	assert_int_equal(wire_receive(pair.b, 1000, &message), 0);
	assert_int_equal(wire_read(&message, &plain, NULL, NULL), -EBADMSG);
	wire_message_done(&message);
	/* nobody holds the other end any more */
	assert_int_equal(read(fds[0], &c, 1), 0);
	close(fds[0]);
	drop_pair(&pair);
}

static void the_end_is_told_from_a_breach(void **state)
{
	struct pair pair = make_pair(false);
	struct wire_message message = {.fd = -1};

	(void)state;
	shutdown(wire_fd(pair.a), SHUT_WR);
	assert_int_equal(wire_receive(pair.b, -1, &message), -EPIPE);
	drop_pair(&pair);

	pair = make_pair(false);
	assert_int_equal(write(wire_fd(pair.a), "abc", 3), 3);
	shutdown(wire_fd(pair.a), SHUT_WR);
	assert_int_equal(wire_receive(pair.b, -1, &message), -EBADMSG);
	drop_pair(&pair);
}

static void a_send_that_nobody_reads_ends(void **state)
{
	const struct pet pet = {.name = "a", .legs = 4};
	struct pair pair = make_pair(false);
	char *body = calloc(1, 1 << 20);
	int r = 0;

	(void)state;
	for (int i = 0; i < 100 && r == 0; i++)
		r = wire_send(pair.a, &pet_shape, &pet, body, 1 << 20, -1);
	assert_int_equal(r, -ETIMEDOUT);
	assert_int_equal(wire_send(pair.a, &pet_shape, &pet, body, (1 << 20) + 1, -1), -EMSGSIZE);
	free(body);
	drop_pair(&pair);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_comes_as_it_was_sent),
		cmocka_unit_test(a_descriptor_travels),
		cmocka_unit_test(what_breaks_the_shape_is_not_sent),
		cmocka_unit_test(a_hostile_header_is_refused),
		cmocka_unit_test(a_hostile_frame_is_refused),
		cmocka_unit_test(half_a_message_holds_nobody_up),
		cmocka_unit_test(an_unwanted_descriptor_is_refused_and_closed),
		cmocka_unit_test(the_end_is_told_from_a_breach),
		cmocka_unit_test(a_send_that_nobody_reads_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
