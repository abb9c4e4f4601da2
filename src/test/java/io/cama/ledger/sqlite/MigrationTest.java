package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.ledger.ReplyStore.StoreStats;
import io.cama.ledger.Spend.RunCost;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.ledger.sqlite.store.Database;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.ledger.sqlite.store.Schema;
import io.cama.model.Terms;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger written by version 1: a finished run, and one that was killed at work and had recalled a reply of the other. */
class MigrationTest {
    static final String RUN = """
            INSERT INTO run (no, id, job, input, sha256, job_hash, source, outbox, row_limit, rank, turn, state, inbox,
              accepted, first_call, first_attempt, calls, items, ok, recalled)
            VALUES (?, ?, 'words', 'words.csv', 'ab12', 'cd34', '/private', '/outbox', 0, 5, ?, ?, 1, 0, 1, 1, ?, ?, ?, ?)""";

    static final String CALL = """
            INSERT INTO call (id, hash, attempt, item, prompt, pass, provider, model, asked, verdict, answered, status, body,
              input_tokens, output_tokens)
            VALUES (?, ?, 1, ? * (1 << 40) + ?, 'nuance', 1, 'demo', 'any', 1000, ?, ?, 200, ?, 10, 4)""";

    Ledger ledger;

    @BeforeEach
    void openALedgerOfVersionOne(@TempDir Path folder) {
        try (Database old = Database.open(
                folder.resolve("ledger.db"), GroupCommit.DEFAULT, new Schema(List.of("001-ledger.sql")))) {
            old.write(s -> {
                s.update(RUN, 1, "done", 1, "DONE", 1, 1, 1, 0);
                s.update(RUN, 2, "killed", 2, "RUNNING", 2, 3, 1, 1);
                s.update(CALL, 1, "h1", 1, 1, "GOOD", 2000, "raw 답");
                s.update(CALL, 2, "h2", 2, 2, "ASKED", null, null);
                s.update(CALL, 3, "h3", 2, 3, "UNCHECKED", 3000, "late");
                s.script(
                        "INSERT INTO item (key, line, state, fields, result, calls) VALUES ((1 << 40) + 1, 2, 'OK', '{}',"
                                + " '{}', '[1]'), ((2 << 40) + 1, 2, 'OK', '{}', '{}', '[1]')");
                return s.update(
                        "INSERT INTO item (key, line, state, fields) VALUES ((2 << 40) + 2, 3, 'PENDING', '{}'),"
                                + " ((2 << 40) + 3, 4, 'PENDING', '{}')");
            });
        }
        ledger = Sample.open(folder);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void repliesStoredAsTextStayReadable() {
        assertThat(ledger.recall("h1").orElseThrow().body()).isEqualTo("raw 답");
        assertThat(ledger.storeStats())
                .isEqualTo(new StoreStats(2, 0, 0, 11, 11, java.time.Instant.ofEpochMilli(2000)));
    }

    @Test
    void whatWasBoughtBeforeHasNoPrice() {
        assertThat(ledger.cost("done")).isEqualTo(new RunCost(0, 0, 0, 1));
        assertThat(ledger.cost("killed")).isEqualTo(new RunCost(0, 0, 0, 0));
        assertThat(ledger.run("done").orElseThrow().terms()).isEqualTo(Terms.USUAL);
    }

    @Test
    void sizesAreLearntFromWhatIsThere() {
        assertThat(ledger.sizes("demo/any", "words", "nuance").meanOutput()).isEqualTo(4);
    }

    @Test
    void theKilledRunGoesOnWithMoney() {
        ledger.judge(3, Verdict.GOOD, Sample.cost(30));
        long call = ledger.ask(Sample.ask("h2", "killed", 2, 70));
        ledger.keep(call, 200, "x".repeat(5000));
        assertThat(call).isEqualTo(4);
        assertThat(ledger.cost("killed")).isEqualTo(new RunCost(30, 70, 0, 0));
        assertThat(ledger.usage("killed").possiblyPaidTwice()).isEqualTo(1);
        assertThat(ledger.calls("killed", 2)).extracting(CallLook::body).containsExactly("", "x".repeat(5000));
    }

    @Test
    void aReplyTheKilledRunHasRecalledIsNotRemoved() {
        assertThat(ledger.clear(Selection.ALL, run -> false)).isZero();
        assertThat(ledger.recall("h1")).isPresent();
    }
}
