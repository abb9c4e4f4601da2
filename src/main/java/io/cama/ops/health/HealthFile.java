package io.cama.ops.health;

import io.cama.flow.board.OwnerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code work/health.json} holds while a process works with a home folder.
 *
 * @param ended whether the process has said that this is its last word
 * @param checks the latest of {@code cama.health.history}, oldest first
 */
public record HealthFile(boolean ended, HealthReport report, List<Check> checks) {
    /**
     * What was found at a moment.
     *
     * @param at RFC 3339
     * @param status overall
     * @param successRate overall, in percent
     */
    public record Check(String at, String status, double successRate, List<String> unhealthy, List<String> degraded) {
        static Check of(HealthReport report) {
            return new Check(report.at(), report.status(), report.successRate(), report.unhealthy(), report.degraded());
        }
    }

    /**
     * What a process last said, or empty where none has.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static Optional<HealthFile> read(Path home) throws IOException {
        return file(home).read(HealthFile.class);
    }

    void write(Path home) throws IOException {
        file(home).write(this, false);
    }

    private static OwnerFile file(Path home) {
        return new OwnerFile(home.resolve("work/health.json"));
    }
}
