/* SPDX-License-Identifier: MIT */
/*
 * A mail's way through samlad: server, fetcher, Maildir, coordinator, store, sender, server; a process killed or the
 * power cut between any two steps, the same mail lying on the server twice. Each step carries the name of the
 * function that it stands for.
 *
 * Checked whole by spin (tests/model/check): in every run, once nothing can happen any more, the mail had its effect
 * exactly once, its letter was accepted at least once, and never with other bytes. Each mutation (-DMUTATION=n) breaks
 * an order that the code keeps, and must be refuted:
 *   1 the mail filed away, out of every scan, before its transaction committed     (kills)
 *   2 the letter marked sent before the server's answer to DATA                    (kills)
 *   3 the fetcher's cursor committed before the mail's file is durable             (power cuts)
 *   4 the directory not synced after the rename                                    (power cuts)
 *   5 a commit that returns before it is on the disk (synchronous below FULL)      (power cuts)
 */
#ifndef MUTATION
#define MUTATION 0
#endif
#ifndef KILLS
#define KILLS 2
#endif
#ifndef CUTS
#define CUTS 2
#endif
#define UIDS 2 /* the same mail, twice on the server */

/* ---- what the disk holds: seen by everybody, and what a power cut leaves ---- */
bool file_whole[UIDS + 1], file_whole_disk[UIDS + 1]; /* the bytes in tmp/ */
bool in_new[UIDS + 1], in_new_disk[UIDS + 1];
bool in_cur[UIDS + 1], in_cur_disk[UIDS + 1];
bool gone[UIDS + 1]; /* mutation 1: where nobody looks */

/* ---- the store: as committed, and what a power cut leaves ---- */
byte cursor, cursor_disk;
bool done[UIDS + 1], done_disk[UIDS + 1];
bool known, known_disk;	   /* the mail's identity */
byte effects, effects_disk;
byte letter, letter_disk;  /* 0 none, else which bytes: a number of its own for each time it was made */
bool sent, sent_disk;

/* ---- the way out's server ---- */
byte accepted;	  /* bytes last accepted, 0 none */
bool accepted_other; /* and then others: the member has two letters */

byte made; /* how many times a letter was made: gives its bytes their number */
byte kills = KILLS, cuts = CUTS;

/* ---- where each process stands; lost with it ---- */
byte fetching, fetch_step; /* which UID, which step */
byte taking, take_step;
byte send_step;

inline sync_store()
{
	cursor_disk = cursor; known_disk = known; effects_disk = effects; letter_disk = letter; sent_disk = sent;
	done_disk[1] = done[1]; done_disk[2] = done[2];
}
/* store_commit(): with synchronous=FULL it is on the disk when it returns. */
inline store_commit()
{
#if MUTATION == 5
	if
	:: sync_store()
	:: skip /* some time later, or never */
	fi
#else
	sync_store()
#endif
}

inline forget_processes()
{
	fetching = 0; fetch_step = 0; taking = 0; take_step = 0; send_step = 0;
}

proctype way()
{
	byte u;
end:
	do
	/* ---- the fetcher ---- */
	:: atomic { fetching == 0 && cursor < UIDS -> fetching = cursor + 1; fetch_step = 1 } /* fetcher_run(): a round */
#if MUTATION == 3
	:: atomic { fetch_step == 1 -> cursor = fetching; store_commit(); fetch_step = 2 }
#else
	:: atomic { fetch_step == 1 -> fetch_step = 2 }
#endif
	:: atomic { fetch_step == 2 -> file_whole[fetching] = true; fetch_step = 3 }		/* imap_fetch() */
	:: atomic { fetch_step == 3 -> file_whole_disk[fetching] = true; fetch_step = 4 }	/* maildir_publish(): fsync */
	:: atomic { fetch_step == 4 ->								/* maildir_publish(): rename */
		if
		:: !in_cur[fetching] -> in_new[fetching] = true
		:: else
		fi;
		fetch_step = 5 }
#if MUTATION == 4
	:: atomic { fetch_step == 5 -> fetch_step = 6 }
#else
	:: atomic { fetch_step == 5 -> in_new_disk[fetching] = in_new[fetching]; fetch_step = 6 } /* maildir_sync() */
#endif
	:: atomic { fetch_step == 6 ->						/* coordinator_fetch_take(): store_set_cursor() */
		if
		:: cursor < fetching -> cursor = fetching; store_commit()
		:: else
		fi;
		fetching = 0; fetch_step = 0 }
	/* ---- the coordinator ---- */
	:: atomic { taking == 0 && (in_new[1] || (in_cur[1] && !done[1])) -> taking = 1; take_step = 1 } /* maildir_list(), is_wanted() */
	:: atomic { taking == 0 && (in_new[2] || (in_cur[2] && !done[2])) -> taking = 2; take_step = 1 }
#if MUTATION == 1
	:: atomic { take_step == 1 ->
		in_new[taking] = false; in_new_disk[taking] = false; gone[taking] = true; take_step = 2 }
#else
	:: atomic { take_step == 1 -> take_step = 2 }				/* talk_begin(), talk_words() */
#endif
	:: atomic { take_step == 2 ->						/* decide(): one transaction */
		if
		:: done[taking]
		:: !done[taking] && known -> done[taking] = true; store_commit() /* store_mail_is_known(): no second effect */
		:: !done[taking] && !known ->
			known = true; effects++; made++; letter = made; sent = false; done[taking] = true; store_commit()
		fi;
		take_step = 3 }
	:: atomic { take_step == 3 ->						/* maildir_file_away() */
		if
		:: in_new[taking] -> in_new[taking] = false; in_cur[taking] = true
		:: else
		fi;
		take_step = 4 }
	:: atomic { take_step == 4 ->						/* its directory, by and by */
		in_new_disk[taking] = in_new[taking]; in_cur_disk[taking] = in_cur[taking]; taking = 0; take_step = 0 }
	/* ---- the sender ---- */
	:: atomic { send_step == 0 && letter != 0 && !sent -> send_step = 1 }	/* store_outbox_next(), hand_over() */
#if MUTATION == 2
	:: atomic { send_step == 1 -> sent = true; store_commit(); send_step = 2 }
	:: atomic { send_step == 2 -> accepted_other = accepted_other || (accepted != 0 && accepted != letter);
		accepted = letter; send_step = 0 }
#else
	:: atomic { send_step == 1 ->						/* smtp_send(): DATA accepted */
		accepted_other = accepted_other || (accepted != 0 && accepted != letter);
		accepted = letter; send_step = 2 }
	:: atomic { send_step == 2 -> sent = true; store_commit(); send_step = 0 } /* store_letter_sent() */
#endif
	/* ---- killed: the processes forget, the disk's cache stays ---- */
	:: atomic { kills > 0 -> kills--; forget_processes() }
	/* ---- the power cut: only what was synced is left ---- */
	:: atomic { cuts > 0 -> cuts--; forget_processes();
		u = 1;
		do
		:: u <= UIDS ->
			in_new[u] = in_new_disk[u] && file_whole_disk[u];
			in_cur[u] = in_cur_disk[u] && file_whole_disk[u];
			file_whole[u] = file_whole_disk[u];
			done[u] = done_disk[u];
			u++
		:: else -> break
		od;
		cursor = cursor_disk; known = known_disk; effects = effects_disk; letter = letter_disk; sent = sent_disk }
	/* ---- nothing can happen any more ---- */
	:: atomic { timeout -> assert(effects == 1); assert(sent); assert(accepted != 0);
		assert(done[1] && done[2]); assert(!accepted_other); break }
	od
}

init
{
	run way()
}
