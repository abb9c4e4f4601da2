package io.cama.prompt.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The prompt files of one folder, and no file outside it. */
public final class Sources {
    private static final long MAX_BYTES = 3L * 1024 * 1024;

    private final Path folder;
    private final String ending;

    public Sources(Path folder) {
        this(folder, ".prompt");
    }

    /** @param ending of the files that count */
    public Sources(Path folder, String ending) {
        this.folder = folder;
        this.ending = ending;
    }

    /** The file of a name, shown in findings. */
    public String file(String name) {
        return folder.resolve(name + ending).toString();
    }

    /**
     * Names of the files, without their ending, sorted; empty where there is no such folder.
     *
     * @throws LineFault if the folder cannot be listed
     */
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ending) && name.length() > ending.length())
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new LineFault(0, "the folder cannot be listed: " + e.getMessage(), "check its permissions");
        }
    }

    /**
     * Reads one of the {@link #names}.
     *
     * @throws LineFault if it leads out of the folder, is no regular file, too large or no UTF-8
     */
    public String read(String name) {
        Path file = folder.resolve(name + ending);
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw new LineFault(0, "the file leads out of its folder, to " + real, "put the prompt itself here");
            }
            if (!Files.isRegularFile(real) || Files.size(real) > MAX_BYTES) {
                throw new LineFault(0, "this is no plain file of at most 3 MB", "a prompt is a small text file");
            }
            return Files.readString(real);
        } catch (CharacterCodingException e) {
            throw new LineFault(0, "the file is not UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            throw new LineFault(0, "the file cannot be read: " + e, "check that it is there and readable");
        }
    }
}
