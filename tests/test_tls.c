/* floor: outward */
/* with: support/mailstack.c support/scripted.c support/heard.c */
/* SPDX-License-Identifier: MIT */
/* Certificates: the right one is accepted, each wrong one refused with words that say what to mend.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/str.h"
#include "outward/net.h"
#include "outward/server.h"
#include "support/mailstack.h"
#include "support/scripted.h"

static struct server server_at(const char *host, uint16_t port)
{
	return (struct server){.host = host,
		.port = port,
		.tls = SERVER_TLS_IMPLICIT,
		.ca = stack.ca,
		.timeout_ms = 5000};
}

static void the_right_certificate_is_accepted_by_name_and_by_address(void **state)
{
	static const char *const hosts[] = {"localhost", "127.0.0.1"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const struct server server = server_at(hosts[i], stack.imaps);
		_cleanup_net_ struct net *net = NULL;
		_cleanup_str_ struct str text;
		struct fault fault;
		char line[4];

		str_init(&text, 200);
		assert_int_equal(net_open(&server, &net, &fault), 0);
		assert_true(net_is_encrypted(net));
		assert_true(net_read(net, line, sizeof(line)) > 0);
		net_describe(net, &text);
		assert_non_null(strstr(text.at, "TLS1."));
		assert_non_null(strstr(text.at, "localhost, mail.test by ca until 20"));
	}
}

static void a_wrong_certificate_is_refused_in_words(void **state)
{
	static const struct {
		const char *host;
		bool system_cas;
		const char *words;
	} rows[] = {
		{"127.0.0.2", false, "for another host: it names other.example, not 127.0.0.2"},
		{"127.0.0.3", false, "has expired (valid until 20"},
		{"127.0.0.4", false, "self-signed"},
		{"127.0.0.5", false, "unknown CA: it was issued by \"otherca\""},
		{"localhost", true, "unknown CA: it was issued by \"ca\", which this system"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct server server = server_at(rows[i].host, stack.imaps);
		struct net *net = NULL;
		struct fault fault;

		if (rows[i].system_cas)
			server.ca = NULL;
		assert_int_equal(net_open(&server, &net, &fault), -EKEYREJECTED);
		assert_null(net);
		if (!strstr(fault.text, rows[i].words))
			fail_msg("\"%s\" lacks \"%s\"", fault.text, rows[i].words);
	}
}

static void what_is_no_tls_server_is_told(void **state)
{
	static const struct script_step plain[] = {{.send = "* OK hello\r\n"}, {.hold = true}, {0}};
	static const struct script_step gone[] = {{0}};
	static const struct script_step silent[] = {{.hold = true}, {0}};
	static const struct {
		const struct script_step *script;
		int error;
		const char *words;
	} rows[] = {
		{plain, -EPROTO, "does not speak TLS on this port"},
		{gone, -ECONNRESET, "hung up during the TLS handshake"},
		{silent, -ETIMEDOUT, "did not finish the TLS handshake"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted = scripted_start(&rows[i].script, 1, NULL, NULL);
		struct server server = server_at("127.0.0.1", scripted_port(scripted));
		struct net *net = NULL;
		struct fault fault;

		server.timeout_ms = 300;
		assert_int_equal(net_open(&server, &net, &fault), rows[i].error);
		if (!strstr(fault.text, rows[i].words))
			fail_msg("\"%s\" lacks \"%s\"", fault.text, rows[i].words);
		free(scripted_stop(scripted));
	}
}

static void a_ca_file_that_cannot_serve_is_named(void **state)
{
	static const struct {
		const char *ca;
		const char *words;
	} rows[] = {
		{"/nonexistent/ca.pem", "/nonexistent/ca.pem` cannot be read"},
		{"/etc/hostname", "/etc/hostname` holds no certificate"},
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct server server = server_at("localhost", stack.imaps);
		struct net *net = NULL;
		struct fault fault;

		server.ca = rows[i].ca;
		assert_true(net_open(&server, &net, &fault) < 0);
		if (!strstr(fault.text, rows[i].words))
			fail_msg("\"%s\" lacks \"%s\"", fault.text, rows[i].words);
	}
}

static void a_server_that_is_not_there_is_told(void **state)
{
	static const struct {
		const char *host;
		const char *words;
	} rows[] = {
		{"127.0.0.1", "nothing listens there"},
		{"no-such-host.invalid", "cannot be resolved"},
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const struct server server = server_at(rows[i].host, 1);
		struct net *net = NULL;
		struct fault fault;

		assert_true(net_open(&server, &net, &fault) < 0);
		if (!strstr(fault.text, rows[i].words))
			fail_msg("\"%s\" lacks \"%s\"", fault.text, rows[i].words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_right_certificate_is_accepted_by_name_and_by_address),
		cmocka_unit_test(a_wrong_certificate_is_refused_in_words),
		cmocka_unit_test(what_is_no_tls_server_is_told),
		cmocka_unit_test(a_ca_file_that_cannot_serve_is_named),
		cmocka_unit_test(a_server_that_is_not_there_is_told),
	};

	if (!mailstack_start(&stack))
		return 0;

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	mailstack_stop(&stack);
	return failed;
}
