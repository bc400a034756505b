/* SPDX-License-Identifier: MIT */
/*
 * A mail's way through samlad: server, fetcher, Maildir, coordinator, store, sender, server; each process killed or the
 * power cut between any two steps, the same mail lying on the server twice, and what was handled deleted there. Each
 * step carries the name of the function that it stands for (tests/model/check looks whether they are still there).
 *
 * Checked whole by spin (tests/model/check). No run goes round for ever, and when nothing can happen any more the mail
 * has had its effect exactly once, its letter was accepted at least once and never with other bytes, and both copies
 * are filed away and gone from the server. At every moment each copy is on the server or on the disk: no mail is lost.
 * Each mutation (-DMUTATION=n) breaks an order that the code keeps. Undisturbed it does as well, and is refuted by
 *   1 a kill         the mail filed away, out of every scan, before its transaction committed
 *   2 a kill         the letter marked sent before the server's answer to DATA
 *   3 a power cut    the fetcher's cursor committed before the mail's file is durable
 *   4 a power cut    the directory not synced after the rename
 *   5 a power cut    a commit that returns before it is on the disk (synchronous below FULL)
 *   6 both           handled mail deleted on the server before all above the cursor is fetched
 * What the disk may write by itself, early, is written at any moment; a rename is one change, as with any journal.
 */
#ifndef MUTATION
#define MUTATION 0
#endif
#ifndef KILLS
#define KILLS 2
#endif
#ifndef CUTS
#define CUTS 1
#endif
#define UIDS 2 /* the same mail, twice on the server */
/* A round of the fetcher first fetches all that is above its cursor, then does with the handled what is to be done: a
 * mail that a killed fetcher renamed and did not sync is fetched and synced again before it may leave the server. */
#if MUTATION == 6
#define all_fetched (fetcher && fetch_step == 0)
#else
#define all_fetched (fetcher && fetch_step == 0 && fetched == UIDS)
#endif

/* ---- the mail server ---- */
bool on_server[UIDS + 1];

/* ---- the Maildir: as everybody sees it, and what a power cut leaves ---- */
bool tmp_whole[UIDS + 1], tmp_synced[UIDS + 1];
bool in_new[UIDS + 1], new_synced[UIDS + 1], in_new_disk[UIDS + 1]; /* new_synced: its bytes */
bool in_cur[UIDS + 1], in_cur_disk[UIDS + 1];
bool gone[UIDS + 1]; /* mutation 1: where nobody looks */

/* ---- the store: as committed, and what a power cut leaves ---- */
byte cursor, cursor_disk;
bool done[UIDS + 1], done_disk[UIDS + 1];
bool handled[UIDS + 1], handled_disk[UIDS + 1]; /* the server is still to be told */
bool known, known_disk; /* the mail's identity */
byte effects, effects_disk;
byte letter, letter_disk; /* 0 none, else which bytes: a number of its own for each time it was made */
bool sent, sent_disk;

/* ---- the way out's server ---- */
byte accepted; /* bytes last accepted, 0 none */
bool accepted_other; /* and then others: the member has two letters */

byte made; /* how many times a letter was made: gives its bytes their number */
byte kills = KILLS, cuts = CUTS;

/* ---- where each process stands, and what is on the wires between them; lost with it ---- */
bool fetcher;
byte fetched, fetching, fetch_step; /* its own cursor; which UID, which step */
byte told; /* arrived, on its way to the coordinator */
bool filed[UIDS + 1]; /* filed, on its way to the coordinator */
byte taking, take_step;
byte send_step;

inline sync_store()
{
	cursor_disk = cursor; known_disk = known; effects_disk = effects; letter_disk = letter; sent_disk = sent;
	done_disk[1] = done[1]; done_disk[2] = done[2]; handled_disk[1] = handled[1]; handled_disk[2] = handled[2]
}
/* store_commit(): with synchronous=FULL it is on the disk when it returns. */
inline commit()
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
inline tell_arrived(uid)
{
	told = uid; fetched = uid
}

inline lose_fetcher()
{
	fetcher = false; fetched = 0; fetching = 0; fetch_step = 0
}
inline lose_all()
{
	lose_fetcher(); told = 0; filed[1] = false; filed[2] = false; taking = 0; take_step = 0; send_step = 0
}
inline sync_names(uid)
{
	in_new_disk[uid] = in_new[uid]; in_cur_disk[uid] = in_cur[uid]
}
/* A mail is on the server, or on the disk with all its bytes. */
inline nothing_is_lost(uid)
{
	assert(!in_new_disk[uid] || new_synced[uid]);
	assert(on_server[uid] || in_new_disk[uid] || in_cur_disk[uid])
}
inline cut(uid)
{
	nothing_is_lost(uid);
	in_new[uid] = in_new_disk[uid]; in_cur[uid] = in_cur_disk[uid]; tmp_whole[uid] = false; tmp_synced[uid] = false;
	done[uid] = done_disk[uid]; handled[uid] = handled_disk[uid]
}

