package io.cama.llm.demo.fault;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done to one answer.
 *
 * @param status 0 for that of the answer
 * @param headers added to those of the answer
 * @param body in place of the answer's; null for the answer's
 * @param latency in place of the usual one; null for the usual one
 * @param span over which a dripped body is spread
 * @param reason a finish reason in place of the answer's; null for the answer's
 */
public record Action(
        int status,
        Map<String, String> headers,
        @Nullable String body,
        @Nullable Duration latency,
        Shape shape,
        Wire wire,
        Duration span,
        @Nullable String reason) {
    /** Nothing out of the ordinary. */
    public static final Action NONE = new Action(0, Map.of(), null, null, Shape.RIGHT, Wire.WHOLE, Duration.ZERO, null);

    /** What is said. */
    public enum Shape {
        /** The answer. */
        RIGHT,
        /** A 200 that says it is whole and is broken JSON, or not what the schema asks for. */
        MALFORMED,
        /** Half the answer, cut off by the cap on tokens. */
        TRUNCATED,
        /** A refusal. */
        REFUSED
    }

    /** How it gets there. */
    public enum Wire {
        /** In one piece. */
        WHOLE,
        /** Not at all: the connection is closed without an answer. */
        RESET,
        /** With half of the bytes that were announced, then the connection is closed. */
        CUT,
        /** In small pieces. */
        DRIP
    }

    static Action status(int status) {
        return new Action(status, Map.of(), null, null, Shape.RIGHT, Wire.WHOLE, Duration.ZERO, null);
    }

    static Action shape(Shape shape) {
        return new Action(0, Map.of(), null, null, shape, Wire.WHOLE, Duration.ZERO, null);
    }

    static Action wire(Wire wire, Duration span) {
        return new Action(0, Map.of(), null, null, Shape.RIGHT, wire, span, null);
    }

    /** What the call log calls it; empty for an ordinary answer, however late. */
    public String name() {
        if (wire != Wire.WHOLE) {
            return wire.name().toLowerCase(Locale.ROOT);
        }
        if (shape != Shape.RIGHT) {
            return shape.name().toLowerCase(Locale.ROOT);
        }
        if (status != 0) {
            return "status";
        }
        return body != null || reason != null || !headers.isEmpty() ? "scripted" : "";
    }
}
