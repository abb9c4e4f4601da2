package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.ledger.sent.Outgoing.Sent;
import io.cama.model.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which events the ledger notes, and which of them it keeps. */
class EventsTest {
    private static final List<String> BOTH = List.of("a", "b");

    private Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Sample.open(folder);
        ledger.accept(Sample.run("r"));
        ledger.takeAccepted(run -> true);
        ledger.add("r", List.of(NewItem.pending(1, 1, "{}"), NewItem.pending(2, 2, "{}")));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private List<String> bodies(String listener) {
        ledger.flush();
        List<String> bodies = new ArrayList<>();
        ledger.outgoing(listener, 0).forEachRemaining(sent -> bodies.add(sent.body()));
        return bodies;
    }

    @Test
    void theEndOfAnItemIsNotedBeforeItAndNeverAfterIt() {
        ledger.noteEnd(BOTH, "first", "r", 1);
        ledger.okLater("r", 1, "{}", List.of());
        ledger.noteEnd(BOTH, "second", "r", 1);
        assertThat(ledger.dead("r", 1, Reason.ROUTE_FAILED, "late")).isFalse();
        ledger.noteEnd(BOTH, "unreadable", "r", 3);

        assertThat(bodies("a")).containsExactly("first", "unreadable").isEqualTo(bodies("b"));
    }

    @Test
    void theEndOfARunIsNotedOnceAllItsItemsHaveEnded() {
        ledger.ok("r", 1, "{}", List.of());
        ledger.noteEnd(BOTH, "early", "r");
        assertThat(ledger.done("r")).isFalse();
        ledger.ok("r", 2, "{}", List.of());
        ledger.noteEnd(BOTH, "now", "r");
        assertThat(ledger.done("r")).isTrue();
        ledger.noteEnd(BOTH, "late", "r");

        assertThat(bodies("a")).containsExactly("now");
    }

    @Test
    void theOldestAreDroppedWhereAListenerHasTooManyAndNoneElse() {
        for (int n = 1; n <= 5; n++) {
            ledger.note(n <= 2 ? BOTH : List.of("a"), "e" + n);
        }
        ledger.flush();
        Sent first = ledger.outgoing("a", 0).next();
        ledger.kept(first.no(), "down");

        assertThat(ledger.dropOldest(BOTH, 3).toCompletableFuture().join()).isEqualTo(2);
        assertThat(bodies("a")).containsExactly("e3", "e4", "e5");
        assertThat(bodies("b")).containsExactly("e1", "e2");
    }

    @Test
    void eventsOfListenersThatAreNoLongerNamedAreDropped() {
        ledger.note(BOTH, "e");
        assertThat(ledger.dropOthers(List.of("b", "c")).toCompletableFuture().join())
                .isEqualTo(1);
        assertThat(bodies("a")).isEmpty();
        assertThat(bodies("b")).containsExactly("e");

        assertThat(ledger.dropOthers(List.of()).toCompletableFuture().join()).isEqualTo(1);
        assertThat(bodies("b")).isEmpty();
    }
}
