package io.cama.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.bench.Score.Goal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * CPU from starting the launcher to the first call, for a file of one row, once the launcher has prepared itself. It
 * starts a release put together from the classes as they are. {@code -Dcama.bench.starts} says how often; with {@code
 * JAVA25_HOME} that Java is measured as well.
 */
@Tag("bench")
@DisabledOnOs(OS.WINDOWS)
class StartBench {
    private static final int STARTS = Score.size("starts", 5);
    private static final Path JOBS = Path.of("src/test/resources/blackbox").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void theFirstCallIsMadeSoon() throws Exception {
        Score score = new Score("start");
        Path release = release();
        measure(score, release, System.getProperty("java.home"), 2.0);
        String newer = System.getenv("JAVA25_HOME");
        if (newer != null) {
            measure(score, release, newer, 1.5);
        }
        score.keep();
    }

    private void measure(Score score, Path release, String java, double goal) throws Exception {
        String version = Files.readAllLines(Path.of(java, "release")).stream()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"))
                .collect(Collectors.joining());
        double first = start(release, java);
        start(release, java);
        double[] seconds = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            seconds[i] = start(release, java);
        }
        score.note("java-" + version + "-unprepared", first, "s");
        score.goal("java-" + version, CallCostBench.median(seconds), "s", Goal.atMost(goal));
    }

    /** CPU seconds from its start until it calls. */
    private double start(Path release, String java) throws Exception {
        Path home = Files.createTempDirectory(folder, "home");
        Path file = Files.writeString(home.resolve("one.csv"), "number,word\n1,a\n");
        try (ServerSocket endpoint = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + endpoint.getLocalPort() + "/v1";
            ProcessBuilder builder = new ProcessBuilder(
                    release.resolve("cama").toString(),
                    "-C",
                    home.toString(),
                    "process",
                    file.toString(),
                    "--job",
                    "plainest",
                    "--set",
                    "cama.jobs.dirs=" + JOBS,
                    "--set",
                    "cama.provider.demo.url=" + url);
            builder.environment().put("JAVA_HOME", java);
            Process process = builder.redirectOutput(home.resolve("out").toFile())
                    .redirectError(home.resolve("err").toFile())
                    .start();
            FutureTask<Duration> call = new FutureTask<>(() -> answer(endpoint, process));
            new Thread(call, "endpoint").start();
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(home.resolve("err")))
                    .isZero();
            return call.get(1, TimeUnit.SECONDS).toMillis() / 1e3;
        }
    }

    private static Duration answer(ServerSocket endpoint, Process process) throws IOException {
        try (Socket socket = endpoint.accept();
                OutputStream out = socket.getOutputStream()) {
            Duration cpu = process.info().totalCpuDuration().orElseThrow();
            byte[] request = new byte[65_536];
            assertThat(socket.getInputStream().read(request)).isPositive();
            String body =
                    "{\"model\":\"stub\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
                            + "\"{\\\"said\\\":\\\"a\\\"}\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,"
                            + "\"completion_tokens\":1,\"total_tokens\":2}}";
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8));
            return cpu;
        }
    }

    /** The launcher, the program as a jar, and beside it the jars it needs. */
    private Path release() throws IOException {
        Path release = Files.createDirectories(folder.resolve("release"));
        Path lib = Files.createDirectories(release.resolve("lib"));
        Files.copy(Path.of("cama"), release.resolve("cama"), StandardCopyOption.COPY_ATTRIBUTES);
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                // As in a release: Java shares the classes of those jars only that lie beside the one it starts.
                Path name = Path.of(entry).getFileName();
                Files.copy(Path.of(entry), lib.resolve(name));
                jars.add(name.toString());
            }
        }
        Manifest manifest = new Manifest();
        Map.of(
                        Attributes.Name.MANIFEST_VERSION,
                        "1.0",
                        Attributes.Name.MAIN_CLASS,
                        "io.cama.cli.Cama",
                        Attributes.Name.CLASS_PATH,
                        String.join(" ", jars),
                        new Attributes.Name("Enable-Native-Access"),
                        "ALL-UNNAMED")
                .forEach(manifest.getMainAttributes()::put);
        Path classes = Path.of("target/classes");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(lib.resolve("cama.jar")), manifest);
                Stream<Path> files = Files.walk(classes)) {
            // Folders, too: by their entries Camel finds the routes in a jar.
            for (Path file :
                    files.filter(file -> !file.equals(classes)).sorted().toList()) {
                String name = classes.relativize(file).toString();
                out.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
                if (Files.isRegularFile(file)) {
                    Files.copy(file, out);
                }
            }
        }
        return release;
    }
}
