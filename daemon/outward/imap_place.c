/* SPDX-License-Identifier: MIT */
/*
 * A folder's name as this server has it.
 *
 * In the config a folder is "Klart" or "Behandlat/År 2027". Servers part their levels by another
 * character, and some keep all of a user's folders below one prefix (Cyrus and Courier as they are
 * delivered: "INBOX."), where plain "Klart" is refused as somebody else's. NAMESPACE (RFC 2342)
 * tells both; it is asked for once, when the first folder is named. A name that was written with
 * the prefix already is left with one.
 */
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "imap_inside.h"
#include "outward/imap.h"

/* The first personal namespace; an empty prefix and no delimiter where there is none. */
static void keep_first(struct imap *imap, const struct mailimap_namespace_item *personal)
{
	const clistiter *first = personal ? clist_begin(personal->ns_data_list) : NULL;
	const struct mailimap_namespace_info *info = first ? clist_content(first) : NULL;

	if (!info || !info->ns_prefix || strlen(info->ns_prefix) >= sizeof(imap->prefix))
		return;
	memcpy(imap->prefix, info->ns_prefix, strlen(info->ns_prefix) + 1);
	imap->delimiter = info->ns_delimiter;
}

static int learn_places(struct imap *imap, struct fault *fault)
{
	struct mailimap_namespace_data *places = NULL;

	if (imap->knows_places || !mailimap_has_namespace(imap->session))
		return 0;

	int r = mailimap_namespace(imap->session, &places);

	if (r != MAILIMAP_NO_ERROR && r != MAILIMAP_ERROR_EXTENSION)
		return imap_explain(imap, r, -1, "ask where folders are kept", fault);
	imap->knows_places = true;
	if (r == MAILIMAP_NO_ERROR) {
		keep_first(imap, places->ns_personal);
		mailimap_namespace_data_free(places);
	}
	return 0;
}

int imap_place_in(struct imap *imap, struct arena *arena, const char *folder, const char **ret_name,
	struct fault *fault)
{
	char *name = imap_name_in(arena, folder);

	if (strcasecmp(name, "INBOX") == 0) {
		*ret_name = "INBOX";
		return 0;
	}

	int r = learn_places(imap, fault);

	if (r < 0)
		return r;
	for (char *at = name; imap->delimiter && *at; at++) {
		if (*at == '/')
			*at = imap->delimiter;
	}
	*ret_name = strncasecmp(name, imap->prefix, strlen(imap->prefix)) == 0
		? name
		: arena_printf(arena, "%s%s", imap->prefix, name);
	return 0;
}
