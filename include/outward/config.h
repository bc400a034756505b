/* SPDX-License-Identifier: MIT */
/*
 * What the administrator wrote, as plain values: samlad.conf(5). Everything is checked here, once:
 * every key is known, set at most once and of its kind, every required key is there, ways that
 * exclude each other don't stand together, names that point somewhere point at something. Each
 * error reads "FILE:LINE: what is wrong, what is allowed". Whoever holds a struct config need not
 * check it again.
 */
#ifndef SAMLAD_OUTWARD_CONFIG_H
#define SAMLAD_OUTWARD_CONFIG_H

#include "base/fault.h"
#include "core/network.h"

#define CONFIG_LIMIT_BYTES (1024 * 1024)

enum account_auth { ACCOUNT_PASSWORD, ACCOUNT_XOAUTH2 };
enum oauth_grant { OAUTH_CLIENT_CREDENTIALS, OAUTH_REFRESH_TOKEN };

/* A server and how to log in there. */
struct account {
	const char *host; /* a name or an address without brackets; NULL: no server */
	int port;
	bool tls_first; /* TLS from the first byte; otherwise STARTTLS is demanded */
	const char *user; /* NULL (submission alone): no log-in */
	enum account_auth auth;
	const char *secret; /* path of the file, or NULL: the credential `credential` of
			       LoadCredential= */
	const char *credential; /* secret_read() takes both; the section's name */
	day secret_expires; /* DAY_NONE: not said */
	const char *ca; /* path of a PEM file that replaces the system's authorities, or NULL */
	struct { /* auth = xoauth2 */
		const char *token_url; /* https://; NULL: `secret` is the access token itself */
		const char *client_id;
		const char *scope; /* or NULL */
		enum oauth_grant grant;
		const char *client_secret; /* path, or NULL; grant = refresh_token, where `secret`
					      is the refresh token */
		const char *certificate; /* path of a PEM file with certificate and key, instead of
					    a secret, or NULL */
	} oauth;
};

enum handled_way { HANDLED_KEEP, HANDLED_DELETE, HANDLED_MOVE };
struct handled {
	enum handled_way way;
	const char *folder; /* HANDLED_MOVE */
};

struct mailbox {
	const char *name;
	const char *maildir; /* always set: the given one, or the one that the fetcher fills */
	bool fetched; /* from `imap`, by the fetcher */
	struct account imap;
	const char *folder; /* on the server; "INBOX" unless set */
	bool begin_all;
	struct handled handled;
	const char *trusted_auth; /* authserv-id whose Authentication-Results count; "": those without one; or NULL */
};

enum submission_way { SUBMISSION_SMTP, SUBMISSION_SENDMAIL, SUBMISSION_MAILDIR };
struct submission {
	enum submission_way way;
	struct account smtp;
	const char *sendmail; /* absolute path of the program */
	const char *maildir;
};

struct config {
	const char *file; /* as it was named */
	const char *state; /* directory */
	const char *admin; /* address, or NULL: the leaders get what concerns machines */
	const char *templates; /* directory, or NULL: where the program finds its own */
	LIST_OF(struct mailbox) mailboxes;
	struct submission submission;
	LIST_OF(struct network) networks;
};

/*
 * Reads, parses and checks. templates: the directory whose folders are the languages that there
 * are, used where the file names none; NULL: a language's form alone is checked. 0; -ENOENT,
 * -EACCES… for the file, -EINVAL for what stands in it. Everything lives in the arena, zones too.
 */
int config_load(struct arena *arena, const char *path, const char *templates,
	struct config **ret_config, struct fault *fault);
/* The same from bytes; name stands in errors, and relative paths of `state` start at its directory.
 */
int config_parse(struct arena *arena, const char *name, const char *text, size_t bytes,
	const char *templates, struct config **ret_config, struct fault *fault);

const struct network *config_find_network(const struct config *config, const char *slug);
const struct mailbox *config_find_mailbox(const struct config *config, const char *name);
/* Both ends are Maildirs: only then may --now be believed. */
bool config_is_local(const struct config *config);

#endif
