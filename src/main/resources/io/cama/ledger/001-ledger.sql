-- Instants are milliseconds since 1970. A call id marks a point in time too: calls are numbered as they are made.

CREATE TABLE run (
  no            INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  job           TEXT    NOT NULL,
  input         TEXT    NOT NULL,
  sha256        TEXT    NOT NULL,
  job_hash      TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  outbox        TEXT    NOT NULL,
  row_limit     INTEGER NOT NULL,
  model         TEXT,
  rank          INTEGER NOT NULL,
  turn          INTEGER NOT NULL,
  state         TEXT    NOT NULL,
  again         INTEGER NOT NULL DEFAULT 0, -- given again while running
  loaded        INTEGER NOT NULL DEFAULT 0,
  pass          INTEGER NOT NULL DEFAULT 1,
  reason        TEXT,
  inbox         INTEGER NOT NULL,
  accepted      INTEGER NOT NULL,
  started       INTEGER,
  ended         INTEGER,
  resume_at     INTEGER,
  first_call    INTEGER NOT NULL,           -- calls before it belong to an earlier submission
  first_attempt INTEGER NOT NULL,           -- calls before it no longer count as attempts
  calls         INTEGER NOT NULL DEFAULT 0, -- from here on: counters, kept in step with item and call
  input_tokens  INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  items         INTEGER NOT NULL DEFAULT 0,
  ok            INTEGER NOT NULL DEFAULT 0,
  dead          INTEGER NOT NULL DEFAULT 0,
  skipped       INTEGER NOT NULL DEFAULT 0,
  recalled      INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX run_turn ON run (turn);
CREATE INDEX run_queue ON run (state, rank, turn);

-- key is run.no * 2^40 + position: a run's items lie together and in input order, found without a second tree.
CREATE TABLE item (
  key      INTEGER PRIMARY KEY,
  line     INTEGER NOT NULL,
  state    TEXT    NOT NULL,
  at       INTEGER,                         -- when it ended
  recalled INTEGER,
  calls    TEXT,                            -- JSON array of the calls whose replies are in the result
  reason   TEXT,
  message  TEXT,
  fields   TEXT    NOT NULL,
  result   TEXT
);
CREATE INDEX item_pending ON item (key) WHERE state = 'PENDING';
CREATE INDEX item_dead ON item (key) WHERE state = 'DEAD';
CREATE INDEX item_dead_at ON item (at) WHERE state = 'DEAD';

CREATE TABLE call (
  id            INTEGER PRIMARY KEY,
  hash          TEXT    NOT NULL,
  attempt       INTEGER NOT NULL,
  item          INTEGER NOT NULL,           -- item.key
  prompt        TEXT    NOT NULL,
  pass          INTEGER NOT NULL,
  provider      TEXT    NOT NULL,
  model         TEXT    NOT NULL,           -- asked for
  asked         INTEGER NOT NULL,
  verdict       TEXT    NOT NULL,
  answered      INTEGER,
  status        INTEGER NOT NULL DEFAULT 0,
  served        TEXT,                       -- the model that answered
  input_tokens  INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  reason        TEXT,
  why           TEXT,
  content_type  TEXT,
  body          TEXT
);
CREATE UNIQUE INDEX call_hash ON call (hash, attempt);
CREATE INDEX call_item ON call (item);
CREATE INDEX call_asked ON call (item) WHERE verdict = 'ASKED';

-- How many replies in a run's results each model served.
CREATE TABLE served (
  run     INTEGER NOT NULL,
  model   TEXT    NOT NULL,
  replies INTEGER NOT NULL,
  PRIMARY KEY (run, model)
) WITHOUT ROWID;

CREATE TABLE content (
  key        TEXT PRIMARY KEY,
  digest     TEXT    NOT NULL,
  changed_at INTEGER NOT NULL               -- seconds since 1970
) WITHOUT ROWID;

-- Each opening for writing. An unanswered call from before the last one has an unknown outcome.
CREATE TABLE opening (
  no         INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  first_call INTEGER NOT NULL
);
