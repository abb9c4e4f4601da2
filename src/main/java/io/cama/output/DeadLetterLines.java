package io.cama.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cama.model.DeadLetter;
import io.cama.model.ErrorDocument;
import io.cama.output.value.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Dead letters as JSON Lines: one object a letter, with all a person needs to correct and replay it. */
public final class DeadLetterLines {
    private DeadLetterLines() {}

    /**
     * Writes one line a letter, in the order given. Does not close the stream.
     *
     * @return lines written
     */
    public static long write(Iterator<DeadLetter> letters, OutputStream out) throws IOException {
        long lines = 0;
        while (letters.hasNext()) {
            out.write((Json.write(line(letters.next())) + "\n").getBytes(UTF_8));
            lines++;
        }
        return lines;
    }

    private static Map<String, Object> line(DeadLetter letter) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("item", Json.readObject(letter.fields()));
        line.put("position", letter.position());
        line.put("line", letter.line());
        line.put("reason", letter.reason().name());
        line.put("message", letter.message());
        line.put("hint", letter.reason().hint());
        line.put("attempts", letter.attempts());
        line.put("replies", letter.replies());
        line.put("at", letter.at().toString());
        line.putAll(ErrorDocument.of(letter));
        return line;
    }
}
