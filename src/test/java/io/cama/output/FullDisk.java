package io.cama.output;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** A format that breaks off in the middle, as on a full disk. */
final class FullDisk implements OutputFormat {
    @Override
    public String name() {
        return "full";
    }

    @Override
    public Written write(Iterator<Row> rows, OutputJob job, Path file) throws IOException {
        Files.writeString(file, "half");
        throw new IOException("No space left on device");
    }

    @Override
    public void verify(Path file, Written written) {
        throw new IllegalStateException("never written");
    }

    @Override
    public List<Finding> findings(Path folder) {
        return List.of();
    }
}
