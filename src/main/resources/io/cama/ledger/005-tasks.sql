-- Urgent items go first, values are counted, what is deployed has one owner, and events are kept until they arrive.

ALTER TABLE item ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;       -- lower goes first, from 1; 0 for none
CREATE INDEX item_ranked ON item (rank) WHERE state = 'PENDING' AND rank > 0;

-- How many rows of a run have a value in a field.
CREATE TABLE field_count (
  run   INTEGER NOT NULL,
  field TEXT    NOT NULL,
  value TEXT    NOT NULL,
  rows  INTEGER NOT NULL,
  PRIMARY KEY (run, field, value)
) WITHOUT ROWID;

-- Whose a deployed path is, in one run.
CREATE TABLE deployed (
  run  INTEGER NOT NULL,
  path TEXT    NOT NULL,                                           -- as the least able file system tells names apart
  item INTEGER NOT NULL,                                           -- item.key
  PRIMARY KEY (run, path)
) WITHOUT ROWID;

-- Events that a listener has not got yet.
CREATE TABLE event (
  no       INTEGER PRIMARY KEY AUTOINCREMENT,
  listener TEXT    NOT NULL,
  body     TEXT    NOT NULL,                                       -- JSON object
  kept     INTEGER NOT NULL DEFAULT 0,                             -- 1: it was tried and given up for the time being
  why      TEXT                                                    -- it did not arrive the last time
);
CREATE INDEX event_listener ON event (listener, kept, no);
