package io.cama.cli.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.cli.LedgerHome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
    @TempDir
    private Path home;

    @Test
    void withoutALedgerThereIsNothingToShow() {
        Answer answer = Answer.of(home, "status");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("No ledger at");
        assertThat(Answer.of(home, "status", "--json").out()).isEqualTo("[ ]\n");
        assertThat(home.resolve("work")).doesNotExist();
    }

    @Test
    void showsTheRunsNewestFirstWhileAnotherProcessWrites() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("older", 2);
            ledger.running("newer", 4);
            ledger.ok("newer", 1);
            ledger.dead("newer", 2);

            Answer answer = Answer.of(home, "status");

            assertThat(answer.exit()).isZero();
            assertThat(answer.out().lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("newer  RUNNING   greet  newer.csv  2/4 rows (50 %), 1 ok")
                                    .contains("1 dead letter", "ETA "),
                            line -> assertThat(line).startsWith("older").contains("0/2 rows (0 %)"));
        }
    }

    @Test
    void saysWhyARunIsPaused() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("held", 1);
            ledger.ledger().pause("held", "AUTH: no key; set one", null);
        }

        assertThat(Answer.of(home, "status").out()).contains("PAUSED", "\n  AUTH: no key; set one\n");
    }

    @Test
    void isAlsoJson() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("one", 4);
            ledger.ok("one", 1);
        }

        assertThat(Answer.of(home, "status", "--json").out())
                .contains(
                        "\"run\" : \"one\"",
                        "\"state\" : \"RUNNING\"",
                        "\"percent\" : 25",
                        "\"pending\" : 3",
                        "\"reason\" : null");
    }

    @Test
    void listsNoMoreThanAsked() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("one", 1);
            ledger.running("two", 1);
        }

        assertThat(Answer.of(home, "status", "--limit", "1").out().lines()).hasSize(1);
        assertThat(Answer.of(home, "status", "--limit", "0").exit()).isEqualTo(2);
    }
}
