package io.cama.flow;

import io.cama.config.Settings;
import io.cama.config.text.DurationText;
import io.cama.flow.again.Failover;
import io.cama.flow.again.Retry;
import io.cama.flow.ask.Answers;
import io.cama.flow.ask.AskSteps;
import io.cama.flow.ask.CallSteps;
import io.cama.flow.attempt.Recall;
import io.cama.flow.choice.Chooser;
import io.cama.flow.endpoint.Endpoints;
import io.cama.flow.endpoint.HttpEdge;
import io.cama.flow.endpoint.Providers;
import io.cama.flow.local.Ground;
import io.cama.flow.money.Budget;
import io.cama.flow.money.Costs;
import io.cama.flow.money.Sizing;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.memory.Eviction;
import io.cama.ledger.memory.MemoryLimits;
import io.cama.ledger.memory.ReplyMemory;
import io.cama.llm.price.Money;
import io.cama.pace.GateSettings;
import io.cama.pace.Gates;
import io.cama.pace.RetryDelay;
import io.cama.pace.breaker.BreakerSettings;
import io.cama.pace.breaker.Breakers;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** The beans that asking a model takes: {@code ask}, {@code call}, {@code retry}, {@code replyMemory}. */
final class AskBeans implements AutoCloseable {
    private final Gates gates;
    private final Breakers breakers;
    private final Endpoints endpoints;
    private final AskSteps ask;
    private final CallSteps call;
    private final Retry retry;
    private final ReplyMemory memory;

    AskBeans(
            CamelContext context,
            Settings settings,
            Parts parts,
            ActiveRuns active,
            Providers providers,
            Gates gates,
            Ground ground) {
        this.gates = gates;
        this.breakers = new Breakers(breakerSettings(settings), parts.clock());
        remember(settings, parts, gates);
        this.endpoints = new Endpoints(context, providers, breakers, httpLimits(settings));
        Costs costs = new Costs(parts.prices());
        Sizing sizing = new Sizing(parts.experience(), settings.number("cama.budget.margin"), parts.clock());
        Budget budget = new Budget(
                parts.ledger(),
                sizing,
                costs,
                new Budget.Limits(
                        money(settings, "cama.budget.run"), money(settings, "cama.budget.day"), !parts.metered()),
                parts.clock());
        int repairs = settings.number("cama.retry.repairs");
        Answers answers = new Answers(
                parts.ledger(), costs, parts.metered() ? sizing::foreseen : (asked, job, prompt, said) -> said);
        this.ask = new AskSteps(
                active, new Chooser(providers, parts.dialects()), new Recall(parts.recalls(), repairs + 1), answers);
        this.call = new CallSteps(parts.ledger(), endpoints, gates, breakers, sizing, budget, answers, ground);
        this.retry = retry(settings, parts, active, endpoints, repairs);
        this.memory = new ReplyMemory(memoryLimits(settings));
    }

    static Gates gates(Settings settings, Clock clock) {
        return new Gates(
                TimeMeter.SYSTEM_NANOTIME,
                clock,
                new GateSettings(
                        settings.duration("cama.gate.max-wait"),
                        settings.number("cama.gate.grow-above"),
                        settings.number("cama.gate.shrink-below")));
    }

    /** Lets limits on hours and days hold over restarts. */
    private static void remember(Settings settings, Parts parts, Gates gates) {
        Instant yesterday = parts.clock().instant().minus(Duration.ofDays(1));
        for (String provider : settings.providers()) {
            List<Gates.Spent> spent = parts.ledger().load(provider, yesterday).stream()
                    .map(load -> new Gates.Spent(load.at(), load.requests(), load.tokens()))
                    .toList();
            if (!spent.isEmpty()) {
                gates.restore(provider, spent);
            }
        }
    }

    void bind(Registry registry) {
        registry.bind("ask", ask);
        registry.bind("call", call);
        registry.bind("retry", retry);
        registry.bind("replyMemory", memory);
    }

    @Override
    public void close() {
        endpoints.close();
    }

    private Retry retry(Settings settings, Parts parts, ActiveRuns active, Endpoints endpoints, int repairs) {
        return new Retry(
                parts.ledger(),
                active,
                endpoints,
                breakers,
                new RetryDelay(
                        settings.duration("cama.retry.initial-delay"),
                        settings.duration("cama.retry.max-delay"),
                        new Random()),
                new Retry.Limits(
                        settings.number("cama.retry.attempts"),
                        repairs,
                        settings.duration("cama.wait.max"),
                        settings.duration("cama.wait.total"),
                        settings.number("cama.retry.bad-requests"),
                        settings.list("cama.failover.on").stream()
                                .map(Failover.Cause::of)
                                .collect(Collectors.toUnmodifiableSet()),
                        settings.number("cama.failover.after")),
                parts.clock());
    }

    /** A key that is empty follows the preset. */
    private static BreakerSettings breakerSettings(Settings settings) {
        BreakerSettings preset = BreakerSettings.preset(settings.text("cama.breaker.preset"));
        String window = settings.text("cama.breaker.window");
        List<String> open = settings.list("cama.breaker.open");
        return new BreakerSettings(
                number(settings, "cama.breaker.failure-rate", preset.failureRate()),
                window.isEmpty() ? preset.window() : DurationText.parse(window),
                number(settings, "cama.breaker.minimum-calls", preset.minimumCalls()),
                open.isEmpty()
                        ? preset.open()
                        : open.stream().map(DurationText::parse).toList(),
                number(settings, "cama.breaker.probes", preset.probes()),
                number(settings, "cama.breaker.in-a-row", preset.inARow()));
    }

    private static int number(Settings settings, String key, int otherwise) {
        return settings.text(key).isEmpty() ? otherwise : settings.number(key);
    }

    private static MemoryLimits memoryLimits(Settings settings) {
        return new MemoryLimits(
                settings.bytes("cama.memory.max"),
                settings.duration("cama.memory.ttl"),
                settings.number("cama.memory.jitter") / 100.0,
                Eviction.of(settings.text("cama.memory.policy")));
    }

    private static long money(Settings settings, String key) {
        String text = settings.text(key);
        return text.isBlank() ? 0 : Money.parse(text);
    }

    static HttpEdge.Limits httpLimits(Settings settings) {
        return new HttpEdge.Limits(
                settings.duration("cama.http.connect-timeout"),
                settings.number("cama.http.connections"),
                settings.bytes("cama.http.max-reply"),
                settings.proxies());
    }

    Gates gates() {
        return gates;
    }

    Breakers breakers() {
        return breakers;
    }
}
