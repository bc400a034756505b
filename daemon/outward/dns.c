/* SPDX-License-Identifier: MIT */
/* libc's resolver with a short patience: `check` is run by a person who waits. */
#include "outward/dns.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

#include "base/arena.h"

#define ANSWER_BYTES 8192

struct answer {
	unsigned char bytes[ANSWER_BYTES];
	ns_msg parsed;
};

static enum dns_result ask(const char *name, int type, struct answer *answer)
{
	struct __res_state state;

	memset(&state, 0, sizeof(state));
	if (res_ninit(&state) < 0)
		return DNS_NO_ANSWER;
	state.retrans = DNS_TIMEOUT_S;
	state.retry = 1;
	int n = res_nquery(&state, name, ns_c_in, type, answer->bytes, sizeof(answer->bytes));
	int error = state.res_h_errno;
	res_nclose(&state);
	if (n < 0)
		return error == HOST_NOT_FOUND || error == NO_DATA ? DNS_NONE : DNS_NO_ANSWER;
	return ns_initparse(answer->bytes, n, &answer->parsed) < 0 ? DNS_NO_ANSWER : DNS_FOUND;
}

/* A TXT record is pieces of at most 255 bytes, each with its length in front. */
static char *text_of(struct arena *arena, const ns_rr *record)
{
	const unsigned char *at = ns_rr_rdata(*record);
	const unsigned char *end = at + ns_rr_rdlen(*record);
	char *text = arena_alloc(arena, ns_rr_rdlen(*record) + 1u);
	char *to = text;

	while (at < end && at + 1 + *at <= end) {
		to = mempcpy(to, at + 1, *at);
		at += 1 + *at;
	}
	return text;
}

enum dns_result dns_find_text(
	struct arena *arena, const char *name, const char *prefix, const char **ret_text)
{
	struct answer answer;
	enum dns_result result = ask(name, ns_t_txt, &answer);
	ns_rr record;

	if (result != DNS_FOUND)
		return result;
	for (int i = 0; i < ns_msg_count(answer.parsed, ns_s_an); i++) {
		if (ns_parserr(&answer.parsed, ns_s_an, i, &record) < 0 ||
			ns_rr_type(record) != ns_t_txt)
			continue;
		const char *text = text_of(arena, &record);
		if (strncasecmp(text, prefix, strlen(prefix)) != 0)
			continue;
		*ret_text = text;
		return DNS_FOUND;
	}
	return DNS_NONE;
}

enum dns_result dns_has_mx(const char *name)
{
	struct answer answer;
	enum dns_result result = ask(name, ns_t_mx, &answer);

	if (result == DNS_FOUND && ns_msg_count(answer.parsed, ns_s_an) == 0)
		return DNS_NONE;
	return result;
}
