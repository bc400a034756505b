/* SPDX-License-Identifier: MIT */
/*
 * A network as a decision needs it: members, what is open, what changed lately; never the whole journal.
 *
 * Loaded for one decision and thrown away. Rules read it and never change it: changes are made on working
 * copies (effects.h). Numbers (id) are one sequence over all kinds of things of one database, from 1; 0 is
 * "none". Texts are never NULL where a comment doesn't say so.
 */
#ifndef SAMLAD_CORE_SNAPSHOT_H
#define SAMLAD_CORE_SNAPSHOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/understanding.h"
#include "base/when.h"
#include "base/words.h"
#include "core/kinds.h"
#include "core/network.h"

struct member {
	int64_t id;
	const char *name;
	const char *given_name; /* "" where not known */
	const char *organisation;
	int sector;		/* index in network->sectors, -1 */
	enum role role;
	const char *language;
	enum standing standing;
	day paused_until;	/* first day of being asked again; DAY_NONE: until she says so */
	day away_until;		/* first day after an absence that she or her mail program told of; DAY_NONE */
	LIST_OF(const char *) addresses; /* normal; the first is the registered one that is mailed */
	instant joined;
	instant first_letter;	/* when her first letter was made; INSTANT_NONE */
	instant last_heard;	/* last human mail of hers; INSTANT_NONE */
	instant last_asked;	/* last sign-up or personal ask; INSTANT_NONE */
	int hard_bounces;	/* on different days, since the last sign of life */
	day last_bounce;	/* DAY_NONE */
	int wrong_codes;	/* wrong or foreign codes from her addresses, ever */
	int letters_year;	/* unprompted, counted letters in the last 365 days */
};

struct meeting {
	int64_t id;
	const char *title;
	instant start, end;
	const char *place;	/* "" */
	const char *link;	/* "" */
	const char *text;	/* a leader's free words, "" */
	int64_t group;		/* a project; 0: the whole network */
	enum meeting_state state;
	int sequence;		/* RFC 5546: of the event, counted up when time or place change or it is cancelled */
	int64_t ordered_by;	/* the leader; counts as coming, gets no second invitation */
	const char *leader_uid; /* UID of her own calendar invitation that was the order, or NULL */
	instant called;		/* when it was decided that invitations go out */
	instant moved;		/* last move to another day; INSTANT_NONE */
	int moved_sequence;	/* the sequence that it had from then on; 0 */
	instant numbers_told;	/* to the leaders; INSTANT_NONE */
	instant details_told;	/* INSTANT_NONE */
	instant agenda_called;	/* INSTANT_NONE */
	instant agenda_drafted; /* draft agenda given to the leaders; INSTANT_NONE */
	instant rehearsed;	/* shown to the leaders in trial; INSTANT_NONE */
	LIST_OF(const char *) invited; /* addresses that the leader's own calendar had invited: counted, not invited again */
};

struct sector_want {
	int sector;
	int n;
};

struct project {
	int64_t id;
	const char *title;
	const char *aim, *product, *after, *text; /* "" where not said */
	int wanted;		/* places; 0: not said, then any number is welcome */
	LIST_OF(struct sector_want) sector_wants;
	int hours;		/* all in all, for one person; -1 */
	day until;		/* DAY_NONE */
	int64_t contact;	/* the member who holds it; 0: nobody */
	bool contact_agreed;	/* only then others see the name */
	enum project_state state;
	instant made;
	instant called;		/* when the call was decided; INSTANT_NONE */
	instant started;	/* group complete and introduced; INSTANT_NONE */
	day paused_until;	/* parked until; DAY_NONE */
	int64_t taken_by;	/* a leader who holds it for the time being; 0 */
	day taken_until;	/* DAY_NONE */
	instant last_progress;	/* INSTANT_NONE */
	instant progress_asked; /* last progress ask; INSTANT_NONE */
	int unanswered;		/* progress asks in a row without answer */
	const char *stuck;	/* her words when she said so, masked; "" when not stuck */
	day stuck_since;	/* DAY_NONE */
	instant rehearsed;
};

