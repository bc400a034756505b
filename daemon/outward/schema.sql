-- SPDX-License-Identifier: MIT
-- samlad's state. Instants are seconds since 1970 (UTC), days are ISO dates, NULL is "none"; words are those of
-- words.h and snapshot.h. People's own words and names stand in these tables, never in the journal (fact).

CREATE TABLE meta (
	name TEXT PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE network (
	slug TEXT PRIMARY KEY,
	live INTEGER NOT NULL DEFAULT 0,
	stopped INTEGER NOT NULL DEFAULT 0,
	first_order INTEGER,
	last_alert TEXT,
	hold_until TEXT,
	worked INTEGER,
	alert_rows TEXT NOT NULL DEFAULT '',
	approved TEXT NOT NULL DEFAULT '',
	outage_told INTEGER,
	next_due INTEGER              -- NULL: nothing will be due by itself
) STRICT, WITHOUT ROWID;
CREATE INDEX network_due ON network (next_due) WHERE next_due IS NOT NULL;

CREATE TABLE member (
	id INTEGER PRIMARY KEY,
	network TEXT NOT NULL,
	name TEXT NOT NULL,
	given_name TEXT NOT NULL,
	organisation TEXT NOT NULL,
	sector INTEGER NOT NULL,
	role TEXT NOT NULL,
	language TEXT NOT NULL,
	standing TEXT NOT NULL,
	paused_until TEXT,
	away_until TEXT,
	addresses TEXT NOT NULL,
	joined INTEGER,
	first_letter INTEGER,
	last_heard INTEGER,
	last_asked INTEGER,
	hard_bounces INTEGER NOT NULL,
	last_bounce TEXT,
	wrong_codes INTEGER NOT NULL
) STRICT;
CREATE INDEX member_network ON member (network);

CREATE TABLE meeting (
	id INTEGER PRIMARY KEY,
	network TEXT NOT NULL,
	title TEXT NOT NULL,
	start INTEGER,
	"end" INTEGER,
	place TEXT NOT NULL,
	link TEXT NOT NULL,
	text TEXT NOT NULL,
	"group" INTEGER NOT NULL,
	state TEXT NOT NULL,
	sequence INTEGER NOT NULL,
	ordered_by INTEGER NOT NULL,
	leader_uid TEXT,
	called INTEGER,
	moved INTEGER,
	moved_sequence INTEGER NOT NULL,
	numbers_told INTEGER,
	details_told INTEGER,
	agenda_called INTEGER,
	agenda_drafted INTEGER,
	rehearsed INTEGER,
	invited TEXT NOT NULL
) STRICT;
CREATE INDEX meeting_network ON meeting (network, start);

CREATE TABLE project (
	id INTEGER PRIMARY KEY,
	network TEXT NOT NULL,
	title TEXT NOT NULL,
	aim TEXT NOT NULL,
	product TEXT NOT NULL,
	after TEXT NOT NULL,
	text TEXT NOT NULL,
	wanted INTEGER NOT NULL,
	sector_wants TEXT NOT NULL,
	hours INTEGER NOT NULL,
	until TEXT,
	contact INTEGER NOT NULL,
	contact_agreed INTEGER NOT NULL,
	state TEXT NOT NULL,
	made INTEGER,
	called INTEGER,
	started INTEGER,
	paused_until TEXT,
	taken_by INTEGER NOT NULL,
	taken_until TEXT,
	last_progress INTEGER,
	progress_asked INTEGER,
	unanswered INTEGER NOT NULL,
	stuck TEXT NOT NULL,
	stuck_since TEXT,
	rehearsed INTEGER
) STRICT;
CREATE INDEX project_network ON project (network);

CREATE TABLE ask (
	id INTEGER PRIMARY KEY,
	network TEXT NOT NULL,
	kind TEXT NOT NULL,
	member INTEGER NOT NULL,
	topic INTEGER NOT NULL,
	offers TEXT NOT NULL,
	state TEXT NOT NULL,
	put INTEGER,
	reminded INTEGER,
	closed INTEGER,
	letter INTEGER NOT NULL,
	uid TEXT,
	sequence INTEGER NOT NULL,
	declined_before_move INTEGER NOT NULL,
	asked_back INTEGER NOT NULL,
	answer_at INTEGER,
	answer_kind TEXT NOT NULL,
	answer_choices TEXT NOT NULL,
	answer_declined TEXT NOT NULL,
	answer_comment TEXT NOT NULL,
	answer_date TEXT,
	answer_person TEXT NOT NULL,
	answer_hours INTEGER NOT NULL,
	answer_manager INTEGER NOT NULL,
	answer_evidence TEXT NOT NULL,
	answer_told_by INTEGER NOT NULL,
	before_at INTEGER,
	before_kind TEXT NOT NULL,
	before_choices TEXT NOT NULL,
	before_declined TEXT NOT NULL,
	before_comment TEXT NOT NULL,
	before_date TEXT,
	before_person TEXT NOT NULL,
	before_hours INTEGER NOT NULL,
	before_manager INTEGER NOT NULL,
	before_evidence TEXT NOT NULL,
	before_told_by INTEGER NOT NULL
) STRICT;
CREATE INDEX ask_network ON ask (network, state, put);
CREATE INDEX ask_member ON ask (member);
CREATE UNIQUE INDEX ask_uid ON ask (uid) WHERE uid IS NOT NULL;

CREATE TABLE letter (
	id INTEGER PRIMARY KEY,
	network TEXT NOT NULL,
	member INTEGER NOT NULL,
	ask INTEGER NOT NULL,
	topic INTEGER NOT NULL,
	template TEXT NOT NULL,
	class TEXT NOT NULL,
	unprompted INTEGER NOT NULL,
	state TEXT NOT NULL,
	held INTEGER NOT NULL,
	token TEXT NOT NULL UNIQUE,
	code TEXT,
	message_id TEXT NOT NULL,
	subject TEXT NOT NULL,
	text TEXT,
	made INTEGER NOT NULL,
	not_before INTEGER,
	not_after INTEGER,
	sent INTEGER,
	-- the outbox: whole bytes, made once
	recipient TEXT NOT NULL,
	sender TEXT NOT NULL,
	bytes BLOB,
	tries INTEGER NOT NULL DEFAULT 0,
	next_try INTEGER,
	trouble TEXT,
	awaits INTEGER NOT NULL DEFAULT 0, -- the administrator's word: samlad release
	outdated INTEGER                   -- when it was dropped, older than its use
) STRICT;
CREATE INDEX letter_network ON letter (network, made);
CREATE INDEX letter_waiting ON letter (tries, id) WHERE state = 'waiting';
CREATE INDEX letter_member ON letter (member, made);
CREATE INDEX letter_code ON letter (code) WHERE code IS NOT NULL;

CREATE TABLE "order" (
	id INTEGER PRIMARY KEY,
	network TEXT NOT NULL,
	kind TEXT NOT NULL,
	member INTEGER NOT NULL,
	topic INTEGER NOT NULL,
	state TEXT NOT NULL,
	title TEXT NOT NULL,
	fields TEXT NOT NULL,
	text TEXT NOT NULL,
	cancel INTEGER NOT NULL,
	same_again INTEGER NOT NULL,
	calendar TEXT,
	made INTEGER,
	release INTEGER,
	other_asked INTEGER,
	decided_by INTEGER NOT NULL,
	replaces INTEGER NOT NULL
) STRICT;
CREATE INDEX order_network ON "order" (network, state, made);

CREATE TABLE item (
	id INTEGER PRIMARY KEY,
	network TEXT NOT NULL,
	meeting INTEGER NOT NULL,
	member INTEGER NOT NULL,
	text TEXT NOT NULL,
	withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX item_network ON item (network, meeting);

CREATE TABLE progress (
	id INTEGER PRIMARY KEY,
	network TEXT NOT NULL,
	project INTEGER NOT NULL,
	member INTEGER NOT NULL,
	at INTEGER,
	kind TEXT NOT NULL,
	text TEXT NOT NULL
) STRICT;
CREATE INDEX progress_network ON progress (network, at);

CREATE TABLE idea (
	id INTEGER PRIMARY KEY,
	network TEXT NOT NULL,
	member INTEGER NOT NULL,
	at INTEGER,
	title TEXT NOT NULL,
	text TEXT NOT NULL
) STRICT;
CREATE INDEX idea_network ON idea (network);

CREATE TABLE look (
	id INTEGER PRIMARY KEY,
	network TEXT NOT NULL,
	mail INTEGER NOT NULL,
	member INTEGER NOT NULL,
	"from" TEXT NOT NULL,
	why TEXT NOT NULL,
	text TEXT NOT NULL,
	at INTEGER,
	at_stake INTEGER NOT NULL,
	told INTEGER
) STRICT;
CREATE INDEX look_network ON look (network, told);

-- Mails by their file in the Maildir. Tries are counted before a mail is opened.
CREATE TABLE mail (
	id INTEGER PRIMARY KEY,
	mailbox TEXT NOT NULL,
	file TEXT NOT NULL,
	network TEXT,
	tries INTEGER NOT NULL DEFAULT 0,
	version TEXT NOT NULL,
	quarantined INTEGER,
	taken INTEGER NOT NULL,
	done INTEGER,
	message_id TEXT,
	sender TEXT,
	identity BLOB,
	UNIQUE (mailbox, file)
) STRICT;
CREATE INDEX mail_identity ON mail (network, identity) WHERE identity IS NOT NULL;
CREATE INDEX mail_sender ON mail (network, sender, done) WHERE done IS NOT NULL;
CREATE INDEX mail_message_id ON mail (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE fetch_cursor (
	mailbox TEXT PRIMARY KEY,
	uid_validity INTEGER NOT NULL,
	last_uid INTEGER NOT NULL,
	last_taken INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE handled (
	mailbox TEXT NOT NULL,
	uid_validity INTEGER NOT NULL,
	uid INTEGER NOT NULL,
	PRIMARY KEY (mailbox, uid_validity, uid)
) STRICT, WITHOUT ROWID;

-- The journal: only ever added to.
CREATE TABLE fact (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	network TEXT NOT NULL,
	at INTEGER NOT NULL,
	mail INTEGER NOT NULL,        -- 0: a tick of the clock
	kind TEXT NOT NULL,
	member INTEGER NOT NULL,
	topic INTEGER NOT NULL,
	ask INTEGER NOT NULL,
	letter INTEGER NOT NULL,
	"order" INTEGER NOT NULL,
	word TEXT,
	number INTEGER NOT NULL,
	day TEXT
) STRICT;
CREATE INDEX fact_network ON fact (network, at);
CREATE INDEX fact_member ON fact (member) WHERE member != 0;
CREATE INDEX fact_mail ON fact (mail) WHERE mail != 0;
CREATE TRIGGER fact_is_kept BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER fact_is_fixed BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;

INSERT INTO meta (name, value) VALUES ('next_id', 1);
PRAGMA user_version = 2;
