package io.cama.ops.reload;

import io.cama.config.JobHash;
import io.cama.config.text.Listing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tells whether files have changed, without reading them: names, sizes, times and which file it is, so that a file
 * an editor has renamed into place is another one.
 *
 * @param jobs the folders that hold job folders
 * @param others files, and folders of files
 */
record Sight(List<Path> jobs, List<Path> others) {
    /** What is there now; equal to an earlier answer if nothing has changed. */
    List<String> look() throws IOException {
        List<String> seen = new ArrayList<>();
        for (Path place : jobs) {
            for (Path folder : Listing.of(place)) {
                if (Files.isDirectory(folder)) {
                    look(folder, seen);
                }
            }
        }
        seen.addAll(elsewhere());
        return seen;
    }

    private static void look(Path folder, List<String> seen) throws IOException {
        try {
            for (Path file : JobHash.files(folder).values()) {
                note(file, seen);
            }
        } catch (NoSuchFileException goneMeanwhile) {
            seen.add(folder + " is going");
        }
    }

    /** The same of what is no job. */
    List<String> elsewhere() throws IOException {
        List<String> seen = new ArrayList<>();
        for (Path other : others) {
            if (Files.isDirectory(other)) {
                try (Stream<Path> files = Files.walk(other, 2)) {
                    files.filter(Files::isRegularFile).sorted().forEach(file -> note(file, seen));
                } catch (UncheckedIOException goneMeanwhile) {
                    seen.add(other + " is changing");
                }
            } else {
                note(other, seen);
            }
        }
        return seen;
    }

    private static void note(Path file, List<String> seen) {
        try {
            BasicFileAttributes one = Files.readAttributes(file, BasicFileAttributes.class);
            seen.add(file + " " + one.size() + " " + one.lastModifiedTime() + " " + one.fileKey());
        } catch (IOException gone) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                seen.add(file + " cannot be read");
            }
        }
    }
}
