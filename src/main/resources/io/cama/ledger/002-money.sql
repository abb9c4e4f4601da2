-- Costs are in billionths of a US dollar. What a run or a day has spent or reserved is kept in step with its calls.

ALTER TABLE run ADD COLUMN recall TEXT NOT NULL DEFAULT 'ALL';
ALTER TABLE run ADD COLUMN max_cost INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN fail_fast INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN spent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN uncertain INTEGER NOT NULL DEFAULT 0; -- of spent
ALTER TABLE run ADD COLUMN unpriced INTEGER NOT NULL DEFAULT 0;

ALTER TABLE call ADD COLUMN job TEXT;                            -- of a reply carried here, which has no item
ALTER TABLE call ADD COLUMN estimate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE call ADD COLUMN worst INTEGER NOT NULL DEFAULT 0;
ALTER TABLE call ADD COLUMN holding INTEGER NOT NULL DEFAULT 0;  -- 1: worst is reserved, 2: worst is spent and uncertain
ALTER TABLE call ADD COLUMN cost INTEGER;
ALTER TABLE call ADD COLUMN cached INTEGER NOT NULL DEFAULT 0;
ALTER TABLE call ADD COLUMN cache_written INTEGER NOT NULL DEFAULT 0;
ALTER TABLE call ADD COLUMN reasoning INTEGER NOT NULL DEFAULT 0;
ALTER TABLE call ADD COLUMN bytes INTEGER;                       -- of the body unpacked; null if that is its length here

CREATE INDEX call_held ON call (id) WHERE holding = 1;
CREATE INDEX call_load ON call (provider, asked);
CREATE INDEX call_answered ON call (answered, octet_length(body)) WHERE answered IS NOT NULL;

-- Per day since 1970, UTC, the day a call was asked.
CREATE TABLE spend (
  day      INTEGER PRIMARY KEY,
  spent    INTEGER NOT NULL,
  reserved INTEGER NOT NULL
);

-- What good replies have been like. Estimate and input are of the calls that had an estimate.
CREATE TABLE size (
  model      TEXT    NOT NULL,                                   -- provider/model
  job        TEXT    NOT NULL,
  prompt     TEXT    NOT NULL,
  calls      INTEGER NOT NULL,
  estimate   INTEGER NOT NULL,
  input      INTEGER NOT NULL,
  output     INTEGER NOT NULL,
  max_output INTEGER NOT NULL,
  PRIMARY KEY (model, job, prompt)
) WITHOUT ROWID;
INSERT INTO size
SELECT provider || '/' || call.model, run.job, prompt, count(*), 0, 0, sum(call.output_tokens), max(call.output_tokens)
FROM call JOIN run ON run.no = item >> 40
WHERE verdict = 'GOOD' AND call.input_tokens + call.output_tokens > 0
GROUP BY provider, call.model, run.job, prompt;

-- Replies in the results of a run other than the one they were bought for.
CREATE TABLE cited (
  call INTEGER NOT NULL,
  run  INTEGER NOT NULL,
  PRIMARY KEY (call, run)
) WITHOUT ROWID;
CREATE INDEX cited_run ON cited (run);
INSERT INTO cited
SELECT DISTINCT call.id, item.key >> 40 FROM item, json_each(item.calls) JOIN call ON call.id = value
WHERE item.calls IS NOT NULL AND call.item >> 40 <> item.key >> 40;

-- What calls had cost whose rows have been removed since, by the day they were asked.
CREATE TABLE removed (
  day           INTEGER NOT NULL,
  run           INTEGER NOT NULL,
  prompt        TEXT    NOT NULL,
  model         TEXT    NOT NULL,                                -- provider/model
  calls         INTEGER NOT NULL,
  input_tokens  INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cost          INTEGER NOT NULL,
  PRIMARY KEY (day, run, prompt, model)
) WITHOUT ROWID;

-- The largest id that was ever removed: ids are not used again, since they order calls in time.
CREATE TABLE removed_call (id INTEGER NOT NULL);
INSERT INTO removed_call VALUES (0);
CREATE VIEW next_call AS
SELECT max(coalesce((SELECT max(id) FROM call), 0), (SELECT id FROM removed_call)) + 1 AS id;

UPDATE run SET unpriced = (
  SELECT count(*) FROM call
  WHERE item > no << 40 AND item < (no + 1) << 40 AND id >= first_call
    AND verdict IN ('GOOD', 'REJECTED') AND call.input_tokens + call.output_tokens > 0);
