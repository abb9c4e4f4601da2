package io.cama.ledger.sqlite;

import io.cama.ledger.Ledger;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Writes to a ledger from several threads, and says which items have ended durably, until it is killed. */
final class KillTarget {
    private KillTarget() {}

    public static void main(String[] arguments) {
        Ledger ledger = Sample.open(Path.of(arguments[0]));
        ledger.recover();
        String run = arguments[1];
        ledger.accept(Sample.run(run));
        AtomicLong next = new AtomicLong();
        IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> work(ledger, run, next)))
                .forEach(Thread::start);
    }

    private static void work(Ledger ledger, String run, AtomicLong next) {
        while (true) {
            long position = next.incrementAndGet();
            ledger.add(run, Sample.pending(position, position));
            long call = ledger.ask(Sample.ask("h" + position, run, position));
            ledger.keep(call, 200, "reply " + run + position);
            ledger.ok(run, position, "result " + run + position, List.of(call));
            synchronized (KillTarget.class) {
                System.out.println(position);
                System.out.flush();
            }
        }
    }
}
