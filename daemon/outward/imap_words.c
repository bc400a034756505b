/* SPDX-License-Identifier: MIT */
/*
 * What a refused log-in means, in the words of somebody who can mend it.
 *
 * Servers say it in prose, behind response codes that few of them use as RFC 5530 wants. The prose
 * chooses words here and nothing else. The pages: Microsoft's "authenticate an IMAP, POP or SMTP
 * connection using OAuth", Google's help on mail clients that cannot sign in.
 */
#include <string.h>

#include "imap_inside.h"
#include "login_remedy.h"

#define EXCHANGE_RIGHTS                                                                            \
	"the application needs IMAP.AccessAsApp with admin consent, New-ServicePrincipal with "    \
	"the Enterprise application's object id, FullAccess to this mailbox (it takes up to an "   \
	"hour), and IMAP switched on for it"
#define AS_A_PERSON                                                                                \
	"the provider wants the account to sign in as a person first: do that in a browser"
#define NO_IMAP                                                                                    \
	"IMAP is switched off for the account or its domain: its administrator switches it on "    \
	"(at Google in the Admin console: Gmail, End user access)"
#define IS_LATER "nothing is wrong with the log-in, it is tried again later"

static const struct login_remedy rows[] = {
	{"AUTHENTICATE failed", 1, EXCHANGE_RIGHTS},
	{"Application-specific password", -1,
		"it takes no plain password: make an app password, or use auth = xoauth2"},
	{"web browser", -1, AS_A_PERSON},
	{"web login", -1, AS_A_PERSON},
	{"not enabled for IMAP", -1, NO_IMAP},
	{"IMAP access is disabled", -1, NO_IMAP},
	{"bandwidth limits", -1, "the account was used too much: " IS_LATER},
	{"simultaneous connections", -1,
		"too many programs have this account open: close some, or wait"},
	{"temporar", -1, IS_LATER},
	{NULL, 1,
		"has it expired, is it for this mailbox, and is the application allowed to use "
		"IMAP?"},
	{NULL, 0,
		"check `user =` and the file that `secret =` names; Google takes app passwords "
		"only, Microsoft 365 no passwords at all (use auth = xoauth2)"},
};

const char *imap_login_remedy(const char *words, bool token)
{
	return login_remedy_find(rows, words, token);
}

/* Exchange Online takes a token that is good in itself, finds that no mailbox lets its bearer in,
 * and says so to the next command, whichever that is. */
const char *imap_shut_out_remedy(const char *words)
{
	return strcasestr(words, "authenticated but not connected") ? EXCHANGE_RIGHTS : NULL;
}
