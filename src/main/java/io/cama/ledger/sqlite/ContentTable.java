package io.cama.ledger.sqlite;

import io.cama.ledger.sqlite.store.Database;
import io.cama.model.ContentClock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Since when content has been what it is. */
interface ContentTable extends ContentClock {
    String KNOWN = "SELECT changed_at FROM content WHERE key = ? AND digest = ?";

    /** A clock that was set back does not take a change back in time. */
    String CHANGE = """
            INSERT INTO content (key, digest, changed_at) VALUES (?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET
              digest = excluded.digest,
              changed_at = iif(digest = excluded.digest, changed_at, max(changed_at, excluded.changed_at))
            RETURNING changed_at""";

    Database db();

    InstantSource clock();

    @Override
    default Map<String, Long> changed(Map<String, String> digests) {
        Map<String, Long> since = new HashMap<>();
        for (Map.Entry<String, String> each : digests.entrySet()) {
            db().read(s -> s.first(KNOWN, row -> row.getLong(1), each.getKey(), each.getValue()))
                    .ifPresent(second -> since.put(each.getKey(), second));
        }
        if (since.size() < digests.size()) {
            since.putAll(db().isReadOnly() ? now(digests, since) : note(digests, since));
        }
        return since;
    }

    /** Who only looks takes a content that is new to be of now, and leaves no note of it. */
    private Map<String, Long> now(Map<String, String> digests, Map<String, Long> known) {
        Map<String, Long> unnoted = new HashMap<>();
        digests.keySet().stream()
                .filter(key -> !known.containsKey(key))
                .forEach(key -> unnoted.put(key, clock().instant().getEpochSecond()));
        return unnoted;
    }

    private Map<String, Long> note(Map<String, String> digests, Map<String, Long> known) {
        long now = clock().instant().getEpochSecond();
        return db().write(s -> {
            Map<String, Long> changed = new HashMap<>();
            for (Map.Entry<String, String> each : digests.entrySet()) {
                if (!known.containsKey(each.getKey())) {
                    s.first(CHANGE, row -> row.getLong(1), each.getKey(), each.getValue(), now)
                            .ifPresent(second -> changed.put(each.getKey(), second));
                }
            }
            return changed;
        });
    }
}
