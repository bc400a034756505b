/* floor: base */
/* SPDX-License-Identifier: MIT */
/* Memory, growing text, words of faults, chance, the domain's words. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/chance.h"
#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/str.h"
#include "base/understanding.h"
#include "base/words.h"

static void an_arena_gives_zeroed_aligned_pieces_that_keep(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	unsigned char *pieces[200];

	for (size_t i = 0; i < 200; i++) {
		size_t bytes = i % 7 == 0 ? 20000 : i;
		pieces[i] = arena_alloc(arena, bytes);
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		for (size_t k = 0; k < bytes; k++)
			assert_int_equal(pieces[i][k], 0);
		memset(pieces[i], (int)i, bytes);
	}
	for (size_t i = 1; i < 200; i++)
		assert_int_equal(pieces[i][0], i);
	assert_true(arena_used(arena) > 29 * 20000);
	assert_null(arena_strdup(arena, NULL));
	assert_string_equal(arena_strndup(arena, "samlad", 3), "sam");
	assert_string_equal(arena_printf(arena, "%s %d", "sal", 2), "sal 2");
	arena_free(NULL);
}

static void a_list_grows_and_a_shortened_one_is_zeroed_again(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	LIST_OF(int) list = {0};
	int sum = 0;

	for (int i = 0; i < 1000; i++)
		*arena_push(arena, &list) = i;
	list_each (number, &list)
		sum += *number;
	assert_int_equal(list.n, 1000);
	assert_int_equal(sum, 499500);
	list.n = 10;
	assert_int_equal(*arena_push(arena, &list), 0);
}

static void a_text_is_cut_at_its_ceiling_without_a_hole(void **state)
{
	(void)state;
	_cleanup_str_ struct str str;

	str_init(&str, 10);
	str_puts(&str, "12345");
	str_printf(&str, "%d", 67890);
	assert_false(str.full);
	assert_string_equal(str.at, "1234567890");
	str_putc(&str, 'x');
	assert_true(str.full);
	str_clear(&str);
	str_puts(&str, "ja");
	str_puts(&str, " och en hel del till");
	str_putc(&str, '!');
	assert_string_equal(str.at, "ja");
	str_clear(&str);
	assert_false(str.full);
	str_puts(&str, NULL);
	str_puts(&str, "a \t\r\n");
	str_trim_right(&str);
	assert_string_equal(str.at, "a");
	str_cut(&str, 5);
	assert_int_equal(str.len, 1);
	_cleanup_free_ char *stolen = str_steal(&str);
	assert_string_equal(stolen, "a");
	assert_string_equal(str.at, "");
}

static void a_fault_gathers_its_words_and_is_never_overrun(void **state)
{
	(void)state;
	struct fault fault = {""};

	assert_string_equal(fault_text(&fault, -ENOENT), "No such file or directory");
	assert_string_equal(fault_text(NULL, -ENOENT), "No such file or directory");
	assert_int_equal(fault_set(&fault, -EINVAL, "%s is missing", "name"), -EINVAL);
	assert_int_equal(fault_prefix(&fault, -EINVAL, "a.conf:%d", 12), -EINVAL);
	assert_string_equal(fault_text(&fault, -EINVAL), "a.conf:12: name is missing");
	assert_int_equal(fault_set(NULL, -EIO, "nobody reads"), -EIO);
	fault = (struct fault){""};
	assert_int_equal(fault_prefix(&fault, -ENOSPC, "state"), -ENOSPC);
	assert_string_equal(fault.text, "state: No space left on device");
	for (int i = 0; i < 300; i++)
		fault_prefix(&fault, -EIO, "åä%d", i % 10);
	assert_true(strlen(fault.text) >= sizeof(fault.text) - 4);
}

static void the_same_seed_gives_the_same_stream(void **state)
{
	(void)state;
	struct chance a, b, c;
	char token[2][TOKEN_TEXT], code[2][CODE_TEXT];

	chance_init(&a, 7);
	chance_init(&b, 7);
	chance_init(&c, 8);
	assert_string_equal(chance_token(&a, token[0]), chance_token(&b, token[1]));
	assert_string_equal(chance_code(&a, code[0]), chance_code(&b, code[1]));
	assert_string_not_equal(chance_token(&c, token[1]), token[0]);
	assert_int_equal(strspn(token[0], "abcdefghijklmnopqrstuvwxyz234567"), 26);
	assert_int_equal(strspn(code[0], "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"), 6);
	/* The stream is part of what a seed means: the reference's first words for splitmix64(1).
	 */
	uint64_t first;
	chance_init(&a, 1);
	assert_true(a.state[0] == 0x910a2dec89025cc1 && a.state[1] == 0xbeeb8da1658eec67);
	chance_bytes(&a, &first, sizeof(first));
	assert_true(first == 0xb3f2af6d0fc710c5);
}

