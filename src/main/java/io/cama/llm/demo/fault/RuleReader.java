package io.cama.llm.demo.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one rule of a scenario. */
final class RuleReader {
    private static final List<String> WHEN = List.of("nth", "nth-same", "model", "text");
    private static final List<String> THEN = List.of(
            "status",
            "headers",
            "body",
            "latency",
            "reset",
            "cut",
            "drip",
            "malformed",
            "truncated",
            "refused",
            "finish");
    private static final List<String> WIRES = List.of("reset", "cut", "drip");
    private static final List<String> SHAPES = List.of("malformed", "truncated", "refused");

    private RuleReader() {}

    static Rule read(Fields rule) {
        rule.only(List.of("when", "then"));
        if (!rule.has("then")) {
            throw rule.wrong("then", "say what is to be done, such as  then: { status: 503 }");
        }
        Fields when = rule.inner("when");
        when.only(WHEN);
        Fields then = rule.inner("then");
        then.only(THEN);
        return new Rule(
                new Rule.When(
                        when.span("nth"),
                        when.span("nth-same"),
                        when.has("model") ? when.text("model") : "*",
                        when.text("text")),
                action(then));
    }

    private static Action action(Fields then) {
        String wire = one(then, WIRES);
        String shape = one(then, SHAPES);
        return new Action(
                then.has("status") ? (int) then.whole("status", 200, 599) : 0,
                headers(then),
                body(then),
                then.has("latency") ? then.durations("latency", 1).get(0) : null,
                switch (shape) {
                    case "malformed" -> Action.Shape.MALFORMED;
                    case "truncated" -> Action.Shape.TRUNCATED;
                    case "refused" -> Action.Shape.REFUSED;
                    default -> Action.Shape.RIGHT;
                },
                switch (wire) {
                    case "reset" -> Action.Wire.RESET;
                    case "cut" -> Action.Wire.CUT;
                    case "drip" -> Action.Wire.DRIP;
                    default -> Action.Wire.WHOLE;
                },
                wire.equals("drip") ? then.durations("drip", 1).get(0) : Duration.ZERO,
                then.has("finish") ? then.text("finish") : null);
    }

    /** The one of these that is asked for, empty for none. */
    private static String one(Fields then, List<String> names) {
        List<String> given = names.stream()
                .filter(name -> then.has(name) && (name.equals("drip") || then.yes(name)))
                .toList();
        if (given.size() > 1) {
            throw then.wrong(given.get(1), "give either this or " + given.get(0));
        }
        return given.isEmpty() ? "" : given.get(0);
    }

    private static Map<String, String> headers(Fields then) {
        Fields given = then.inner("headers");
        var headers = new LinkedHashMap<String, String>();
        for (String name : given.names()) {
            String value = given.text(name);
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || !value.matches("[\\t\\x20-\\x7e]*")) {
                throw given.wrong(name, "give a header's name and a value of one line of ASCII");
            }
            headers.put(name, value);
        }
        return headers;
    }

    private static @Nullable String body(Fields then) {
        JsonNode body = then.raw("body");
        if (body.isMissingNode() || body.isNull()) {
            return null;
        }
        return body.isTextual() ? body.textValue() : body.toString();
    }
}
