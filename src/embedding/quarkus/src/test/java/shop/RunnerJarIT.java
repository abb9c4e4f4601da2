package shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is shipped: everything of Cama but the jobs comes from the libraries beside it. */
class RunnerJarIT {
    @TempDir
    private Path home;

    @Test
    void theInboxIsWorkedOnByTheRunnerJarAsAVariableSaysAndAStopLetsGoOfTheHomeFolder() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("jobs"))) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve(file.toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        give("blurbs", "books.csv", "title\nDunes at Night\nOases\n");
        give("letters", "orders.csv", "name,copies\nMina,2\nJun,0\n");
        Path log = home.resolve("log.txt");
        ProcessBuilder runner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        runner.environment().put("CAMA_INBOX_MIN_AGE", "0s");
        Process shop = runner.start();
        try {
            awaitFile(home.resolve("outbox/blurbs/books.run.json"), shop, log);
            awaitFile(home.resolve("outbox/letters/orders.run.json"), shop, log);
        } finally {
            shop.destroy();
            assertThat(shop.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(home.resolve("outbox/blurbs/books.json")).content().contains("blurb", "D: Dunes at Night", "O: Oases");
        assertThat(home.resolve("outbox/letters/orders.json")).content().contains("letter", "stamped");
        assertThat(home.resolve("done/blurbs")).isDirectoryContaining(file -> file.toString().endsWith("books.csv"));
    }

    private void give(String job, String name, String rows) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("inbox").resolve(job)).resolve(name), rows);
    }

    private static void awaitFile(Path file, Process shop, Path log) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(120));
        while (!Files.exists(file)) {
            assertThat(shop.isAlive() && Instant.now().isBefore(end))
                    .as(() -> "there is no " + file + "\n" + read(log))
                    .isTrue();
            Thread.sleep(200);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
