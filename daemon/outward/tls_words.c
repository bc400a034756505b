/* SPDX-License-Identifier: MIT */
/*
 * What is wrong with a certificate, for somebody who can mend it.
 *
 * Reasons are rows, the most telling first: a certificate that signs itself is also one of an
 * unknown CA. An expired one of the right CA is the server's administrator's matter; an unknown CA
 * is `ca =`; a wrong name is most often the wrong name in our own config. The certificate's own
 * texts are shown only as far as they are plain ASCII: they come from a stranger.
 */
#include "tls_words.h"

#include <errno.h>
#include <gnutls/x509.h>
#include <string.h>
#include <time.h>

#include "base/fault.h"
#include "base/str.h"
#include "base/when.h"

struct certificate {
	char names[128]; /* for which hosts */
	char issuer[128];
	char from[DAY_TEXT];
	char until[DAY_TEXT];
	bool signs_itself;
};

static void keep_plain(char *text)
{
	for (char *at = text; *at; at++) {
		if (*at < ' ' || *at > '~')
			*at = '?';
	}
}

static void format_day(time_t at, char ret_text[DAY_TEXT])
{
	ret_text[0] = '\0';
	if (at != (time_t)-1 && at / DAY_S < day_from_civil(9999, 12, 31))
		day_format((day)(at / DAY_S), ret_text);
}

/* The names that it is for: the first few of SubjectAltName, else the common name. */
static void read_names(gnutls_x509_crt_t crt, char *ret_text, size_t room)
{
	_cleanup_str_ struct str names;
	size_t bytes;

	str_init(&names, room - 1);
	for (unsigned i = 0; i < 4; i++) {
		char name[96];

		bytes = sizeof(name);
		int type = gnutls_x509_crt_get_subject_alt_name(crt, i, name, &bytes, NULL);

		if (type != GNUTLS_SAN_DNSNAME || bytes >= sizeof(name))
			continue;
		name[bytes] = '\0';
		str_printf(&names, "%s%s", names.len > 0 ? ", " : "", name);
	}
	if (names.len == 0) {
		char name[96];

		bytes = sizeof(name);
		if (gnutls_x509_crt_get_dn_by_oid(
			    crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &bytes) == 0)
			str_puts(&names, name);
	}
	memcpy(ret_text, names.at, names.len + 1);
	keep_plain(ret_text);
}

static int read_certificate(gnutls_session_t session, struct certificate *ret)
{
	unsigned n = 0;
	const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &n);
	gnutls_x509_crt_t crt;
	size_t bytes = sizeof(ret->issuer);

	*ret = (struct certificate){0};
	if (!chain || n == 0 || gnutls_x509_crt_init(&crt) < 0)
		return -ENOENT;
	if (gnutls_x509_crt_import(crt, &chain[0], GNUTLS_X509_FMT_DER) < 0) {
		gnutls_x509_crt_deinit(crt);
		return -EINVAL;
	}
	read_names(crt, ret->names, sizeof(ret->names));
	if (gnutls_x509_crt_get_issuer_dn_by_oid(
		    crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, ret->issuer, &bytes) < 0)
		ret->issuer[0] = '\0';
	keep_plain(ret->issuer);
	format_day(gnutls_x509_crt_get_activation_time(crt), ret->from);
	format_day(gnutls_x509_crt_get_expiration_time(crt), ret->until);
	ret->signs_itself = gnutls_x509_crt_check_issuer(crt, crt) != 0;
	gnutls_x509_crt_deinit(crt);
	return 0;
}

static int explain_issuer(const struct certificate *c, const char *ca, struct fault *fault)
{
	if (c->signs_itself)
		return fault_set(fault, -EKEYREJECTED,
			"the certificate is self-signed: nobody vouches for it. If it is really "
			"your "
			"server's, name the certificate's file with `ca =`");
	if (ca)
		return fault_set(fault, -EKEYREJECTED,
			"the certificate comes from an unknown CA: it was issued by \"%s\", which "
			"is not in `ca = %s` (that file alone counts). Put the right CA there, or "
			"leave `ca =` out for the system's CAs",
			c->issuer, ca);
	return fault_set(fault, -EKEYREJECTED,
		"the certificate comes from an unknown CA: it was issued by \"%s\", which this "
		"system does not trust. If that is your organisation's own CA, name its file with "
		"`ca =`; otherwise the server may not send its whole chain",
		c->issuer);
}

int tls_explain_certificate(
	gnutls_session_t session, const char *host, const char *ca, struct fault *fault)
{
	unsigned status = gnutls_session_get_verify_cert_status(session);
	struct certificate c;

	if (read_certificate(session, &c) < 0)
		return fault_set(
			fault, -EKEYREJECTED, "the server shows no certificate that can be read");
	if (status & GNUTLS_CERT_REVOKED)
		return fault_set(fault, -EKEYREJECTED,
			"the certificate has been revoked: the server needs a new one");
	if (status & (GNUTLS_CERT_SIGNER_NOT_FOUND | GNUTLS_CERT_SIGNER_NOT_CA))
		return explain_issuer(&c, ca, fault);
	if (status & GNUTLS_CERT_EXPIRED)
		return fault_set(fault, -EKEYREJECTED,
			"the certificate has expired (valid until %s): the server's administrator "
			"must renew it (or this machine's clock is wrong)",
			c.until);
	if (status & GNUTLS_CERT_NOT_ACTIVATED)
		return fault_set(fault, -EKEYREJECTED,
			"the certificate is not valid yet (from %s): is this machine's clock "
			"right?",
			c.from);
	if (status & GNUTLS_CERT_UNEXPECTED_OWNER)
		return fault_set(fault, -EKEYREJECTED,
			"the certificate is for another host: it names %s, not %s. Write the "
			"server's "
			"name as the certificate has it",
			c.names[0] ? c.names : "nobody", host);
	if (status & GNUTLS_CERT_INSECURE_ALGORITHM)
		return fault_set(fault, -EKEYREJECTED,
			"the certificate is signed with an algorithm that is no longer safe: the "
			"server needs a new one");
	return fault_set(fault, -EKEYREJECTED,
		"the certificate (for %s, issued by \"%s\") is not valid (status %#x)", c.names,
		c.issuer, status);
}

void tls_describe_certificate(gnutls_session_t session, struct str *text)
{
	struct certificate c;

	if (read_certificate(session, &c) == 0)
		str_printf(text, "certificate of %s by %s until %s", c.names, c.issuer, c.until);
}
