package io.cama.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** One way of getting a file answered, in a process of its own. */
interface Lane extends AutoCloseable {
    /**
     * Has every row of a file answered, and its results written.
     *
     * @return figures of its own beside the time it took
     */
    Map<String, Object> run(String job, Path file) throws Exception;

    @Override
    default void close() throws IOException {}
}
