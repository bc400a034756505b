/* SPDX-License-Identifier: MIT */
/*
 * The words of an error on their way up. A function that can fail for a cause that a person must read takes
 * a `struct fault *` last (NULL: nobody reads it) and returns -errno; whoever has context adds it in front.
 * The words are a sentence without full stop that says what is wrong and, where there is one, the remedy.
 */
#ifndef SAMLAD_BASE_FAULT_H
#define SAMLAD_BASE_FAULT_H

struct fault {
	char text[512]; /* cut, never overrun */
};

/*
 * Sets the words and is error, so that `return fault_set(fault, -ENOENT, "%s: no such file", path);` reads well.
 * Macros, so that compiler and analyzer see which error comes back and that it is one.
 */
#define fault_set(fault, error, ...)                \
	({                                          \
		int fault_error_ = (error);         \
		fault_words((fault), __VA_ARGS__);  \
		fault_error_;                       \
	})
/* Puts "words: " in front of what is there, or of strerror(-error). Is error. */
#define fault_prefix(fault, error, ...)                              \
	({                                                           \
		int fault_error_ = (error);                          \
		fault_before((fault), fault_error_, __VA_ARGS__);    \
		fault_error_;                                        \
	})
void fault_words(struct fault *fault, const char *format, ...) __attribute__((format(printf, 2, 3)));
void fault_before(struct fault *fault, int error, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The words, or strerror(-error) when nobody set any. */
const char *fault_text(const struct fault *fault, int error);

#endif
