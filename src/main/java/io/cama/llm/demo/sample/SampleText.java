package io.cama.llm.demo.sample;

import com.fasterxml.jackson.databind.JsonNode;

/** Strings that say they are a demo, of what item, and of which property. */
final class SampleText {
    private final String label;

    SampleText(String label) {
        this.label = label;
    }

    /**
     * A string for a schema.
     *
     * @param number place among its like, 0 for the first
     */
    String of(JsonNode schema, String name, int number) {
        String text = "demo: %s – %s%s".formatted(label, name, number == 0 ? "" : " " + (number + 1));
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        if (schema.has("pattern")) {
            return patterned(schema.path("pattern").asText(), fitted(text, number, least, most), most);
        }
        String formatted = formatted(schema.path("format").asText(""), number);
        return formatted.isEmpty() ? fitted(text, number, least, most) : formatted;
    }

    private static String patterned(String pattern, String text, int most) {
        String found = PatternText.matching(pattern, text);
        if (found == null) {
            return text;
        }
        int excess = length(found) - most;
        if (excess <= 0 || excess >= length(text)) {
            return found;
        }
        String shorter = PatternText.matching(pattern, head(text, length(text) - excess));
        return shorter == null ? found : shorter;
    }

    private static String formatted(String format, int number) {
        int day = 1 + number % 28;
        return switch (format) {
            case "date" -> "2000-01-%02d".formatted(day);
            case "date-time" -> "2000-01-%02dT00:00:00Z".formatted(day);
            case "time" -> "00:00:%02dZ".formatted(day);
            case "duration" -> "P%dD".formatted(day);
            case "email" -> "demo%d@example.org".formatted(number);
            case "hostname" -> "demo%d.example.org".formatted(number);
            case "uri", "iri", "uri-reference" -> "https://example.org/demo/" + number;
            case "ipv4" -> "192.0.2." + day;
            case "ipv6" -> "2001:db8::" + day;
            case "uuid" -> "00000000-0000-4000-8000-%012d".formatted(number);
            default -> "";
        };
    }

    /** Made as long or as short as asked; a number that would be cut off is kept, since it tells like from like. */
    private static String fitted(String text, int number, int least, int most) {
        int length = length(text);
        if (length > most) {
            String tail = number == 0 ? "" : String.valueOf(number + 1);
            return tail.length() > most ? head(text, most) : head(text, most - tail.length()) + tail;
        }
        return text + ".".repeat(Math.max(0, least - length));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String head(String text, int points) {
        return text.substring(0, text.offsetByCodePoints(0, points));
    }
}
