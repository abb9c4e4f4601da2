package io.cama.ledger.sent;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Events on their way to those who listen, kept until they have arrived. */
public interface Outgoing {
    /**
     * An event that a listener has not got.
     *
     * @param no larger for a later one
     * @param body as it is sent
     * @param kept whether it was tried before and given up for the time being
     */
    record Sent(long no, String body, boolean kept) {}

    /**
     * Notes an event for each of the listeners, without waiting until that is durable. It is so before whatever is
     * written next.
     *
     * @return completes when it is durable, or with why it cannot be
     */
    CompletionStage<Integer> note(List<String> listeners, String body);

    /** The same for an event that tells of an item's end; nothing is noted if the item has ended before. */
    CompletionStage<Integer> noteEnd(List<String> listeners, String body, String run, long position);

    /**
     * The same for an event that tells of a run's end; nothing is noted if the run has ended before, or does not end
     * since items are pending or it was given again.
     */
    CompletionStage<Integer> noteEnd(List<String> listeners, String body, String run);

    /**
     * Drops the events of all other listeners, without waiting.
     *
     * @return completes with how many they were
     */
    CompletionStage<Integer> dropOthers(List<String> listeners);

    /**
     * Drops the oldest events of each of the listeners that has more than so many, without waiting.
     *
     * @return completes with how many were dropped
     */
    CompletionStage<Integer> dropOldest(List<String> listeners, int most);

    /**
     * What a listener has not got, oldest first, read in pages as it is consumed: first what was not tried yet, then
     * what was kept.
     *
     * @param after of what was not tried, only events with larger numbers
     */
    Iterator<Sent> outgoing(String listener, long after);

    /** It has arrived. Without waiting until that is durable; if it is lost the event is sent again. */
    void arrived(long no);

    /** It has not arrived, and is kept for later. */
    void kept(long no, String why);
}
