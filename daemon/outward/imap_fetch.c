/* SPDX-License-Identifier: MIT */
/*
 * Mails on their way from the server into a sink: one FETCH for many, a few kilobytes in memory at
 * a time.
 *
 * libetpan hands a literal's bytes to the body handler as they come and, when the mail's last item
 * is read, all its small items to the other handler; only then is the UID known, so a sink gets the
 * bytes before the name. Traps: the second handler is silently unused unless a progress function is
 * set too; a server may answer with a quoted string instead of a literal, which comes as an item,
 * not through the body handler; FETCH lines without a body (another client sets a flag) come in
 * between.
 */
#include "outward/imap.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "imap_inside.h"

struct taking {
	const struct imap_sink *sink;
	size_t bytes; /* of the mail under way that went through the body handler */
	int error; /* the sink's */
	bool nameless; /* a mail came without its UID */
};

static void no_progress(size_t current, size_t maximum, void *context)
{
	(void)current;
	(void)maximum;
	(void)context;
}

static bool take_bytes(int type, struct mailimap_msg_att_body_section *section, const char *bytes,
	size_t n, void *context)
{
	struct taking *taking = context;

	(void)type;
	(void)section;
	if (taking->error == 0 && n > 0)
		taking->error = taking->sink->bytes(taking->sink->context, bytes, n);
	taking->bytes += n;
	return taking->error == 0;
}

static instant read_date(const struct mailimap_date_time *date)
{
	day on = day_from_civil(date->dt_year, date->dt_month, date->dt_day);
	int zone = abs(date->dt_zone); /* hhmm, with its sign */
	int offset_s = (zone / 100 * 60 + zone % 100) * 60;

	if (on == DAY_NONE || date->dt_hour < 0 || date->dt_hour > 23 || date->dt_min < 0 ||
		date->dt_min > 59 || date->dt_sec < 0 || date->dt_sec > 60)
		return INSTANT_NONE;
	return (instant)on * DAY_S + date->dt_hour * HOUR_S + date->dt_min * MINUTE_S +
		date->dt_sec - (date->dt_zone < 0 ? -offset_s : offset_s);
}

/* A body that came as an item and not through the handler. */
static void take_small_body(
	struct taking *taking, const struct mailimap_msg_att_body_section *section)
{
	if (taking->error == 0 && taking->bytes == 0 && section->sec_body_part &&
		section->sec_length > 0)
		taking->error = taking->sink->bytes(
			taking->sink->context, section->sec_body_part, section->sec_length);
}

static void take_mail(struct mailimap_msg_att *items, void *context)
{
	struct taking *taking = context;
	uint32_t uid = 0;
	instant arrived = INSTANT_NONE;
	bool has_body = taking->bytes > 0;

	for (clistiter *at = clist_begin(items->att_list); at; at = clist_next(at)) {
		const struct mailimap_msg_att_item *item = clist_content(at);

		if (item->att_type != MAILIMAP_MSG_ATT_ITEM_STATIC)
			continue;

		const struct mailimap_msg_att_static *one = item->att_data.att_static;

		if (one->att_type == MAILIMAP_MSG_ATT_UID)
			uid = one->att_data.att_uid;
		if (one->att_type == MAILIMAP_MSG_ATT_INTERNALDATE)
			arrived = read_date(one->att_data.att_internal_date);
		if (one->att_type == MAILIMAP_MSG_ATT_BODY_SECTION) {
			take_small_body(taking, one->att_data.att_body_section);
			has_body = true;
		}
	}
	taking->nameless = taking->nameless || (has_body && uid == 0);
	if (has_body && !taking->nameless && taking->error == 0)
		taking->error = taking->sink->mail(taking->sink->context, uid, arrived);
	if (has_body)
		taking->bytes = 0;
}

static struct mailimap_fetch_type *what_to_fetch(void)
{
	struct mailimap_fetch_type *type = mailimap_fetch_type_new_fetch_att_list_empty();
	struct mailimap_fetch_att *items[] = {
		mailimap_fetch_att_new_uid(),
		mailimap_fetch_att_new_internaldate(),
		mailimap_fetch_att_new_body_peek_section(mailimap_section_new(NULL)),
	};

	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++) {
		if (!type || !items[i] ||
			mailimap_fetch_type_new_fetch_att_list_add(type, items[i]) !=
				MAILIMAP_NO_ERROR)
			abort();
	}
	return type;
}

static void set_handlers(mailimap *session, struct taking *taking)
{
	mailimap_set_progress_callback(session, NULL, taking ? no_progress : NULL, NULL);
	mailimap_set_msg_body_handler(session, taking ? take_bytes : NULL, taking);
	mailimap_set_msg_att_handler(session, taking ? take_mail : NULL, taking);
}

int imap_fetch(struct imap *imap, const uint32_t *uids, size_t n, const struct imap_sink *sink,
	struct fault *fault)
{
	struct taking taking = {.sink = sink};
	struct mailimap_fetch_type *type = what_to_fetch();
	struct mailimap_set *set = imap_set(uids, n);
	clist *list = NULL;

	set_handlers(imap->session, &taking);

	int r = mailimap_uid_fetch(imap->session, set, type, &list);

	set_handlers(imap->session, NULL);
	mailimap_fetch_type_free(type);
	mailimap_set_free(set);
	if (r == MAILIMAP_NO_ERROR && list)
		mailimap_fetch_list_free(list);
	if (taking.error != 0) {
		imap->lost = true;
		return -ECANCELED;
	}
	if (taking.nameless)
		return imap_explain(imap, MAILIMAP_ERROR_PROTOCOL, -1, "fetch mail", fault);
	return r == MAILIMAP_NO_ERROR
		? imap_check_folder(imap, fault)
		: imap_explain(imap, r, MAILIMAP_ERROR_UID_FETCH, "fetch mail", fault);
}
