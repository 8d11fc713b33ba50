/**
 * Every limit that is checked in more than one place. firestore.rules cannot import, so it repeats them; the rules
 * tests compare the two at the limit and one past it.
 */

/** How long a seat counts as held after its last sign of life. Long, because renewing is a paid write. */
export const SEAT_LEASE_MS = 12 * 60_000;

/**
 * The same of somebody whose page hears the other's over a link. It is the link that tells then whether they are there, and whoever misses the
 * other writes it: so only two who vanish within a minute, both without a word, hold their seats for so long.
 */
export const LINKED_SEAT_LEASE_MS = 45 * 60_000;

/**
 * How often whoever is in a call looks whether to renew its seat, and does, unless it is held for as long as another's would be by that. Less
 * than half the lease, so one lost renewal costs nothing.
 */
export const SEAT_RENEWAL_MS = 5 * 60_000;

/** How long a seat that somebody had entered and then left is theirs alone: what a reload takes, and a tunnel. */
export const SEAT_KEPT_MS = 60_000;

/** How long after a lock whoever looked can see it at most; the host's next sign of life, or their leaving, ends that sooner. */
export const LOCK_SEEN_MS = 60_000;

/** A session's public key: P-256, raw and uncompressed. */
export const SESSION_KEY_BYTES = 65;

/** How long a call outlives the last person in it: the bounds a caller may choose from, and the default. */
export const MIN_EMPTY_TIMEOUT_SECONDS = 60;
export const MAX_EMPTY_TIMEOUT_SECONDS = 24 * 60 * 60;
export const DEFAULT_EMPTY_TIMEOUT_SECONDS = 10 * 60;

/** How long a lasting room outlives the last person in it, and how long what a visit leaves beneath it does. */
export const ROOM_STAY_SECONDS = 90 * 24 * 60 * 60;
export const VISIT_TIMEOUT_SECONDS = 10 * 60;

/**
 * How long a visit behind a door outlives its host's last sign of life, whoever stays: longer than two may talk on without the database, and
 * less than from one day's visit to the next day's.
 */
export const VISIT_WITHOUT_HOST_MS = 12 * 60 * 60_000;

/** A lasting room's name, in UTF-16 code units after trimming; and sealed, in bytes: what every name is padded to, so that a room at rest fits into 1 kB. */
export const MAX_ROOM_NAME_LENGTH = 60;
export const MAX_SEALED_ROOM_NAME_BYTES = 256;

/** How long before its start a scheduled call may open. */
export const MAX_EARLY_ENTRY_MS = 60 * 60_000;

/** How long a scheduled call may take, and how far ahead it may end. */
export const MAX_SCHEDULED_LENGTH_MS = 24 * 60 * 60_000;
export const MAX_SCHEDULE_AHEAD_MS = 366 * 24 * 60 * 60_000;

/** Changes of one schedule. */
export const MAX_SCHEDULE_REVISION = 9_999;

/** A scheduled call's title, in UTF-16 code units after trimming. */
export const MAX_TITLE_LENGTH = 120;

/** An IANA time zone's name, in characters; the longest today has 32. */
export const MAX_TIME_ZONE_LENGTH = 64;

/** Sealed details, in bytes. The longest title takes 360 of UTF-8, six times that when every character is escaped. */
export const MAX_SEALED_DETAILS_BYTES = 2_048;

/** Where somebody may go on after a call, in characters, all of which are ASCII. */
export const MAX_RETURN_URL_LENGTH = 500;

/** Sealed settings of both links, in bytes: two names, and two addresses of which every character is escaped. */
export const MAX_SEALED_LINKS_BYTES = 4_096;

/** How many calls one user may create, and in how long; and how many words they may try or have drawn, counted apart. */
export const MAX_CALLS_PER_CREATION_WINDOW = 20;
export const CREATION_WINDOW_MS = 60 * 60_000;

/** In how long one user may create as many lasting rooms. */
export const ROOM_CREATION_WINDOW_MS = 30 * 24 * 60 * 60_000;

/** How long an ended call stays readable, so that the other side learns how it ended. */
export const TOMBSTONE_MS = 10 * 60_000;

/**
 * How long the ID of a deleted call stays retired. A call can be scheduled 366 days ahead, and its links lie in mails
 * and calendars about as long.
 */
export const RETIRED_MS = 400 * 24 * 60 * 60_000;

/** How far a client's idea of the server's time may be off when it writes `expiresAt`. */
export const CLOCK_TOLERANCE_MS = 30_000;

/** A sealed offer or answer, in bytes. Browsers' offers with five media sections are 6–10 kB; 200 % to spare. */
export const MAX_SEALED_DESCRIPTION_BYTES = 32 * 1024;

