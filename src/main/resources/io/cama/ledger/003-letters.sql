-- Dead letters are worked on. item.result of a dead item is what stands in the outputs in its place.

-- What holds for an item that was worked on, beside its row.
CREATE TABLE letter (
  item     INTEGER PRIMARY KEY,             -- item.key
  original TEXT,                            -- its fields as they were cut from the input, once they were edited
  edited   INTEGER,                         -- calls before it were made with other fields
  retake   TEXT                             -- how it is asked since it was last tried again; null as the job says
);

-- What was done about dead items, by whom it may concern later: nothing here is ever changed.
CREATE TABLE mend (
  no     INTEGER PRIMARY KEY,
  item   INTEGER NOT NULL,                  -- item.key
  at     INTEGER NOT NULL,
  how    TEXT    NOT NULL,
  detail TEXT    NOT NULL                   -- JSON object
);
CREATE INDEX mend_item ON mend (item);

-- Whom it concerns is told once of an item that is dead for good.
CREATE TABLE notice (
  item  INTEGER PRIMARY KEY,                -- item.key
  tries INTEGER NOT NULL DEFAULT 0,
  why   TEXT,                               -- why the last try failed
  told  INTEGER                             -- when it arrived
);
CREATE INDEX notice_open ON notice (item) WHERE told IS NULL;