proctype way()
{
	do
	/* ---- the fetcher ---- */
	:: atomic { !fetcher && !told && (cursor < UIDS || handled[1] || handled[2]) ->
		fetcher = true; fetched = cursor }				/* coordinator_fetch_start(), send_cursor() */
	:: atomic { fetcher && fetch_step == 0 && fetched < UIDS ->		/* imap_find_above() */
		if
		:: on_server[fetched + 1] -> fetching = fetched + 1; fetch_step = 1
		:: else -> fetched++
		fi }
#if MUTATION == 3
	:: atomic { fetch_step == 1 -> tell_arrived(fetching); fetch_step = 2 }
#else
	:: atomic { fetch_step == 1 -> fetch_step = 2 }
#endif
	:: atomic { fetch_step == 2 -> tmp_whole[fetching] = true; tmp_synced[fetching] = false; fetch_step = 3 } /* imap_fetch(), write_all() */
	:: atomic { fetch_step == 3 -> tmp_synced[fetching] = true; fetch_step = 4 } /* box_commit(): fsync */
	:: atomic { fetch_step == 4 ->						/* box_commit(): renameat */
		in_new[fetching] = true; new_synced[fetching] = tmp_synced[fetching];
		tmp_whole[fetching] = false; fetch_step = 5 }
#if MUTATION == 4
	:: atomic { fetch_step == 5 -> fetch_step = 6 }
#else
	:: atomic { fetch_step == 5 -> sync_names(fetching); fetch_step = 6 }	/* sync_new() */
#endif
	:: atomic { fetch_step == 6 -> tell_arrived(fetching); fetching = 0; fetch_step = 0 } /* fetcher_tell_arrived() */
	/* ---- what was handled leaves the server ---- */
	:: atomic { all_fetched && handled[1] && on_server[1] -> on_server[1] = false } /* tell_handled(), do_round(), imap_delete() */
	:: atomic { all_fetched && handled[2] && on_server[2] -> on_server[2] = false }
	:: atomic { all_fetched && handled[1] && !on_server[1] && !filed[1] -> filed[1] = true } /* file_handled() */
	:: atomic { all_fetched && handled[2] && !on_server[2] && !filed[2] -> filed[2] = true }
	:: atomic { filed[1] -> filed[1] = false; handled[1] = false; commit() } /* take_filed(), store_handled_pop() */
	:: atomic { filed[2] -> filed[2] = false; handled[2] = false; commit() }
	/* ---- the coordinator ---- */
	:: atomic { told > 0 ->							/* take_arrived(), store_set_cursor() */
		if
		:: cursor < told -> cursor = told; commit()
		:: else
		fi;
		told = 0 }
	:: atomic { taking == 0 && (in_new[1] || (in_cur[1] && !done[1])) -> taking = 1; take_step = 1 } /* maildir_list(), is_wanted() */
	:: atomic { taking == 0 && (in_new[2] || (in_cur[2] && !done[2])) -> taking = 2; take_step = 1 }
#if MUTATION == 1
	:: atomic { take_step == 1 ->
		in_new[taking] = false; in_new_disk[taking] = false; gone[taking] = true; take_step = 2 }
#else
	:: atomic { take_step == 1 -> take_step = 2 }				/* store_mail_try(), talk_begin(), talk_words() */
#endif
	:: atomic { take_step == 2 ->						/* decide(), store_commit(): one transaction */
		if
		:: done[taking]
		:: !done[taking] && known -> done[taking] = true; handled[taking] = true; commit() /* store_mail_is_known() */
		:: !done[taking] && !known ->						/* store_apply(), store_mail_done(), store_handled_push() */
			known = true; effects++; made++; letter = made; sent = false; done[taking] = true;
			handled[taking] = true; commit()
		fi;
		take_step = 3 }
	:: atomic { take_step == 3 ->						/* maildir_file_away() */
		in_new[taking] = false; in_cur[taking] = in_cur[taking] || !gone[taking]; taking = 0; take_step = 0 }
	/* ---- the sender ---- */
	:: atomic { send_step == 0 && letter != 0 && !sent -> send_step = 1 }	/* store_outbox_next(), hand_over() */
#if MUTATION == 2
	:: atomic { send_step == 1 -> sent = true; commit(); send_step = 2 }
	:: atomic { send_step == 2 -> accepted_other = accepted_other || (accepted != 0 && accepted != letter);
		accepted = letter; send_step = 0 }
#else
	:: atomic { send_step == 1 ->						/* smtp_send(): DATA accepted */
		accepted_other = accepted_other || (accepted != 0 && accepted != letter);
		accepted = letter; send_step = 2 }
	:: atomic { send_step == 2 -> sent = true; commit(); send_step = 0 }	/* take_outcome(), store_letter_sent() */
#endif
	/* ---- the disk writes by itself ---- */
	:: atomic { in_new_disk[1] != in_new[1] || in_cur_disk[1] != in_cur[1] -> sync_names(1) }
	:: atomic { in_new_disk[2] != in_new[2] || in_cur_disk[2] != in_cur[2] -> sync_names(2) }
	/* ---- killed: the process forgets, the disk's cache stays ---- */
	:: atomic { kills > 0 -> kills--;
		if
		:: lose_all()							/* the coordinator: starter_serve() ends its roles */
		:: fetcher -> lose_fetcher()					/* what it has told is still read */
		:: send_step == 1 -> send_step = 0				/* the sender: receive_outcome(), lose_sender() */
		:: send_step == 2 -> send_step = 0
		:: take_step == 2 -> take_step = 1				/* the reader's child: mail_failed(), try_mail() */
		fi }
	/* ---- the power cut: only what was synced is left ---- */
	:: atomic { cuts > 0 -> cuts--; lose_all(); cut(1); cut(2);
		cursor = cursor_disk; known = known_disk; effects = effects_disk; letter = letter_disk; sent = sent_disk }
	/* ---- nothing can happen any more ---- */
	:: atomic { timeout -> assert(effects == 1); assert(sent); assert(accepted != 0); assert(!accepted_other);
		assert(done[1] && done[2] && !in_new[1] && !in_new[2]);
		assert((in_cur[1] || gone[1]) && (in_cur[2] || gone[2]));
		assert(!on_server[1] && !on_server[2] && !handled[1] && !handled[2]); break }
	od
}

init
{
	on_server[1] = true; on_server[2] = true;
	run way()
}
