package io.cama.ops.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cama.config.ConfigException;
import io.cama.model.RunState;
import io.cama.ops.control.Action;
import io.cama.ops.control.By;
import io.cama.ops.control.By.Way;
import io.cama.ops.control.still.AtRest;
import io.cama.routes.ScriptedEndpoint;
import io.cama.routes.ScriptedEndpoint.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cama in contexts of somebody else, each with routes of its own and a job in Java. */
@Timeout(60)
class EmbeddedTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    private final List<CamelContext> contexts = new ArrayList<>();
    private final CamelContext context = another();
    private ScriptedEndpoint endpoint;

    @BeforeEach
    void prepare() throws IOException {
        endpoint = new ScriptedEndpoint(call -> Answer.says(call.asked() + "!"));
        prompt(home);
    }

    @AfterEach
    void close() {
        contexts.forEach(CamelContext::stop);
        endpoint.close();
    }

    private CamelContext another() {
        contexts.add(new DefaultCamelContext());
        return contexts.get(contexts.size() - 1);
    }

    private static void prompt(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("jobs/words"));
        Files.writeString(folder.resolve("say.prompt"), "---\nmodel: scripted/any\n---\nSay {{word}}.");
    }

    private Cama embed(CamelContext where, Path there) throws Exception {
        Properties own = new Properties();
        own.put("cama.provider.scripted.url", endpoint.url());
        own.put("cama.provider.scripted.rpm", "0");
        own.put("cama.runs.poll", "10ms");
        own.put("cama.shutdown.timeout", "1s");
        own.put("cama.inbox.poll", "100ms");
        own.put("cama.inbox.min-age", "0s");
        where.getPropertiesComponent().setInitialProperties(own);
        where.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:job?name=words&key=word&outputs=tsv&concurrency=1")
                        .routeId("words")
                        .to("kamelet:llm?prompt=say");
                from("direct:own").routeId("own").throwException(new IllegalArgumentException("as ever"));
                from("direct:more").routeId("more").setBody(simple("more ${body}"));
            }
        });
        return Cama.embed(where, there);
    }

    private Path words(String rows) throws IOException {
        return Files.writeString(home.resolve("words.csv"), "word\n" + rows);
    }

    @Test
    void aFileGivenByACallAndOneInTheInboxAreAnsweredAndCounted() throws Exception {
        Cama cama = embed(context, home);
        context.start();

        Outcome outcome = cama.process(words("apple\npear\n"), "words");

        assertThat(outcome.isComplete()).isTrue();
        assertThat(outcome.counts().ok()).isEqualTo(2);
        assertThat(outcome.files())
                .singleElement()
                .satisfies(file -> assertThat(file).content().contains("Say apple.!", "Say pear.!"));
        assertThat(outcome.receipt()).exists();
        assertThat(outcome.deadLetters()).isNull();
        Path inbox = Files.createDirectories(home.resolve("inbox/words"));
        Files.move(words("apple\nfig\n"), inbox.resolve("more.csv"));
        await().atMost(SOON).until(() -> Files.exists(home.resolve("outbox/words/more.run.json")));
        assertThat(endpoint.calls()).as("apple is bought once").hasSize(3);
        assertThat(cama.ledgerStatistics().replies()).isEqualTo(3);
        assertThat(cama.cacheStatistics().hits()).isEqualTo(1);
        assertThat(cama.health()).returns(true, Health::isWell).satisfies(health -> assertThat(health.breakers())
                .containsExactly(Map.entry("scripted/any", "closed")));
    }

    @Test
    void aRowWithoutAnAnswerIsADeadLetterAndTheApplicationsOwnFailuresStayItsOwn() throws Exception {
        Cama cama = embed(context, home);
        context.start();
        endpoint.script(call -> call.asked().contains("pear")
                ? new Answer(200, "{\"choices\":[{\"message\":{\"refusal\":\"no\"}}]}", Map.of())
                : Answer.says("fine"));

        Outcome outcome = cama.process(words("apple\npear\n"), "words");

        assertThat(outcome.state()).isEqualTo(RunState.DONE);
        assertThat(outcome.isComplete()).isFalse();
        assertThat(outcome.deadLetters()).content().contains("pear");
        assertThatThrownBy(() -> context.createProducerTemplate().sendBody("direct:own", "x"))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseMessage("as ever");
        assertThat(context.getCamelContextExtension().getErrorHandlerFactory())
                .as("the context has no error handler but its own")
                .isSameAs(new DefaultCamelContext().getCamelContextExtension().getErrorHandlerFactory());
    }

    @Test
    void aFailureOfOurOwnRoutesPausesTheRunAndItGoesOnWhenItIsSetRight() throws Exception {
        Cama cama = embed(context, home);
        context.start();
        Path blocked = Files.writeString(home.resolve("outbox"), "no folder");

        Outcome outcome = cama.process(words("apple\n"), "words");

        assertThat(outcome.state()).isEqualTo(RunState.PAUSED);
        assertThat(outcome.reason()).contains("outbox");
        Files.delete(blocked);
        cama.resume(outcome.run());
        await().atMost(SOON).until(() -> cama.outcome(outcome.run()).isComplete());
        assertThat(endpoint.calls()).hasSize(1);
    }

    @Test
    void closingLetsGoOfTheHomeFolderAndTheApplicationsOwnRoutesGoOn() throws Exception {
        Cama cama = embed(context, home);
        context.start();
        Path file = words("apple\n");
        cama.process(file, "words");

        cama.close();
        cama.close();

        assertThat(cama.health().isWell()).isFalse();
        assertThatThrownBy(() -> cama.process(file, "words"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(context.createProducerTemplate().requestBody("direct:more", "of it"))
                .isEqualTo("more of it");
        CamelContext next = another();
        Cama again = embed(next, home);
        next.start();
        assertThat(again.process(file, "words").isComplete()).isTrue();
        assertThat(endpoint.calls()).hasSize(1);
    }

    @Test
    void aRunThatIsCutOffGoesOnWhenTheApplicationStartsAgain() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        endpoint.script(call -> {
            if (call.asked().contains("pear")) {
                asked.countDown();
                awaitQuietly(over);
            }
            return Answer.says(call.asked() + "!");
        });
        Cama cama = embed(context, home);
        context.start();
        String run = cama.submit(words("apple\npear\n"), "words");
        asked.await();

        context.getShutdownStrategy().setTimeout(1);
        context.stop();
        over.countDown();

        CamelContext next = another();
        Cama again = embed(next, home);
        next.start();
        await().atMost(SOON).until(() -> again.outcome(run).isComplete());
        assertThat(endpoint.calls().stream().filter(call -> call.asked().contains("apple")))
                .hasSize(1);
    }

    @Test
    void aRunThatSomebodyPausedStaysPausedWhenTheApplicationStartsAgain() throws Exception {
        Cama cama = embed(context, home);
        context.start();
        Path blocked = Files.writeString(home.resolve("outbox"), "no folder");
        String held = cama.process(words("apple\n"), "words").run();
        cama.close();
        Files.delete(blocked);
        Path ledger = home.resolve("work/ledger.db");
        new AtRest(home, ledger, List.of("words"), InstantSource.system())
                .act(Action.RUN_PAUSE, held, "tuning", By.local(Way.CLI));

        CamelContext next = another();
        Cama again = embed(next, home);
        next.start();

        assertThat(again.process(words("fig\n"), "words").isComplete()).isTrue();
        assertThat(again.outcome(held).state()).isEqualTo(RunState.PAUSED);
        assertThat(again.outcome(held).reason()).startsWith("PAUSED_BY_HAND").endsWith("tuning");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void twoApplicationsInOneProcessKnowNothingOfEachOther(@TempDir Path elsewhere) throws Exception {
        prompt(elsewhere);
        Cama here = embed(context, home);
        context.start();
        Path file = words("apple\n");
        CamelContext other = another();
        Cama there = embed(other, elsewhere);
        other.start();

        assertThat(there.process(file, "words").isComplete()).isTrue();

        assertThat(elsewhere.resolve("outbox/words/words.tsv")).exists();
        assertThat(here.ledgerStatistics().replies()).isZero();
        assertThat(here.health().breakers()).isEmpty();
        assertThat(here.process(file, "words").isComplete()).isTrue();
    }

    @Test
    void whatCannotBeEmbeddedIsRefusedInWordsAndLeavesTheHomeFolderFree() throws Exception {
        context.getRegistry().bind("letter", "somebody else's");
        assertThatThrownBy(() -> Cama.embed(context, home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the bean \"letter\" is there already");
        CamelContext wrong = another();
        assertThatThrownBy(() -> Cama.embed(wrong, home, Map.of("cama.runs.parallel", "many")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cama.runs.parallel");
        CamelContext late = another();
        late.start();
        assertThatThrownBy(() -> Cama.embed(late, home)).hasMessageContaining("before the Camel context starts");
        CamelContext twice = another();
        embed(twice, home);
        assertThatThrownBy(() -> Cama.embed(twice, home)).hasMessageContaining("embed Cama only once");
    }

    @Test
    void everyBeanThatARouteNamesIsAmongThoseThatAreGuarded() throws Exception {
        Pattern named = Pattern.compile("(?:ref: |\"#|cacheName: )([A-Za-z]+)");
        Map<String, Path> found = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                named.matcher(Files.readString(file)).results().forEach(one -> found.put(one.group(1), file));
            }
        }
        embed(context, home);

        assertThat(Program.BEANS).containsAll(found.keySet());
        assertThat(Program.BEANS).allMatch(bean -> context.getRegistry().lookupByName(bean) != null);
    }
}
