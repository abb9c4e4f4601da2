package io.cama.ledger.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cama.ledger.Replies.KeptReply;
import io.cama.model.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplyMemoryTest {
    /** What an entry of {@link #reply} takes under a key of one character. */
    static final long ONE = 256 + 1 + 743;

    AtomicLong now = new AtomicLong();

    @Test
    void theOneNotUsedForLongestGoesFirstUnderLru() {
        ReplyMemory memory = memory(3 * ONE, Eviction.LRU);
        put(memory, "a", "b", "c");
        memory.getIfPresent("a");
        put(memory, "d");
        assertThat(memory.asMap()).containsOnlyKeys("a", "c", "d");
    }

    @Test
    void theOneThatCameFirstGoesFirstUnderFifo() {
        ReplyMemory memory = memory(3 * ONE, Eviction.FIFO);
        put(memory, "a", "b", "c");
        memory.getIfPresent("a");
        put(memory, "d");
        assertThat(memory.asMap()).containsOnlyKeys("b", "c", "d");
    }

    @Test
    void oneThatIsUsedOftenOutlivesAFloodUnderLfu() {
        ReplyMemory memory = memory(10 * ONE, Eviction.LFU);
        put(memory, "a");
        IntStream.range(0, 20).forEach(i -> memory.getIfPresent("a"));
        IntStream.range(0, 200).forEach(i -> memory.put("b" + i, reply(742 - ("" + i).length())));
        assertThat(memory.has("a")).isTrue();
        assertThat(memory.statistics().bytes()).isLessThanOrEqualTo(10 * ONE);
        assertThat(memory.statistics().evictions())
                .isEqualTo(201 - memory.statistics().entries());
    }

    @ParameterizedTest
    @EnumSource
    void onePutMayMakeSeveralOthersGo(Eviction eviction) {
        ReplyMemory memory = memory(4 * ONE, eviction);
        put(memory, "a", "b", "c", "d");
        memory.put("e", reply((int) (3 * ONE) - 257));
        assertThat(memory.statistics().bytes()).isLessThanOrEqualTo(4 * ONE);
        assertThat(memory.statistics().bytes())
                .isEqualTo(memory.asMap().entrySet().stream()
                        .mapToLong(entry -> ReplyMemory.bytes(entry.getKey(), entry.getValue()))
                        .sum());
    }

    @Test
    void threeGoForOneThatNeedsTheirRoom() {
        ReplyMemory memory = memory(4 * ONE, Eviction.LRU);
        put(memory, "a", "b", "c", "d");
        memory.put("e", reply((int) (3 * ONE) - 257));
        assertThat(memory.asMap()).containsOnlyKeys("d", "e");
        assertThat(memory.statistics()).isEqualTo(new MemoryStats(0, 0, 3, 0, 2, 4 * ONE, 4 * ONE));
    }

    @ParameterizedTest
    @EnumSource
    void anEntryLargerThanAllTheRoomIsNotStoredAndReplacesWhatWasThere(Eviction eviction) {
        ReplyMemory memory = memory(2 * ONE, eviction);
        put(memory, "a", "b");
        memory.put("a", reply((int) (2 * ONE)));
        assertThat(memory.asMap()).containsOnlyKeys("b");
        assertThat(memory.get("c", key -> reply((int) (2 * ONE))).body()).hasSize((int) (2 * ONE));
        assertThat(memory.has("c")).isFalse();
    }

    @Test
    void noRoomAtAllHoldsNothing() {
        ReplyMemory memory = memory(0, Eviction.LRU);
        put(memory, "a");
        assertThat(memory.statistics()).isEqualTo(new MemoryStats(0, 0, 0, 0, 0, 0, 0));
        assertThat(memory.statistics().usagePercent()).isZero();
        assertThat(memory.statistics().hitRate()).isZero();
    }

    @Test
    void hitsMissesAndFillingAreCounted() {
        ReplyMemory memory = memory(4 * ONE, Eviction.LRU);
        put(memory, "a");
        memory.getIfPresent("a");
        memory.getAllPresent(List.of("a", "x"));
        memory.getIfPresent("y");
        MemoryStats stats = memory.statistics();
        assertThat(stats).isEqualTo(new MemoryStats(2, 2, 0, 0, 1, ONE, 4 * ONE));
        assertThat(stats.hitRate()).isCloseTo(0.5, within(1e-9));
        assertThat(stats.usagePercent()).isCloseTo(25, within(1e-9));
        assertThat(memory.stats().hitCount()).isEqualTo(2);
        assertThat(memory.estimatedSize()).isEqualTo(1);
        assertThat(memory.policy().isRecordingStats()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void accessesOfAnEntryAreCounted(Eviction eviction) {
        ReplyMemory memory = memory(4 * ONE, eviction);
        put(memory, "a", "b");
        now.set(5);
        memory.getIfPresent("a");
        memory.getIfPresent("a");
        now.set(12);
        assertThat(memory.entry("a")).contains(new Entry(ONE, 2, 7));
        assertThat(memory.entry("b")).contains(new Entry(ONE, 0, 12));
        assertThat(memory.entry("c")).isEmpty();
        assertThat(memory.statistics().hits()).isEqualTo(2);
    }

    @Test
    void entriesAreRemovedOneByOneOrAllAtOnce() {
        ReplyMemory memory = memory(9 * ONE, Eviction.LRU);
        put(memory, "a", "b", "c", "d");
        memory.invalidate("a");
        assertThat(memory.has("a")).isFalse();
        memory.invalidateAll(List.of("b", "x"));
        assertThat(memory.statistics().bytes()).isEqualTo(2 * ONE);
        memory.invalidateAll();
        assertThat(memory.statistics()).isEqualTo(new MemoryStats(0, 0, 0, 0, 0, 0, 9 * ONE));
    }

    @Test
    void aReplyPutAgainCountsOnce() {
        ReplyMemory memory = memory(9 * ONE, Eviction.LRU);
        put(memory, "a", "a");
        memory.put("a", reply(843));
        assertThat(memory.statistics().bytes()).isEqualTo(ONE + 100);
    }

    @Test
    void anEntryThatHasOutlivedItsTimeIsNotFoundAndCleanedUp() {
        ReplyMemory memory =
                new ReplyMemory(new MemoryLimits(9 * ONE, Duration.ofSeconds(10), 0, Eviction.LRU), now::get);
        put(memory, "a");
        now.set(Duration.ofSeconds(9).toNanos());
        assertThat(memory.getIfPresent("a")).isNotNull();
        now.set(Duration.ofSeconds(11).toNanos());
        assertThat(memory.getIfPresent("a")).isNull();
        now.set(Duration.ofSeconds(20).toNanos());
        memory.cleanUp();
        assertThat(memory.statistics()).isEqualTo(new MemoryStats(1, 1, 0, 1, 0, 0, 9 * ONE));
    }

    @Test
    void theTimeOfEntriesVariesByATenthEitherWay() {
        ReplyMemory memory =
                new ReplyMemory(new MemoryLimits(1 << 20, Duration.ofSeconds(1000), 0.1, Eviction.LRU), now::get);
        IntStream.range(0, 200).forEach(i -> memory.put("key" + i, reply(1)));
        now.set(Duration.ofSeconds(899).toNanos());
        assertThat(memory.asMap().keySet()).hasSize(200);
        now.set(Duration.ofSeconds(1000).toNanos());
        assertThat(memory.asMap().keySet().stream().filter(memory::has).count()).isBetween(50L, 150L);
        now.set(Duration.ofSeconds(1101).toNanos());
        assertThat(memory.asMap().keySet().stream().filter(memory::has)).isEmpty();
    }

    @Test
    void aTimeOfZeroIsForEver() {
        ReplyMemory memory = memory(9 * ONE, Eviction.LRU);
        put(memory, "a");
        now.set(Duration.ofDays(36_500).toNanos());
        assertThat(memory.getIfPresent("a")).isNotNull();
    }

    @Test
    void warmingWithMoreThanFitsKeepsWhatCameLast() {
        ReplyMemory memory = memory(2 * ONE, Eviction.LRU);
        Map<String, KeptReply> warm = new LinkedHashMap<>();
        for (String key : List.of("a", "b", "c", "d")) {
            warm.put(key, reply(743));
        }
        memory.putAll(warm);
        assertThat(memory.asMap()).containsOnlyKeys("c", "d");
        assertThat(memory.statistics().evictions()).isEqualTo(2);
    }

    @Test
    void whatIsMissingIsMadeAndHeld() {
        ReplyMemory memory = memory(9 * ONE, Eviction.LRU);
        put(memory, "a");
        assertThat(memory.get("a", key -> reply(1)).body()).hasSize(743);
        assertThat(memory.get("b", key -> reply(2)).body()).hasSize(2);
        assertThat(memory.getAll(List.of("a", "c"), missing -> Map.of("c", reply(3))))
                .containsOnlyKeys("a", "c");
        assertThat(memory.getAll(List.of("a", "c"), missing -> Map.of())).hasSize(2);
        assertThat(memory.asMap()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void aTextThatIsNotLatinTakesTwoBytesACharacter() {
        KeptReply korean = new KeptReply(1, "h", 1, Verdict.GOOD, 200, "답".repeat(100), null, 0, 0, null, null);
        assertThat(ReplyMemory.bytes("h", korean)).isEqualTo(256 + 1 + 200);
    }

    @Test
    void policiesAreReadInAnyCaseAndAnUnknownOneIsLru() {
        assertThat(List.of(Eviction.of("LFU"), Eviction.of(" fifo "), Eviction.of("lru"), Eviction.of("random")))
                .containsExactly(Eviction.LFU, Eviction.FIFO, Eviction.LRU, Eviction.LRU);
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new MemoryLimits(-1, Duration.ZERO, 0, Eviction.LRU))
                .hasMessageContaining("-1 bytes");
        assertThatThrownBy(() -> new MemoryLimits(1, Duration.ZERO, 2, Eviction.LRU))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ReplyMemory memory(long max, Eviction eviction) {
        return new ReplyMemory(new MemoryLimits(max, Duration.ZERO, 0.1, eviction), now::get);
    }

    private static void put(ReplyMemory memory, String... keys) {
        for (String key : keys) {
            memory.put(key, reply(743));
        }
    }

    private static KeptReply reply(int length) {
        return new KeptReply(1, "h", 1, Verdict.GOOD, 200, "x".repeat(length), null, 0, 0, null, null);
    }
}
