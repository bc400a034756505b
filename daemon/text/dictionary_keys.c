/* SPDX-License-Identifier: MIT */
/*
 * Which keys of `phrases` the dictionary holds, and which class each is. What a key's words are for
 * is told at the top of templates/sv/phrases.answer. A valued class stands under the key here with
 * a number behind it: "date.month.1" to "date.month.12".
 */
#include "text/dictionary.h"

#include <assert.h>
#include <string.h>

static const char *const keys[WORD_CLASSES] = {
	[WORD_MONTH] = "date.month",
	[WORD_WEEKDAY] = "date.weekday",
	[WORD_NUMBER] = "number",
	[WORD_ORDINAL] = "ordinal",
	[WORD_FEAST] = "date.feast",
	[WORD_SEASON] = "date.season",
	[WORD_DATE_ORDINAL] = "date.ordinal",
	[WORD_WEEK] = "date.week",
	[WORD_DAY_UNIT] = "date.unit.day",
	[WORD_WEEK_UNIT] = "date.unit.week",
	[WORD_MONTH_UNIT] = "date.unit.month",
	[WORD_TODAY] = "date.today",
	[WORD_TOMORROW] = "date.tomorrow",
	[WORD_OVERMORROW] = "date.overmorrow",
	[WORD_YESTERDAY] = "date.yesterday",
	[WORD_NEXT] = "date.next",
	[WORD_THIS] = "date.this",
	[WORD_LATER_THAN] = "date.after",
	[WORD_SOONER_THAN] = "date.before",
	[WORD_WITHIN] = "date.within",
	[WORD_MONTH_LEAD] = "date.month-lead",
	[WORD_CLOCK] = "date.clock",
	[WORD_TO] = "date.to",
	[WORD_AM] = "date.am",
	[WORD_PM] = "date.pm",
	[WORD_DATE_FILLER] = "date.filler",
	[WORD_ORDINAL_END] = "date.ordinal-end",
	[WORD_THE_DAY] = "date.the",
	[WORD_OF] = "date.of",
	[WORD_SLASH_DAY_FIRST] = "date.day-first",
	[WORD_WEEKDAY_SHORT] = "date.weekday-short",
	[WORD_WEEKDAY_GONE] = "date.weekday-gone",
	[WORD_LAST_ONE] = "date.last",
	[WORD_MONTH_START] = "date.month-start",
	[WORD_MONTH_MIDDLE] = "date.month-middle",
	[WORD_MONTH_END] = "date.month-end",
	[WORD_YES] = "answer.yes",
	[WORD_OK] = "answer.ok",
	[WORD_NO] = "answer.no",
	[WORD_REGRET] = "answer.regret",
	[WORD_NOT] = "answer.not",
	[WORD_NEVER_MISS] = "answer.miss",
	[WORD_ATTEND] = "answer.attend",
	[WORD_ABLE] = "answer.able",
	[WORD_DECLINE] = "answer.decline",
	[WORD_BUSY] = "answer.busy",
	[WORD_SICK] = "answer.sick",
	[WORD_MAYBE] = "answer.maybe",
	[WORD_LIKELY] = "answer.likely",
	[WORD_IF] = "answer.if",
	[WORD_IF_VERB] = "answer.if-verb",
	[WORD_MANAGER] = "answer.manager",
	[WORD_CHECK] = "answer.check",
	[WORD_WISHED] = "answer.wished",
	[WORD_WOULD] = "answer.would",
	[WORD_ASK] = "answer.ask",
	[WORD_ASK_START] = "answer.ask-start",
	[WORD_LIMIT] = "answer.limit",
	[WORD_SELF] = "answer.self",
	[WORD_OTHER] = "answer.other",
	[WORD_YOU] = "answer.you",
	[WORD_IT] = "answer.it",
	[WORD_BUT] = "answer.but",
	[WORD_AND] = "answer.and",
	[WORD_THAT] = "answer.that",
	[WORD_THANKS] = "answer.thanks",
	[WORD_RECEIVED] = "answer.received",
	[WORD_FILLER] = "answer.filler",
	[WORD_ASIDE] = "answer.aside",
	[WORD_NEUTRAL] = "answer.neutral",
	[WORD_OTHER_TIME] = "answer.other-time",
	[WORD_CORRECTION] = "answer.correction",
	[WORD_INSTEAD] = "answer.instead",
	[WORD_WITH] = "answer.with",
	[WORD_UNDO] = "answer.undo",
	[WORD_COLLEAGUE] = "answer.colleague",
	[WORD_GREETING] = "answer.greeting",
	[WORD_SIGN_OFF] = "answer.sign-off",
	[WORD_ABBREVIATION] = "answer.abbreviation",
	[WORD_IMPERATIVE] = "answer.tell-me",
	[WORD_QUIT] = "answer.quit",
	[WORD_MINE] = "answer.mine",
	[WORD_PAST] = "answer.past",
	[WORD_APPROVES] = "answer.approves",
	[WORD_TAKE] = "answer.take",
	[WORD_WONDER] = "answer.wonder",
	[WORD_WITHOUT] = "answer.without",
	[WORD_BELONGS] = "answer.belongs",
	[WORD_BY_EAR] = "answer.by-ear",
	[WORD_NO_ONE] = "answer.no-one",
	[WORD_STATES] = "answer.states",
	[WORD_ALREADY] = "answer.already",
	[WORD_ALONE] = "answer.alone",
	[WORD_REASSURE] = "answer.reassure",
	[WORD_BADLY] = "answer.badly",
	[WORD_EITHER] = "answer.either",
	[WORD_NEITHER] = "answer.neither",
	[WORD_COPULA] = "answer.copula",
	[WORD_PARTICLE] = "answer.particle",
	[WORD_SO] = "answer.so",
	[WORD_VERB] = "answer.verb",
	[WORD_HABIT] = "answer.habit",
	[WORD_MORE] = "answer.more",
	[WORD_CONCEDE] = "answer.concede",
	[WORD_LETS] = "answer.lets",
	[WORD_WEAKLY] = "answer.weakly",
	[WORD_ANSWER] = "answer.answer",
	[WORD_WISTFUL] = "answer.wistful",
	[WORD_TELL] = "answer.tell",
	[WORD_CONTACT] = "answer.contact",
	[WORD_SENDS] = "answer.sends",
	[WORD_PARTLY] = "answer.partly",
	[WORD_BECAUSE] = "answer.because",
	[WORD_APOLOGY] = "answer.apology",
	[WORD_ASK_THING] = "answer.ask-thing",
	[WORD_SAVE] = "answer.save",
	[WORD_PREPOSITION] = "answer.preposition",
	[WORD_SPOKEN] = "answer.spoken",
	[WORD_SPOKEN_ASK] = "answer.spoken-ask",
	[WORD_DONE] = "answer.done",
	[WORD_STUCK] = "answer.stuck",
	[WORD_ALMOST] = "answer.almost",
	[WORD_NOTHING_NEW] = "answer.nothing-new",
	[WORD_LATER] = "answer.later",
	[WORD_GIVE] = "answer.give",
	[WORD_STAY] = "answer.stay",
	[WORD_LEAVE] = "answer.leave",
	[WORD_PAUSE] = "answer.pause",
	[WORD_REPLACE] = "answer.replace",
	[WORD_SEND] = "answer.send",
	[WORD_THUMB_UP] = "answer.thumb-up",
	[WORD_THUMB_DOWN] = "answer.thumb-down",
	[WORD_GOOD] = "answer.good",
	[WORD_BAD] = "answer.bad",
	[WORD_PROPOSAL] = "answer.proposal",
	[WORD_WANT] = "answer.want",
	[WORD_ABSTAIN] = "answer.abstain",
	[WORD_ALL] = "answer.all",
	[WORD_BOTH] = "answer.both",
	[WORD_NONE] = "answer.none",
	[WORD_EXCEPT] = "answer.except",
	[WORD_PREFER] = "answer.prefer",
	[WORD_ELSE] = "answer.else",
	[WORD_OR] = "answer.or",
	[WORD_LAST] = "answer.last",
	[WORD_OPTION] = "answer.option",
	[WORD_AGENDA_LEAD] = "answer.agenda-lead",
	[WORD_AGENDA_NONE] = "answer.agenda-none",
	[WORD_AGENDA_JOIN] = "answer.agenda-join",
	[WORD_HOURS] = "answer.hours",
	[WORD_TICK] = "answer.tick",
	[WORD_COUNTED] = "answer.counted",
	[WORD_MEETING] = "answer.meeting",
	[WORD_GROUP] = "answer.group",
	[WORD_IF_PERHAPS] = "answer.if-perhaps",
	[WORD_RECORDS] = "answer.records",
	[WORD_HELP] = "answer.help",
	[WORD_LEAVE_ALL] = "answer.leave-all",
	[WORD_ALERT_ASK] = "alert.ask",
	[WORD_ALERT_ASK_ALL] = "alert.ask-all",
	[WORD_ALERT_SMALLER] = "alert.smaller",
	[WORD_ALERT_MERGE] = "alert.merge",
	[WORD_ALERT_PAUSE] = "alert.pause",
	[WORD_ALERT_PARK] = "alert.park",
	[WORD_ALERT_ASK_HEADS] = "alert.ask-heads",
	[WORD_ALERT_WE_TAKE_IT] = "alert.we-take-it",
	[WORD_ALERT_CLOSE] = "alert.close",
	[WORD_ALERT_HOLD] = "alert.hold",
	[WORD_CANCELLED] = "order.cancelled",
	[WORD_SAME_AGAIN] = "order.same-again",
	[WORD_DEADLINE] = "order.deadline",
	[WORD_BYGONE] = "order.bygone",
};

const char *word_class_key(enum word_class class)
{
	assert(class < WORD_CLASSES);
	return keys[class];
}

enum word_class word_class_of(const char *key, int *ret_value)
{
	for (unsigned class = 0; class < WORD_CLASSES; class ++) {
		const char *name = word_class_key(class);
		size_t n = strlen(name);
		if (strncmp(key, name, n))
			continue;
		if (class >= WORDS_VALUED) {
			if (!key[n])
				return class;
			continue;
		}
		if (key[n] != '.' || !key[n + 1] ||
			strspn(key + n + 1, "0123456789") != strlen(key + n + 1) ||
			strlen(key + n + 1) > 2)
			continue;
		*ret_value =
			key[n + 2] ? (key[n + 1] - '0') * 10 + key[n + 2] - '0' : key[n + 1] - '0';
		return class;
	}
	return WORD_CLASSES;
}
