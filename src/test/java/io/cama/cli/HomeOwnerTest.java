package io.cama.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cama.cli.owner.Owner;
import io.cama.cli.owner.Owners;
import io.cama.cli.shell.Shell;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No command leaves files in the home folder of another user. */
class HomeOwnerTest {
    private static final Owner ROOT = new Owner(0, "root");
    private static final Owner CAMA = new Owner(990, "cama");
    private static final Owner ANN = new Owner(1000, "ann");

    @TempDir
    private Path home;

    private Path work;

    @BeforeEach
    void make() throws IOException {
        work = Files.createDirectory(home.resolve("work"));
    }

    /** The folders belong to one user, what this process makes to another. */
    private Owners folders(Owner theirs, Owner ours) {
        return file -> Optional.of(file.equals(work) || file.equals(home) ? theirs : ours);
    }

    private Answer answer(Owners owners, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                new PrintWriter(out),
                new PrintWriter(err),
                Map.of(),
                Map.of("cama.program", home.resolve("program").toString()));
        List<String> all = new ArrayList<>(List.of("-C", home.toString()));
        all.addAll(List.of(arguments));
        int exit = Cama.commandLine(shell, owners).execute(all.toArray(String[]::new));
        return new Answer(exit, out.toString(), err.toString());
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pause words",
                "resume words",
                "cancel one",
                "drain",
                "reload",
                "maintenance on status",
                "maintenance off",
                "run --once",
                "process a.csv --job words",
                "demo",
                "init words",
                "breaker isolate demo/any --reason x",
                "breaker close demo/any",
                "breaker reset demo/any",
                "dlq retry --all",
                "dlq drop --all",
                "dlq edit a-1",
                "cache clear --older-than 1d",
                "cache import a.jsonl",
                "ledger new",
                "prices update a.json"
            })
    void whatWritesIsRefusedInTheHomeOfAnotherUser(String command) throws Exception {
        List<Path> before = left();

        Answer answer = answer(folders(CAMA, ROOT), command.split(" "));

        assertThat(answer.exit()).as(answer.err()).isEqualTo(77);
        assertThat(answer.err())
                .contains(work + " belongs to the user cama, and this is root", "sudo -u cama cama -C " + home);
        assertThat(left()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maintenance",
                "maintenance status",
                "status",
                "jobs",
                "validate",
                "doctor",
                "health",
                "dlq list",
                "breaker",
                "cache",
                "audit",
                "config show",
                "version",
                "pause --help",
                "help run"
            })
    void whatLooksIsLetThrough(String command) {
        assertThat(answer(folders(CAMA, ROOT), command.split(" ")).err()).doesNotContain("belongs to the user");
    }

    @Test
    void aFileSystemWithoutOwnersOrThatGivesAllFilesToOneIsLetThrough() {
        Owners none = file -> Optional.empty();
        Owners one = file -> Optional.of(file.toString().startsWith("/proc") ? ROOT : CAMA);

        assertThat(answer(none, "pause").err()).doesNotContain("belongs to");
        assertThat(answer(one, "maintenance", "off").err()).doesNotContain("belongs to");
        assertThat(answer(folders(CAMA, CAMA), "maintenance", "off").exit()).isZero();
    }

    @Test
    void whoeverMayWriteMayBeginInAFolderOfAnotherUserAndRootMayNot() throws Exception {
        Files.delete(work);

        assertThat(answer(folders(CAMA, ROOT), "maintenance", "on", "disk").exit())
                .isEqualTo(77);
        assertThat(answer(folders(ROOT, ANN), "maintenance", "on", "disk").exit())
                .isZero();
    }

    @Test
    void whoeverOwnsTheHomeIsToldHowToHaveItBack() {
        Owners mixed = file -> Optional.of(file.equals(work) ? ROOT : CAMA);

        assertThat(answer(mixed, "maintenance", "off").err()).contains("sudo -u root", "chown -R");
    }

    @Test
    void aUserWithoutANameIsNamedByTheNumber() {
        assertThat(answer(folders(new Owner(10001, "10001"), ROOT), "drain").err())
                .contains("sudo -u '#10001' cama -C " + home + " drain");
    }

    @Test
    void theOwnerOfAFileIsRead() throws Exception {
        Path file = Files.createFile(home.resolve("a"));

        assertThat(Owner.of(file).map(Owner::name))
                .contains(Files.getOwner(file).getName());
        assertThat(Owner.of(home.resolve("none"))).isEmpty();
        assertThatCode(() -> Owner.of(Path.of("/proc/self"))).doesNotThrowAnyException();
    }
}
