package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Items.Head;
import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.ledger.look.Looks.FieldCount;
import io.cama.model.ItemState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankTest {
    @TempDir
    private Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Sample.open(folder);
        ledger.accept(Sample.run("a"));
        ledger.accept(Sample.run("b"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static NewItem item(long position, int rank, Map<String, String> counted) {
        return new NewItem(position, position + 1, "{}", ItemState.PENDING, null, null, rank, counted);
    }

    private List<Long> byRank(String run, int page) {
        List<Long> all = new ArrayList<>();
        Head after = Head.START;
        for (List<Head> found = ledger.pendingByRank(run, after, page);
                !found.isEmpty();
                found = ledger.pendingByRank(run, after, page)) {
            found.forEach(head -> all.add(head.position()));
            after = found.get(found.size() - 1);
        }
        return all;
    }

    @Test
    void pendingItemsComeByRankThenByPositionInPagesOfAnySizeAndTheUnrankedLast() {
        int[] ranks = {3, 1, 0, 2, 1, 3, 0, 2};
        ledger.add(
                "a",
                IntStream.range(0, ranks.length)
                        .mapToObj(n -> item(n + 1, ranks[n], Map.of()))
                        .toList());
        ledger.add("b", List.of(item(1, 1, Map.of())));
        ledger.ok("a", 4, "{}", List.of());

        for (int page = 1; page <= 9; page++) {
            assertThat(byRank("a", page)).containsExactly(2L, 5L, 8L, 1L, 6L, 3L, 7L);
        }
        assertThat(ledger.isRanked("a")).isTrue();
    }

    @Test
    void aRunOfWhichNothingRankedIsLeftIsNotRanked() {
        ledger.add("a", List.of(item(1, 1, Map.of()), item(2, 0, Map.of())));
        ledger.ok("a", 1, "{}", List.of());

        assertThat(ledger.isRanked("a")).isFalse();
        assertThat(ledger.isRanked("b")).isFalse();
    }

    @Test
    void valuesAreCountedOnceARowHoweverOftenItIsLoaded() {
        List<NewItem> rows =
                List.of(item(1, 1, Map.of("type", "fix", "priority", "fix")), item(2, 2, Map.of("type", "dev")));
        ledger.add("a", rows);
        ledger.add("a", rows);
        ledger.add("a", List.of(item(3, 2, Map.of("type", "dev"))));

        assertThat(ledger.fieldCounts("a"))
                .containsExactly(
                        new FieldCount("priority", "fix", 1),
                        new FieldCount("type", "dev", 2),
                        new FieldCount("type", "fix", 1));
        assertThat(ledger.fieldCounts("b")).isEmpty();
    }

    @Test
    void whatHasTooManyValuesIsCountedTogether() {
        for (long n = 1; n <= 60; n++) {
            ledger.add("a", List.of(item(n, 0, Map.of("id", "v" + n))));
        }

        List<FieldCount> counts = ledger.fieldCounts("a");
        assertThat(counts).hasSize(51).first().isEqualTo(new FieldCount("id", "(other)", 10));
        assertThat(counts.stream().mapToLong(FieldCount::rows).sum()).isEqualTo(60);
    }
}
