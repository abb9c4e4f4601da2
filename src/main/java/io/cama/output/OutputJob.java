package io.cama.output;

import io.cama.model.ContentClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the formats need to know of the job.
 *
 * @param job its name
 * @param key fields that identify an item across files; may be empty
 * @param folder where {@code outputs.yaml} and {@code deck.yaml} are, or null for a job without a folder
 * @param clock the only source of time: says since when a content has been what it is
 * @param facts about the run, for what stands beside the rows: {@code job, run, input, model, generated_at, rows} and
 *     {@code parameters}
 * @param pages the job's HTML templates
 */
public record OutputJob(
        String job,
        List<String> key,
        @Nullable Path folder,
        ContentClock clock,
        Map<String, Object> facts,
        PageTemplates pages) {
    /** A job of whose run nothing is known, without templates. */
    public OutputJob(String job, List<String> key, @Nullable Path folder, ContentClock clock) {
        this(job, key, folder, clock, Map.of(), PageTemplates.NONE);
    }

    public OutputJob {
        key = List.copyOf(key);
    }
}
