package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLooksTest {
    private Ledger ledger;

    @BeforeEach
    void sixRuns(@TempDir Path folder) {
        ledger = Sample.open(folder);
        for (String id : List.of("aa1", "aa2", "ab1", "ab2", "ba1", "b%1")) {
            ledger.accept(Sample.run(id));
        }
        ledger.pause("aa1", "why", null);
        ledger.pause("ab1", "why", null);
        ledger.pause("ba1", "why", null);
        ledger.reject("aa2", "why");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private List<String> page(RunState state, String job, int offset, int limit) {
        return ids(ledger.runs(state, job, offset, limit));
    }

    private static List<String> ids(List<Run> runs) {
        return runs.stream().map(Run::id).toList();
    }

    @Test
    void aPageHoldsTheNewestOfTheWantedRuns() {
        assertThat(page(null, null, 0, 9)).containsExactly("b%1", "ba1", "ab2", "ab1", "aa2", "aa1");
        assertThat(page(null, null, 1, 2)).containsExactly("ba1", "ab2");
        assertThat(page(RunState.PAUSED, null, 0, 9)).containsExactly("ba1", "ab1", "aa1");
        assertThat(page(RunState.PAUSED, null, 1, 1)).containsExactly("ab1");
        assertThat(page(RunState.REJECTED, null, 0, 9)).containsExactly("aa2");
        assertThat(page(RunState.PAUSED, "words", 0, 2)).containsExactly("ba1", "ab1");
        assertThat(page(RunState.REJECTED, "words", 0, 2)).containsExactly("aa2");
        assertThat(page(null, "others", 0, 9)).isEmpty();
    }

    @Test
    void runsAreFoundByTheBeginningsOfTheirIdsAsTheyAreWritten() {
        assertThat(ids(ledger.runsBeginningWith("a", 9))).containsExactly("aa1", "aa2", "ab1", "ab2");
        assertThat(ids(ledger.runsBeginningWith("ab", 1))).containsExactly("ab1");
        assertThat(ids(ledger.runsBeginningWith("ba1", 9))).containsExactly("ba1");
        assertThat(ids(ledger.runsBeginningWith("b%", 9))).containsExactly("b%1");
        assertThat(ledger.runsBeginningWith("", 9)).isEmpty();
        assertThat(ledger.runsBeginningWith("AA", 9)).isEmpty();
    }
}
