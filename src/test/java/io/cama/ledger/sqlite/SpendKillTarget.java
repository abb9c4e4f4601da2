package io.cama.ledger.sqlite;

import io.cama.ledger.Ledger;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Buys replies from several threads and says what each cost as soon as it is paid, until it is killed. */
final class SpendKillTarget {
    private SpendKillTarget() {}

    public static void main(String[] arguments) {
        Ledger ledger = Sample.open(Path.of(arguments[0]));
        ledger.accept(Sample.run("a"));
        AtomicLong next = new AtomicLong();
        IntStream.range(0, 8).mapToObj(i -> new Thread(() -> buy(ledger, next))).forEach(Thread::start);
    }

    private static void buy(Ledger ledger, AtomicLong next) {
        while (true) {
            long position = next.incrementAndGet();
            long cost = 1 + position % 50;
            long call = ledger.ask(Sample.ask("h" + position, "a", position, 50));
            synchronized (SpendKillTarget.class) {
                System.out.println(cost);
                System.out.flush();
            }
            ledger.keep(call, 200, "{}");
            ledger.judge(call, Verdict.GOOD, Sample.cost(cost));
        }
    }
}
