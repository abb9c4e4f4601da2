package io.cama.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file from inbox to outbox, judged by what the program has asked the system to make durable, and when. */
@Timeout(120)
class SyscallOrderTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void strace() {
        Needs.strace("order of system calls");
    }

    @Test
    void nothingIsNamedBeforeItIsWholeAndNothingIsAskedBeforeItIsNoted() throws Exception {
        Trace trace = watched(Launch.PLAIN);

        assertThat(trace.count(event ->
                        event.call().startsWith("rename") && event.path().contains("/outbox/")))
                .isEqualTo(5);
        assertThat(trace.count(Trace.Event::asksAModel)).isEqualTo(2);
        assertThat(trace.renames(this::matters)).isEmpty();
        assertThat(trace.calls(ledger())).isEmpty();
    }

    @Test
    @Tag("faults")
    void aProgramThatSyncsNoFolderIsFoundOut() throws Exception {
        Trace trace = watched(Launch.PLAIN.with(Mutant.NO_FOLDER_SYNC.compile(folder)));

        assertThat(trace.renames(this::matters)).contains("the name " + outbox("run.json") + " was never made durable");
    }

    @Test
    @Tag("faults")
    void aLedgerThatLeavesItsCommitsToTheSystemIsFoundOut() throws Exception {
        Trace trace = watched(Launch.PLAIN.with(Mutant.LEDGER_NORMAL.compile(folder)));

        assertThat(trace.calls(ledger())).contains("nothing was made durable in " + ledger() + " before call 2");
    }

    /** All but what only mirrors the program's state for those who look. */
    private boolean matters(String path) {
        return path.startsWith(folder.resolve("home") + "/")
                && List.of("/inbox/", "/work/in-", "/work/ledger", "/outbox/", "/done/").stream()
                        .anyMatch(path::contains);
    }

    private String ledger() {
        return folder.resolve("home/work/ledger.db-wal").toString();
    }

    private String outbox(String ending) {
        return folder.resolve("home/outbox/terms/terms." + ending).toString();
    }

    private Trace watched(Launch launch) throws Exception {
        Path home = folder.resolve("home");
        Path inbox = Files.createDirectories(home.resolve("inbox/terms"));
        Path input = Rig.rows(folder.resolve("terms.csv"), "term", 1);
        Files.copy(input, inbox.resolve("terms.csv"));
        try (Rig rig = new Rig(folder, home, "terms", input, Endpoint.here(folder.resolve("calls.jsonl"), 1))) {
            Launch quick = launch.under(Trace.command(folder))
                    .set("cama.inbox.min-age", "100ms")
                    .set("cama.inbox.poll", "100ms");
            assertThat(rig.ended(rig.start(quick, List.of("run", "--once"))))
                    .as(rig.told())
                    .isZero();
            assertThat(rig.judgeDropped(0).faults()).isEmpty();
            return Trace.read(folder);
        }
    }
}
