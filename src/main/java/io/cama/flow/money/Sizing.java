package io.cama.flow.money;

import io.cama.flow.attempt.Asking;
import io.cama.flow.attempt.Size;
import io.cama.flow.attempt.Try;
import io.cama.ledger.Spend;
import io.cama.ledger.Spend.Sizes;
import io.cama.llm.PerPrompt;
import io.cama.llm.tokens.Estimate;
import io.cama.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many tokens a call will take: counted roughly from its text, then corrected by what the ledger has learned from
 * earlier calls to the same model.
 */
public final class Sizing {
    private static final Duration LEARN_AGAIN = Duration.ofSeconds(10);
    private static final long ENOUGH = 5;
    private static final long USUAL_OUTPUT = 500;

    private record Known(Sizes sizes, Instant at) {}

    private final Spend ledger;
    private final int margin;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final PerPrompt<Estimate> rests = new PerPrompt<>();

    /** @param margin per cent added to the likely input tokens for the worst case */
    public Sizing(Spend ledger, int margin, InstantSource clock) {
        this.ledger = ledger;
        this.margin = margin;
        this.clock = clock;
    }

    /** The size of what an asking tries, worked out once for each request. */
    public Size of(Asking asking) {
        Size known = asking.size();
        if (known == null) {
            known = of(asking.now(), asking.active().run().job(), asking.name());
            asking.size(known);
        }
        return known;
    }

    private Size of(Try asked, String job, String prompt) {
        Estimate estimate = estimate(asked);
        Sizes sizes = sizes(asked.candidate().name(), job, prompt);
        boolean learned = sizes.calls() >= ENOUGH;
        double ratio = learned && sizes.inputRatio() > 0 ? sizes.inputRatio() : 1;
        long input = Math.round(estimate.input() * ratio);
        long limit = estimate.maxOutput();
        long output =
                learned ? Math.round(sizes.meanOutput()) : limit > 0 ? Math.min(limit, USUAL_OUTPUT) : USUAL_OUTPUT;
        return new Size(estimate.input(), input, input + input * margin / 100, output, limit);
    }

    /** What a request holds beside its messages is counted once a prompt. */
    private Estimate estimate(Try asked) {
        long messages = Estimate.of(asked.rendered().messages());
        Estimate rest = rests.of(
                asked.rendered().prompt(),
                asked.candidate().provider(),
                asked.candidate().model(),
                () -> {
                    Estimate all = Estimate.of(asked.request());
                    return new Estimate(all.input() - messages, all.maxOutput());
                });
        return new Estimate(messages + rest.input(), rest.maxOutput());
    }

    /** What a call takes that is only measured: as the ledger has learned, else as its meter says. */
    public Usage foreseen(Try asked, String job, String prompt, Usage said) {
        Size size = of(asked, job, prompt);
        return sizes(asked.candidate().name(), job, prompt).calls() < ENOUGH
                ? said
                : new Usage(size.input(), size.output());
    }

    private Sizes sizes(String model, String job, String prompt) {
        String key = model + "\n" + job + "\n" + prompt;
        Known before = known.get(key);
        Instant now = clock.instant();
        if (before != null && now.isBefore(before.at().plus(LEARN_AGAIN))) {
            return before.sizes();
        }
        Sizes sizes = ledger.sizes(model, job, prompt);
        known.put(key, new Known(sizes, now));
        return sizes;
    }
}
