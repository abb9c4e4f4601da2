package io.cama.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The program with one protection taken out: a main class compiled again from its source with pieces of its text
 * replaced. A piece that is not there exactly once means that the source has moved on, and the control with it.
 *
 * @param source below {@code src/main/java}
 * @param changes patterns of the source's text, and what takes the place of each
 */
record Mutant(String source, Map<String, String> changes) {
    /** Published files get their names, and nobody makes the names durable. */
    static final Mutant NO_FOLDER_SYNC =
            new Mutant("io/cama/output/Publisher.java", Map.of("\\b(flushFolder|folder\\.flush)\\(\\);", ";"));

    /** The ledger's commits are handed to the operating system and no further. */
    static final Mutant LEDGER_NORMAL = new Mutant(
            "io/cama/ledger/sqlite/store/Session.java", Map.of("\"synchronous = FULL\"", "\"synchronous = NORMAL\""));

    private static final String CHECK = "Usage usage = answers.check(asking, asking.now(), kept, asking.headers());";

    /** Dies between a reply and its reading, once: as long as the file named by {@code cama.dies} is there. */
    private static final String DIES =
            "if (new java.io.File(System.getProperty(\"cama.dies\")).delete()) Runtime.getRuntime().halt(137); ";

    /** The program as it is, dying once between a reply and its reading. */
    static final Mutant DIES_BEFORE_READING =
            new Mutant("io/cama/flow/ask/CallSteps.java", Map.of(Pattern.quote(CHECK), DIES + CHECK));

    /** The same, with replies that are stored when they have been read. */
    static final Mutant REPLY_STORED_LATE = new Mutant(
            "io/cama/flow/ask/CallSteps.java",
            Map.of(
                    Pattern.quote("ledger.keep(asking.call(), 200, text)"),
                    "{ }",
                    Pattern.quote(CHECK),
                    DIES + CHECK + " ledger.keep(asking.call(), kept.status(), kept.body());"));

    /**
     * Compiles it; the folder goes in front of the class path.
     *
     * @throws AssertionError if a piece does not stand in the source exactly once
     */
    Path compile(Path folder) throws IOException {
        Path original = Path.of("src/main/java").resolve(source);
        String text = Files.readString(original);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            Matcher piece = Pattern.compile(change.getKey()).matcher(text);
            assertThat(piece.results().count())
                    .as("the mutation no longer fits: \"%s\" must stand in %s exactly once", change.getKey(), original)
                    .isEqualTo(1);
            text = piece.replaceFirst(Matcher.quoteReplacement(change.getValue()));
        }
        Path changed = folder.resolve("source").resolve(source);
        Path classes = folder.resolve("mutant");
        Files.createDirectories(changed.getParent());
        Files.createDirectories(classes);
        Files.writeString(changed, text);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int status = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-parameters",
                "--release",
                "17",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                changed.toString());
        assertThat(status).as("the mutant of " + source + " does not compile").isZero();
        return classes;
    }
}
