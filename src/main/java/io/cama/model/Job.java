package io.cama.model;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the items of a file are worked on, as the parameters of its route's {@code kamelet:job} say.
 *
 * @param name the inbox folder's name, and the route's address
 * @param key fields that identify an item across files, such as {@code term,type}; may be empty
 * @param outputs formats to publish, such as {@code json,apkg}
 * @param concurrency items worked on at once, 1 to 1,024
 * @param folder where its prompts and deck are, or null for a job whose route is in an application
 * @param failing what becomes of an item that is at fault
 * @param pauseAfter so many items in a row that an endpoint failed to answer pause the run, 0 for never
 */
public record Job(
        String name,
        List<String> key,
        List<String> outputs,
        int concurrency,
        @Nullable Path folder,
        Failing failing,
        int pauseAfter) {
    /** A job that goes on to its other items however many an endpoint fails to answer. */
    public Job(
            String name,
            List<String> key,
            List<String> outputs,
            int concurrency,
            @Nullable Path folder,
            Failing failing) {
        this(name, key, outputs, concurrency, folder, failing, 0);
    }

    /** A job whose items end among the dead letters when they are at fault. */
    public Job(String name, List<String> key, List<String> outputs, int concurrency, @Nullable Path folder) {
        this(name, key, outputs, concurrency, folder, Failing.USUAL);
    }

    /** The most items of one run that may be worked on at once. */
    public static final int MAX_CONCURRENCY = 1024;
}
