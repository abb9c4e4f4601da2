package io.cama.flow.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.config.ConfigException;
import io.cama.flow.board.Orders.Verb;
import io.cama.flow.board.State.BreakerLine;
import io.cama.flow.board.State.GateLine;
import io.cama.model.Abilities;
import io.cama.model.Failure;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.Reason;
import io.cama.model.Windows;
import io.cama.pace.GateSettings;
import io.cama.pace.Gates;
import io.cama.pace.breaker.BreakerSettings;
import io.cama.pace.breaker.BreakerStats;
import io.cama.pace.breaker.Breakers;
import io.github.bucket4j.TimeMeter;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchboardTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    private Path home;

    private final Breakers breakers = new Breakers(BreakerSettings.DEFAULTS, CLOCK);
    private final Gates gates = new Gates(TimeMeter.SYSTEM_NANOTIME, CLOCK, GateSettings.DEFAULTS);

    private final List<Instant> releases = new ArrayList<>();

    private OrderBook book() {
        return new OrderBook(home);
    }

    private Switchboard start() {
        return new Switchboard(home, breakers, gates, CLOCK, releases::add);
    }

    private String state(String name) {
        return breakers.stats().get(name).state();
    }

    private CircuitBreaker broken() {
        CircuitBreaker breaker = breakers.of("openai", "gpt");
        breaker.transitionToOpenState();
        return breaker;
    }

    @Test
    void whatWasIsolatedBeforeTheStartIsIsolatedBeforeItsFirstCall() throws IOException {
        book().isolate("openai_gpt", "too dear", NOW, "ada");

        start();
        CircuitBreaker made = breakers.of("openai", "gpt");

        assertThat(made.tryAcquirePermission()).isFalse();
        assertThat(breakers.stats().get("openai_gpt").isolation()).isEqualTo("too dear");
    }

    @Test
    void whatIsSaidWhileItWorksIsObeyedAtTheNextLook() throws IOException {
        CircuitBreaker breaker = breakers.of("openai", "gpt");
        Switchboard switchboard = start();

        book().isolate("openai_gpt", "too dear", NOW, "ada");
        switchboard.obey();
        assertThat(breaker.tryAcquirePermission()).isFalse();

        book().order(Verb.CLOSE, "openai_gpt", NOW, "ada");
        switchboard.obey();
        assertThat(breaker.tryAcquirePermission()).isTrue();
    }

    @Test
    void anIsolationSaidOfAModelNobodyHasCalledYetHoldsFromItsFirstCallAndCanBeTakenBack() throws IOException {
        Switchboard switchboard = start();
        book().isolate("openai_gpt", "too dear", NOW, "ada");
        book().isolate("openai_o3", "too slow", NOW, "ada");
        switchboard.obey();
        book().order(Verb.RESET, "openai_o3", NOW, "ada");
        switchboard.obey();

        breakers.of("openai", "gpt");
        breakers.of("openai", "o3");

        assertThat(state("openai_gpt")).isEqualTo("isolated");
        assertThat(state("openai_o3")).isEqualTo("closed");
    }

    @Test
    void aCommandIsObeyedOnce() throws IOException {
        CircuitBreaker breaker = broken();
        Switchboard switchboard = start();
        book().order(Verb.CLOSE, "openai_gpt", NOW, "ada");
        switchboard.obey();
        assertThat(state("openai_gpt")).isEqualTo("closed");

        breaker.transitionToOpenState();
        switchboard.obey();

        assertThat(state("openai_gpt")).isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommandGivenAfterTheFileWasDeletedIsObeyed(boolean seenMeanwhile) throws IOException {
        CircuitBreaker breaker = broken();
        Switchboard switchboard = start();
        book().order(Verb.CLOSE, "openai_gpt", NOW, "ada");
        switchboard.obey();
        breaker.transitionToOpenState();

        Files.delete(book().path());
        if (seenMeanwhile) {
            switchboard.obey();
        }
        book().order(Verb.CLOSE, "openai_gpt", NOW.plusSeconds(60), "ada");
        switchboard.obey();

        assertThat(state("openai_gpt")).isEqualTo("closed");
    }

    @Test
    void whoeverWaitsIsToldOnceOfABreakerThatWasReleased() throws IOException {
        broken();
        book().isolate("openai_o3", "too dear", NOW, "ada");
        Switchboard switchboard = start();
        switchboard.obey();
        assertThat(releases).isEmpty();

        book().order(Verb.RESET, "openai_gpt", NOW, "ada");
        switchboard.obey();
        switchboard.obey();
        assertThat(releases).containsExactly(NOW);

        Files.delete(book().path());
        switchboard.obey();
        switchboard.obey();
        assertThat(releases).containsExactly(NOW, NOW);
    }

    @Test
    void whatCannotBeToldIsToldAtTheNextLook() throws IOException {
        broken();
        Deque<RuntimeException> faults =
                new ArrayDeque<>(List.of(Failure.of(Reason.LEDGER, "disk full").asFault()));
        Switchboard switchboard = new Switchboard(home, breakers, gates, CLOCK, at -> {
            if (!faults.isEmpty()) {
                throw faults.remove();
            }
            releases.add(at);
        });
        book().order(Verb.CLOSE, "openai_gpt", NOW, "ada");

        switchboard.obey();
        assertThat(releases).isEmpty();
        switchboard.obey();

        assertThat(releases).containsExactly(NOW);
    }

    @Test
    void aCommandToAnEarlierProcessIsNotObeyed() throws IOException {
        book().order(Verb.CLOSE, "openai_gpt", NOW, "ada");
        broken();

        start().obey();

        assertThat(state("openai_gpt")).isEqualTo("open");
    }

    @Test
    void aResetForgetsWhatWasCountedAndAClosingDoesNot() throws IOException {
        CircuitBreaker breaker = breakers.of("openai", "gpt");
        breaker.onSuccess(1, TimeUnit.NANOSECONDS);
        Switchboard switchboard = start();

        book().order(Verb.CLOSE, "openai_gpt", NOW, "ada");
        switchboard.obey();
        long afterClosing = breakers.stats().get("openai_gpt").successes();
        book().order(Verb.RESET, "openai_gpt", NOW, "ada");
        switchboard.obey();

        assertThat(afterClosing).isEqualTo(1);
        assertThat(breakers.stats().get("openai_gpt"))
                .extracting(BreakerStats::successes)
                .isEqualTo(0L);
    }

    @Test
    void aCommandAboutABreakerThatDoesNotExistHarmsNothing() throws IOException {
        Switchboard switchboard = start();
        book().order(Verb.CLOSE, "nobody_knows", NOW, "ada");

        switchboard.obey();

        assertThat(breakers.stats()).isEmpty();
    }

    @Test
    void anIsolationGoneFromTheFileIsTakenBack() throws IOException {
        breakers.of("openai", "gpt");
        book().isolate("openai_gpt", "too dear", NOW, "ada");
        Switchboard switchboard = start();

        Files.delete(book().path());
        switchboard.obey();

        assertThat(state("openai_gpt")).isEqualTo("closed");
    }

    @Test
    void ordersThatCannotBeReadStopTheStartAndChangeNothingLater() throws IOException {
        breakers.of("openai", "gpt");
        book().isolate("openai_gpt", "too dear", NOW, "ada");
        Switchboard switchboard = start();
        Files.writeString(book().path(), "{\"isolated\": ");

        switchboard.obey();

        assertThat(state("openai_gpt")).isEqualTo("isolated");
        assertThatThrownBy(this::start)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("breakers.json")
                .hasMessageContaining("delete it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'isolated':{'openai_o3':{}},'commands':[]} | in isolated.openai_o3 reason is missing or null",
                "{'isolated':{'o3':{'reason':' ','at':'2026-01-01T00:00:00Z','by':'a'}},'commands':[]} | reason is empty",
                "{'isolated':{'o3':{'reason':'r','at':'noon','by':'a'}},'commands':[]} | is \"noon\"",
                "{'isolated':{'o3':{'reason':'r','at':'2026-01-01T00:00:00Z'}},'commands':[]} | by is missing",
                "{'isolated':{'openai_o3':null},'commands':[]} | isolated.openai_o3 is missing or null",
                "{'isolated':{}} | commands is missing or null",
                "{'commands':[]} | isolated is missing or null",
                "{'isolated':{},'commands':[null]} | a part of commands is missing or null",
                "{'isolated':{},'commands':[{'number':0}]} | in commands.[0] number must be 1 or more, is 0",
                "{'isolated':{},'commands':[{'number':1,'name':'a'}]} | verb is missing or null",
                "{'isolated':{},'commands':[]} {} | Trailing token",
                "null | it holds null where an object has to be",
            })
    void whatIsUnsoundLeavesEveryIsolationInForceAndStopsAStart(String json, String complaint) throws IOException {
        breakers.of("openai", "gpt");
        book().isolate("openai_gpt", "too dear", NOW, "ada");
        Switchboard switchboard = start();
        Files.writeString(book().path(), json.replace('\'', '"'));

        switchboard.obey();
        switchboard.obey();

        assertThat(state("openai_gpt")).isEqualTo("isolated");
        assertThatThrownBy(this::start)
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("breakers.json", complaint, "correct it");
    }

    @Test
    void anOrderKeepsThoseBeforeIt() throws IOException {
        for (int order = 0; order < 4; order++) {
            book().isolate("model" + order, "because", NOW, "ada");
            book().order(Verb.RESET, "other" + order, NOW, "ada");
        }

        assertThat(book().read().isolated()).hasSize(4);
        assertThat(book().read().commands()).extracting(Orders.Command::number).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void theNumbersOfBreakersAndGatesAreThereForTheirOwnerToRead() throws IOException {
        broken();
        gates.of(new Provider(
                "openai",
                "https://api.openai.com/v1",
                "openai",
                null,
                new Limits(Windows.perMinute(60), Windows.UNLIMITED, 1, 8),
                Duration.ofMinutes(1),
                Map.of(),
                Abilities.ALL));
        Switchboard switchboard = start();

        switchboard.publish();

        State state = State.read(home).orElseThrow();
        assertThat(state.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(state.at()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(state.ended()).isFalse();
        assertThat(state.breakers())
                .singleElement()
                .returns("openai/gpt", BreakerLine::model)
                .returns("open", BreakerLine::state)
                .returns("2026-01-01T00:00:30Z", BreakerLine::nextProbe);
        assertThat(state.gates())
                .singleElement()
                .returns("openai", GateLine::provider)
                .satisfies(gate -> assertThat(gate.windows())
                        .anySatisfy(window -> assertThat(window.limit()).isEqualTo(60)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("work/state.json"))))
                .isEqualTo("rw-------");
        assertThat(switchboard.limitedBy()).isEmpty();
    }

    @Test
    void theLastNumbersSayThatTheyAre() throws IOException {
        start().end();

        assertThat(State.read(home))
                .hasValueSatisfying(state -> assertThat(state.ended()).isTrue());
    }

    @Test
    void whatCannotBeWrittenDoesNotStopTheWork() throws IOException {
        Path inTheWay = Files.createDirectories(home.resolve("work/state.json/full"));

        start().publish();

        assertThat(inTheWay).isDirectory();
    }
}
