package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.DeadLetter;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A review by a route of the job's own: how it passes, how it ends, and what becomes of an item when it crashes. */
class ReviewRouteTest extends SharedFlow {
    private volatile Processor checker = exchange -> {};
    private volatile Processor place = exchange -> {};
    private final Map<String, AtomicInteger> checks = new ConcurrentHashMap<>();
    private boolean added;

    @Override
    Map<String, String> settings() {
        return Map.of(
                "cama.retry.passes", "2",
                "cama.review.max-findings", "100B",
                "cama.deploy", "direct:place");
    }

    @BeforeEach
    void addChecker() throws Exception {
        if (!added) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:spelling")
                            .onException(IllegalCallerException.class)
                            .handled(true)
                            .end()
                            .process(exchange -> checker.process(exchange));
                    from("direct:place")
                            .errorHandler(noErrorHandler())
                            .process(exchange -> place.process(exchange))
                            .to("direct:deploy-files");
                }
            });
            added = true;
        }
        checks.clear();
        place = exchange -> {};
        endpoint.script(call ->
                ScriptedEndpoint.Answer.says("{\"said\":\"" + call.asked().replace("\"", "") + "!\"}"));
    }

    private int round(Exchange exchange) {
        Map<?, ?> item = exchange.getMessage().getBody(Map.class);
        return checks.computeIfAbsent(String.valueOf(item.get("word")), word -> new AtomicInteger())
                .incrementAndGet();
    }

    /** Finds fault so often, in text that nobody has to read. */
    private void findsFault(int times) {
        checker = exchange -> {
            int round = round(exchange);
            exchange.getMessage().setHeader("left", "behind");
            exchange.getMessage().setBody(round <= times ? "fault " + round : "");
        };
    }

    private Run review(String... words) throws IOException {
        return process("reviewed", fresh("drafts") + ".csv", lines(words));
    }

    private static String[] lines(String... words) {
        String[] lines = new String[words.length + 1];
        lines[0] = "word";
        System.arraycopy(words, 0, lines, 1, words.length);
        return lines;
    }

    private List<ScriptedEndpoint.Call> asks() {
        return endpoint.calls().stream()
                .filter(call ->
                        breaker().endsWith("_" + call.body().path("model").asText()))
                .toList();
    }

    private static Path deployed(Run run, String path) {
        return Path.of(run.outbox()).resolve("deploy").resolve(path);
    }

    @Test
    void whatFailsTwiceAndThenPassesIsMendedTwiceAndDeployedAsItWasLast() throws IOException {
        findsFault(2);
        Run run = review("twice");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(asks()).hasSize(3);
        assertThat(asks().get(2).body().at("/messages/0/content").asText())
                .contains("Mend the sentence: \"fault 2\" in round 2.");
        assertThat(deployed(run, "twice")).hasContent("twice: twice: twice!!!");
        assertThat(json(Files.readString(
                                Path.of(run.outbox()).resolve(run.input().replace(".csv", ".json"))))
                        .at("/0/review"))
                .isEqualTo(json("{\"passed\":true,\"findings\":[],\"round\":3}"));
    }

    @Test
    void everyRoundIsRecalledWhenTheFileIsWorkedOnAgainOffline() throws IOException {
        findsFault(2);
        Run run = review("once more", "and again");
        int calls = asks().size();
        assertThat(calls).isEqualTo(6);
        Files.delete(deployed(run, "once more"));
        checks.clear();

        on(new Terms(Terms.Recall.OFFLINE, 0, false));
        Run again = again(run);

        assertThat(again.state()).as(again.reason()).isEqualTo(RunState.DONE);
        assertThat(asks()).hasSize(calls);
        assertThat(checks.values()).extracting(AtomicInteger::get).containsOnly(3);
        assertThat(deployed(run, "once more")).exists();
    }

    @Test
    void whatNeverPassesIsADeadLetterWithItsRoundsAndLastFindings() throws IOException {
        findsFault(100);
        DeadLetter letter = onlyDead(review("never"));

        assertThat(letter.reason()).isEqualTo(Reason.REVIEW_FAILED);
        assertThat(letter.message()).isEqualTo("not passed in 3 rounds; last findings: fault 3");
        assertThat(asks()).hasSize(3);
    }

    @Test
    void aCheckerThatCannotReachSomethingIsNoFaultOfTheItem() throws IOException {
        AtomicInteger crashes = new AtomicInteger();
        checker = exchange -> {
            if (crashes.incrementAndGet() == 1) {
                throw new ConnectException("refused");
            }
            exchange.getMessage().setBody(List.of());
        };
        Run run = review("later");

        assertThat(run.state()).as(run.reason()).isEqualTo(RunState.DONE);
        assertThat(run.pass()).isEqualTo(2);
        assertThat(dead(run)).isEmpty();
        assertThat(asks()).hasSize(1);

        checker = exchange -> {
            throw new IOException("it stays away");
        };
        Run down = review("down");
        assertThat(down.state()).isEqualTo(RunState.PAUSED);
        assertThat(ledger.counts(down.id()).pending()).isEqualTo(1);
    }

    @Test
    void aCheckerThatCrashesOtherwiseBuriesTheItemAndSaysWhoCrashed() throws IOException {
        checker = exchange -> {
            throw new IllegalStateException("no such word");
        };
        DeadLetter letter = onlyDead(review("crash"));

        assertThat(letter.reason()).isEqualTo(Reason.ROUTE_FAILED);
        assertThat(letter.message())
                .isEqualTo("the checker direct:spelling crashed: IllegalStateException: no such word");
    }

    @Test
    void aCheckerThatLeavesTheItemHasSaidNothingAndPausesTheRun() throws IOException {
        checker = exchange -> {};
        Run run = review("silent");

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).contains("leave the findings in the body");
    }

    @Test
    void aVerdictInJsonTextOrAStreamIsReadAndTextThatOnlyBeginsLikeItIsAFinding() throws IOException {
        checker = exchange -> exchange.getMessage()
                .setBody(new ByteArrayInputStream(
                        "{\"passed\": true, \"findings\": []}".getBytes(StandardCharsets.UTF_8)));
        Run passed = review("streamed");
        assertThat(passed.state()).as(passed.reason()).isEqualTo(RunState.DONE);
        assertThat(dead(passed)).isEmpty();

        checker = exchange -> exchange.getMessage().setBody("[ERROR] line 3");
        assertThat(onlyDead(review("bracket")).message()).endsWith("last findings: [ERROR] line 3");
        checker = exchange -> exchange.getMessage().setBody(" [\"a\", {\"line\": 3}]");
        assertThat(onlyDead(review("listed")).message()).endsWith("last findings: [\"a\",{\"line\":3}]");
    }

    @Test
    void whatACheckerFindsIsBoundedInEveryForm() throws IOException {
        String much = "x".repeat(400);
        for (Object findings : List.of(much, List.of("a", much), Map.of("of", much), Map.of("all", List.of(much)))) {
            int before = asks().size();
            checker = exchange ->
                    exchange.getMessage().setBody(Map.of("passed", false, "findings", findings, "other", much));
            onlyDead(review(fresh("much")));
            assertThat(asks().subList(before + 1, before + 3)).allSatisfy(ask -> assertThat(
                            ask.body().at("/messages/0/content").asText())
                    .hasSizeLessThan(300));
        }
    }

    @Test
    void aCheckerThatStopsTheItemOrSwallowsItsErrorIsNamedAndNothingIsSkippedOrKept() throws IOException {
        checker = exchange -> exchange.setRouteStop(true);
        DeadLetter letter = onlyDead(review("stopped"));

        assertThat(letter.reason()).isEqualTo(Reason.ROUTE_FAILED);
        assertThat(letter.message()).startsWith("the checker direct:spelling stopped the item");

        checker = exchange -> {
            throw new IllegalCallerException("swallowed");
        };
        assertThat(onlyDead(review("handled")).message()).startsWith("the checker direct:spelling ");
    }

    @Test
    void aPlaceThatCannotBeReachedIsDeployedToLaterAndOneThatRefusesBuriesTheItem() throws IOException {
        findsFault(0);
        AtomicInteger tries = new AtomicInteger();
        place = exchange -> {
            if (tries.incrementAndGet() == 1) {
                throw new HttpOperationFailedException("http://place", 503, "", null, Map.of(), null);
            }
        };
        Run run = review("later deployed");
        assertThat(run.state()).as(run.reason()).isEqualTo(RunState.DONE);
        assertThat(run.pass()).isEqualTo(2);
        assertThat(dead(run)).isEmpty();
        assertThat(asks()).hasSize(1);

        place = exchange -> {
            throw new ConnectException("refused");
        };
        Run down = review("place down");
        assertThat(down.state()).isEqualTo(RunState.PAUSED);
        assertThat(ledger.counts(down.id()).pending()).isEqualTo(1);

        place = exchange -> {
            throw new HttpOperationFailedException("http://place", 403, "", null, Map.of(), null);
        };
        DeadLetter letter = onlyDead(review("refused"));
        assertThat(letter.reason()).isEqualTo(Reason.ROUTE_FAILED);
        assertThat(letter.message()).startsWith("what cama.deploy hands to crashed: HttpOperationFailedException");
    }

    @Test
    void aPathThatNoFileCanHaveIsTheItemsFaultAndLeavesNothingBehind() throws IOException {
        findsFault(0);
        String deep = ("가".repeat(50) + "/").repeat(6) + "x";
        Run run = review(deep, "x/" + deep.repeat(2), "plain");

        assertThat(run.state()).as(run.reason()).isEqualTo(RunState.DONE);
        assertThat(dead(run)).extracting(DeadLetter::reason).containsExactly(Reason.BAD_PATH);
        assertThat(deployed(run, deep)).exists();
        assertThat(deployed(run, "plain")).exists();
        try (Stream<Path> files = Files.walk(Path.of(run.outbox()).resolve("deploy"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    @Test
    void aPathBelongsToOneItemOfARunAndLeadsNowhereElse() throws IOException {
        findsFault(0);
        Run run = review("Mine", "mine", "../out", "a/b", "a");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(dead(run)).extracting(DeadLetter::reason).containsOnly(Reason.BAD_PATH);
        assertThat(dead(run)).hasSizeBetween(2, 3);
        assertThat(home.resolve("outbox/reviewed/out")).doesNotExist();
        assertThat(home.resolve("outbox/out")).doesNotExist();
    }

    @Test
    void aSecondStepStartsWhileOthersAreInTheirFirstAndAPromptHasNoMoreCallsAtOnceThanItSays() throws Exception {
        CountDownLatch mended = new CountDownLatch(1);
        AtomicInteger drafting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        findsFault(1);
        endpoint.script(call -> {
            if (call.body().at("/messages/0/content").asText().startsWith("Mend")) {
                mended.countDown();
            } else {
                most.accumulateAndGet(drafting.incrementAndGet(), Math::max);
                if (call.asked().equals("w1")) {
                    hold(mended);
                }
                drafting.decrementAndGet();
            }
            return ScriptedEndpoint.Answer.says("{\"said\":\"yes\"}");
        });
        Run run = review(IntStream.rangeClosed(1, 8).mapToObj(n -> "w" + n).toArray(String[]::new));

        assertThat(run.state()).as(run.reason()).isEqualTo(RunState.DONE);
        assertThat(mended.getCount()).isZero();
        assertThat(most).hasValueLessThanOrEqualTo(2).hasPositiveValue();
    }
}
