/* SPDX-License-Identifier: MIT */
/*
 * Access tokens for XOAUTH2 (RFC 6749): fetched from the token server when one is needed, kept in
 * memory by the role that logs in, renewed before they expire or when the mail server has refused
 * one. Never written down, never logged.
 *
 * Two grants: client_credentials, as a secret (section 2.3.1) or as an assertion signed with a
 * certificate's key (RFC 7523; PS256 and x5t#S256 as Microsoft has it), and refresh_token
 * (section 6). HTTPS alone, certificate and name verified, no redirect is followed.
 */
#ifndef SAMLAD_OUTWARD_OAUTH_H
#define SAMLAD_OUTWARD_OAUTH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/when.h"

struct account;
struct fault;
struct oauth;
struct str;

/* Lives in the arena; the account (its `oauth` has a token_url) is borrowed. */
struct oauth *oauth_new(struct arena *arena, const struct account *account);

/*
 * A token that is good for a while yet, into ret_token. -EACCES: refused, with the remedy in words
 * (oauth_remedy()); -EKEYREJECTED: the token server's certificate; -EPROTO: it answers nonsense;
 * -EAGAIN: it has trouble of its own; -errno: it can't be reached, or a file can't be read.
 */
int oauth_token(struct oauth *oauth, struct str *ret_token, struct fault *fault);
/*
 * The mail server has refused the token: it is dropped. True when the next one may fare better,
 * because that one was not fetched for this very log-in.
 */
bool oauth_drop(struct oauth *oauth);
/* What an administrator should know though all went well, or NULL. */
const char *oauth_remark(const struct oauth *oauth);

/*
 * What a token server's error means and what to do: by Microsoft's number ("AADSTS7000222: …" in
 * the description), by a phrase of the description, by the error's name; never NULL.
 */
const char *oauth_remedy(const char *error, const char *description);

/*
 * The signed assertion of client_id for that audience, good from now for a few minutes.
 * certificate: a PEM file with certificate and RSA key. -EINVAL with words that name the file.
 */
int oauth_assertion(const char *certificate, const char *client_id, const char *audience,
	instant now, struct str *ret_assertion, struct fault *fault);
/* The last day on which the certificate in the file is good; DAY_NONE when it can't be read. */
day oauth_certificate_expires(const char *certificate);

/*
 * A server's reason for refusing a token (the base64 of JSON that XOAUTH2 answers with) in plain
 * words, into text; nothing where there is none.
 */
void oauth_challenge_words(const char *base64, struct str *text);

#endif
