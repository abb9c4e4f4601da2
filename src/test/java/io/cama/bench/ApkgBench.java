package io.cama.bench;

import io.cama.bench.Score.Goal;
import io.cama.output.OutputFormat.Written;
import io.cama.output.Row;
import io.cama.output.Samples;
import io.cama.output.anki.ApkgOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deck of so many notes as {@code -Dcama.bench.notes} says, written and verified. */
@Tag("bench")
class ApkgBench {
    private static final int NOTES = Score.size("notes", 100_000);

    @TempDir
    private Path folder;

    @Test
    void aLargeDeckIsWrittenQuickly() throws Exception {
        Score score = new Score("apkg");
        ApkgOutput apkg = new ApkgOutput();
        write(apkg, 2_000);
        long cpu = Cpu.micros();
        long begin = System.nanoTime();
        Written written = write(apkg, NOTES);
        score.note("notes", written.rows(), "notes");
        score.goal("cpu", (Cpu.micros() - cpu) / 1e6, "s", Goal.atMost(8));
        score.note("wall", (System.nanoTime() - begin) / 1e9, "s");
        score.note("file", Files.size(folder.resolve(NOTES + ".apkg")) / 1e6, "MB");
        score.keep();
    }

    private Written write(ApkgOutput apkg, int notes) throws Exception {
        Path file = folder.resolve(notes + ".apkg");
        Written written = apkg.write(
                LongStream.rangeClosed(1, notes).mapToObj(at -> row(at)).iterator(),
                Samples.job(new Samples.HandClock()),
                file);
        apkg.verify(file, written);
        return written;
    }

    private static Row row(long position) {
        return Samples.row(position, "term", "word-" + position, "type", "noun");
    }
}
