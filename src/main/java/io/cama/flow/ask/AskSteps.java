package io.cama.flow.ask;

import io.cama.config.ConfigException;
import io.cama.flow.Keys;
import io.cama.flow.attempt.Asking;
import io.cama.flow.attempt.Recall;
import io.cama.flow.attempt.Try;
import io.cama.flow.choice.Choice;
import io.cama.flow.choice.Chooser;
import io.cama.flow.item.ItemWork;
import io.cama.flow.item.Trail;
import io.cama.flow.run.ActiveRun;
import io.cama.flow.run.ActiveRuns;
import io.cama.flow.watch.Watch.Found;
import io.cama.ledger.Replies.KeptReply;
import io.cama.model.Failure;
import io.cama.model.Fault;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import io.cama.model.Rendered;
import io.cama.model.Run;
import io.cama.model.Verdict;
import io.cama.prompt.PromptSyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.caffeine.CaffeineConstants;
import org.jspecify.annotations.Nullable;

/** The bean {@code ask}: what stands before and behind the asking of a model. */
public final class AskSteps {
    /** By name: taking them away by a pattern costs more than the memory itself. */
    private static final List<String> MEMORY_HEADERS = List.of(
            CaffeineConstants.KEY,
            CaffeineConstants.ACTION,
            CaffeineConstants.ACTION_HAS_RESULT,
            CaffeineConstants.ACTION_SUCCEEDED);

    private final ActiveRuns active;
    private final Chooser chooser;
    private final Recall recall;
    private final Answers answers;
    private final Flights flights = new Flights();

    public AskSteps(ActiveRuns active, Chooser chooser, Recall recall, Answers answers) {
        this.active = active;
        this.chooser = chooser;
        this.recall = recall;
        this.answers = answers;
    }

    /** Body in: the item's values. Sets what is asked, and of whom. */
    public void render(Exchange exchange) {
        exchange.removeProperty(Keys.ASK);
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        if (work == null) {
            throw new IllegalStateException(
                    "kamelet:llm works on the items of a kamelet:job; this exchange carries none");
        }
        Trail.follow(work.ref());
        Map<String, Object> item = item(exchange.getMessage().getBody());
        ActiveRun run = active.require(work.ref().run());
        String name = part(exchange, 0);
        long since = System.nanoTime();
        try {
            Choice choice = chooser.of(run, name, () -> given(item, work), work.retake());
            Rendered rendered = run.renderer().render(choice.prompt(), item, context(run.run()), List.of());
            Asking asking = new Asking(run, work, item, name, choice, rendered);
            exchange.setProperty(Keys.ASK, asking);
            exchange.setProperty(Keys.MEMORY_KEY, Recall.memoryKey(asking));
            run.watches().asked(asking, Duration.ofNanos(System.nanoTime() - since));
        } catch (ConfigException | PromptSyntaxException | IllegalArgumentException e) {
            throw Failure.of(Reason.CONFIG, String.valueOf(e.getMessage())).asFault();
        }
    }

    /** Of the step: 0 for the prompt's name, 1 for the name its answer gets. */
    private static String part(Exchange exchange, int part) {
        String step = exchange.getProperty(Keys.PROMPT, "", String.class);
        int slash = step.indexOf('/');
        boolean plain = slash < 0 || slash == step.length() - 1;
        return part == 1 && !plain ? step.substring(slash + 1) : slash < 0 ? step : step.substring(0, slash);
    }

    private static Map<String, Object> context(Run run) {
        return Map.of("job", run.job(), "input", run.input());
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

    /** What the item came with, without the answers of earlier prompts. */
    private static Map<String, Object> given(Map<String, Object> item, ItemWork work) {
        Map<String, Object> given = new LinkedHashMap<>(item);
        given.keySet().retainAll(work.fields());
        return given;
    }

    /** Waits while another item asks the very same. */
    public void enter(Exchange exchange) throws InterruptedException {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        String key = exchange.getProperty(Keys.MEMORY_KEY, String.class);
        flights.enter(key, asking.active()::isPaused);
        exchange.setProperty(Keys.FLIGHT, key);
    }

    /** Lets the next one that asks the same go ahead. */
    public void leave(Exchange exchange) {
        if (exchange.removeProperty(Keys.FLIGHT) instanceof String key) {
            flights.leave(key);
        }
    }

    /** Body in: the reply that the memory held. Body out: whether it answers. */
    public void remembered(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        KeptReply kept = exchange.getMessage().getBody(KeptReply.class);
        boolean found = answers(asking, asking.now(), kept);
        asking.active().watches().looked(asking, found ? Found.MEMORY : Found.NOWHERE);
        exchange.getMessage().setBody(found);
    }

    /** Body out: whether the ledger holds an answer, of whichever model and turn. */
    public void recall(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        boolean found = recall.find(asking)
                .filter(known -> answers(asking, known.asked(), known.reply()))
                .isPresent();
        asking.active().watches().looked(asking, found ? Found.LEDGER : Found.NOWHERE);
        exchange.getMessage().setBody(found);
    }

    private boolean answers(Asking asking, Try asked, KeptReply kept) {
        try {
            answers.check(asking, asked, kept, Map.of());
            return true;
        } catch (LocalFault ours) {
            throw ours;
        } catch (Fault rejected) {
            return false;
        }
    }

    /** Body out: the reply, if it is one that the memory may give to an equal asking; else null. */
    public void memorable(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        KeptReply reply = asking.reply();
        exchange.getMessage()
                .setBody(reply != null && reply.hash().equals(asking.first().hash()) ? good(reply) : null);
    }

    /** As it has been judged, so that whoever gets it from the memory does not judge it again. */
    private static KeptReply good(KeptReply reply) {
        return new KeptReply(
                reply.call(),
                reply.hash(),
                reply.attempt(),
                Verdict.GOOD,
                reply.status(),
                reply.body(),
                reply.model(),
                reply.inputTokens(),
                reply.outputTokens(),
                null,
                null);
    }

    /** Body out: the item with the answer under its name. */
    public void add(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        if (asking.answer() == null) {
            throw new IllegalStateException("prompt " + asking.name() + " was left without an answer");
        }
        asking.item().put(part(exchange, 1), asking.answer().value());
        MEMORY_HEADERS.forEach(exchange.getMessage()::removeHeader);
        exchange.getMessage().setBody(asking.item());
    }
}
