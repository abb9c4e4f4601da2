package io.cama.pace.window;

import io.cama.model.Limits;
import io.cama.model.RateHints;
import io.cama.model.Windows;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The requests and tokens of one provider per minute, hour and day: all windows admit a call, or none is debited. */
public final class Meter {
    private final List<Window> requests;
    private final List<Window> tokens;

    /** A meter that has seen nothing yet. */
    public Meter(Limits limits, TimeMeter clock) {
        this.requests = windows("requests", limits.requests(), clock);
        this.tokens = windows("tokens", limits.tokens(), clock);
    }

    private static List<Window> windows(String unit, Windows limits, TimeMeter clock) {
        return List.of(
                new Window(unit, Span.MINUTE, limits.minute(), clock),
                new Window(unit, Span.HOUR, limits.hour(), clock),
                new Window(unit, Span.DAY, limits.day(), clock));
    }

    /** Other limits from now on, all or, where one cannot be, none; what was spent stays spent. */
    public void configure(Limits limits) {
        List<Runnable> changes = Stream.concat(changes(requests, limits.requests()), changes(tokens, limits.tokens()))
                .toList();
        changes.forEach(Runnable::run);
    }

    private static Stream<Runnable> changes(List<Window> windows, Windows limits) {
        return Stream.of(
                windows.get(0).change(limits.minute()),
                windows.get(1).change(limits.hour()),
                windows.get(2).change(limits.day()));
    }

    /** Why a call with so many tokens can never be made within the configured limits, or empty when it can. */
    public Optional<String> refusal(long amount) {
        for (Window window : tokens) {
            if (window.refuses(amount)) {
                return Optional.of(window.allowance());
            }
        }
        return Optional.empty();
    }

    /** How long a call with so many tokens has to wait, and for which window. */
    public Wait waitFor(long amount, long now) {
        Wait longest = Wait.NONE;
        for (Window window : requests) {
            longest = longer(longest, window, window.waitFor(1, now));
        }
        for (Window window : tokens) {
            longest = longer(longest, window, window.waitFor(amount, now));
        }
        return longest;
    }

    private static Wait longer(Wait longest, Window window, long wait) {
        return wait > longest.nanos() ? new Wait(wait, window.word(), true) : longest;
    }

    /** Debits a call, whatever the limits say. */
    public void spend(long amount, long now) {
        for (Window window : requests) {
            window.spend(1, now);
        }
        for (Window window : tokens) {
            window.spend(amount, now);
        }
    }

    /** Adds calls of an earlier process. */
    public void remember(long calls, long amount, long at, long now) {
        requests.forEach(window -> window.remember(calls, at, now));
        tokens.forEach(window -> window.remember(amount, at, now));
    }

    /** Takes back a call that was never sent. */
    public void giveBack(long amount, long at, long now) {
        requests.forEach(window -> window.giveBack(1, at, now));
        tokens.forEach(window -> window.giveBack(amount, at, now));
    }

    /** Puts the tokens a call used in the place of those that were reserved for it; what is too much is spent now. */
    public void settle(long reserved, long used, long at, long now) {
        for (Window window : tokens) {
            if (used < reserved) {
                window.giveBack(reserved - used, at, now);
            } else if (used > reserved) {
                window.spend(used - reserved, now);
            }
        }
    }

    /**
     * Learns the limits of a minute from a response's headers.
     *
     * @return for how many nanoseconds no call can be made, 0 when that is not said
     */
    public long observe(RateHints hints, long now) {
        long byRequests = requests.get(0).observe(hints.requests(), now);
        long byTokens = tokens.get(0).observe(hints.tokens(), now);
        return Math.max(byRequests, byTokens);
    }

    /** How full the windows are, requests first. */
    public List<WindowStats> stats(long now) {
        return Stream.concat(requests.stream(), tokens.stream())
                .map(window -> window.stats(now))
                .toList();
    }

    /** The numbers of a window, for a message. */
    public String describe(String word, long now) {
        return Stream.concat(requests.stream(), tokens.stream())
                .filter(window -> window.word().equals(word))
                .map(window -> window.describe(now))
                .findFirst()
                .orElse(word);
    }
}
