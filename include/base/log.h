/* SPDX-License-Identifier: MIT */
/*
 * Lines for the journal: on standard error, with the "<N>" level prefix of sd-daemon(3) when standard error
 * is the journal, plainly otherwise. Only the top floor logs at warning and above, once for each cause.
 * Nothing that a person wrote is logged, only ids, addresses and our own words; control characters are blanked.
 */
#ifndef SAMLAD_BASE_LOG_H
#define SAMLAD_BASE_LOG_H

enum log_level { LOG_LEVEL_ERROR = 3, LOG_LEVEL_WARNING = 4, LOG_LEVEL_NOTICE = 5, LOG_LEVEL_INFO = 6, LOG_LEVEL_DEBUG = 7 };

/* Also finds out whether standard error is the journal: to be called at start, before any box. */
void log_set_level(enum log_level most);
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define log_error(...) log_line(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warning(...) log_line(LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_notice(...) log_line(LOG_LEVEL_NOTICE, __VA_ARGS__)
#define log_info(...) log_line(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) log_line(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif
