/* SPDX-License-Identifier: MIT */
/* The steps by which scripts of a submission server begin, up to the stage in their name. */
#ifndef SAMLAD_TESTS_SUPPORT_SMTP_SCRIPT_H
#define SAMLAD_TESTS_SUPPORT_SMTP_SCRIPT_H

#include "support/scripted.h"
#include "support/submission.h"

#define SMTP_HELLO                                                                                 \
	{.start_tls = true}, {.send = "220 hi\r\n"},                                               \
	{                                                                                          \
		.expect = "EHLO", .send = "250-test\r\n250 SIZE 9000\r\n"                          \
	}
#define SMTP_TO_MAIL                                                                               \
	SMTP_HELLO,                                                                                \
	{                                                                                          \
		.expect = "MAIL FROM:<natverk@fou.test>", .send = "250 ok\r\n"                     \
	}
#define SMTP_TO_RCPT                                                                               \
	SMTP_TO_MAIL,                                                                              \
	{                                                                                          \
		.expect = "RCPT TO:<a@fou.test>", .send = "250 ok\r\n"                             \
	}
#define SMTP_TO_BODY                                                                               \
	SMTP_TO_RCPT, {.expect = "DATA", .send = "354 go\r\n"}, {.expect = "From:"},               \
		{.expect = "Subject:"}, {.expect = ""}, {.expect = "..en punkt"},                  \
		{.expect = "..."}, {.expect = ".."}, {.expect = "slut"},                           \
	{                                                                                          \
		.expect = "."                                                                      \
	}

/* What comes of a letter to a@fou.test at a server that plays by this; fails unless all went by it.
 */
struct delivery smtp_script_send(const struct script_step *script);

#endif
