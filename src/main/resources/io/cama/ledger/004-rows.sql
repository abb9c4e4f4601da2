-- What was said about a run that changes its rows, beside row_limit: name=value pairs as in an address.
ALTER TABLE run ADD COLUMN row_options TEXT NOT NULL DEFAULT '';
CREATE INDEX item_skipped ON item (key) WHERE state = 'SKIPPED';