/* At most one standing answer on an ask. */
struct standing_answer {
	instant at; /* INSTANT_NONE: none yet */
	enum answer_kind kind;
	LIST_OF(int) choices;
	LIST_OF(int) declined;
	const char *comment; /* "" */
	day date;
	const char *person; /* "" */
	int hours;
	bool manager;
	enum evidence evidence;
	int64_t told_by; /* a leader who told it for her; 0 */
};

struct ask {
	int64_t id;
	enum ask_kind kind;
	int64_t member;
	int64_t topic;		    /* the meeting, project or order; 0 for standing, and for signup, which has offers */
	LIST_OF(int64_t) offers;    /* signup: projects, in the order of their numbers in the letter */
	enum ask_state state;
	instant put;		    /* when its letter was made */
	instant reminded;	    /* INSTANT_NONE */
	instant closed;		    /* INSTANT_NONE */
	int64_t letter;		    /* the letter that put it */
	const char *uid;	    /* attendance: calendar UID of this member's copy; NULL for the other kinds */
	int sequence;		    /* the SEQUENCE last sent to her */
	bool declined_before_move;  /* said no to an earlier day: told of the move once, not reminded */
	int asked_back;		    /* questions back since the last clear answer */
	struct standing_answer answer;
	struct standing_answer before; /* what `undo` goes back to */
};

/* A letter as decisions see it; its bytes are the outbox's. */
struct letter {
	int64_t id;
	int64_t member;
	int64_t ask;   /* 0: askless */
	int64_t topic; /* what it is about, 0 */
	const char *template; /* "attendance-reminder" */
	enum letter_class class;
	bool unprompted; /* counts in the budget */
	enum letter_state state;
	bool held;	 /* `vänta`, or Stop: waits for a word */
	bool awaits;	 /* for the administrator's: samlad release */
	const char *token, *code, *message_id;
	const char *subject, *text; /* text is NULL but for a letter that the desk looked up */
	instant made, not_before, not_after;
	instant sent; /* INSTANT_NONE */
	instant outdated; /* when it was dropped unsent, older than its use; INSTANT_NONE */
};

/* An order by a leader or contact, from its preview on. */
struct order {
	int64_t id;
	int kind;	   /* enum order_kind (order.h) */
	int64_t member;	   /* who ordered */
	int64_t topic;	   /* what it changes, or has made; 0 */
	enum order_state state;
	const char *title; /* "" */
	LIST_OF(struct field) fields;
	const char *text;  /* "" */
	bool cancel, same_again;
	const struct calendar *calendar; /* the leader's own invitation that is the order, or NULL */
	instant made;
	instant release;   /* ORDER_HELD: when it happens; INSTANT_NONE */
	instant other_asked; /* when the other leaders got the preview too; INSTANT_NONE */
	int64_t decided_by; /* 0 */
	int64_t replaces;  /* the order whose changed words it is; 0 */
};

/* An agenda item. */
struct item {
	int64_t id;
	int64_t meeting;
	int64_t member;
	const char *text;
	bool withdrawn;
};

/* What a project's members told. */
struct progress {
	int64_t id;
	int64_t project;
	int64_t member;
	instant at;
	enum answer_kind kind; /* yes: done, no: stuck, text */
	const char *text;
};

/* An idea for the backlog. */
struct idea {
	int64_t id;
	int64_t member;
	instant at;
	const char *title, *text;
};

/* A mail, or a question in one, that waits for a person's eyes. */
struct look {
	int64_t id;
	int64_t mail;
	int64_t member;	  /* 0: a stranger */
	const char *from;
	const char *why;  /* a word of ours: question help stranger unplaced records counter … */
	const char *text; /* masked, no attachments */
	instant at;
	bool at_stake;	  /* told the same working day */
	instant told;	  /* INSTANT_NONE */
};

