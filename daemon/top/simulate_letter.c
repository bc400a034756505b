/* SPDX-License-Identifier: MIT */
/* A letter out of the outbox as the one who gets it sees it: read by the same code that reads
 * incoming mail. */
#include <string.h>
#include <strings.h>

#include "base/lexicon.h"
#include "letters/templates.h"
#include "text/mail.h"
#include "text/understand.h"
#include "top/simulate_mail.h"

#define TEXT_LIMIT_BYTES (256 * 1024)
#define CODE_KEY "code."

/* "Kommer du den 9 mars? [möte K3F7QD]" → "attendance", by the words that stand beside codes in any
 * language. */
static const char *kind_of_subject(
	struct arena *arena, const struct templates *templates, const char *subject)
{
	const char *open = strrchr(subject, '[');
	size_t bytes = open ? strcspn(open + 1, " ]") : 0;
	const char *language;

	for (size_t i = 0; bytes > 0 && (language = templates_language(templates, i)); i++) {
		const struct lexicon *words = templates_words(templates, language);
		const char *key;
		for (size_t j = 0; (key = lexicon_key(words, j)); j++) {
			const char *word = lexicon_word(words, key);
			if (strncmp(key, CODE_KEY, strlen(CODE_KEY)) == 0 &&
				strlen(word) == bytes && strncmp(word, open + 1, bytes) == 0)
				return arena_strdup(arena, key + strlen(CODE_KEY));
		}
	}
	return NULL;
}

static const char *text_of(struct arena *arena, const struct mail *mail, const char *type)
{
	list_each (part, &mail->parts)
		if (strcmp(part->type, type) == 0)
			return mail_part_text(arena, part, TEXT_LIMIT_BYTES, NULL);
	return NULL;
}

static const char *body_of(struct arena *arena, const char *html)
{
	const char *body = html ? strcasestr(html, "<body") : NULL;
	const char *begin = body ? strchr(body, '>') : NULL;
	const char *end = begin ? strcasestr(begin, "</body>") : NULL;

	return end ? arena_strndup(arena, begin + 1, (size_t)(end - begin - 1)) : html;
}

/* A line may end anywhere. */
static const char *on_one_line(struct arena *arena, const char *text)
{
	char *line = arena_strdup(arena, text);
	char *to = line;

	for (const char *c = text; *c; c++)
		if ((unsigned char)*c > ' ' || (to > line && to[-1] != ' '))
			*to++ = (unsigned char)*c > ' ' ? *c : ' ';
	*to = '\0';
	return line;
}

static const char *references_of(struct arena *arena, const struct mail *mail)
{
	const char *references = headers_find(&mail->parts.at[0].headers, "References");

	return references ? arena_strdup(arena, references) : "";
}

struct simulate_letter *simulate_letter_read(struct arena *arena, const struct phrasebook *book,
	const struct templates *templates, const char *bytes, size_t n_bytes)
{
	struct simulate_letter *letter = arena_make(arena, struct simulate_letter);
	const struct understanding *read =
		understand_envelope(understand_open(arena, book, MAIL_EML, bytes, n_bytes, NULL));
	const struct mail *mail = mail_open(arena, bytes, n_bytes);

	letter->to = read->to.n ? read->to.at[0] : "";
	letter->message_id = read->message_id ? read->message_id : "";
	letter->subject = read->subject;
	letter->references = references_of(arena, mail);
	letter->text = text_of(arena, mail, "text/plain");
	if (!letter->text)
		letter->text = "";
	letter->words = on_one_line(arena, letter->text);
	letter->html = body_of(arena, text_of(arena, mail, "text/html"));
	letter->kind = kind_of_subject(arena, templates, letter->subject);
	letter->answers = headers_find(&mail->parts.at[0].headers, "In-Reply-To") != NULL;
	letter->made = read->date;
	letter->calendar = read->calendar.n ? &read->calendar.at[0] : NULL;
	return letter;
}
