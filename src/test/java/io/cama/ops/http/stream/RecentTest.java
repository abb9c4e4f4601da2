package io.cama.ops.http.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.flow.event.Event;
import io.cama.ops.http.wire.Writing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final Recent recent = new Recent(3, clock);

    private static Event done(long position) {
        return new Event("item.done", "plain", "r", position, Instant.EPOCH, 0, Map.of());
    }

    @Test
    void nothingIsKeptWhileNobodyFollowsButForTwoMinutesAfterwards() {
        recent.tell(done(1));
        assertThat(recent.last()).isZero();

        recent.join();
        recent.tell(done(2));
        recent.leave();
        now.set(now.get().plusSeconds(119));
        recent.tell(done(3));
        now.set(now.get().plusSeconds(2));
        recent.tell(done(4));

        assertThat(recent.isOpen()).isFalse();
        assertThat(recent.after(0)).extracting(one -> one.event().position()).containsExactly(2L, 3L);
    }

    @Test
    void nobodyGoesOnBehindAnEventWhoseSuccessorsAreGone() {
        recent.join();
        for (long position = 1; position <= 5; position++) {
            recent.tell(done(position));
        }
        long last = recent.last();

        assertThat(recent.resume(recent.id(last - 3))).hasValue(last - 3);
        assertThat(recent.resume(recent.id(last - 4))).isEmpty();
        assertThat(recent.resume(recent.id(last + 1))).isEmpty();
        assertThat(recent.resume("another-1")).isEmpty();
        assertThat(recent.resume("")).isEmpty();
    }

    @Test
    void whatHappenedWhileItWasClosedIsAGapForWhoeverComesBack() {
        recent.join();
        recent.tell(done(1));
        String last = recent.id(recent.last());
        recent.leave();
        now.set(now.get().plusSeconds(121));
        recent.tell(done(2));

        recent.join();

        assertThat(recent.resume(last)).isEmpty();
    }

    @Test
    void ofOneItemOnlyWhatCameLastIsSentAndWhatFellOutIsSaid() throws Exception {
        recent.join();
        String before = recent.id(recent.last());
        recent.tell(new Event("item.started", "plain", "r", 1, Instant.EPOCH, 0, Map.of()));
        recent.tell(done(1));
        recent.tell(done(2));

        String sent = followed(before);

        assertThat(sent).contains("\"position\":1").contains("\"position\":2").doesNotContain("item.started");
        assertThat(sent).doesNotContain("event: gap");
    }

    /** What one is sent before the server ends, which it does at the second sending. */
    private String followed(String lastId) throws IOException, InterruptedException {
        StringBuilder sent = new StringBuilder();
        CountDownLatch ended = new CountDownLatch(1);
        Writing writing = new Writing() {
            @Override
            public void send(String text) {
                if (sent.length() > 0) {
                    ended.countDown();
                }
                sent.append(text);
            }

            @Override
            public void close() {
                ended.countDown();
            }
        };
        new Follower(recent, event -> true, Map::of, Duration.ofSeconds(9), ended).follow(writing, lastId);
        return sent.toString();
    }
}