/* What the network itself remembers. */
struct network_state {
	bool live;		/* `Starta` confirmed, or mode = live */
	bool stopped;		/* `Stopp`: nothing unprompted until `Starta` */
	instant first_order;	/* the first Monday letter is on the Monday after; INSTANT_NONE */
	day last_alert;		/* the day of the last leaders' letter; DAY_NONE */
	day hold_until;		/* `vänta`: what goes out this week is kept back until this day; DAY_NONE */
	instant worked;		/* when a decision was last taken */
	instant due;		/* since when something is due, as far as was known then; read only; INSTANT_NONE */
	instant outage_told;	/* when the leaders were last told what an outage made late; INSTANT_NONE */
	LIST_OF(int64_t) alert_rows;	/* the projects of the last leaders' letter, in the order of their row numbers */
	LIST_OF(const char *) approved; /* templates of the standard letters that a leader has approved */
};

struct snapshot {
	const struct network *network;
	struct network_state state;
	LIST_OF(struct member) members;
	LIST_OF(struct meeting) meetings; /* to come, and those of the last 90 days; by start */
	LIST_OF(struct project) projects; /* not done, and done in the last 90 days; by number */
	LIST_OF(struct ask) asks;	  /* of those, open ones, and those of the last 90 days; by number */
	LIST_OF(struct letter) letters;	  /* waiting, and made in the last 60 days; by number */
	LIST_OF(struct order) orders;	  /* asked or held, and those of the last 30 days; by number */
	LIST_OF(struct item) items;	  /* of those meetings */
	LIST_OF(struct progress) progress; /* of those projects, last 200 days; by time */
	LIST_OF(struct idea) ideas;
	LIST_OF(struct look) looks;	  /* not told, and told in the last 30 days */
	int64_t next_id;		  /* the first free number */
};

/* NULL when there is none of that number. */
const struct member *snapshot_member(const struct snapshot *snapshot, int64_t id);
const struct meeting *snapshot_meeting(const struct snapshot *snapshot, int64_t id);
const struct project *snapshot_project(const struct snapshot *snapshot, int64_t id);
const struct ask *snapshot_ask(const struct snapshot *snapshot, int64_t id);
const struct order *snapshot_order(const struct snapshot *snapshot, int64_t id);
const struct letter *snapshot_letter(const struct snapshot *snapshot, int64_t id);
/* By any of her addresses (normal form), those who left too. The second, third … with `after` the one before. */
const struct member *snapshot_member_by_address(const struct snapshot *snapshot, const char *address,
	const struct member *after);
/* By name as people write it: whole name, else given name, if exactly one active member fits; else NULL and, in
 * ret_several, whether more than one did. Also takes an address. */
const struct member *snapshot_member_by_name(const struct snapshot *snapshot, const char *name, bool *ret_several);
/* The ask of that kind to that member about that topic (signup: among its offers), the newest; NULL. */
const struct ask *snapshot_find_ask(const struct snapshot *snapshot, enum ask_kind kind, int64_t member, int64_t topic);
bool member_is_leader(const struct snapshot *snapshot, const struct member *member);
/* Active, not paused, not head or outside: may be asked and mailed. Away members are still askable. */
bool member_is_askable(const struct snapshot *snapshot, const struct member *member, day today);
bool ask_is_answered(const struct ask *ask);
/* When it was free to go; and whether it was sent more than LETTER_LATE_S after that. */
#define LETTER_LATE_S DAY_S
instant letter_leaves(const struct letter *letter);
bool letter_was_late(const struct letter *letter);

/* How a project's places stand, from the standing answers to its sign-up asks. */
struct project_count {
	int asked, yes, no, maybe, silent;
	int sector_yes[32];
};
struct project_count project_count(const struct snapshot *snapshot, const struct project *project);
/* The answer of one sign-up ask for one of its offers: yes no maybe, or ANSWER_UNCLEAR for none. */
enum answer_kind ask_offer_answer(const struct ask *ask, int64_t project);
bool project_has_member(const struct snapshot *snapshot, const struct project *project, int64_t member);

/* How a meeting's answers stand; those whom a leader's own calendar invited are among them. */
struct meeting_count {
	int asked, yes, no, maybe, silent;
	int sector_yes[32];
};
struct meeting_count meeting_count(const struct snapshot *snapshot, const struct meeting *meeting);
/* Whether the meeting concerns her: whole network, or she is in its group. */
bool meeting_concerns(const struct snapshot *snapshot, const struct meeting *meeting, const struct member *member);

#endif
