/* SPDX-License-Identifier: MIT */
/*
 * What a server's reply means for the letter, for the way, and for whoever has to mend it.
 *
 * The stage decides first: a no before MAIL or to MAIL is about us, a no to RCPT or to the letter
 * is about that letter. Some replies to RCPT and DATA are about us all the same (no log-in, no
 * right to send as this sender, the day's limit, relaying denied, closing down): those are rows. A
 * letter is NEVER only when trying again could not help.
 */
#include "login_remedy.h"
#include "smtp_inside.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "outward/delivery.h"
#include "outward/server.h"

void smtp_reply_take(struct smtp_reply *reply, const char *line, unsigned long bytes)
{
	size_t at = reply->open ? strlen(reply->text) : 0;

	if (bytes < 3 || !isdigit((unsigned char)line[0]) || !isdigit((unsigned char)line[1]) ||
		!isdigit((unsigned char)line[2]))
		return;
	if (at > 0 && at + 1 < sizeof(reply->text))
		reply->text[at++] = ' ';
	reply->code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
	reply->open = bytes > 3 && line[3] == '-';
	for (size_t i = 4; i < bytes && at + 1 < sizeof(reply->text); i++) {
		if (line[i] == '\r' || line[i] == '\n')
			break;
		reply->text[at++] = line[i] >= ' ' && line[i] <= '~' ? line[i] : '?';
	}
	reply->text[at] = '\0';
}

void smtp_reply_status(const struct smtp_reply *reply, char ret_status[12])
{
	size_t n = strspn(reply->text, "0123456789.");

	ret_status[0] = '\0';
	if (n < 5 || n > 11 || !strchr("245", reply->text[0]) || reply->text[1] != '.')
		return;
	memcpy(ret_status, reply->text, n);
	ret_status[n] = '\0';
}

#define MAY_NOT_SEND_AS                                                                            \
	"this log-in may not send as the network's address: give it the right to (in Microsoft "   \
	"365 Add-RecipientPermission -AccessRights SendAs), or log in as that mailbox"
#define SWITCHED_OFF                                                                               \
	"SMTP log-ins are switched off for the mailbox or the tenant: Set-CASMailbox "             \
	"-SmtpClientAuthenticationDisabled $false; if they are on, use auth = xoauth2, since "     \
	"passwords are no longer taken"

#define ENOUGH                                                                                     \
	"the account has sent as many letters as the provider allows in a day: the rest goes "     \
	"when it lets them again; where that is often, ask it for more"
#define BLOCKED                                                                                    \
	"the provider has blocked the network's address or the tenant from sending, as a "         \
	"suspected source of spam: its administrator lifts that (in Microsoft 365: Defender, "     \
	"Review, Restricted entities)"

/* What a refused log-in means, by the reply to AUTH. */
static const struct login_remedy refused[] = {
	{"5.7.139", -1, SWITCHED_OFF},
	{"SmtpClientAuthentication is disabled", -1, SWITCHED_OFF},
	{"5.7.30", -1, "passwords are switched off there: use auth = xoauth2"},
	{"basic authentication is", -1, "passwords are switched off there: use auth = xoauth2"},
	{"5.7.3 ", 1,
		"the application needs SMTP.SendAsApp with admin consent, New-ServicePrincipal "
		"with the Enterprise application's object id, and FullAccess to this mailbox"},
	{"5.7.8", 0,
		"check `user =` and `secret =`; Google takes app passwords only, or auth = "
		"xoauth2"},
	{"5.7.9", 0, "it takes no plain password: use an app password, or auth = xoauth2"},
	{"5.7.14", -1,
		"Google wants the account to sign in as a person first: do that in a browser"},
	{NULL, 1, "has it expired, is it for this mailbox, and may the application send by SMTP?"},
	{NULL, 0, "check `user =` and `secret =`"},
};

const char *smtp_login_remedy(const struct smtp_reply *reply, bool token)
{
	return login_remedy_find(refused, reply->text, token);
}

