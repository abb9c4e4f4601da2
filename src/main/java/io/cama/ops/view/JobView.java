package io.cama.ops.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job.
 *
 * @param key fields that identify an item across files; may be empty
 * @param outputs formats to publish
 * @param concurrency items worked on at once
 * @param folder where its prompts are, or null for one whose route is in an application
 * @param paused why and by whom it is paused, or null when it is not
 * @param runsAtWork its runs being worked on
 * @param runsWaiting its runs accepted and waiting
 * @param runsPaused its runs that stand still
 */
public record JobView(
        String name,
        List<String> key,
        List<String> outputs,
        int concurrency,
        @Nullable String folder,
        @Nullable String paused,
        long runsAtWork,
        long runsWaiting,
        long runsPaused) {}
