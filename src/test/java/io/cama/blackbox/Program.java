package io.cama.blackbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program in a Java of its own, started as the launcher starts it, with the jobs of the tests and an endpoint of
 * theirs.
 *
 * @param home its home folder; beside it lies what it says, in {@code <home>.out} and {@code <home>.err}
 * @param endpoint answers for the provider {@code demo}
 * @param java options for Java
 * @param jobs the folder of its jobs
 */
public record Program(Path home, URI endpoint, List<String> java, Path jobs) {
    /** What the launcher gives to commands that end by themselves. */
    public static final List<String> LIGHT =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

    static final Path JOBS = Path.of("src/test/resources/blackbox").toAbsolutePath();

    /** With the jobs that most tests use. */
    public Program(Path home, URI endpoint, List<String> java) {
        this(home, endpoint, java, JOBS);
    }

    /** All it has said on standard error since it was first started. */
    public Path err() {
        return beside(".err");
    }

    /** Starts {@code cama process} for a file, with a clock that stands still where outputs could tell. */
    public Process process(Path file, String job) throws IOException {
        return start("process", file.toString(), "--job", job);
    }

    /** Starts any command, with the same clock. */
    public Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of("-Dcama.program=" + Path.of("").toAbsolutePath(), "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), "io.cama.cli.Cama", "-C", home.toString()));
        command.addAll(List.of(arguments));
        command.addAll(settings());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(beside(".out").toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(err().toFile()));
        builder.environment().put("SOURCE_DATE_EPOCH", "1750000000");
        return builder.start();
    }

    /** The options that name the jobs and the endpoint. */
    public List<String> settings() {
        return List.of("--set", "cama.jobs.dirs=" + jobs, "--set", "cama.provider.demo.url=" + endpoint);
    }

    private Path beside(String ending) {
        return home.resolveSibling(home.getFileName() + ending);
    }
}
