/* SPDX-License-Identifier: MIT */
#include "support/imap_script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/fault.h"
#include "outward/imap.h"
#include "outward/server.h"
#include "support/imap_session.h"

struct imap *script_meet(struct scripted *scripted, int timeout_ms)
{
	struct server server = server_of("natverk@fou.test");
	struct imap *imap = NULL;
	struct imap_folder folder;
	struct fault fault;

	server.port = scripted_port(scripted);
	server.timeout_ms = timeout_ms;
	if (imap_open(&server, &imap, &fault) < 0)
		fail_msg("%s", fault.text);
	if (imap_select(imap, "INBOX", &folder, &fault) < 0)
		fail_msg("%s", fault.text);
	assert_int_equal(folder.uidvalidity, 7);
	assert_int_equal(folder.uidnext, 9);
	return imap;
}

void script_end(struct scripted *scripted)
{
	char *wrong = scripted_stop(scripted);

	assert_string_equal(wrong, "");
	free(wrong);
}
