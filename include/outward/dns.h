/* SPDX-License-Identifier: MIT */
/* The few DNS look-ups of `samlad check`: whether a domain says who may send for it (RFC 7208, 7489) and takes mail. */
#ifndef SAMLAD_OUTWARD_DNS_H
#define SAMLAD_OUTWARD_DNS_H

struct arena;

#define DNS_TIMEOUT_S 3 /* for each look-up, retries and all */

enum dns_result { DNS_FOUND, DNS_NONE, DNS_NO_ANSWER };

/* The TXT record of name that begins with prefix ("v=spf1"); its text in the arena. */
enum dns_result dns_find_text(struct arena *arena, const char *name, const char *prefix, const char **ret_text);
/* Whether name has an MX record. */
enum dns_result dns_has_mx(const char *name);

#endif
