package io.cama.ops.health;

import io.cama.model.Again;
import io.cama.model.Breaks;
import io.cama.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The latest calls to one provider, in slices that drop out one by one. Safe for use by many threads. */
final class Window {
    private static final int SLICES = 30;
    private static final int LONGEST_TEXT = 300;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    /** What a call says of its provider. */
    private enum Sign {
        ANSWERED,
        ANSWERED_BADLY,
        TOLD_TO_WAIT,
        FAILED,
        /** The cause was on our side. */
        NOTHING
    }

    private static final class Slice {
        private long number = -1;
        private long ok;
        private long failed;
        private long warnings;
        private long millis;

        private void begin(long now) {
            number = now;
            ok = 0;
            failed = 0;
            warnings = 0;
            millis = 0;
        }
    }

    private final String name;
    private final long sliceMillis;
    private final Slice[] slices = new Slice[SLICES];
    private @Nullable Instant lastSuccess;
    private @Nullable Instant lastFailure;
    private @Nullable String lastError;

    Window(String name, Duration span) {
        this.name = name;
        this.sliceMillis = Math.max(1, span.toMillis() / SLICES);
        for (int i = 0; i < SLICES; i++) {
            slices[i] = new Slice();
        }
    }

    private static Sign sign(@Nullable Reason reason) {
        if (reason == null) {
            return Sign.ANSWERED;
        }
        return switch (reason.kind()) {
            case ITEM -> Sign.ANSWERED_BADLY;
            case LOCAL -> Sign.NOTHING;
            case ENDPOINT -> Sign.FAILED;
            case PASSING ->
                reason == Reason.LOCAL_BUSY || reason == Reason.CIRCUIT_OPEN
                        ? Sign.NOTHING
                        : reason.breaks() == Breaks.NO && reason.again() == Again.WAIT
                                ? Sign.TOLD_TO_WAIT
                                : Sign.FAILED;
        };
    }

    /**
     * A call has ended.
     *
     * @param reason why it failed or its answer was rejected, or null
     */
    synchronized void add(Instant at, Duration took, @Nullable Reason reason, @Nullable String why) {
        Sign sign = sign(reason);
        if (sign == Sign.NOTHING) {
            return;
        }
        Slice slice = slice(at);
        if (sign == Sign.ANSWERED || sign == Sign.ANSWERED_BADLY) {
            slice.ok++;
            slice.millis += took.toMillis();
            lastSuccess = at;
        } else if (sign == Sign.FAILED) {
            slice.failed++;
            slice.millis += took.toMillis();
            lastFailure = at;
            lastError = shown(reason + ": " + why);
        }
        slice.warnings += sign == Sign.ANSWERED_BADLY || sign == Sign.TOLD_TO_WAIT ? 1 : 0;
    }

    /** In one line; it may hold text from outside. */
    private static String shown(String said) {
        String text = CONTROL.matcher(said).replaceAll(" ");
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
    }

    private Slice slice(Instant at) {
        long number = at.toEpochMilli() / sliceMillis;
        Slice slice = slices[(int) (number % SLICES)];
        if (slice.number < number) {
            slice.begin(number);
        }
        return slice;
    }

    synchronized ProviderHealth health(Instant now, Level.Bounds bounds) {
        long newest = now.toEpochMilli() / sliceMillis;
        long ok = 0;
        long failed = 0;
        long warnings = 0;
        long millis = 0;
        for (Slice slice : slices) {
            if (slice.number > newest - SLICES) {
                ok += slice.ok;
                failed += slice.failed;
                warnings += slice.warnings;
                millis += slice.millis;
            }
        }
        long total = ok + failed;
        return new ProviderHealth(
                name,
                bounds.of(ok, total).text(),
                percent(ok, total),
                total == 0 ? 0 : millis / total,
                total,
                ok,
                failed,
                lastSuccess == null ? null : lastSuccess.toString(),
                lastFailure == null ? null : lastFailure.toString(),
                failed,
                warnings,
                lastError);
    }

    /** To a hundredth of a percent, 0 of none. */
    static double percent(long part, long all) {
        return all == 0 ? 0 : Math.round(10_000.0 * part / all) / 100.0;
    }
}
