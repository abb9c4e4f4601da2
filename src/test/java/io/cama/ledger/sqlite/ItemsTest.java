package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ledger.Items;
import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.model.Counts;
import io.cama.model.Item;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemsTest {
    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Sample.open(folder);
        ledger.accept(Sample.run("a"));
        ledger.accept(Sample.run("b"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anItemComesBackAsAdded() {
        ledger.add("a", List.of(NewItem.pending(7, 9, "{\"term\":\"눈치\"}")));
        assertThat(ledger.item("a", 7)).contains(new Item("a", 7, 9, "{\"term\":\"눈치\"}", ItemState.PENDING));
        assertThat(ledger.item("a", 8)).isEmpty();
        assertThat(ledger.item("b", 7)).isEmpty();
        assertThat(ledger.item("none", 7)).isEmpty();
    }

    @Test
    void anItemEndedLaterHasEndedOnceTheWritesAreFlushed() {
        ledger.add("a", Sample.pending(1, 1_000));
        for (long position = 1; position <= 1_000; position++) {
            ledger.okLater("a", position, "{}", List.of());
        }
        ledger.flush();
        assertThat(ledger.counts("a").ok()).isEqualTo(1_000);
    }

    @Test
    void anItemEndedLaterDoesNotTakeThePlaceOfAnEarlierEnd() {
        ledger.add("a", Sample.pending(1, 2));
        ledger.okLater("a", 1, "{}", List.of());
        assertThat(ledger.dead("a", 1, Reason.REFUSED, "too late")).isFalse();
        assertThat(ledger.dead("a", 2, Reason.REFUSED, "first")).isTrue();
        ledger.okLater("a", 2, "{}", List.of());
        ledger.flush();
        assertThat(ledger.counts("a")).isEqualTo(new Counts(2, 1, 1, 0, 0, 1));
    }

    @Test
    void addingAPositionAgainChangesNothing() {
        ledger.add("a", Sample.pending(1, 3));
        ledger.dead("a", 2, Reason.REFUSED, "no");
        ledger.add("a", List.of(NewItem.pending(2, 99, "other"), NewItem.pending(4, 5, "{}")));
        assertThat(ledger.item("a", 2))
                .hasValueSatisfying(item -> assertThat(item.line()).isEqualTo(3));
        assertThat(ledger.counts("a")).isEqualTo(new Counts(4, 0, 1, 0, 3, 0));
    }

    @Test
    void aRowThatCannotBeAskedIsAddedAsDeadOrSkipped() {
        ledger.add(
                "a",
                List.of(
                        new NewItem(1, 2, "{}", ItemState.DEAD, Reason.RAGGED_ROW, "3 cells, not 2"),
                        new NewItem(2, 3, "{}", ItemState.SKIPPED, null, "beyond the limit")));
        assertThat(ledger.counts("a")).isEqualTo(new Counts(2, 0, 1, 1, 0, 0));
        assertThat(ledger.deadLetter("a-1"))
                .hasValueSatisfying(letter -> assertThat(letter.message()).isEqualTo("3 cells, not 2"));
    }

    @Test
    void anItemIsNotAddedWhereItCannotBe() {
        assertThatThrownBy(() -> NewItem.pending(0, 1, "{}")).hasMessageContaining("was 0");
        assertThatThrownBy(() -> NewItem.pending(Items.MAX_POSITION + 1, 1, "{}"))
                .hasMessageContaining("position must be");
        assertThatThrownBy(() -> new NewItem(1, 1, "{}", ItemState.OK, null, null))
                .hasMessageContaining("was OK");
        assertThatThrownBy(() -> new NewItem(1, 1, "{}", ItemState.DEAD, null, null))
                .hasMessageContaining("reason null");
        assertThatThrownBy(() -> ledger.add("none", Sample.pending(1, 1))).hasMessageContaining("run none");
    }

    @Test
    void theHighWaterMarkIsTheLargestPositionOfTheRunAlone() {
        assertThat(ledger.highWater("a")).isZero();
        ledger.add("b", Sample.pending(1, 9));
        ledger.add("a", Sample.pending(1, 4));
        assertThat(ledger.highWater("a")).isEqualTo(4);
        ledger.add("a", List.of(NewItem.pending(Items.MAX_POSITION, 1, "{}")));
        assertThat(ledger.highWater("a")).isEqualTo(Items.MAX_POSITION);
    }

    @Test
    void pendingPositionsComeInOrderAndInPages() {
        ledger.add("a", Sample.pending(1, 6));
        ledger.add("b", Sample.pending(1, 2));
        ledger.ok("a", 3, "{}", List.of());
        assertThat(ledger.pending("a", 0, 3)).containsExactly(1L, 2L, 4L);
        assertThat(ledger.pending("a", 4, 9)).containsExactly(5L, 6L);
        assertThat(ledger.pending("a", 6, 9)).isEmpty();
        assertThat(ledger.pending("none", 0, 9)).isEmpty();
    }

    @Test
    void theFirstEndOfAnItemWins() {
        ledger.add("a", Sample.pending(1, 3));
        assertThat(ledger.ok("a", 1, "{}", List.of())).isTrue();
        assertThat(ledger.dead("a", 1, Reason.REFUSED, "no")).isFalse();
        assertThat(ledger.dead("a", 2, Reason.REFUSED, "no")).isTrue();
        assertThat(ledger.skip("a", 2, "stopped")).isFalse();
        assertThat(ledger.skip("a", 3, "stopped")).isTrue();
        assertThat(ledger.ok("a", 3, "{}", List.of())).isFalse();
        assertThat(ledger.counts("a")).isEqualTo(new Counts(3, 1, 1, 1, 0, 1));
    }

    @Test
    void anItemThatDoesNotExistCannotEnd() {
        assertThat(ledger.ok("a", 1, "{}", List.of())).isFalse();
        assertThat(ledger.counts("a")).isEqualTo(new Counts(0, 0, 0, 0, 0, 0));
        assertThat(ledger.counts("none")).isEqualTo(new Counts(0, 0, 0, 0, 0, 0));
    }

    @Test
    void anItemCountsAsRecalledIfNoCallWasMadeForIt() {
        ledger.add("a", Sample.pending(1, 2));
        long call = ledger.ask(Sample.ask("h", "a", 1));
        ledger.keep(call, 200, "{}");
        ledger.ok("a", 1, "{}", List.of(call));
        assertThat(ledger.counts("a").recalled()).isZero();
        ledger.ok("a", 2, "{}", List.of(call));
        assertThat(ledger.counts("a").recalled()).isEqualTo(1);
    }

    @Test
    void resultsComeInInputOrderWhateverTheOrderTheyEndedIn() {
        ledger.add("b", Sample.pending(1, 1));
        ledger.ok("b", 1, "other run", List.of());
        ledger.add("a", Sample.pending(1, 450));
        List<Long> expected = new ArrayList<>();
        LongStream.iterate(450, position -> position - 1).limit(450).forEach(position -> {
            if (position % 7 == 0) {
                ledger.skip("a", position, "seventh");
            } else {
                ledger.ok("a", position, "v" + position, List.of());
                expected.add(0, position);
            }
        });
        List<Result> results = new ArrayList<>();
        ledger.results("a").forEachRemaining(results::add);
        assertThat(results).extracting(Result::position).containsExactlyElementsOf(expected);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.values()).isEqualTo("v" + result.position());
            assertThat(result.line()).isEqualTo(result.position() + 1);
        });
    }

    @Test
    void thereIsNothingAfterTheLastResult() {
        Iterator<Result> results = ledger.results("a");
        assertThat(results.hasNext()).isFalse();
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void textOfAnyKindComesBackUnchanged() {
        String odd = "a\u0000b \"q\" '; DROP TABLE item; -- 🐪\r\n" + "x".repeat(1_000_000);
        ledger.add("a", List.of(NewItem.pending(1, 1, odd)));
        ledger.ok("a", 1, odd, List.of());
        assertThat(ledger.item("a", 1).orElseThrow().fields()).isEqualTo(odd);
        assertThat(ledger.results("a").next().values()).isEqualTo(odd);
    }
}
