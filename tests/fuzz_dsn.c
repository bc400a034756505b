/* floor: text */
/* SPDX-License-Identifier: MIT */
/* seeds: mails/reports mails/findings/dsn */
/* Whatever a report says: each recipient stands once, with clean words under their ceilings; a mail
 * that names recipients is a report; and only a report is one. */
#include "fuzz_book.h"
#include "text/auto.h"
#include "text/bounce.h"
#include "text/content.h"
#include "text/envelope.h"
#include "text/mail.h"
#include "text/mask.h"

static bool is_word(const char *text)
{
	return fuzz_is_clean(text) && (!text || strlen(text) <= UNDERSTANDING_WORD_LIMIT);
}

static void check(const struct understanding *read)
{
	assert(read->bounces.n <= UNDERSTANDING_LIST_LIMIT);
	for (size_t i = 0; i < read->bounces.n; i++) {
		const struct bounce *bounce = &read->bounces.at[i];
		assert(is_word(bounce->recipient) && is_word(bounce->status));
		assert(fuzz_is_clean(bounce->reason));
		for (size_t j = 0; j < i && bounce->recipient; j++)
			assert(!read->bounces.at[j].recipient ||
				strcmp(bounce->recipient, read->bounces.at[j].recipient) != 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct phrasebook *book = fuzz_book();
	struct understanding read = {.subject = "", .reply = ""};
	const struct mail *mail = mail_open(arena, data, bytes);

	envelope_read(arena, &mail->parts.at[0].headers, &read);
	bool is_report = bounce_read(arena, book, mail, &read, NULL);
	check(&read);
	assert(is_report || read.bounces.n == 0);
	struct content content = content_find(arena, mail);
	const struct body *body =
		content_body(arena, mail, &content, &(struct mask){book, DAY_NONE}, &read);
	enum auto_class class = auto_classify(book, mail, body, &read, is_report, NULL);
	assert(class < AUTO_CLASSES);
	return 0;
}
