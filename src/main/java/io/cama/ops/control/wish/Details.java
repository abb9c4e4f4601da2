package io.cama.ops.control.wish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cama.flow.choice.Retake;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.ops.control.LetterChoice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a wish says of dead letters or replies, beside what it is to be done to.
 *
 * @param positions of the items, empty for all of the run
 * @param retake how they are asked, as {@link Retake#text} writes it, or null as they were asked last
 * @param job whose replies are meant, or null for any
 * @param model {@code provider/model} whose replies are meant, or null for any
 * @param before the instant, RFC 3339, before which they came, or null for any
 */
public record Details(
        List<Long> positions,
        @Nullable String retake,
        @Nullable String job,
        @Nullable String model,
        @Nullable String before) {
    private static final JsonMapper JSON = new JsonMapper();

    public Details {
        positions = List.copyOf(positions);
    }

    /** Of dead letters of a run. */
    public static Details of(List<Long> positions, @Nullable Retake retake) {
        return new Details(positions, retake == null ? null : retake.text(), null, null, null);
    }

    /** Of replies. */
    public static Details of(Selection which) {
        Instant before = which.before();
        return new Details(List.of(), null, which.job(), which.model(), before == null ? null : before.toString());
    }

    /** As one line. */
    public String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of texts can be written", impossible);
        }
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is something else, so that nothing is taken for everything
     */
    static Details read(@Nullable String text) {
        try {
            if (text != null) {
                return JSON.readValue(text, Details.class);
            }
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("the details of the wish cannot be read: " + text, unreadable);
        }
        throw new IllegalArgumentException("the wish does not say which are meant");
    }

    LetterChoice letters(String run) {
        return new LetterChoice(run, positions, null, retake == null ? null : Retake.read(retake));
    }

    Selection replies() {
        return new Selection(job, model, before == null ? null : Instant.parse(before));
    }
}
