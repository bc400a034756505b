/* SPDX-License-Identifier: MIT */
/*
 * A letter into a Maildir, durably and once.
 *
 * The file's name is SECONDS.TOKEN.samlad: the second the letter was made, so that clients sort it
 * right, and its token, so that a second try after a crash finds the first one (in new/, or in cur/
 * where a mail client has moved it) and writes nothing. Lines end with LF, as local mail has them.
 */
#include "outward/delivery.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "base/str.h"
#include "outward/maildir.h"

#define NAME_BYTES 128
#define LETTER_LIMIT_BYTES ((size_t)64 << 20)

static bool token_is_fit(const char *token)
{
	size_t bytes = strspn(token, "abcdefghijklmnopqrstuvwxyz0123456789");

	return bytes > 0 && bytes <= 64 && token[bytes] == '\0';
}

static int deliver(
	const char *maildir, const char *name, const struct str *lines, struct fault *fault)
{
	_cleanup_maildir_ struct maildir *to = NULL;
	int r = maildir_open(maildir, false, &to, fault);

	if (r == -ENOENT) /* else it has been made, durably, before */
		r = maildir_open(maildir, true, &to, fault);
	return r < 0 ? r : maildir_deliver(to, name, lines->at, lines->len, fault);
}

void drop_send(
	const char *maildir, const struct delivery_letter *letter, struct delivery *ret_delivery)
{
	char name[NAME_BYTES];
	struct fault fault = {.text = ""};
	_cleanup_str_ struct str lines;

	str_init(&lines, LETTER_LIMIT_BYTES);
	*ret_delivery = (struct delivery){.result = DELIVERY_NEVER};
	if (!token_is_fit(letter->token)) {
		delivery_say(ret_delivery, "the letter has no token to name its file by");
		return;
	}
	delivery_lines(letter, "\n", &lines);
	snprintf(name, sizeof(name), "%010lld.%s.samlad", (long long)letter->made, letter->token);

	int r = deliver(maildir, name, &lines, &fault);

	if (r == 0) {
		ret_delivery->result = DELIVERY_DONE;
		delivery_say(ret_delivery, "%s", name);
		return;
	}
	ret_delivery->result = DELIVERY_LATER;
	ret_delivery->way_down = true;
	delivery_say(ret_delivery, "%s", fault_text(&fault, r));
}
