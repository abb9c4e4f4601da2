package io.cama.flow.intake;

import io.cama.flow.local.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;

/** The bean {@code stranded}: claimed files that could not be made runs of when they came. */
public final class Stranded {
    private final Queue<Submission> files = new ConcurrentLinkedQueue<>();
    private final Ground ground;

    public Stranded(Ground ground) {
        this.ground = ground;
    }

    void add(Submission submission) {
        files.add(submission);
    }

    /** Body out: the {@link Submission}s to try again, none while a local fault holds. */
    public void again(Exchange exchange) {
        List<Submission> again = new ArrayList<>();
        while (ground.isFirm() && files.peek() != null) {
            again.add(files.remove());
        }
        exchange.getMessage().setBody(again);
    }
}
