package io.cama.pace.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Breaks;
import io.cama.model.EndpointFault;
import io.cama.model.Failure;
import io.cama.model.ItemFault;
import io.cama.model.LocalFault;
import io.cama.model.PassingFault;
import io.cama.model.Reason;
import io.cama.model.RunPaused;
import io.cama.pace.HandClock;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakersTest {
    private final HandClock clock = new HandClock();
    private final Breakers breakers = new Breakers(BreakerSettings.DEFAULTS, clock);
    private final CircuitBreaker breaker = breakers.of("openai", "gpt");

    @Test
    void staysClosedForNineCallsHoweverManyFail() {
        fail(9);

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void opensAtTenCallsOfWhichFiveFail() {
        succeed(5);
        fail(4);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);

        fail(1);

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        assertThatThrownBy(() -> breaker.executeRunnable(() -> {})).isInstanceOf(CallNotPermittedException.class);
    }

    @Test
    void staysClosedAtTenCallsOfWhichFourFail() {
        succeed(6);
        fail(4);

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void forgetsCallsOlderThanItsWindow() {
        fail(9);
        clock.advance(Duration.ofSeconds(11));
        fail(9);

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void closesAfterThreeProbesThatSucceed() {
        fail(10);
        clock.advance(Duration.ofSeconds(29));
        assertThat(breaker.tryAcquirePermission()).isFalse();

        clock.advance(Duration.ofSeconds(2));
        succeed(2);
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        succeed(1);

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void opensAgainAtTheFirstProbeThatFails() {
        fail(10);
        clock.advance(Duration.ofSeconds(31));
        succeed(2);

        fail(1);

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        clock.advance(Duration.ofSeconds(29));
        assertThat(breaker.tryAcquirePermission()).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(breaker.tryAcquirePermission()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void countsExactlyTheReasonsThatSayThatTheEndpointIsIll(Reason reason) {
        RuntimeException fault = Failure.of(reason, "x").asFault();
        succeed(10);

        call(List.of(fault), reason.breaks() == Breaks.AT_ONCE ? 1 : 4);

        int counted =
                switch (reason.breaks()) {
                    case NO -> 0;
                    case AT_ONCE -> 1;
                    case LITTLE -> 2;
                    case YES -> 4;
                };
        assertThat(breaker.getState()).isEqualTo(reason.breaks() == Breaks.AT_ONCE ? State.OPEN : State.CLOSED);
        assertThat(breakers.stats().get("openai_gpt").failures()).isEqualTo(counted);
    }

    @Test
    void countsAFaultInsideOtherExceptions() {
        var wrapped = new IllegalStateException(new RuntimeException(fault()));

        call(List.of(wrapped), 10);

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void leavesOutWhateverElseGoesWrongEvenForProbes() {
        var circular = new IllegalStateException("a");
        circular.initCause(new IllegalStateException("b", circular));
        List<RuntimeException> others = List.of(
                new RunPaused("x"),
                new IllegalStateException("x"),
                circular,
                new ItemFault(Failure.of(Reason.SCHEMA_MISMATCH, "x")),
                new LocalFault(Failure.of(Reason.LEDGER, "x")),
                new EndpointFault(Failure.of(Reason.BUDGET_EXCEEDED, "x")));

        call(others, 20);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();

        fail(10);
        clock.advance(Duration.ofSeconds(31));
        call(others, 20);
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void keepsOneBreakerForEachProviderAndModel() {
        fail(10);

        assertThat(breakers.of("openai", "gpt")).isSameAs(breaker);
        assertThat(breakers.of("openai", "gpt-mini").getState()).isEqualTo(State.CLOSED);
        assertThat(breakers.of("openrouter", "gpt").getState()).isEqualTo(State.CLOSED);
        assertThat(breakers.stats()).containsOnlyKeys("openai_gpt", "openai_gpt-mini", "openrouter_gpt");
    }

    @Test
    void namesBreakersSoThatTheyFitUrisAndAreNeverAlike() {
        assertThat(Breakers.name("openai", "gpt-4.1-mini")).isEqualTo("openai_gpt-4.1-mini");
        List<String> names = List.of(
                Breakers.name("openrouter", "anthropic/claude-sonnet-4.5"),
                Breakers.name("openrouter", "anthropic-claude-sonnet-4.5"),
                Breakers.name("openrouter", "anthropic_claude-sonnet-4.5"),
                Breakers.name("a", "b_c"),
                Breakers.name("a_b", "c"),
                Breakers.name("ollama", "llama3.2:latest?x=y&z#한국어 {{k}}"),
                Breakers.name("x", "m".repeat(500)),
                Breakers.name("x", "m".repeat(501)));

        assertThat(names).doesNotHaveDuplicates().allSatisfy(name -> {
            assertThat(name).matches("[A-Za-z0-9._-]{1,100}");
            assertThat(breakers.of("x", name).getName()).isNotBlank();
        });
    }

    private static PassingFault fault() {
        return new PassingFault(Failure.of(Reason.UPSTREAM_5XX, "503"));
    }

    private void succeed(int times) {
        for (int count = 0; count < times; count++) {
            breaker.executeRunnable(() -> {});
        }
    }

    private void fail(int times) {
        call(List.of(fault()), times);
    }

    private void call(List<? extends RuntimeException> problems, int times) {
        for (int count = 0; count < times; count++) {
            RuntimeException problem = problems.get(count % problems.size());
            assertThatThrownBy(() -> breaker.executeRunnable(() -> {
                        throw problem;
                    }))
                    .isSameAs(problem);
        }
    }

    @Test
    void aBreakerNotMadeYetIsIsolatedAsSoonAsItIs() {
        breakers.isolateFromNow("openai_o3", "too dear");

        assertThat(breakers.of("openai", "o3").getState()).isEqualTo(State.FORCED_OPEN);
        assertThat(breakers.stats().get("openai_o3").isolation()).isEqualTo("too dear");
    }

    @Test
    void anIsolationFromNowHoldsForABreakerThatIsThereAndEndsWhenItIsClosed() {
        breakers.isolateFromNow("openai_gpt", "too dear");
        assertThat(breaker.getState()).isEqualTo(State.FORCED_OPEN);

        breakers.close("openai_gpt");

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }
}
