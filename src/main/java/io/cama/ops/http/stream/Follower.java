package io.cama.ops.http.stream;

import io.cama.flow.Json;
import io.cama.flow.event.Event;
import io.cama.ops.http.stream.Recent.Numbered;
import io.cama.ops.http.wire.Writing;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One client that follows: server-sent events as WHATWG HTML has them. What happens within a quarter of a second is sent
 * together, and of one item only what came last.
 */
final class Follower {
    private static final Duration TOGETHER = Duration.ofMillis(250);

    private final Recent recent;
    private final Predicate<Event> wanted;
    private final Supplier<Map<String, Object>> snapshot;
    private final Duration heartbeat;
    private final CountDownLatch ended;

    /**
     * Somebody who follows what is wanted.
     *
     * @param snapshot how everything is, for whoever begins
     * @param ended counted down when the server ends
     */
    Follower(
            Recent recent,
            Predicate<Event> wanted,
            Supplier<Map<String, Object>> snapshot,
            Duration heartbeat,
            CountDownLatch ended) {
        this.recent = recent;
        this.wanted = wanted;
        this.snapshot = snapshot;
        this.heartbeat = heartbeat;
        this.ended = ended;
    }

    /**
     * Sends until the client has gone or the server ends.
     *
     * @param lastId of the last event it has got, or empty
     */
    void follow(Writing writing, String lastId) throws IOException, InterruptedException {
        long at = begin(writing, lastId);
        long silentSince = System.nanoTime();
        while (!ended.await(TOGETHER.toMillis(), TimeUnit.MILLISECONDS)) {
            List<Numbered> later = recent.after(at);
            String text = text(at, later);
            if (!text.isEmpty()) {
                writing.send(text);
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > heartbeat.toNanos()) {
                writing.send(": still here\n\n");
                silentSince = System.nanoTime();
            }
            at = later.isEmpty() ? at : later.get(later.size() - 1).no();
        }
    }

    private long begin(Writing writing, String lastId) throws IOException {
        OptionalLong known = recent.resume(lastId);
        if (known.isPresent()) {
            writing.send("retry: 3000\n\n");
            return known.getAsLong();
        }
        long at = recent.last();
        writing.send("retry: 3000\n\n"
                + (lastId.isEmpty() ? "" : told("gap", recent.id(at), Map.of("after", lastId)))
                + told("snapshot", recent.id(at), snapshot.get()));
        return at;
    }

    /** What is new, those left out said by a gap. */
    private String text(long at, List<Numbered> later) {
        StringBuilder text = new StringBuilder();
        if (!later.isEmpty() && later.get(0).no() > at + 1) {
            text.append(told("gap", recent.id(later.get(0).no() - 1), Map.of("after", recent.id(at))));
        }
        Map<String, Long> latest = new LinkedHashMap<>();
        for (Numbered one : later) {
            latest.put(subject(one), one.no());
        }
        for (Numbered one : later) {
            if (wanted.test(one.event()) && Long.valueOf(one.no()).equals(latest.get(subject(one)))) {
                text.append("id: ").append(recent.id(one.no()));
                text.append("\nevent: ").append(one.event().type());
                text.append("\ndata: ").append(one.event().json()).append("\n\n");
            }
        }
        return text.toString();
    }

    private static String subject(Numbered one) {
        String item = one.event().item();
        return item != null && one.event().type().startsWith("item.") ? item : "#" + one.no();
    }

    private static String told(String type, String id, Map<String, Object> data) {
        return "id: " + id + "\nevent: " + type + "\ndata: " + Json.line(data) + "\n\n";
    }
}
