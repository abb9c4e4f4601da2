package io.cama.flow.letter;

import io.cama.flow.Json;
import io.cama.ledger.letter.Mending;
import io.cama.ledger.letter.Mending.Mend;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people did about a run's dead letters, for its receipt. */
public final class Corrections {
    private static final int MOST = 10_000;

    private Corrections() {}

    /** Each thing done about items that are no dead letters any more, in input order; {@code more} counts what has no room. */
    public static List<Map<String, Object>> of(Mending ledger, String run) {
        List<Map<String, Object>> corrections = new ArrayList<>();
        long more = 0;
        for (Iterator<Mend> mends = ledger.mends(run); mends.hasNext(); ) {
            Mend mend = mends.next();
            if (corrections.size() < MOST) {
                corrections.add(correction(mend));
            } else {
                more++;
            }
        }
        if (more > 0) {
            corrections.add(Map.of("more", more));
        }
        return corrections;
    }

    private static Map<String, Object> correction(Mend mend) {
        Map<String, Object> correction = new LinkedHashMap<>();
        correction.put("position", mend.position());
        correction.put(
                "how",
                switch (mend.how()) {
                    case EDITED -> "edited fields";
                    case ANSWERED -> "reply by hand";
                    case RETRIED -> "retried";
                    case DROPPED -> "dropped";
                });
        Map<String, Object> detail = Json.object(mend.detail());
        if (detail.get("before") instanceof Map<?, ?> before) {
            correction.put("fields", List.copyOf(before.keySet()));
        } else {
            correction.putAll(detail);
        }
        correction.put("at", mend.at().toString());
        return correction;
    }
}
