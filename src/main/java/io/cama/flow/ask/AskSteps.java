package io.cama.flow.ask;

import io.cama.config.ConfigException;
import io.cama.config.ModelName;
import io.cama.flow.Keys;
import io.cama.flow.item.ItemWork;
import io.cama.flow.run.ActiveRun;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.KeptReply;
import io.cama.llm.Dialect;
import io.cama.llm.Dialects;
import io.cama.llm.RequestHash;
import io.cama.model.Failure;
import io.cama.model.ItemFault;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import io.cama.model.Reason;
import io.cama.model.Rendered;
import io.cama.model.Run;
import io.cama.pace.Breakers;
import io.cama.pace.Gates;
import io.cama.prompt.Answer;
import io.cama.prompt.PromptSyntaxException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The bean {@code ask}: everything of an ask but the call itself. */
public final class AskSteps {
    private final Ledger ledger;
    private final ActiveRuns active;
    private final Providers providers;
    private final Endpoints endpoints;
    private final Gates gates;
    private final Breakers breakers;
    private final Answers answers;

    public AskSteps(
            Ledger ledger,
            ActiveRuns active,
            Providers providers,
            Endpoints endpoints,
            Gates gates,
            Breakers breakers,
            Answers answers) {
        this.ledger = ledger;
        this.active = active;
        this.providers = providers;
        this.endpoints = endpoints;
        this.gates = gates;
        this.breakers = breakers;
        this.answers = answers;
    }

    /** Body in: the item's values. Sets what is asked, and of which endpoint. */
    public void render(Exchange exchange) {
        exchange.removeProperty(Keys.ASK);
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        if (work == null) {
            throw new IllegalStateException(
                    "kamelet:llm works on the items of a kamelet:job; this exchange carries none");
        }
        Map<String, Object> item = item(exchange.getMessage().getBody());
        try {
            Asking asking = asking(
                    active.require(work.ref().run()), work, item, exchange.getProperty(Keys.PROMPT, "", String.class));
            exchange.setProperty(Keys.ASK, asking);
            exchange.setProperty(Keys.ENDPOINT, asking.endpoint());
        } catch (ConfigException | PromptSyntaxException e) {
            throw Failure.of(Reason.CONFIG, String.valueOf(e.getMessage())).asFault();
        }
    }

    private Asking asking(ActiveRun run, ItemWork work, Map<String, Object> item, String promptName) {
        Prompt prompt = run.prompts().prompt(promptName);
        Rendered rendered = run.renderer().render(prompt, item, context(run.run()), List.of());
        ModelName name = model(run.run().model(), prompt);
        Provider provider = providers.require(name.provider());
        Dialect dialect = Dialects.of(provider.dialect());
        String request = dialect.write(provider, name.model(), rendered);
        return new Asking(
                run,
                work,
                item,
                prompt,
                provider,
                name.model(),
                dialect,
                request,
                RequestHash.of(provider, request),
                endpoints.ready(provider, name.model(), dialect),
                new AtomicLong(),
                new AtomicLong());
    }

    private static Map<String, Object> context(Run run) {
        return Map.of("job", run.job(), "input", run.input());
    }

    private static ModelName model(@Nullable String override, Prompt prompt) {
        String model = override != null ? override : prompt.model();
        if (model == null) {
            throw Failure.of(Reason.CONFIG, "prompt " + prompt.name() + " names no model and --model is not given")
                    .asFault();
        }
        return ModelName.parse(model);
    }

    private static Map<String, Object> item(@Nullable Object body) {
        if (body instanceof Map<?, ?> map) {
            Map<String, Object> item = new LinkedHashMap<>();
            map.forEach((key, value) -> item.put(String.valueOf(key), value));
            return item;
        }
        throw Failure.of(
                        Reason.ROUTE_FAILED,
                        "kamelet:llm needs the item's map in the body and found %s; a step before it replaced the body"
                                .formatted(
                                        body == null
                                                ? "nothing"
                                                : body.getClass().getName()))
                .asFault();
    }

    /** Body out: the answer the ledger holds for this very request, or null. */
    public void recall(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        exchange.getMessage().setBody(recalled(asking).orElse(null));
    }

    private Optional<Answer> recalled(Asking asking) {
        Optional<KeptReply> kept = ledger.recall(asking.hash());
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(answers.check(asking, kept.get()));
        } catch (ItemFault rejected) {
            return Optional.empty();
        }
    }

    /** Waits for a permit of the endpoint, in the order of runs and their rank. */
    public void permit(Exchange exchange) throws InterruptedException {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        if (isOpen(breakers.of(asking.provider().name(), asking.model()))) {
            throw Failure.of(Reason.CIRCUIT_OPEN, "calls to " + asking.endpoint() + " are held back")
                    .asFault();
        }
        Run run = asking.active().run();
        gates.of(asking.provider()).take(run.rank(), run.turn(), asking.active()::isPaused);
    }

    /** A breaker turns half-open only when it is asked, so it is asked here, before a permit is spent. */
    private static boolean isOpen(CircuitBreaker breaker) {
        if (breaker.getState() != CircuitBreaker.State.OPEN && breaker.getState() != CircuitBreaker.State.FORCED_OPEN) {
            return false;
        }
        boolean permitted = breaker.tryAcquirePermission();
        if (permitted) {
            breaker.releasePermission();
        }
        return !permitted;
    }

    /** Body in: the {@link Answer}. Body out: the item with the answer under the prompt's name. */
    public void add(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        asking.item()
                .put(
                        asking.prompt().name(),
                        exchange.getMessage().getBody(Answer.class).value());
        exchange.getMessage().setBody(asking.item());
    }
}
