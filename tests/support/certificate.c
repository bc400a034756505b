/* SPDX-License-Identifier: MIT */
#include "support/certificate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define YEAR_2020 1577836800
#define YEAR_2090 3786912000

static void write_file(const char *path, gnutls_datum_t *pem)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(pem->data, 1, pem->size, file), pem->size);
	assert_int_equal(fclose(file), 0);
	gnutls_free(pem->data);
}

static void fill_in(gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
	static const unsigned char addresses[][4] = {{127, 0, 0, 1}, {0, 0, 0, 0}}, serial[] = {1};

	gnutls_x509_crt_set_version(certificate, 3);
	gnutls_x509_crt_set_serial(certificate, serial, sizeof(serial));
	gnutls_x509_crt_set_activation_time(certificate, YEAR_2020);
	gnutls_x509_crt_set_expiration_time(certificate, YEAR_2090);
	gnutls_x509_crt_set_dn(certificate, "CN=office", NULL);
	for (size_t i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++)
		gnutls_x509_crt_set_subject_alt_name(certificate, GNUTLS_SAN_IPADDRESS,
			addresses[i], sizeof(addresses[i]), GNUTLS_FSAN_APPEND);
	gnutls_x509_crt_set_basic_constraints(certificate, 1, -1);
	gnutls_x509_crt_set_key(certificate, key);
	assert_int_equal(
		gnutls_x509_crt_sign2(certificate, certificate, key, GNUTLS_DIG_SHA256, 0), 0);
}

void certificate_make(const char *certificate_path, const char *key_path)
{
	gnutls_x509_privkey_t key;
	gnutls_x509_crt_t certificate;
	gnutls_datum_t pem;

	gnutls_x509_privkey_init(&key);
	gnutls_x509_crt_init(&certificate);
	assert_int_equal(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
				 GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0),
		0);
	fill_in(certificate, key);
	assert_int_equal(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &pem), 0);
	write_file(certificate_path, &pem);
	assert_int_equal(gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &pem), 0);
	write_file(key_path, &pem);
	gnutls_x509_crt_deinit(certificate);
	gnutls_x509_privkey_deinit(key);
}
