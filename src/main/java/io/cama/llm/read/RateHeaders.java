package io.cama.llm.read;

import io.cama.model.RateHints;
import io.cama.model.RateHints.Window;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what headers say about limits, in the forms of OpenAI ({@code x-ratelimit-remaining-requests}, resets as spans
 * such as {@code 6m0s}), Azure (the same names, resets in whole seconds), Anthropic
 * ({@code anthropic-ratelimit-tokens-remaining}, resets by RFC 3339) and OpenRouter ({@code x-ratelimit-remaining},
 * resets in seconds or milliseconds since 1970). The names do not collide, so all are looked for.
 */
public final class RateHeaders {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Pattern JUNK = Pattern.compile("0|-\\d+");
    private static final Pattern COUNT = Pattern.compile("\\d{1,15}");

    private final Map<String, String> headers;
    private final ServerTime time;

    private RateHeaders(Map<String, String> headers) {
        this.headers = headers;
        this.time = new ServerTime(headers);
    }

    /**
     * The hints; {@link RateHints#NONE} when there are none. Of several limits of one kind the one with the least left
     * counts. A limit that takes longer than a minute to be whole again is one of an hour or a day, so it is not told.
     *
     * @param headers names in lower case
     */
    public static RateHints read(Map<String, String> headers) {
        return new RateHeaders(headers).hints();
    }

    private RateHints hints() {
        Window requests = tightest(openAi("requests"), anthropic("requests"), openRouter());
        Window tokens =
                tightest(openAi("tokens"), anthropic("tokens"), anthropic("input-tokens"), anthropic("output-tokens"));
        return new RateHints(requests, tokens);
    }

    private Window openAi(String what) {
        return window(
                headers.get("x-ratelimit-limit-" + what),
                headers.get("x-ratelimit-remaining-" + what),
                ServerTime.span(headers.get("x-ratelimit-reset-" + what)));
    }

    private Window anthropic(String what) {
        String prefix = "anthropic-ratelimit-" + what;
        return window(
                headers.get(prefix + "-limit"),
                headers.get(prefix + "-remaining"),
                time.untilInstant(headers.get(prefix + "-reset")));
    }

    private Window openRouter() {
        return window(
                headers.get("x-ratelimit-limit"),
                headers.get("x-ratelimit-remaining"),
                time.untilInstant(headers.get("x-ratelimit-reset")));
    }

    /** Azure is known to send limits of 0 and -1, and then nothing else of that window can be believed. */
    private static Window window(@Nullable String limit, @Nullable String left, @Nullable Duration reset) {
        long most = count(limit);
        boolean junk = limit != null && JUNK.matcher(limit.strip()).matches();
        boolean longer = reset != null && reset.compareTo(MINUTE) > 0;
        return junk ? new Window(-1, -1, reset) : new Window(longer ? -1 : most, count(left), reset);
    }

    private static long count(@Nullable String value) {
        return value == null || !COUNT.matcher(value.strip()).matches() ? -1 : Long.parseLong(value.strip());
    }

    private static Window tightest(Window... windows) {
        Window tightest = Window.UNKNOWN;
        for (Window window : windows) {
            if (!window.equals(Window.UNKNOWN) && (tightest.equals(Window.UNKNOWN) || tighter(window, tightest))) {
                tightest = window;
            }
        }
        return tightest;
    }

    private static boolean tighter(Window one, Window other) {
        long left = one.left() < 0 ? Long.MAX_VALUE : one.left();
        long otherLeft = other.left() < 0 ? Long.MAX_VALUE : other.left();
        return left == otherLeft ? later(one.reset(), other.reset()) : left < otherLeft;
    }

    private static boolean later(@Nullable Duration one, @Nullable Duration other) {
        return one != null && (other == null || one.compareTo(other) > 0);
    }
}
