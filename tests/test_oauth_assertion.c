/* floor: outward */
/* with: support/scratch.c */
/* SPDX-License-Identifier: MIT */
/* The assertion that stands in for a client's secret. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <jansson.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"
#include "outward/oauth.h"
#include "support/scratch.h"

#define NOW ((instant)1805000000)

struct files {
	char dir[SCRATCH_PATH];
	gnutls_x509_privkey_t key;
	gnutls_x509_crt_t certificate;
	struct arena *arena;
};

static void write_pem(FILE *file, const gnutls_datum_t *pem)
{
	fwrite(pem->data, 1, pem->size, file);
	gnutls_free(pem->data);
}

/* A self-signed certificate of that kind of key, with its key, in one file. */
static const char *make_pair(
	struct files *f, const char *name, gnutls_pk_algorithm_t kind, time_t until, bool with_key)
{
	const char *path = arena_printf(f->arena, "%s/%s.pem", f->dir, name);
	FILE *file = fopen(path, "w");
	gnutls_datum_t pem;

	gnutls_x509_privkey_init(&f->key);
	gnutls_x509_crt_init(&f->certificate);
	assert_int_equal(
		gnutls_x509_privkey_generate(f->key, kind, kind == GNUTLS_PK_RSA ? 2048 : 256, 0),
		0);
	gnutls_x509_crt_set_version(f->certificate, 3);
	gnutls_x509_crt_set_serial(f->certificate, "\x01", 1);
	gnutls_x509_crt_set_dn(f->certificate, "CN=samlad", NULL);
	gnutls_x509_crt_set_activation_time(f->certificate, NOW - 86400 * 400);
	gnutls_x509_crt_set_expiration_time(f->certificate, until);
	gnutls_x509_crt_set_key(f->certificate, f->key);
	assert_int_equal(
		gnutls_x509_crt_sign2(f->certificate, f->certificate, f->key, GNUTLS_DIG_SHA256, 0),
		0);
	gnutls_x509_crt_export2(f->certificate, GNUTLS_X509_FMT_PEM, &pem);
	write_pem(file, &pem);
	if (with_key) {
		gnutls_x509_privkey_export2_pkcs8(
			f->key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &pem);
		write_pem(file, &pem);
	}
	fclose(file);
	return path;
}

static void drop_pair(struct files *f)
{
	gnutls_x509_privkey_deinit(f->key);
	gnutls_x509_crt_deinit(f->certificate);
}

static gnutls_datum_t from_base64url(struct arena *arena, const char *at, size_t n)
{
	char *text = arena_printf(arena, "%.*s===", (int)n, at);
	gnutls_datum_t out;

	text[n + (4 - n % 4) % 4] = '\0';
	for (char *c = text; *c; c++)
		*c = *c == '-' ? '+' : *c == '_' ? '/' : *c;
	const gnutls_datum_t in = {.data = (void *)text, .size = (unsigned)strlen(text)};

	assert_int_equal(gnutls_base64_decode2(&in, &out), 0);
	return out;
}

static void assert_claim(const json_t *json, const char *key, const char *value)
{
	assert_string_equal(json_string_value(json_object_get(json, key)), value);
}

static json_t *part_of(struct arena *arena, const char *at, size_t n)
{
	gnutls_datum_t bytes = from_base64url(arena, at, n);
	json_t *json = json_loadb((const char *)bytes.data, bytes.size, 0, NULL);

	gnutls_free(bytes.data);
	assert_non_null(json);
	return json;
}

/* The signature as anybody verifies it who knows the certificate alone: PSS with 32 bytes of salt.
 */
static void assert_signed(struct files *f, const char *text, size_t n)
{
	gnutls_datum_t signature = from_base64url(f->arena, text + n + 1, strlen(text + n + 1));
	const char *signed_path = arena_printf(f->arena, "%s/signed", f->dir);
	FILE *file = fopen(signed_path, "w");

	fwrite(text, 1, n, file);
	fclose(file);
	file = fopen(arena_printf(f->arena, "%s.sig", signed_path), "w");
	write_pem(file, &signature);
	fclose(file);
	FILE *openssl = popen(
		arena_printf(f->arena,
			"cd %s && openssl x509 -in good.pem -noout -pubkey >public.pem && openssl "
			"dgst "
			"-sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -verify "
			"public.pem -signature signed.sig signed",
			f->dir),
		"r");
	char said[64] = "";

	assert_non_null(openssl);
	assert_non_null(fgets(said, sizeof(said), openssl));
	pclose(openssl);
	assert_string_equal(said, "Verified OK\n");
}

