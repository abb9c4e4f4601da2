package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Reading;
import io.cama.ledger.Replies.RunUsage;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
    Path folder;

    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
        ledger = Sample.open(folder);
        for (String id : List.of("a", "b")) {
            ledger.accept(Sample.run(id));
            ledger.add(id, Sample.pending(1, 3));
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void usageCountsCallsTokensAndWhoServedTheResults() {
        long first = kept("h1", "a", 1);
        long second = ledger.ask(Sample.ask("h2", "a", 2));
        ledger.keep(second, 200, "{}");
        ledger.judge(second, Verdict.GOOD, new Reading(null, new Usage(5, 1), 0L, null, null));
        ledger.ok("a", 1, "{}", List.of(first));
        ledger.ok("a", 2, "{}", List.of(first, second));
        assertThat(ledger.usage("a")).isEqualTo(new RunUsage(2, 15, 5, Map.of("any-2026", 2L, "any", 1L), 0));
    }

    @Test
    void aReplyRecalledFromAnotherRunNamesItsModelButIsNoCall() {
        long call = kept("h", "a", 1);
        ledger.ok("b", 2, "{}", List.of(call));
        assertThat(ledger.usage("b")).isEqualTo(new RunUsage(0, 0, 0, Map.of("any-2026", 1L), 0));
        assertThat(ledger.calls("b", 2)).extracting(CallLook::call).containsExactly(call);
        assertThat(ledger.usage("none")).isEqualTo(new RunUsage(0, 0, 0, Map.of(), 0));
    }

    @Test
    void anUnansweredCallOfAnEarlierProcessWasPossiblyPaidTwice() {
        ledger.ask(Sample.ask("h", "a", 1));
        kept("h2", "a", 2);
        assertThat(ledger.usage("a").possiblyPaidTwice()).isZero();
        ledger.close();
        ledger = Sample.open(folder);
        ledger.ask(Sample.ask("h", "a", 1));
        assertThat(ledger.usage("a").possiblyPaidTwice()).isEqualTo(1);
        assertThat(ledger.usage("b").possiblyPaidTwice()).isZero();
    }

    @Test
    void anUnansweredCallOfAnEndedItemWasPossiblyPaidTwice() {
        ledger.ask(Sample.ask("h", "a", 1));
        long again = kept("h", "a", 1);
        ledger.ok("a", 1, "{}", List.of(again));
        assertThat(ledger.usage("a").possiblyPaidTwice()).isEqualTo(1);
    }

    private long kept(String hash, String run, long position) {
        long call = ledger.ask(Sample.ask(hash, run, position));
        ledger.keep(call, 200, "{}");
        ledger.judge(call, Verdict.GOOD, Sample.READ);
        return call;
    }
}
