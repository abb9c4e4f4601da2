package io.cama.ops.reload.job;

import io.cama.config.JobHash;
import io.cama.model.Disk;
import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files of a job's folder as they were at one moment, so that whoever works by them sees one version of all.
 *
 * @param live the folder that people write to
 * @param copy the folder that nobody writes to
 * @param hash of the files
 */
record Frozen(Path live, Path copy, String hash) {
    /** Somebody writes to the folder at this moment. */
    static final class Unsettled extends IOException {
        private static final long serialVersionUID = 1;

        Unsettled(Path live) {
            super(live + " was written to while it was read");
        }
    }

    private static final int SHOWN = 12;

    /**
     * Copies what counts of a folder.
     *
     * @param root a folder of the copy's own is made in it
     * @throws Unsettled if it changes meanwhile
     */
    static Frozen of(Path live, Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, Path> file : JobHash.files(live).entrySet()) {
            files.put(file.getKey(), Files.readAllBytes(file.getValue()));
        }
        String hash = JobHash.of(files);
        if (!hash.equals(JobHash.of(live))) {
            throw new Unsettled(live);
        }
        Path copy = root.resolve(String.valueOf(live.getFileName()))
                .resolve(hash.substring(0, SHOWN) + "-" + UUID.randomUUID());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = copy.resolve(file.getKey());
            Files.createDirectories(Disk.folder(target));
            Files.write(target, file.getValue());
        }
        return new Frozen(live, copy, hash);
    }

    /** A finding about a file of the copy, as one about the file that a person can change. */
    Finding ofLive(Finding finding, Path home) {
        String hint = finding.hint();
        return new Finding(
                finding.severity(),
                live(finding.file(), home),
                finding.line(),
                live(finding.message(), home),
                hint == null ? null : live(hint, home));
    }

    private String live(String text, Path home) {
        String shown = live.startsWith(home) ? home.relativize(live).toString() : live.toString();
        return text.replace(copy.toString(), live.toString())
                .replace(home.relativize(copy).toString(), shown);
    }

    /** Nobody works by it any more. */
    void delete() throws IOException {
        deleteTree(copy);
    }

    /** Deletes a folder with all that lies in it, if it is there. */
    static void deleteTree(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
