package io.cama.flow.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.house.LogLines;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueTest {
    @TempDir
    private Path home;

    @Test
    void anOrderThatCannotBeReadIsSaidOnce() throws Exception {
        Doorstep doorstep = new Doorstep(home);
        try (Ledger ledger = SqliteLedger.open(home.resolve("work/ledger.db"), Clock.systemUTC(), GroupCommit.DEFAULT);
                LogLines lines = new LogLines("io.cama.flow.door");
                Offer first = doorstep.offer(Errand.DRAIN, null)) {
            Queue queue = new Queue(doorstep, ledger, true);
            spoil(doorstep);
            for (int look = 0; look < 3; look++) {
                assertThat(queue.take(List.of())).isEmpty();
            }
            assertThat(first.isTaken()).isTrue();
            assertThat(lines.said()).singleElement().asString().contains("cannot be read and stays");

            try (Offer second = doorstep.offer(Errand.DRAIN, null)) {
                spoil(doorstep);
                for (int look = 0; look < 3; look++) {
                    assertThat(queue.take(List.of())).isEmpty();
                }
                assertThat(second.isTaken()).isTrue();
            }
            assertThat(lines.said()).as("another order is said too").hasSize(2);
        }
    }

    private static void spoil(Doorstep doorstep) throws Exception {
        for (Path errand : doorstep.errands()) {
            if (Doorstep.is(errand, Doorstep.OFFERED)) {
                Files.writeString(errand.resolve("order.json"), "{");
            }
        }
    }
}
