package io.cama.llm.read;

import io.cama.model.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an error means: names decide first, then words in the message, then the status. */
final class Classification {
    private static final Pattern DAILY = Pattern.compile("per[ -]?day|daily|perday");
    private static final Pattern IN_FLIGHT = Pattern.compile("in[-_ ]flight");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MAX_SEARCHED = 4_000;

    private Classification() {}

    /**
     * The reason.
     *
     * @param status the HTTP status, or the one an error inside a 200 implies, 0 when it implies none
     * @param pause how long the other side asks to wait, or null
     * @param again whether the other side says that asking again helps, or null when it says nothing
     */
    static Reason of(int status, UpstreamError error, @Nullable Duration pause, @Nullable Boolean again) {
        Reason reason = byError(status, error, pause);
        // Whoever says that the same request may be accepted later does not call the request bad.
        return reason == Reason.BAD_REQUEST && Boolean.TRUE.equals(again) ? Reason.UPSTREAM_5XX : reason;
    }

    private static Reason byError(int status, UpstreamError error, @Nullable Duration pause) {
        String said = error.message()
                .substring(0, Math.min(MAX_SEARCHED, error.message().length()))
                .toLowerCase(Locale.ROOT);
        String all = said + " " + String.join(" ", error.names());
        if (status == 402) {
            return outOfMoney(all, pause);
        }
        if (status == 429 && DAILY.matcher(all).find() && !ReasonTable.isMoney(error)) {
            boolean rolling = error.names().contains("rate_limit_exceeded");
            boolean soon = pause != null && pause.compareTo(HOUR) <= 0;
            return rolling && soon ? Reason.RATE_LIMITED : Reason.QUOTA_DAILY;
        }
        if (status == 503 && error.names().contains("slow_down")) {
            return Reason.OVERLOADED;
        }
        return ReasonTable.find(status, error, said).orElseGet(() -> byStatus(status));
    }

    private static Reason outOfMoney(String said, @Nullable Duration pause) {
        if (IN_FLIGHT.matcher(said).find() && pause != null) {
            return Reason.RATE_LIMITED;
        }
        return said.contains("weight exceeds") ? Reason.BAD_REQUEST : Reason.QUOTA_EXHAUSTED;
    }

    private static Reason byStatus(int status) {
        return switch (status) {
            case 401 -> Reason.AUTH;
            case 403, 407 -> Reason.FORBIDDEN;
            case 404, 405, 410 -> Reason.ENDPOINT_NOT_FOUND;
            case 408, 425 -> Reason.UPSTREAM_TIMEOUT;
            case 409 -> Reason.CONFLICT;
            case 413 -> Reason.REQUEST_TOO_LARGE;
            case 429 -> Reason.RATE_LIMITED;
            case 501 -> Reason.NOT_SUPPORTED;
            case 529 -> Reason.OVERLOADED;
            default -> {
                if (status >= 300 && status < 400) {
                    yield Reason.REDIRECT;
                }
                if (status >= 400 && status < 500) {
                    yield Reason.BAD_REQUEST;
                }
                yield status >= 500 && status < 600 ? Reason.UPSTREAM_5XX : Reason.UNKNOWN;
            }
        };
    }
}
