package io.cama.ops.audit;

import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is found when the log is looked over.
 *
 * @param entries lines of the chain
 * @param torn lines that a crash cut off; nothing is missing with them but what they were to say
 * @param brokenAt the first line of the file that is not as it was written, from 1; 0 where the chain is whole
 * @param why what is wrong there, or null
 */
public record Chain(
        long entries, int torn, int brokenAt, @Nullable String why) {
    /** Whether no line was changed, removed or swapped by somebody who left the others as they were. */
    public boolean isWhole() {
        return brokenAt == 0;
    }

    static Chain of(Iterator<String> lines, Optional<AuditLog.Head> head) {
        long number = 0;
        int torn = 0;
        int unread = 0;
        String hash = Entry.NONE;
        boolean headSeen = head.isEmpty() || head.get().number() == 0;
        int at = 1;
        for (; lines.hasNext(); at++) {
            String line = lines.next();
            Optional<Entry> read = Entry.read(line);
            if (read.isEmpty()) {
                torn++;
                unread = unread == 0 ? at : unread;
                continue;
            }
            Entry entry = read.get();
            if (!entry.isSound() || !entry.line().equals(line)) {
                return new Chain(number, torn, at, "it is not as it was written");
            }
            if (entry.number() != number + 1 || !entry.previous().equals(hash)) {
                return new Chain(
                        number,
                        torn,
                        unread == 0 ? at : unread,
                        "it does not follow the line before it, or is none: one was removed, added, changed or swapped");
            }
            unread = 0;
            number = entry.number();
            hash = entry.hash();
            headSeen |= head.isPresent()
                    && head.get().number() == number
                    && head.get().hash().equals(hash);
        }
        if (!headSeen) {
            return new Chain(
                    number,
                    torn,
                    unread == 0 ? at : unread,
                    "the line number " + head.get().number() + ", which was the last, is missing or another one");
        }
        return head.isEmpty() && number > 1
                ? new Chain(
                        number,
                        torn,
                        at,
                        "audit.head is missing, so that nobody can tell whether lines are missing at the end")
                : new Chain(number, torn, 0, null);
    }
}
