/* SPDX-License-Identifier: MIT */
/*
 * A leader's reply to her weekly letter: a row's number and what to do with it ("2 pausa till 1
 * maj"), one a line or several in a row. A choice begins at its number, or at its word where a word
 * comes first ("slå ihop 1 med 2"). A word alone counts where it begins a sentence of a reply to
 * that very letter. What is denied or asked is no choice: a wrong one would mail people or close a
 * project.
 */
#include "text/fields.h"

#include <string.h>

#include "base/str.h"
#include "text/dates.h"
#include "text/phrases.h"

#define TOKENS_MOST 600
#define ROWS_MOST 99

struct choosing_rows {
	struct arena *arena;
	struct understanding *understanding;
	const struct tokens *tokens;
	day mail_day;
	bool to_alert;
	struct str *explain;
};

static int word_of(const struct token *token)
{
	for (int word = 0; word < CHOICE_WORDS; word++)
		if (token_has(token, (enum word_class)(WORD_ALERT_ASK + word)))
			return word;
	return -1;
}

/* A row's number rather than a day's, an hour's or a counted thing's. */
static size_t date_length(
	const struct choosing_rows *rows, size_t i, size_t to, struct dateword *ret_found)
{
	struct date_reader reader = {rows->tokens->list.at, to, rows->mail_day, DATE_COMING};

	return date_at(&reader, i, ret_found);
}

static bool ends_piece(const struct choosing_rows *rows, size_t i)
{
	const struct token *token = &rows->tokens->list.at[i];

	return token->kind == TOKEN_LINE || token_is_sign(token, ";!?") ||
		(token_is_sign(token, ".") && i > 0 &&
			rows->tokens->list.at[i - 1].kind != TOKEN_NUMBER);
}

/* What one piece of text says. */
struct piece {
	int rows[8];
	size_t n_rows;
	int word;
	day until;
	bool denied;
	bool begins; /* with its word */
};

static bool may_lack_row(const struct choosing_rows *rows, const struct piece *piece)
{
	return piece->word == CHOICE_HOLD || piece->word == CHOICE_CLOSE ||
		(rows->to_alert && piece->begins);
}

static void add_choices(const struct choosing_rows *rows, const struct piece *piece)
{
	bool merges = piece->word == CHOICE_MERGE;
	bool ends = piece->word == CHOICE_PAUSE || piece->word == CHOICE_PARK ||
		piece->word == CHOICE_WE_TAKE_IT; /* others have no day: "hold it this week" */

	if (piece->word < 0 || piece->denied || (merges && piece->n_rows != 2) ||
		(piece->n_rows == 0 && !may_lack_row(rows, piece)))
		return;
	size_t n = merges || piece->n_rows == 0 ? 1 : piece->n_rows;
	for (size_t i = 0; i < n; i++) {
		struct alert_choice *choice =
			arena_push(rows->arena, &rows->understanding->choices);
		*choice = (struct alert_choice){
			.row = piece->n_rows ? piece->rows[i] : 0,
			.word = (enum choice_word)piece->word,
			.other = merges ? piece->rows[1] : 0,
			.until = ends ? piece->until : DAY_NONE,
		};
		if (rows->explain)
			str_printf(rows->explain, "alert.%s row %d\n",
				choice_word_text(choice->word), choice->row);
	}
}

static struct piece fresh_piece(void)
{
	return (struct piece){.word = -1, .until = DAY_NONE};
}

/* A number behind a finished "1 fråga" begins the next choice, unless two rows are being merged. */
static bool begins_next(const struct piece *piece)
{
	return piece->word >= 0 && piece->n_rows > 0 &&
		!(piece->word == CHOICE_MERGE && piece->n_rows < 2);
}

/* A row's number, "ettan", "den första"; 0 for none. */
static int row_of(const struct token *token)
{
	if (token_has(token, WORD_ORDINAL))
		return token->sense.value[WORD_ORDINAL];
	return token->kind == TOKEN_NUMBER && token->number <= ROWS_MOST ? token->number : 0;
}

static void read_piece(const struct choosing_rows *rows, size_t from, size_t to)
{
	struct piece piece = fresh_piece();

	for (size_t i = from; i < to;) {
		const struct token *token = &rows->tokens->list.at[i];
		struct dateword found;
		int row = row_of(token);
		size_t n = date_length(rows, i, to, &found);
		if (n > 0 && found.first != DAY_NONE && (piece.word >= 0 || row <= 0)) {
			/* "vänta den här veckan" sets no day */
			if (piece.until == DAY_NONE && found.first > rows->mail_day)
				piece.until = found.first;
			i += n;
			continue;
		}
		if (row > 0) {
			if (begins_next(&piece)) {
				add_choices(rows, &piece);
				piece = fresh_piece();
			}
			if (piece.n_rows < sizeof(piece.rows) / sizeof(piece.rows[0]))
				piece.rows[piece.n_rows++] = row;
		} else if (word_of(token) >= 0) {
			/* "vänta" behind a row's word holds nothing by itself */
			piece.begins |= i == from;
			piece.word = piece.word < 0 ? word_of(token) : piece.word;
		} else if (token_has(token, WORD_NOT)) {
			piece.denied = true;
		}
		i++;
	}
	add_choices(rows, &piece);
}

void alert_choices_read(struct arena *arena, const struct phrasebook *book,
	const struct questions *questions, struct understanding *understanding, struct str *explain)
{
	const struct dictionary *dictionary = phrasebook_dictionary(book);
	const char *text = understanding->reply ? understanding->reply : "";
	static const enum word_class wanted[] = {WORD_ALERT_ASK, WORD_ALERT_ASK_ALL,
		WORD_ALERT_SMALLER, WORD_ALERT_MERGE, WORD_ALERT_PAUSE, WORD_ALERT_PARK,
		WORD_ALERT_ASK_HEADS, WORD_ALERT_WE_TAKE_IT, WORD_ALERT_CLOSE, WORD_ALERT_HOLD,
		WORD_ORDINAL};
	struct word_mask ignored = word_mask_but(wanted, sizeof(wanted) / sizeof(wanted[0]));

	if (!questions->is_leader)
		return;
	/* "till" and "fråga" are other words too: only what this reading wants. */
	struct choosing_rows rows = {
		.arena = arena,
		.understanding = understanding,
		.tokens = tokens_read(arena, dictionary,
			dictionary_language(dictionary, questions->language), &ignored, text,
			strlen(text), TOKENS_MOST, false),
		.mail_day = questions->mail_day,
		.to_alert = questions->to_alert,
		.explain = explain,
	};
	for (size_t from = 0, i = 0; i <= rows.tokens->list.n; i++) {
		if (i < rows.tokens->list.n && !ends_piece(&rows, i))
			continue;
		bool asks = i < rows.tokens->list.n && token_is_sign(&rows.tokens->list.at[i], "?");
		if (!asks)
			read_piece(&rows, from, i);
		from = i + 1;
	}
}
