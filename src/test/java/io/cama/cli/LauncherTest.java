package io.cama.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a Java and a Maven that only say how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    private Path folder;

    private Path program = Path.of("");
    private Path bin = Path.of("");

    private record Ended(int exit, List<String> out, String err) {}

    @BeforeEach
    void aProgram() throws IOException {
        program = Files.createDirectories(folder.resolve("my program"));
        bin = Files.createDirectories(folder.resolve("bin"));
        script(program.resolve("cama"), Files.readString(Path.of("cama")));
        java("21.0.1");
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void java(String version) throws IOException {
        script(bin.resolve("java"), """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2025' >&2; exit 0; fi
                for each in "$@"; do printf '%%s\\n' "$each"; done
                exit 42
                """.formatted(version));
    }

    private void release() throws IOException {
        Files.createDirectories(program.resolve("lib"));
        Files.createFile(program.resolve("lib/cama.jar"));
    }

    private void sources() throws IOException {
        Files.createFile(program.resolve("pom.xml"));
        script(bin.resolve("mvn"), """
                #!/bin/sh
                echo "$@" >> calls.txt
                mkdir -p target/lib && touch target/cama.jar
                """);
    }

    private Ended cama(Path script, String... arguments) throws Exception {
        return cama(Map.of(), script, arguments);
    }

    private Ended cama(Map<String, String> environment, Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        process.environment().clear();
        process.environment().put("PATH", bin + ":/usr/bin:/bin");
        process.environment().putAll(environment);
        int exit = process.start().waitFor();
        return new Ended(exit, Files.readAllLines(out), Files.readString(err));
    }

    @Test
    void handsArgumentsOverAsTheyAreAndItsExitCodeBack() throws Exception {
        release();

        Ended ended = cama(program.resolve("cama"), "process", "my words.csv", "it's", "");

        assertThat(ended.exit()).isEqualTo(42);
        assertThat(ended.out())
                .endsWith("-jar", program.toRealPath() + "/lib/cama.jar", "process", "my words.csv", "it's", "");
        assertThat(ended.out())
                .contains("-Dcama.program=" + program.toRealPath(), "-Dcama.tty.out=false", "-Dcama.tty.err=false");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void findsItsProgramBehindLinks() throws Exception {
        release();
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("my program/cama"));

        assertThat(cama(link, "status").out()).contains("-Dcama.program=" + program.toRealPath());
    }

    @Test
    void aReleaseKeepsItInBinBesideLib() throws Exception {
        release();
        Path moved = Files.createDirectories(program.resolve("bin")).resolve("cama");
        Files.move(program.resolve("cama"), moved);

        assertThat(cama(moved, "status").out())
                .contains("-Dcama.program=" + program.toRealPath(), "-jar", program.toRealPath() + "/lib/cama.jar");
    }

    @Test
    void anOldJavaIsRefusedInOneLine() throws Exception {
        release();
        java("11.0.2");

        Ended ended = cama(program.resolve("cama"), "status");

        assertThat(ended.exit()).isEqualTo(69);
        assertThat(ended.err().lines()).singleElement().asString().contains("Java 17 or newer", "11.0.2");
    }

    @Test
    void lightCommandsStartLightly() throws Exception {
        release();

        assertThat(cama(program.resolve("cama"), "status").out()).contains("-XX:TieredStopAtLevel=1");
        assertThat(cama(program.resolve("cama"), "run").out()).doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void newerJavasKeepAnArchiveForCommandsThatStartCamel() throws Exception {
        release();

        assertThat(cama(program.resolve("cama"), "-C", "run", "status").out())
                .doesNotContain("-XX:+AutoCreateSharedArchive");
        assertThat(cama(program.resolve("cama"), "-q", "dlq", "retry", "--all").out())
                .contains("-XX:+AutoCreateSharedArchive");
    }

    @Test
    void javaSeventeenWritesTheArchiveAsideAndTheNextStartTakesIt() throws Exception {
        release();
        java("17.0.9");
        String aside = cama(program.resolve("cama"), "demo").out().stream()
                .filter(option -> option.startsWith("-XX:ArchiveClassesAtExit="))
                .map(option -> option.substring(option.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        Files.createFile(Path.of(aside));

        List<String> next = cama(program.resolve("cama"), "status").out();

        String archive = aside.substring(0, aside.indexOf(".by-"));
        assertThat(next).contains("-XX:SharedArchiveFile=" + archive);
        assertThat(Path.of(archive)).exists();
        assertThat(Path.of(aside)).doesNotExist();
    }

    @Test
    void theArchiveStaysTheSameAsLongAsTheJarsDo() throws Exception {
        release();
        String first = archive(cama(program.resolve("cama"), "demo").out());
        Files.writeString(program.resolve("lib/notes.txt"), "no jar");

        assertThat(archive(cama(program.resolve("cama"), "demo").out())).isEqualTo(first);

        Files.writeString(program.resolve("lib/other.jar"), "a jar");

        assertThat(archive(cama(program.resolve("cama"), "demo").out())).isNotEqualTo(first);
    }

    @Test
    void jarsOfOnesOwnComeBehindTheProgram() throws Exception {
        release();

        assertThat(cama(Map.of("CAMA_CLASSPATH", "/my/parrot.jar"), program.resolve("cama"), "doctor")
                        .out())
                .endsWith("-cp", program.toRealPath() + "/lib/cama.jar:/my/parrot.jar", "io.cama.cli.Cama", "doctor")
                .noneMatch(option -> option.contains("Archive"));
    }

    @Test
    void aFolderThatMayOnlyBeReadGivesTheArchiveThatWasMadeBeforehand() throws Exception {
        release();
        Path made = Files.createFile(program.resolve("lib/cama-21.0.1-7.jsa"));
        Path lib = program.resolve("lib");
        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            Assumptions.assumeFalse(Files.isWritable(lib), "root may write everywhere");

            assertThat(cama(program.resolve("cama"), "demo").out())
                    .contains("-XX:SharedArchiveFile=" + made.toRealPath())
                    .doesNotContain("-XX:+AutoCreateSharedArchive");
        } finally {
            Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void anArchiveThatLiesAsideIsTakenFromAFolderThatMayOnlyBeReadOnceItsWriterIsGone() throws Exception {
        release();
        java("17.0.9");
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path lib = program.resolve("lib");
        Path finished = Files.createFile(lib.resolve("cama-17.0.9-7.jsa.by-" + ended.pid()));
        Files.createFile(
                lib.resolve("cama-17.0.9-8.jsa.by-" + ProcessHandle.current().pid()));
        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            Assumptions.assumeFalse(Files.isWritable(lib), "root may write everywhere");

            assertThat(archive(cama(program.resolve("cama"), "run").out()))
                    .isEqualTo("-XX:SharedArchiveFile=" + finished.toRealPath());
        } finally {
            Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static String archive(List<String> options) {
        return options.stream()
                .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sourcesAreBuiltOnceFromWhateverFolder() throws Exception {
        sources();

        Ended first = cama(program.resolve("cama"), "status");
        Ended second = cama(program.resolve("cama"), "status");

        assertThat(first.err()).contains("building once");
        assertThat(second.err()).isEmpty();
        assertThat(Files.readAllLines(program.resolve("calls.txt")))
                .containsExactly("-q -B -ntp -Dmaven.test.skip=true -Pfast package");
        assertThat(second.out())
                .contains(program.toRealPath().resolve("target/cama.jar").toString());
    }

    @Test
    void sourcesThatChangedAreBuiltAgain() throws Exception {
        sources();
        cama(program.resolve("cama"), "status");
        Files.setLastModifiedTime(
                program.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(cama(program.resolve("cama"), "status").err()).contains("building again, since pom.xml has changed");
    }

    @Test
    void aBuildThatFailsShowsTheEndOfItsLog() throws Exception {
        sources();
        script(bin.resolve("mvn"), "#!/bin/sh\necho 'no such class Llama'\nexit 1\n");

        Ended ended = cama(program.resolve("cama"), "status");

        assertThat(ended.exit()).isEqualTo(70);
        assertThat(ended.err()).contains("no such class Llama", "the whole log is ", "cama-build.log");
    }
}
