package io.cama.output.anki;

import io.cama.output.OutputJob;
import io.cama.output.Row;
import io.cama.output.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes packages of the sample job, one after the other, and checks each. */
final class Exports {
    private final ApkgOutput apkg = new ApkgOutput();
    private final Path folder;
    private final Samples.HandClock clock;
    private int files;

    Exports(Path folder, Samples.HandClock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    PackageReader write(List<Row> rows) throws IOException {
        return new PackageReader(export(rows));
    }

    PackageReader write(List<Row> rows, Path deck, List<String> key) throws IOException {
        return new PackageReader(export(rows, new OutputJob("korean", key, deck, clock)));
    }

    Path export(List<Row> rows) throws IOException {
        return export(rows, Samples.job(clock));
    }

    /** A copy of the sample's deck that a test may change. */
    Path copyOfSample() throws IOException {
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy.resolve("deck"));
        Files.copy(Samples.FOLDER.resolve("deck.yaml"), copy.resolve("deck.yaml"));
        try (Stream<Path> files = Files.list(Samples.FOLDER.resolve("deck"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve("deck").resolve(file.getFileName()));
            }
        }
        return copy;
    }

    Row word(long position, String term, String type) {
        return Samples.row(position, "term", term, "type", type);
    }

    private Path export(List<Row> rows, OutputJob job) throws IOException {
        Path file = folder.resolve(files++ + ".apkg");
        apkg.verify(file, apkg.write(rows.iterator(), job, file));
        return file;
    }
}
