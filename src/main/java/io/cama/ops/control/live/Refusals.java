package io.cama.ops.control.live;

import io.cama.ops.audit.Deed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who asks for what they may not do: the first time is a line of the log, and what follows within a minute is counted and
 * one line more, so that nobody fills the log with what they may not do. Safe for use by many threads.
 */
final class Refusals {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** More than so many within a minute are counted together. */
    private static final int MOST_CALLERS = 100;

    private final Map<Caller, Count> counts = new HashMap<>();

    private record Caller(String who, String way, String role) {}

    /**
     * What one caller was refused.
     *
     * @param last what came after the line that was written, or that line
     */
    private record Count(Instant since, long more, Deed last) {
        Count and(Deed deed) {
            return new Count(since, more + 1, deed);
        }

        boolean isOver(Instant now) {
            return Duration.between(since, now).abs().compareTo(MINUTE) >= 0;
        }
    }

    /** Counts one, and returns what is to be written now. */
    synchronized List<Deed> refused(Deed deed) {
        List<Deed> lines = over(deed.at());
        Caller own = new Caller(deed.who(), deed.way(), deed.role());
        boolean known = counts.containsKey(own) || counts.size() < MOST_CALLERS;
        Caller caller = known ? own : new Caller("others", deed.way(), deed.role());
        Count count = counts.get(caller);
        if (count == null) {
            counts.put(caller, new Count(deed.at(), 0, deed));
            lines.add(deed);
        } else {
            counts.put(caller, count.and(deed));
        }
        return lines;
    }

    /** What was counted in minutes that are over. */
    synchronized List<Deed> over(Instant now) {
        List<Deed> lines = new ArrayList<>();
        counts.entrySet().removeIf(one -> {
            boolean over = one.getValue().isOver(now);
            if (over && one.getValue().more() > 0) {
                lines.add(line(one.getKey(), one.getValue()));
            }
            return over;
        });
        return lines;
    }

    /** What was counted so far. */
    synchronized List<Deed> all() {
        return over(Instant.MAX);
    }

    private static Deed line(Caller caller, Count count) {
        Deed last = count.last();
        return new Deed(
                last.at(),
                caller.who(),
                caller.way(),
                caller.role(),
                last.action(),
                last.object(),
                "",
                "",
                "refused: " + count.more() + " more since " + count.since() + ", this the last");
    }
}