/** A sealed batch of candidates, in bytes. One candidate is about 175 bytes of JSON. */
export const MAX_SEALED_CANDIDATES_BYTES = 8 * 1024;

/** Batches of candidates that one side may send in one round. */
export const MAX_CANDIDATE_BATCHES = 10;

/** Candidates read from one batch; more are a sign of a hostile peer. */
export const MAX_CANDIDATES_PER_BATCH = 40;

/** Candidates read from one media section of a description; machines have fewer ways in, and the first are the best. */
export const MAX_CANDIDATES_PER_DESCRIPTION = 40;

/** One candidate line, in characters. */
export const MAX_CANDIDATE_LENGTH = 512;

/** An SDP, in characters. */
export const MAX_SDP_LENGTH = 20_000;

/** Rounds of one call, or of one visit to a lasting room. At one reload a minute this lasts a week. */
export const MAX_ROUNDS = 9_999;

/** The number of a round: those of a lasting room go on from visit to visit. At one a second this lasts thirty years. */
export const MAX_ROUND_NUMBER = 999_999_999;

/** The least time between two rounds. Whoever needs another one sooner waits; nobody else is kept busy with rounds. */
export const MIN_ROUND_INTERVAL_MS = 1_000;

/** How often one user may ring at one door, and how long after they were turned away they may not. */
export const MAX_RINGS = 6;

export const DECLINED_PAUSE_MS = 30_000;

/** How many people a host may ask to leave one call; and one lasting room, which keeps it for months and is to fit into 1 kB. */
export const MAX_DISMISSED = 20;
export const MAX_DISMISSED_FROM_ROOM = 3;

/** The least time between two writes of one knock. */
export const MIN_KNOCK_INTERVAL_MS = 2_000;

/** How long words that a host reads out lead somewhere: somebody types them while they are heard. */
export const SPOKEN_LIFE_MS = 15 * 60_000;

/** A sealed name at a door, and a sealed word to whoever knocks, in bytes: twice the longest, when all of it is escaped. */
export const MAX_SEALED_KNOCK_BYTES = 1_024;

/** How many knocks the host is shown, the latest. */
export const MAX_LISTED_KNOCKS = 20;

/** A word to whoever knocks, in UTF-16 code units after trimming. */
export const MAX_WORD_LENGTH = 120;

/** A name that others ring one by, in characters. */
export const MIN_PERSON_NAME_LENGTH = 3;
export const MAX_PERSON_NAME_LENGTH = 30;

/**
 * How long a name is its owner's at most after they came last, and how long one that was given up is kept from others. A lease ends only at whole
 * steps since the epoch, so that its end does not tell on which day they came.
 */
export const NAME_LEASE_STEP_MS = 30 * 24 * 60 * 60_000;
export const NAME_LEASE_MS = 180 * 24 * 60 * 60_000;
export const NAME_KEPT_MS = 30 * 24 * 60 * 60_000;

/** How long after a name one may not take another. */
export const NAME_PAUSE_MS = 60 * 60_000;

/** Devices that a name rings. */
export const MAX_NAME_KEYS = 5;

/** How long it rings, and how long a ring can be answered: clocks and ways to the server differ. */
export const RING_MS = 45_000;
export const MAX_RING_MS = 60_000;

/** How many names one may ask for, or claim, in `CREATION_WINDOW_MS`. */
export const MAX_NAMES_ASKED_FOR = 60;

/** In how long how many people one may ring, and how often each of them. */
export const RING_WINDOW_MS = 60 * 60_000;
export const MAX_PEOPLE_RUNG = 20;
export const MAX_RINGS_PER_PERSON = 5;

/** The least time between two rings of one caller. */
export const MIN_RING_INTERVAL_MS = 3_000;

/** What is sealed to all devices of a person, in bytes. */
export const MAX_SEALED_RING_BYTES = 2_048;

/** How many rings somebody is shown, the latest. */
export const MAX_LISTED_RINGS = 20;

/** A person's name as shown to the other, in UTF-16 code units after trimming. */
export const MAX_NAME_LENGTH = 60;

/** One message of the control channel, in characters of JSON. */
export const MAX_CONTROL_MESSAGE_LENGTH = 2_048;

/** What one message of a channel carries, in bytes. What browsers take whole from each other is four times as much. */
export const MAX_CHANNEL_MESSAGE_BYTES = 64 * 1024;
/** What one of bytes carries that this page itself says, where the other's can take it: larger ones go faster. */
export const MAX_CHANNEL_BYTES_LENGTH = 208 * 1024;

/** The name of a channel, in UTF-16 code units. */
export const MAX_CHANNEL_NAME_LENGTH = 64;

/** A message of the chat, in bytes of UTF-8. */
export const MAX_CHAT_TEXT_BYTES = 4 * 1024;
