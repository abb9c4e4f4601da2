package io.cama.flow.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.faults.disk.FaultyDisk;
import io.cama.faults.disk.Strike;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnerFileTest {
    @TempDir
    private Path folder;

    /** What is done to files, as the disk tells it that fails at each step in turn. */
    private List<String> steps(boolean durable) throws IOException {
        List<String> steps = new ArrayList<>();
        for (int n = 1; ; n++) {
            Strike strike = new Strike(Strike.Kind.ONCE, n);
            try {
                new OwnerFile(FaultyDisk.folder(folder, strike).resolve("word.json")).write(Map.of("n", n), durable);
            } catch (FileSystemException struck) {
                steps.add(String.valueOf(struck.getFile()).replaceAll(" .*/", " "));
                continue;
            } catch (IOException | RuntimeException other) {
                steps.add(other.toString());
                continue;
            }
            return steps;
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatMustLastIsOnTheDiskWithTheFolderThatNamesIt() throws IOException {
        assertThat(steps(true)).containsSubsequence("sync", "rename word.json", "open " + folder.getFileName(), "sync");
        assertThat(steps(false)).doesNotContain("sync");
    }
}
