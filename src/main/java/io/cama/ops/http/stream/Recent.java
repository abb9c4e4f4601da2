package io.cama.ops.http.stream;

import io.cama.flow.event.Event;
import io.cama.flow.event.Tap;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The latest events, numbered, so that a client that was cut off goes on where it was. Events are collected while
 * somebody follows and for some time after; while nobody does, an event costs a look at two numbers.
 */
public final class Recent implements Tap {
    private static final Duration AFTERWARDS = Duration.ofMinutes(2);
    private static final Pattern ID = Pattern.compile("([0-9a-z]+)-([0-9]{1,18})");

    private final int most;
    private final InstantSource clock;
    private final String start;
    private final Deque<Numbered> events = new ArrayDeque<>();
    private final AtomicInteger followers = new AtomicInteger();
    private volatile long openUntil;
    private long last;

    /**
     * An event with its place in the order.
     *
     * @param no 1 for the first since the process began
     */
    public record Numbered(long no, Event event) {}

    /** @param most events that are kept */
    public Recent(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
        this.start = Long.toString(clock.millis(), Character.MAX_RADIX);
    }

    @Override
    public boolean isOpen() {
        return followers.get() > 0 || (openUntil > 0 && clock.millis() < openUntil);
    }

    @Override
    public synchronized void tell(Event event) {
        if (!isOpen()) {
            return;
        }
        events.addLast(new Numbered(++last, event));
        if (events.size() > most) {
            events.removeFirst();
        }
    }

    /** Somebody follows from now on. */
    synchronized void join() {
        if (!isOpen()) {
            events.clear(); // something is missing behind these
            last++;
        }
        followers.incrementAndGet();
    }

    /** Somebody follows no more. */
    void leave() {
        openUntil = clock.millis() + AFTERWARDS.toMillis();
        followers.decrementAndGet();
    }

    /** The number of the latest event, 0 before the first. */
    synchronized long last() {
        return last;
    }

    /** What a client is told as the id of an event. */
    String id(long no) {
        return start + "-" + no;
    }

    /** The number behind which to go on, if all that came after it is still here. */
    synchronized OptionalLong resume(String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches() || !matcher.group(1).equals(start)) {
            return OptionalLong.empty();
        }
        long no = Long.parseLong(matcher.group(2));
        return no <= last && no >= oldest() - 1 ? OptionalLong.of(no) : OptionalLong.empty();
    }

    private long oldest() {
        Numbered first = events.peekFirst();
        return first == null ? last + 1 : first.no();
    }

    /** What came after a number, oldest first. */
    synchronized List<Numbered> after(long no) {
        List<Numbered> later = new ArrayList<>();
        for (Numbered event : events) {
            if (event.no() > no) {
                later.add(event);
            }
        }
        return later;
    }
}