static void the_assertion_is_as_microsoft_documents_it(void **state)
{
	struct files *f = *state;
	const char *path = make_pair(f, "good", GNUTLS_PK_RSA, NOW + 86400 * 30, true);
	const char *url = "https://login.microsoftonline.com/t/oauth2/v2.0/token";
	struct fault fault = {""};
	unsigned char print[32];
	size_t n = sizeof(print);
	_cleanup_str_ struct str text;

	str_init(&text, 16384);
	if (oauth_assertion(path, "0aa1-id", url, NOW, &text, &fault) < 0)
		fail_msg("%s", fault.text);
	size_t head = strcspn(text.at, "."), body = strcspn(text.at + head + 1, ".");
	json_t *json = part_of(f->arena, text.at, head);

	assert_claim(json, "alg", "PS256");
	assert_claim(json, "typ", "JWT");
	gnutls_x509_crt_get_fingerprint(f->certificate, GNUTLS_DIG_SHA256, print, &n);
	const char *said = json_string_value(json_object_get(json, "x5t#S256"));
	gnutls_datum_t mine = from_base64url(f->arena, said, strlen(said));

	assert_int_equal(mine.size, 32);
	assert_memory_equal(mine.data, print, 32);
	gnutls_free(mine.data);
	json_decref(json);
	json = part_of(f->arena, text.at + head + 1, body);
	assert_claim(json, "aud", url);
	assert_claim(json, "iss", "0aa1-id");
	assert_claim(json, "sub", "0aa1-id");
	assert_int_equal(strlen(json_string_value(json_object_get(json, "jti"))), 26);
	assert_true(json_integer_value(json_object_get(json, "nbf")) <= NOW);
	assert_int_equal(json_integer_value(json_object_get(json, "exp")), NOW + 600);
	json_decref(json);
	assert_signed(f, text.at, head + 1 + body);
	assert_int_equal(oauth_certificate_expires(path), (NOW + 86400 * 30) / 86400);
	drop_pair(f);
}

static void a_certificate_that_cannot_serve_is_named(void **state)
{
	static const struct {
		const char *name;
		gnutls_pk_algorithm_t kind;
		time_t until;
		bool with_key;
		const char *client_id;
		const char *words;
	} rows[] = {
		{"old", GNUTLS_PK_RSA, NOW - 86400, true, "id", "old.pem has expired on 20"},
		{"curve", GNUTLS_PK_ECDSA, NOW + 86400, true, "id", "is no RSA key"},
		{"bare", GNUTLS_PK_RSA, NOW + 86400, false, "id", "holds no key"},
		{"odd", GNUTLS_PK_RSA, NOW + 86400, true, "i\"d", "a blank, a quote"},
	};
	struct files *f = *state;
	_cleanup_str_ struct str text;

	str_init(&text, 16384);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *path =
			make_pair(f, rows[i].name, rows[i].kind, rows[i].until, rows[i].with_key);
		struct fault fault = {""};

		assert_int_equal(
			oauth_assertion(path, rows[i].client_id, "https://h/", NOW, &text, &fault),
			-EINVAL);
		if (!strstr(fault.text, rows[i].words))
			fail_msg("%s: \"%s\"", rows[i].name, fault.text);
		drop_pair(f);
	}
	struct fault fault = {""};

	assert_int_equal(
		oauth_assertion("/nowhere", "id", "https://h/", NOW, &text, &fault), -EINVAL);
	assert_non_null(strstr(fault.text, "/nowhere"));
	assert_int_equal(oauth_certificate_expires("/nowhere"), DAY_NONE);
}

static int setup(void **state)
{
	struct files *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	*state = f;
	return scratch_make(f->dir);
}

static int teardown(void **state)
{
	struct files *f = *state;

	scratch_remove(f->dir);
	arena_free(f->arena);
	free(f);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_assertion_is_as_microsoft_documents_it, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_certificate_that_cannot_serve_is_named, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
