package io.cama.cli.dlq;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cama.cli.shell.JsonText;
import io.cama.model.DeadLetter;
import io.cama.model.ErrorDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/** Dead letters as text and as JSON. */
final class Letters {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private Letters() {}

    /** One line, for a list. */
    static String line(DeadLetter letter) {
        return "%s  %s  row %d  %s: %s"
                .formatted(letter.id(), letter.job(), letter.position(), letter.reason(), firstLine(letter.message()));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** All there is to know, for a person. */
    static String text(DeadLetter letter) {
        StringBuilder text = new StringBuilder("%s  job %s, row %d, line %d of the input, %s%n"
                .formatted(letter.id(), letter.job(), letter.position(), letter.line(), letter.at()));
        text.append("reason    %s: %s%n".formatted(letter.reason(), letter.message()));
        text.append("do        %s%n".formatted(letter.reason().hint()));
        text.append("attempts  %d%n".formatted(letter.attempts()));
        text.append("item      %s".formatted(JsonText.of(item(letter))));
        for (int i = 0; i < letter.replies().size(); i++) {
            text.append(
                    "%n--- reply %d ---%n%s".formatted(i + 1, letter.replies().get(i)));
        }
        return text.toString();
    }

    /** All there is to know, for a program. */
    static Map<String, Object> json(DeadLetter letter) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", letter.id());
        json.put("run", letter.run());
        json.put("job", letter.job());
        json.put("position", letter.position());
        json.put("line", letter.line());
        json.put("item", item(letter));
        json.put("reason", letter.reason().name());
        json.put("message", letter.message());
        json.put("hint", letter.reason().hint());
        json.put("attempts", letter.attempts());
        json.put("replies", letter.replies());
        json.put("at", letter.at().toString());
        json.putAll(ErrorDocument.of(letter));
        return json;
    }

    private static Map<String, Object> item(DeadLetter letter) {
        return JsonText.read(letter.fields(), OBJECT, "the item of " + letter.id());
    }
}
