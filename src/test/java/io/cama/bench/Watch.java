package io.cama.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process and its folder take, seen from outside. */
final class Watch {
    private final Process process;
    private final Path folder;
    private long peakRssKilobytes;
    private long mostOnDisk;
    private Duration cpu = Duration.ZERO;

    Watch(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** To be called every now and then while the process runs. */
    void look() throws IOException {
        mostOnDisk = Math.max(mostOnDisk, size(folder));
        cpu = process.info().totalCpuDuration().orElse(cpu);
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (Files.exists(status)) {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .forEach(line -> peakRssKilobytes = Long.parseLong(line.replaceAll("\\D", "")));
        }
    }

    long peakRssMegabytes() {
        return peakRssKilobytes * 1024 / 1_000_000;
    }

    long mostOnDisk() {
        return mostOnDisk;
    }

    Duration cpu() {
        return cpu;
    }

    /** Bytes of all files below a folder. */
    static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(Watch::sizeOfOne).sum();
        } catch (UncheckedIOException goneMeanwhile) {
            return 0;
        }
    }

    private static long sizeOfOne(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException goneMeanwhile) {
            return 0;
        }
    }
}
