/* SPDX-License-Identifier: MIT */
/*
 * A client assertion (RFC 7523, private_key_jwt): who we are, to whom we say it and until when, as
 * a JWT that is signed with the key of a certificate which the token server knows. PS256 and the
 * certificate's SHA-256 thumbprint (x5t#S256), as Microsoft's documentation demands; an RSA key,
 * for it takes no other.
 *
 * The key never leaves this function; the assertion is good for ten minutes and for that server
 * alone.
 */
#include <errno.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

#include "base/chance.h"
#include "base/fault.h"
#include "base/str.h"
#include "oauth_inside.h"
#include "outward/oauth.h"

#define GOOD_S 600
#define EARLY_S 60 /* the server's clock may be behind ours */
#define CLAIMS_LIMIT_BYTES 8192

struct credentials {
	gnutls_x509_crt_t certificate;
	gnutls_privkey_t key;
};

static void credentials_done(struct credentials *c)
{
	if (c->certificate)
		gnutls_x509_crt_deinit(c->certificate);
	if (c->key)
		gnutls_privkey_deinit(c->key);
}
#define _cleanup_credentials_ __attribute__((cleanup(credentials_done)))

static void add_base64url(struct str *out, const void *bytes, size_t n)
{
	const gnutls_datum_t in = {.data = (void *)(uintptr_t)bytes, .size = (unsigned)n};
	gnutls_datum_t text = {0};

	if (gnutls_base64_encode2(&in, &text) < 0)
		abort();
	for (unsigned i = 0; i < text.size && text.data[i] != '='; i++)
		str_putc(out,
			text.data[i] == '+'	      ? '-'
				: text.data[i] == '/' ? '_'
						      : (char)text.data[i]);
	gnutls_free(text.data);
}

/* Both stand in one PEM file, in any order. */
static int load(const char *path, bool with_key, struct credentials *c, struct fault *fault)
{
	gnutls_datum_t pem = {0};
	int r = gnutls_load_file(path, &pem);

	if (r < 0)
		return fault_set(fault, -EINVAL,
			"the certificate %s can't be read: is the file there, and may samlad read "
			"it?",
			path);
	if (gnutls_x509_crt_init(&c->certificate) < 0 || gnutls_privkey_init(&c->key) < 0)
		abort();
	r = gnutls_x509_crt_import(c->certificate, &pem, GNUTLS_X509_FMT_PEM);
	if (r < 0)
		r = fault_set(fault, -EINVAL,
			"%s holds no certificate: it needs a part `BEGIN "
			"CERTIFICATE`",
			path);
	else if (with_key &&
		gnutls_privkey_import_x509_raw(c->key, &pem, GNUTLS_X509_FMT_PEM, NULL, 0) < 0)
		r = fault_set(fault, -EINVAL,
			"%s holds no key that can be used: it needs a part `BEGIN PRIVATE KEY` "
			"without a password",
			path);
	else if (with_key && gnutls_privkey_get_pk_algorithm(c->key, NULL) != GNUTLS_PK_RSA)
		r = fault_set(fault, -EINVAL,
			"the key in %s is no RSA key, and the token server takes no other", path);
	explicit_bzero(pem.data, pem.size);
	gnutls_free(pem.data);
	return r;
}

static int check_day(
	const char *path, const struct credentials *c, instant now, struct fault *fault)
{
	time_t last = gnutls_x509_crt_get_expiration_time(c->certificate);
	char text[DAY_TEXT];

	if (last == (time_t)-1 || last > now)
		return 0;
	return fault_set(fault, -EINVAL,
		"the certificate in %s has expired on %s: make a new one and upload it to the "
		"application",
		path, day_format((day)(last / DAY_S), text));
}

static void add_head(struct str *out, const struct credentials *c)
{
	unsigned char print[32];
	size_t n = sizeof(print);
	_cleanup_str_ struct str head;

	str_init(&head, CLAIMS_LIMIT_BYTES);
	if (gnutls_x509_crt_get_fingerprint(c->certificate, GNUTLS_DIG_SHA256, print, &n) < 0)
		abort();
	str_puts(&head, "{\"alg\":\"PS256\",\"typ\":\"JWT\",\"x5t#S256\":\"");
	add_base64url(&head, print, n);
	str_puts(&head, "\"}");
	add_base64url(out, head.at, head.len);
}

static void add_claims(struct str *out, const char *client_id, const char *audience, instant now)
{
	struct chance chance;
	char id[TOKEN_TEXT];
	_cleanup_str_ struct str claims;

	str_init(&claims, CLAIMS_LIMIT_BYTES);
	chance_init(&chance, 0);
	chance_token(&chance, id);
	str_printf(&claims,
		"{\"aud\":\"%s\",\"iss\":\"%s\",\"sub\":\"%s\",\"jti\":\"%s\",\"iat\":%lld,"
		"\"nbf\":%lld,\"exp\":%lld}",
		audience, client_id, client_id, id, (long long)now, (long long)now - EARLY_S,
		(long long)now + GOOD_S);
	add_base64url(out, claims.at, claims.len);
}

static int add_signature(struct str *out, const struct credentials *c, struct fault *fault)
{
	gnutls_datum_t signature = {0}, data = {0};

	data.data = (void *)out->at;
	data.size = (unsigned)out->len;
	int r = gnutls_privkey_sign_data2(
		c->key, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, 0, &data, &signature);

	if (r < 0)
		return fault_set(fault, -EINVAL, "the key can't sign: %s", gnutls_strerror(r));
	str_putc(out, '.');
	add_base64url(out, signature.data, signature.size);
	gnutls_free(signature.data);
	return 0;
}

/* What would end a JSON string has no place in an id or an address. */
static bool is_plain(const char *text)
{
	for (; *text; text++) {
		if (*text <= ' ' || *text > '~' || *text == '"' || *text == '\\')
			return false;
	}
	return true;
}

int oauth_assertion(const char *certificate, const char *client_id, const char *audience,
	instant now, struct str *ret_assertion, struct fault *fault)
{
	_cleanup_credentials_ struct credentials c = {0};

	if (!is_plain(client_id) || !is_plain(audience))
		return fault_set(fault, -EINVAL,
			"`client_id` or `token_url` holds a blank, a quote or a letter beyond "
			"ASCII");
	int r = load(certificate, true, &c, fault);

	if (r == 0)
		r = check_day(certificate, &c, now, fault);
	if (r < 0)
		return r;
	add_head(ret_assertion, &c);
	str_putc(ret_assertion, '.');
	add_claims(ret_assertion, client_id, audience, now);
	return add_signature(ret_assertion, &c, fault);
}

day oauth_certificate_expires(const char *certificate)
{
	_cleanup_credentials_ struct credentials c = {0};

	if (load(certificate, false, &c, NULL) < 0)
		return DAY_NONE;
	time_t last = gnutls_x509_crt_get_expiration_time(c.certificate);

	return last == (time_t)-1 ? DAY_NONE : (day)(last / DAY_S);
}
