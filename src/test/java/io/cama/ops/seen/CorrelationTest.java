package io.cama.ops.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.flow.attempt.Asking;
import io.cama.flow.item.Trail;
import io.cama.flow.watch.Watch;
import io.cama.model.Failure;
import io.cama.model.ItemRef;
import io.cama.model.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands beside the lines that are logged while items are worked on. */
class CorrelationTest {
    private static final Logger LOG = LoggerFactory.getLogger("io.cama.correlation");

    /** Keeps the events of a logger and those below while it is open. */
    private static final class Lines extends AbstractAppender implements AutoCloseable {
        private static final String OURS = "io.cama";

        private final Queue<LogEvent> events = new ConcurrentLinkedQueue<>();
        private final Level before = ours().getLevel();
        private final String logger;

        Lines(String logger) {
            super("lines", null, null, false, Property.EMPTY_ARRAY);
            this.logger = logger;
            start();
            Configurator.setLevel(OURS, Level.INFO); // first, or Log4j keeps the lines from other appenders for good
            ours().addAppender(this);
        }

        private static org.apache.logging.log4j.core.Logger ours() {
            return LoggerContext.getContext(false).getLogger(OURS);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLoggerName().startsWith(logger)) {
                events.add(event.toImmutable());
            }
        }

        List<String> ids() {
            return events.stream()
                    .map(event -> Objects.toString(event.getContextData().getValue(Trail.ID)))
                    .toList();
        }

        @Override
        public void close() {
            ours().removeAppender(this);
            Configurator.setLevel(OURS, before);
        }
    }

    /** Logs a line at every step of an item. */
    private static final class Teller implements Watch {
        @Override
        public void begun(ItemRef item, Run run) {
            LOG.info("begun {}", item.position());
        }

        @Override
        public void asked(Asking asking, Duration took) {
            LOG.info("asked {}", asking.position());
        }

        @Override
        public void called(Asking asking, @Nullable Failure failure, Duration took) {
            LOG.info("called {}", asking.position());
        }

        @Override
        public void again(Asking asking, Failure failure) {
            LOG.info("again {}", asking.position());
        }
    }

    @Test
    void oneIdFollowsAnItemThroughAllItsLinesAndRetries(@TempDir Path home) throws Exception {
        try (SeenHome seen = new SeenHome(home, Map.of());
                Lines lines = new Lines("io.cama.correlation")) {
            seen.application().flow().watches().add(new Teller());
            seen.process("twostep", "words.csv", "word", "one", "busy", "three");

            String run = seen.ledger().runs(1).get(0).id();
            assertThat(lines.events.stream().map(event -> event.getMessage().getFormattedMessage()))
                    .contains("again 2");
            Map<String, Set<String>> byId = lines.events.stream()
                    .collect(Collectors.groupingBy(
                            event -> Objects.toString(event.getContextData().getValue(Trail.ID)),
                            Collectors.mapping(
                                    event -> event.getMessage()
                                            .getFormattedMessage()
                                            .replaceFirst(".* ", ""),
                                    Collectors.toSet())));
            assertThat(byId)
                    .isEqualTo(Map.of(run + "-1", Set.of("1"), run + "-2", Set.of("2"), run + "-3", Set.of("3")));
        }
    }

    @Test
    void theIdGoesAlongWhereAJobsOwnStepChangesTheThread(@TempDir Path home, @TempDir Path jobs) throws Exception {
        Path job = Files.createDirectory(jobs.resolve("plain"));
        Files.copy(Path.of("src/test/resources/jobs/plain/say.prompt"), job.resolve("say.prompt"));
        Files.writeString(job.resolve("plain.camel.yaml"), """
                - route:
                    id: plain
                    description: Goes on in another thread
                    from:
                      uri: kamelet:job
                      parameters: { name: plain, outputs: json, concurrency: 2 }
                      steps:
                        - threads: { id: plain-hop, poolSize: 2 }
                        - to: { id: plain-say, uri: "kamelet:llm/plain-say", parameters: { prompt: say } }
                """);
        try (SeenHome seen = new SeenHome(home, Map.of("cama.jobs.dirs", jobs.toString()));
                Lines lines = new Lines("io.cama.correlation")) {
            seen.application().flow().watches().add(new Teller());
            seen.process("plain", "words.csv", "word", "one", "two", "three", "four");

            String run = seen.ledger().runs(1).get(0).id();
            assertThat(lines.events).hasSize(12).allSatisfy(event -> assertThat(
                            Objects.toString(event.getContextData().getValue(Trail.ID)))
                    .isEqualTo(
                            run + "-" + event.getMessage().getFormattedMessage().replaceFirst(".* ", "")));
            assertThat(threads(lines, "begun")).doesNotContainAnyElementsOf(threads(lines, "called"));
        }
    }

    private static Set<String> threads(Lines lines, String what) {
        return lines.events.stream()
                .filter(event -> event.getMessage().getFormattedMessage().startsWith(what))
                .map(LogEvent::getThreadName)
                .collect(Collectors.toSet());
    }

    @Test
    void linesOfNoItemHaveNoId(@TempDir Path home) throws Exception {
        try (SeenHome seen = new SeenHome(home, Map.of());
                Lines lines = new Lines("io.cama.flow")) {
            seen.process("plain", "one.csv", "word", "one");
            seen.process("plain", "two.csv", "word", "two");

            await().atMost(Duration.ofSeconds(10)).until(() -> lines.ids().size() >= 4); // started and done, twice
            assertThat(lines.ids()).allMatch("null"::equals);
        }
    }

    @Test
    void promptsAndRepliesAreLoggedOnlyWhereAskedFor(@TempDir Path quiet, @TempDir Path open) throws Exception {
        try (Lines lines = new Lines("io.cama")) {
            try (SeenHome seen = new SeenHome(quiet, Map.of())) {
                seen.process("plain", "one.csv", "word", "a secret word");
            }
            assertThat(lines.events.toString()).doesNotContain("a secret word");

            try (SeenHome seen = new SeenHome(open, Map.of("cama.log.prompts", "on"))) {
                seen.process("plain", "one.csv", "word", "a secret word");
            }
            assertThat(lines.events.stream().map(event -> event.getMessage().getFormattedMessage()))
                    .anyMatch(line -> line.contains("is asked say") && line.contains("a secret word"))
                    .anyMatch(line -> line.contains("answered") && line.contains("about it"));
        }
    }
}
