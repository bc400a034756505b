/* SPDX-License-Identifier: MIT */
/*
 * The fields of a message: one table writes them and checks them (jansson, which also checks the
 * UTF-8).
 *
 * A sender that breaks its own shape is our bug or a text that is too long; it gets -EINVAL before
 * a byte has left. A received header is believed field by field: a missing, unknown, ill-typed or
 * out-of-range one refuses the whole message, and the caller's struct stays as it was.
 */
#include "outward/wire.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fault.h"
#include "wire_inside.h"

struct wire_header {
	json_t *object;
};

static bool text_fits(const struct wire_field *field, size_t bytes)
{
	return bytes >= (size_t)field->least && bytes <= (size_t)field->most;
}

static bool number_fits(const struct wire_field *field, int64_t number)
{
	return number >= field->least && number <= field->most;
}

/* The value as JSON; NULL when it may not be sent, json_null() when it is left out. */
static json_t *pack(const struct wire_field *field, const void *at)
{
	if (field->type == WIRE_FLAG)
		return json_boolean(*(const bool *)at);
	if (field->type == WIRE_NUMBER) {
		int64_t number = *(const int64_t *)at;

		if (field->may_lack && number == 0)
			return json_null();
		return number_fits(field, number) ? json_integer(number) : NULL;
	}

	const char *text = *(const char *const *)at;

	if (!text)
		return field->may_lack ? json_null() : NULL;
	return text_fits(field, strlen(text)) ? json_string(text) : NULL;
}

void wire_header_prepare(void)
{
	json_object_seed(0);
}

char *wire_header_text(const struct wire_shape *shape, const void *values)
{
	json_t *object = json_pack("{s:s}", "kind", shape->kind);
	char *text = NULL;

	for (size_t i = 0; i < shape->n_fields; i++) {
		const struct wire_field *field = &shape->fields[i];
		json_t *value = pack(field, (const char *)values + field->offset);

		if (!value)
			goto out;
		if (json_is_null(value))
			json_decref(value);
		else if (json_object_set_new(object, field->key, value) < 0)
			goto out;
	}
	text = json_dumps(object, JSON_COMPACT);
out:
	json_decref(object);
	return text;
}

struct wire_header *wire_header_parse(const char *text, size_t bytes)
{
	json_t *object = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, NULL);

	if (!json_is_string(json_object_get(object, "kind"))) {
		json_decref(object);
		return NULL;
	}

	struct wire_header *header = calloc(1, sizeof(*header));

	if (!header)
		abort();
	header->object = object;
	return header;
}

void wire_message_done(struct wire_message *message)
{
	if (message->header) {
		json_decref(message->header->object);
		free(message->header);
	}
	free(message->body);
	if (message->header && message->fd >= 0)
		close(message->fd);
	*message = (struct wire_message){.fd = -1};
}

const char *wire_kind(const struct wire_message *message)
{
	return json_string_value(json_object_get(message->header->object, "kind"));
}

bool wire_is(const struct wire_message *message, const struct wire_shape *shape)
{
	return strcmp(wire_kind(message), shape->kind) == 0;
}

/* Whether the value is what the field allows; NULL stands for a lacking one. */
static bool is_allowed(const struct wire_field *field, const json_t *value)
{
	if (!value)
		return field->may_lack;
	if (field->type == WIRE_FLAG)
		return json_is_boolean(value);
	if (field->type == WIRE_NUMBER)
		return json_is_integer(value) && number_fits(field, json_integer_value(value));
	return json_is_string(value) && text_fits(field, json_string_length(value)) &&
		strlen(json_string_value(value)) == json_string_length(value);
}

static void unpack(const struct wire_field *field, const json_t *value, void *at)
{
	if (field->type == WIRE_FLAG)
		*(bool *)at = json_is_true(value);
	else if (field->type == WIRE_NUMBER)
		*(int64_t *)at = json_integer_value(value);
	else
		*(const char **)at = json_string_value(value);
}

int wire_read(const struct wire_message *message, const struct wire_shape *shape, void *ret_values,
	struct fault *fault)
{
	const json_t *object = message->header->object;
	size_t known = 1;

	if (!wire_is(message, shape))
		return fault_set(fault, -EBADMSG, "message %.32s came where %s was expected",
			wire_kind(message), shape->kind);
	if (message->body_bytes > shape->body_limit_bytes)
		return fault_set(fault, -EBADMSG, "message %s: its body is too long", shape->kind);
	if (shape->descriptor != (message->fd >= 0))
		return fault_set(fault, -EBADMSG, "message %s: descriptor %s", shape->kind,
			shape->descriptor ? "missing" : "not expected");
	for (size_t i = 0; i < shape->n_fields; i++) {
		const struct wire_field *field = &shape->fields[i];
		const json_t *value = json_object_get(object, field->key);

		if (!is_allowed(field, value))
			return fault_set(fault, -EBADMSG, "message %s: field %s is wrong",
				shape->kind, field->key);
		known += value ? 1 : 0;
	}
	if (json_object_size(object) != known)
		return fault_set(fault, -EBADMSG, "message %s: unknown field", shape->kind);
	for (size_t i = 0; i < shape->n_fields; i++) {
		const struct wire_field *field = &shape->fields[i];

		unpack(field, json_object_get(object, field->key),
			(char *)ret_values + field->offset);
	}
	return 0;
}