/* Refusals at or after MAIL that concern us and not the letter. NULL or 0 fits anything. */
static const struct {
	int code;
	const char *status;
	const char *word; /* anywhere in the reply but in an address */
	const char *remedy;
} ours[] = {
	{421, NULL, NULL, "the server closes down or has enough of us"},
	{530, NULL, NULL, "it demands a log-in: set `user =`, `auth =` and `secret =`"},
	{534, NULL, NULL, "it demands another kind of log-in: see `auth =`"},
	{535, NULL, NULL, "the log-in is refused: check `user =` and `secret =`"},
	{538, NULL, NULL, "it demands encryption for the log-in"},
	{0, "5.7.30", NULL, "passwords are switched off there: use auth = xoauth2"},
	{0, "5.7.57", NULL, "it demands a log-in: set `user =`, `auth =` and `secret =`"},
	{0, "5.7.60", NULL, MAY_NOT_SEND_AS},
	{0, NULL, "SendAsDenied", MAY_NOT_SEND_AS},
	{0, "5.7.139", NULL, SWITCHED_OFF},
	{0, "5.4.5", NULL, ENOUGH},
	{0, "5.1.90", NULL, ENOUGH},
	{0, "5.7.232", NULL, ENOUGH},
	{0, "5.7.233", NULL, ENOUGH},
	{0, NULL, "SubmissionQuotaExceeded", ENOUGH},
	{0, NULL, "Email quota exceeded", ENOUGH},
	{0, "5.1.8", "bad outbound sender", BLOCKED},
	{0, "5.7.501", NULL, BLOCKED},
	{0, "5.7.502", NULL, BLOCKED},
	{0, "5.7.503", NULL, BLOCKED},
	{0, "5.7.705", NULL, BLOCKED},
	{0, "5.7.708", NULL, BLOCKED},
	{0, "5.7.750", NULL,
		"the address's domain is not the tenant's: its administrator adds it as an "
		"accepted domain"},
	{0, NULL, "relay", "it passes nothing on for us: is a log-in needed?"},
	{0, NULL, "send as", MAY_NOT_SEND_AS},
	{0, NULL, "sendas", MAY_NOT_SEND_AS},
	{0, NULL, "sender address rejected", MAY_NOT_SEND_AS},
};

/* Anywhere but in an address: that one holds "relay" says nothing. */
static bool says(const char *text, const char *word)
{
	for (const char *at = text; (at = strcasestr(at, word)); at++) {
		const char *begin = at;

		while (begin > text && begin[-1] != ' ')
			begin--;
		if (!memchr(begin, '@', strcspn(begin, " ")))
			return true;
	}
	return false;
}

static const char *find_ours(const struct smtp_reply *reply, const char *status)
{
	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++) {
		if ((ours[i].code == 0 || ours[i].code == reply->code) &&
			(!ours[i].status || strcmp(ours[i].status, status) == 0) &&
			(!ours[i].word || says(reply->text, ours[i].word)))
			return ours[i].remedy;
	}
	return NULL;
}

/* "Please try again in 300 seconds": what a greylisting server asks for; 0 when it says nothing. */
static int asked_delay_s(const struct smtp_reply *reply)
{
	const char *at = strcasestr(reply->text, " in ");
	char *rest;
	long n = at ? strtol(at + 4, &rest, 10) : 0;

	if (n <= 0 || n > 86400)
		return 0;
	rest += strspn(rest, " ");
	if (strncasecmp(rest, "sec", 3) == 0 || *rest == 's')
		return (int)n;
	return strncasecmp(rest, "min", 3) == 0 && n <= 1440 ? (int)n * 60 : 0;
}

static void about_letter(const struct server *server, const struct delivery_letter *letter,
	enum smtp_stage stage, const struct smtp_reply *reply, struct delivery *delivery)
{
	delivery->at_recipient = stage == SMTP_RCPT;
	delivery->result = reply->code >= 500 ? DELIVERY_NEVER : DELIVERY_LATER;
	if (delivery->result == DELIVERY_LATER)
		delivery->retry_after_s = asked_delay_s(reply);
	delivery_say(delivery, "%s %s the letter to %s: %d %s", server->host,
		reply->code >= 500 ? "refuses" : "puts off", letter->recipient, reply->code,
		reply->text);
}

static void about_us(const struct server *server, const char *remedy,
	const struct smtp_reply *reply, struct delivery *delivery)
{
	delivery->result = DELIVERY_LATER;
	delivery->way_down = true;
	delivery_say(delivery, "%s takes no letters from us: %d %s (%s)", server->host, reply->code,
		reply->text, remedy);
}

void smtp_judge(const struct server *server, const struct delivery_letter *letter,
	enum smtp_stage stage, const struct smtp_reply *reply, struct delivery *ret_delivery)
{
	struct delivery *d = ret_delivery;
	const char *remedy;

	*d = (struct delivery){.code = reply->code};
	smtp_reply_status(reply, d->status);
	remedy = find_ours(reply, d->status);
	if (!remedy && server->auth == SERVER_AUTH_NONE && strcmp(d->status, "5.7.1") == 0 &&
		stage < SMTP_DATA)
		remedy = "it passes nothing on for us: is a log-in needed?";
	if (reply->code < 400) {
		d->result = DELIVERY_LATER;
		d->way_down = stage != SMTP_BODY;
		d->code = 0;
		d->status[0] = '\0';
		delivery_say(d, "%s closed the connection %s", server->host,
			stage == SMTP_BODY ? "before it said that it has the letter"
					   : "in the middle of the dialogue");
	} else if (remedy) {
		about_us(server, remedy, reply, d);
	} else if (stage < SMTP_MAIL) {
		about_us(server, "before it had seen a letter", reply, d);
	} else if (stage == SMTP_MAIL && reply->code >= 500 && reply->code != 552) {
		about_us(server, "it refuses the network's address as sender", reply, d);
	} else {
		about_letter(server, letter, stage, reply, d);
	}
}
