package io.cama.ops.control.wish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cama.ops.control.Done;
import java.util.List;

/**
 * What the process at work answers to a wish of another one.
 *
 * @param findings what there is to say beside it; may be empty
 */
public record Answer(Done done, List<String> findings) {
    private static final JsonMapper JSON = new JsonMapper();

    public Answer {
        findings = List.copyOf(findings);
    }

    /** As one line. */
    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of texts can be written", impossible);
        }
    }

    /** Reads what {@link #text} wrote. */
    public static Answer read(String text) {
        try {
            return JSON.readValue(text, Answer.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("the process at work answered something else: " + text, unreadable);
        }
    }
}
