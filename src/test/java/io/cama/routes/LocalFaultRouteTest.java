package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.flow.board.State;
import io.cama.ledger.Ledger;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults of the machine stop intake and calls, and all goes on by itself when they have passed. */
class LocalFaultRouteTest extends SharedFlow {
    private static final Set<String> READS = Set.of("run", "runs", "counts", "pending", "item", "recall", "close");

    private FaultyLedger faulty;
    private Frail frail;

    @Override
    String jobs() {
        return "src/test/resources/jobs-local";
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "cama.local.probe", "40ms",
                "cama.state.every", "100ms",
                "cama.retry.passes", "2",
                "cama.quarantine.after", "3");
    }

    @Override
    Ledger ledger(Ledger real) {
        faulty = new FaultyLedger(real);
        return faulty.ledger();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        frail = new Frail();
        context.getRegistry().bind("frail", frail);
        return context;
    }

    @AfterEach
    void allIsWellAgain() {
        faulty.heal();
        until(() -> flow.ground().isFirm());
        endpoint.calls().clear();
    }

    private Run give(String job, String... words) throws IOException {
        String[] lines = new String[words.length + 1];
        lines[0] = "word";
        System.arraycopy(words, 0, lines, 1, words.length);
        return submit(job, fresh("words") + ".csv", 0, lines);
    }

    private void done(Run run) {
        until(() -> ledger.run(run.id()).orElseThrow().state() == RunState.DONE);
    }

    @Test
    void anOutboxReplacedByAFileIsWaitedForAndThenPublishedToWithoutACommand() throws Exception {
        Path outbox = home.resolve("outbox/sound");
        if (Files.isDirectory(outbox)) {
            Files.move(outbox, home.resolve(fresh("aside")));
        }
        Files.createDirectories(outbox.getParent());
        Files.writeString(outbox, "a file where the folder should be");

        Run run = give("sound", "apple", "pear");
        until(() ->
                !flow.ground().isFirm() && ledger.run(run.id()).orElseThrow().state() == RunState.PAUSED);
        Files.delete(outbox);

        done(run);
        assertThat(endpoint.calls()).hasSize(2);
        assertThat(lines(run, ".jsonl")).hasSize(2);
        assertThat(dead(run)).isEmpty();
    }

    @Test
    void aReplyThatTheLedgerRefusesIsKeptAsSoonAsItTakesItAndNeverBoughtAgain() throws Exception {
        faulty.refuse(method -> method.equals("keep") || (method.equals("probe") && faulty.refused() > 0));

        Run run = give("sound", "a", "b", "c", "d", "e", "f", "g", "h");
        until(() -> faulty.refused() > 20);
        int begun = endpoint.calls().size();
        assertThat(ledger.counts(run.id()).dead()).isZero();
        faulty.heal();

        done(run);
        assertThat(begun).isBetween(1, 4);
        assertThat(endpoint.calls())
                .extracting(ScriptedEndpoint.Call::asked)
                .hasSize(8)
                .doesNotHaveDuplicates();
        assertThat(dead(run)).isEmpty();
        assertThat(ledger.usage(run.id()).possiblyPaidTwice()).isZero();
    }

    @Test
    void noCallIsBegunAndNoFileClaimedWhileTheLedgerRefusesToWrite() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        endpoint.script(call -> {
            hold(full);
            return says("{\"said\":\"yes\"}");
        });
        Run run = give("sound", "a", "b", "c", "d", "e", "f", "g", "h");
        until(() -> endpoint.calls().size() == 4);

        faulty.refuse(method -> !READS.contains(method));
        full.countDown();
        until(() -> !flow.ground().isFirm());
        Path dropped = home.resolve("inbox/sound/later.csv");
        Files.createDirectories(dropped.getParent());
        Files.writeString(dropped, "word\nquince\n");
        int seen = faulty.refused();
        until(() -> faulty.refused() > seen + 20);

        assertThat(endpoint.calls()).hasSize(4);
        assertThat(dropped).exists();
        assertThat(State.read(home).orElseThrow().local()).isNotNull();
        faulty.heal();

        done(run);
        until(() -> Files.exists(home.resolve("outbox/sound/later.run.json")));
        assertThat(endpoint.calls()).hasSize(9);
        assertThat(dead(run)).isEmpty();
        until(() -> local() == null);
    }

    private State.LocalLine local() {
        try {
            return State.read(home).orElseThrow().local();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWorkFolderThatVanishesStopsEverythingUntilItIsBack() throws Exception {
        Path work = home.resolve("work");
        Path away = home.resolve(fresh("away"));
        Run first = give("sound", "apple");
        done(first);

        Files.move(work, away);
        flow.ground().doubt(new IOException("nobody knows"));
        assertThat(flow.ground().trouble().orElseThrow().failure().reason()).isEqualTo(Reason.LEDGER);
        assertThat(work).doesNotExist();
        Files.move(away, work);

        until(() -> flow.ground().isFirm());
        done(give("sound", "quince"));
    }

    @Test
    void aDiskThatIsFullForAStepOfTheJobIsNoFaultOfTheItem() throws Exception {
        frail.say("full", 1, () -> new IOException("No space left on device"));

        Run run = give("frail", "full", "pear");

        done(run);
        assertThat(ledger.counts(run.id()).ok()).isEqualTo(2);
        assertThat(dead(run)).isEmpty();
    }

    @Test
    void memoryThatIsUsedUpOnceIsNoFaultOfTheItem() throws Exception {
        frail.say("heavy", 1, () -> new OutOfMemoryError("Java heap space"));

        Run run = give("frail", "heavy");

        done(run);
        assertThat(ledger.counts(run.id()).ok()).isEqualTo(1);
    }

    @Test
    void anItemThatUsesUpTheMemoryEachTimeIsADeadLetterInTheEnd() throws Exception {
        frail.say("apple", Integer.MAX_VALUE, () -> new OutOfMemoryError("Java heap space"));

        Run run = give("frail", "apple", "pear");

        done(run);
        assertThat(onlyDead(ledger.run(run.id()).orElseThrow()).reason()).isEqualTo(Reason.QUARANTINED);
        assertThat(ledger.counts(run.id()).ok()).isEqualTo(1);
    }

    @Test
    void aStackThatOverflowsInOneItemIsThatItemsDeadLetterAndTheProcessGoesOn() throws Exception {
        frail.overflow("deep");

        Run run = give("frail", "deep", "pear");

        done(run);
        assertThat(ledger.counts(run.id()).ok()).isEqualTo(1);
        assertThat(dead(run)).hasSize(1);
        assertThat(ledger.item(run.id(), 1).orElseThrow().state()).isEqualTo(ItemState.DEAD);
        assertThat(flow.ground().isFirm()).isTrue();
    }

    /** A step of an author's own. */
    public static final class Frail {
        private final Map<String, Fault> faults = new ConcurrentHashMap<>();
        private final Set<String> deep = ConcurrentHashMap.newKeySet();

        private interface Fault {
            Throwable next();
        }

        void say(String word, int times, Fault fault) {
            int[] left = {times};
            faults.put(word, () -> left[0]-- > 0 ? fault.next() : null);
        }

        void overflow(String word) {
            deep.add(word);
        }

        /** Fails as it was told. */
        public void step(Map<String, Object> item) throws Throwable {
            String word = String.valueOf(item.get("word"));
            if (deep.remove(word)) {
                dig(1);
            }
            Fault fault = faults.get(word);
            Throwable thrown = fault == null ? null : fault.next();
            if (thrown != null) {
                throw thrown;
            }
        }

        private static int dig(int depth) {
            return depth < 0 ? 0 : dig(depth + 1) + 1;
        }
    }
}
