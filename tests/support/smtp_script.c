/* SPDX-License-Identifier: MIT */
#include "support/smtp_script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct delivery smtp_script_send(const struct script_step *script)
{
	struct scripted *scripted = scripted_start(&script, 1, stack.certificate, stack.key);
	struct server server = server_at(scripted_port(scripted), SERVER_TLS_IMPLICIT);

	server.auth = SERVER_AUTH_NONE;
	server.timeout_ms = 1000;

	struct delivery delivery = send_once(&server, "a@fou.test");
	char *wrong = scripted_stop(scripted);

	assert_string_equal(wrong, "");
	free(wrong);
	return delivery;
}
