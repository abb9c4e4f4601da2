package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.model.Counts;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** {@code 20-items} and {@code kamelet:job}: every row ends exactly once, in order, whatever its job does. */
class ItemsRouteTest extends FlowTestSupport {
    private static String[] numbered(int rows) {
        return IntStream.rangeClosed(0, rows)
                .mapToObj(n -> n == 0 ? "word" : "w" + n)
                .toArray(String[]::new);
    }

    @Test
    void outputsComeInInputOrderWhateverOrderTheAnswersComeIn() throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        endpoint.script(call -> {
            if (call.asked().equals("w1")) {
                awaitLatch(last);
            } else if (call.asked().equals("w20")) {
                last.countDown();
            }
            return says("{\"said\":\"" + call.asked() + "\"}");
        });

        Run run = process("plain", "words.csv", numbered(20));

        JsonNode all = json(java.nio.file.Files.readString(java.nio.file.Path.of(run.outbox(), "words.json")));
        assertThat(all)
                .extracting(item -> item.at("/say/said").asText())
                .isEqualTo(IntStream.rangeClosed(1, 20).mapToObj(n -> "w" + n).toList());
    }

    @Test
    void concurrencyOneAsksStrictlyInInputOrder() throws Exception {
        process("single", "words.csv", numbered(30));

        assertThat(endpoint.mostInFlight()).isEqualTo(1);
        assertThat(endpoint.calls())
                .extracting(ScriptedEndpoint.Call::asked)
                .isEqualTo(IntStream.rangeClosed(1, 30).mapToObj(n -> "w" + n).toList());
    }

    @Test
    void asManyAsTheJobSaysAreInFlightAndNoMore() throws Exception {
        CountDownLatch four = new CountDownLatch(4);
        endpoint.script(call -> {
            four.countDown();
            awaitLatch(four);
            return says("{\"said\":\"x\"}");
        });

        process("plain", "words.csv", numbered(40));

        assertThat(endpoint.mostInFlight()).isEqualTo(4);
    }

    /** Camel's split keeps to its own end what a part wants to be cleaned up, unless it is told not to. */
    @Test
    void anItemThatHasEndedLeavesNothingOfItsCallsInMemory() throws Exception {
        AtomicLong left = new AtomicLong();
        endpoint.script(call -> {
            if (call.asked().equals("w60")) {
                left.set(inMemory("FileInputStreamCache$TempFileManager"));
            }
            return says("{\"said\":\"x\"}");
        });

        process("single", "words.csv", numbered(60));

        assertThat(left).hasValueBetween(0L, 10L);
    }

    /** How many objects of a class can be reached. */
    private static long inMemory(String type) {
        try {
            Object histogram = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return String.valueOf(histogram)
                    .lines()
                    .filter(line -> line.endsWith(type) || line.contains(type + " "))
                    .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[1]))
                    .sum();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theNumberOfThreadsDoesNotGrowWithTheItems() throws Exception {
        AtomicLong most = new AtomicLong();
        endpoint.script(call -> {
            most.accumulateAndGet(threadsOf("cama-plain"), Math::max);
            return says("{\"said\":\"x\"}");
        });

        process("plain", "words.csv", numbered(200));

        assertThat(most).hasValue(4);
    }

    private static long threadsOf(String pool) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(pool))
                .count();
    }

    @Test
    void theReaderGoesNoFasterThanTheJob() throws Exception {
        CountDownLatch working = new CountDownLatch(4);
        CountDownLatch enough = new CountDownLatch(1);
        endpoint.script(call -> {
            working.countDown();
            awaitLatch(enough);
            return says("{\"said\":\"x\"}");
        });

        Run run = submit("plain", "words.csv", 0, numbered(5_000));
        awaitLatch(working);
        long read = ledger.highWater(run.id());
        flow.stop();
        enough.countDown();

        assertThat(read).isBetween(4L, 1_000L);
    }

    @Test
    void theAnswerOfAPromptIsSeenByTheNext() throws Exception {
        process("twostep", "words.csv", "word", "apple");

        assertThat(endpoint.calls().get(1).asked()).isEqualTo("More about apple after \"about apple\"");
    }

    @Test
    void everyRowEndsExactlyOnceWhateverTheAuthorsRouteDoes() throws Exception {
        Run run = process(
                "wild", "words.csv", "word", "good", "stop", "fail", "text", "seda", "handled", "own", "filtered");

        Counts counts = ledger.counts(run.id());
        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(counts.rows()).isEqualTo(8);
        assertThat(counts.ok() + counts.dead() + counts.skipped()).isEqualTo(8);
        assertThat(lines(run, ".jsonl"))
                .extracting(item -> item.path("word").asText())
                .containsExactly("good", "seda", "handled", "own", "filtered");
        assertThat(lines(run, ".dead.jsonl"))
                .extracting(dead -> dead.at("/item/word").asText())
                .containsExactly("fail", "text");
        assertThat(counts.skipped()).isEqualTo(1);
    }

    @Test
    void rowsBeyondTheLimitAreSkippedAndCostNothing() throws Exception {
        Run run = settled(submit("plain", "words.csv", 2, "word", "a", "b", "c", "d", "e"));

        assertThat(endpoint.calls()).hasSize(2);
        assertThat(receipt(run).at("/counts")).isEqualTo(json("{\"rows\":5,\"ok\":2,\"dead\":0,\"skipped\":3}"));
    }

    @Test
    void raggedRowsAreDeadWithTheirLineAndTheRestGoesOn() throws Exception {
        Run run = process("plain", "words.csv", "word,note", "a,1", "b", "", "c,3", "d,4,5");

        assertThat(receipt(run).at("/counts")).isEqualTo(json("{\"rows\":4,\"ok\":2,\"dead\":2,\"skipped\":0}"));
        assertThat(lines(run, ".dead.jsonl"))
                .extracting(dead -> dead.path("line").asInt())
                .containsExactly(3, 6);
    }

    @Test
    void itemsLeftByAnEarlierProcessAreTakenUp() throws Exception {
        Run paused = submit("plain", "words.csv", 0, "word", "a", "b");

        assertThat(settled(paused).state()).isEqualTo(RunState.DONE);
        assertThat(ledger.runs(10)).extracting(Run::id).isEqualTo(List.of(paused.id()));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
