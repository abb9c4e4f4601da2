package io.cama.input.document;

import io.cama.input.document.child.Parser;
import io.cama.input.document.child.Request;
import io.cama.input.options.UnreadableInput;
import io.cama.model.Failure;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@link Parser} in a Java of its own. It gets the document on standard input, so it knows no path; it gets no
 * environment, so it knows no key; its heap and its time are bounded, so that nothing it reads can take us along.
 */
final class ParserProcess {
    /** After its own end the process is given this long to be gone. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Request request;

    ParserProcess(Request request) {
        this.request = request;
    }

    /**
     * Parses.
     *
     * @param lines takes the chunks
     * @throws UnreadableInput if the document was refused, or took the process down
     * @throws LocalFault if the process cannot be started or cannot write
     */
    void run(Path document, Path lines) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectInput(document.toFile())
                .redirectOutput(lines.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        int code;
        try {
            boolean ended =
                    process.waitFor(request.limits().timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            code = ended ? process.exitValue() : Parser.TIMED_OUT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + request.name() + " was parsed");
        } finally {
            process.destroyForcibly();
        }
        if (code != 0) {
            judge(code, lines);
        }
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + request.limits().memoryBytes(),
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Djdk.serialFilter=!*",
                "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
                "-cp",
                String.join(File.pathSeparator, ParserClassPath.find()),
                Parser.class.getName()));
        command.addAll(request.toArguments());
        return command;
    }

    private void judge(int code, Path lines) throws IOException {
        switch (code) {
            case Parser.REFUSED -> {
                List<String> said = said(lines);
                throw refused(said.get(0), said.get(1));
            }
            case Parser.TIMED_OUT ->
                throw refused(
                        "parsing it took longer than %d s"
                                .formatted(request.limits().timeout().toSeconds()),
                        "give it in parts, or raise cama.document.timeout");
            case Parser.OUT_OF_MEMORY ->
                throw refused(
                        "parsing it took more than %,d bytes of memory"
                                .formatted(request.limits().memoryBytes()),
                        "give it in parts, or raise cama.document.memory");
            case Parser.DISK -> throw local("cannot write the text of " + request.name() + " to " + lines);
            case Parser.NOT_STARTED ->
                throw local("the process that parses documents does not start with " + ParserClassPath.find());
            default -> throw refused("it took its parser down, code " + code, "save it again with another program");
        }
    }

    private static List<String> said(Path lines) throws IOException {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(lines), StandardCharsets.UTF_8))) {
            List<String> said = new ArrayList<>(in.lines().limit(2).toList());
            while (said.size() < 2) {
                said.add("correct the file");
            }
            return said;
        }
    }

    private static LocalFault local(String seen) {
        return new LocalFault(Failure.of(Reason.LOCAL_RESOURCE, seen));
    }

    private UnreadableInput refused(String seen, String todo) {
        return new UnreadableInput(request.name(), seen, todo);
    }
}
