package io.cama.cli.follow;

import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Shell;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far the runs have come: to a person one line that is drawn anew, to a file a line every ten
 * seconds or five per cent.
 */
public final class Progress {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int STEP = 5;
    private static final int BAR = 20;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean quiet;
    private final String mark;
    private final boolean terminal;
    private final int width;
    private final InstantSource clock;
    private @Nullable Instant begin;
    private long before;
    private @Nullable Instant shown;
    private int shownPercent;
    private boolean drawn;

    public Progress(Globals globals, InstantSource clock) {
        this(globals, clock, true, "");
    }

    /**
     * Progress of what is not work as usual.
     *
     * @param shown whether anything is shown at all
     * @param mark what each line begins with, such as {@code estimate: }
     */
    public Progress(Globals globals, InstantSource clock, boolean shown, String mark) {
        Shell shell = globals.shell();
        this.err = shell.err();
        this.quiet = globals.quiet() || !shown;
        this.mark = mark;
        this.terminal = shell.errIsTerminal();
        this.width = shell.width();
        this.clock = clock;
    }

    /**
     * To be called often; decides by itself when there is something to show.
     *
     * @param more what else there is to say, such as {@code , $0.02, limited by rpm}; may be empty
     */
    public void show(Tally tally, String more) {
        Instant now = clock.instant();
        if (begin == null) {
            begin = now;
            before = tally.ended();
            shown = now;
            shownPercent = tally.percent().orElse(0);
        }
        if (quiet) {
            return;
        }
        Duration time = Duration.between(begin, now);
        if (terminal) {
            err.print(CLEAR + cut(line(tally, time) + more) + "\r");
            err.flush();
            drawn = true;
        } else if (due(tally, now)) {
            shown = now;
            shownPercent = tally.percent().orElse(0);
            err.println(mark + tally.sentence() + pace(tally, time) + more);
            err.flush();
        }
    }

    private boolean due(Tally tally, Instant now) {
        return Duration.between(shown, now).compareTo(INTERVAL) >= 0
                || tally.percent().orElse(0) >= shownPercent + STEP;
    }

    /** Takes the drawn line away, so that other text can be written. */
    public void clear() {
        if (drawn) {
            err.print(CLEAR);
            err.flush();
            drawn = false;
        }
    }

    private String line(Tally tally, Duration time) {
        int full = tally.percent().orElse(0) * BAR / 100;
        return "  " + "█".repeat(full) + "░".repeat(BAR - full) + "  " + mark + tally.sentence() + pace(tally, time);
    }

    private String pace(Tally tally, Duration time) {
        double seconds = time.toMillis() / 1000.0;
        long done = tally.ended() - before;
        if (done <= 0 || seconds < 1) {
            return "";
        }
        StringBuilder pace = new StringBuilder(String.format(Locale.ROOT, ", %.1f rows/s", done / seconds));
        tally.secondsLeft(time, before).ifPresent(left -> pace.append(", ETA ").append(Tally.clock(left)));
        return pace.toString();
    }

    private String cut(String line) {
        return line.length() < width ? line : line.substring(0, width - 1);
    }
}