static void chance_below_keeps_below_and_reaches_all(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 2; seed++) {
		struct chance chance;
		int seen[7] = {0};
		chance_init(&chance, seed);
		for (int i = 0; i < 7000; i++)
			seen[chance_below(&chance, 7)]++;
		for (int i = 0; i < 7; i++)
			assert_in_range(seen[i], 700, 1300);
		assert_int_equal(chance_below(&chance, 1), 0);
	}
}

static void words_go_round(void **state)
{
	(void)state;
	for (int i = 0; i < ASK_KINDS; i++)
		assert_int_equal(ask_kind_from_text(ask_kind_text((enum ask_kind)i)), i);
	for (int i = 0; i < ORDER_FIELDS; i++)
		assert_int_equal(order_field_from_text(order_field_text((enum order_field)i)), i);
	for (int i = 0; i < CHOICE_WORDS; i++)
		assert_int_equal(choice_word_from_text(choice_word_text((enum choice_word)i)), i);
	assert_string_equal(auto_class_text(AUTO_REPLY), "auto-reply");
	assert_string_equal(part_kind_text(PART_SENT_FROM), "sent-from");
	assert_int_equal(partstat_from_text("accepted"), PARTSTAT_ACCEPTED);
	assert_int_equal(itip_method_from_text("Reply"), ITIP_REPLY);
	assert_int_equal(answer_kind_from_text("Yes"), -1);
	assert_int_equal(wish_from_text(NULL), -1);
	assert_int_equal(wish_from_text(""), -1);
}

static void the_clocks_go_forward(void **state)
{
	(void)state;
	int64_t before = clock_monotonic_ms();

	assert_true(clock_monotonic_ms() >= before);
	assert_true(clock_now() > 1700000000);
}

static void a_log_line_stays_one_line(void **state)
{
	(void)state;
	char line[256] = "";
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	int kept = dup(STDERR_FILENO);
	dup2(ends[1], STDERR_FILENO);
	log_set_level(LOG_LEVEL_INFO);
	log_info("a\nb\x1b[2J%s", "\xc2\x9b");
	log_debug("not this");
	dup2(kept, STDERR_FILENO);
	close(kept);
	close(ends[1]);
	ssize_t n = read(ends[0], line, sizeof(line) - 1);
	close(ends[0]);
	assert_true(n > 0);
	assert_string_equal(line, "a b [2J  \n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_arena_gives_zeroed_aligned_pieces_that_keep),
		cmocka_unit_test(a_list_grows_and_a_shortened_one_is_zeroed_again),
		cmocka_unit_test(a_text_is_cut_at_its_ceiling_without_a_hole),
		cmocka_unit_test(a_fault_gathers_its_words_and_is_never_overrun),
		cmocka_unit_test(the_same_seed_gives_the_same_stream),
		cmocka_unit_test(chance_below_keeps_below_and_reaches_all),
		cmocka_unit_test(words_go_round),
		cmocka_unit_test(the_clocks_go_forward),
		cmocka_unit_test(a_log_line_stays_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
