package io.cama.cli.doctor;

import io.cama.cli.shell.Exit;
import io.cama.config.ModelName;
import io.cama.flow.endpoint.Probe;
import io.cama.llm.Dialects;
import io.cama.llm.price.Money;
import io.cama.llm.price.Prices;
import io.cama.model.Failure;
import io.cama.model.Provider;
import io.cama.model.RateHints;
import io.cama.model.RateHints.Window;
import io.cama.model.Reason;
import io.cama.model.Reply;
import io.cama.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks models one word each, and says what came of it. */
final class OnlineChecks {
    private static final Duration SKEWED = Duration.ofMinutes(1);

    /** That so few tokens do not suffice for an answer is no fault. */
    private static final Set<Reason> TOO_SHORT = Set.of(Reason.TRUNCATED, Reason.EMPTY_OUTPUT);

    private final Probe probe;
    private final Prices prices;
    private @Nullable Duration skew;

    OnlineChecks(Probe probe, Prices prices) {
        this.probe = probe;
        this.prices = prices;
    }

    List<Check> all(Map<ModelName, Provider> models) {
        List<Check> checks = new ArrayList<>();
        models.forEach((model, provider) -> checks.add(ask(model, provider)));
        Duration ahead = skew;
        if (ahead != null) {
            String seen = "the endpoints' clocks are " + ahead.abs().toSeconds() + " s "
                    + (ahead.isNegative() ? "behind" : "ahead of") + " this one";
            checks.add(
                    ahead.abs().compareTo(SKEWED) > 0
                            ? Check.warning(
                                    "clock", seen, "set this machine's clock; certificates and daily caps need it")
                            : Check.ok("clock", seen));
        }
        return checks;
    }

    private Check ask(ModelName model, Provider provider) {
        String name = "asked " + model;
        Probe.Finding found = probe.ask(provider, model.model(), Dialects.of(provider.dialect()));
        Duration ahead = found.ahead();
        if (ahead != null && (skew == null || ahead.abs().compareTo(skew.abs()) > 0)) {
            skew = ahead;
        }
        String took = found.took().toMillis() + " ms";
        if (found.reply() instanceof Reply.Answered answered) {
            String served = answered.model() == null ? "" : ", served by " + answered.model();
            return Check.ok(
                    name, took + served + spent(model, answered.model(), answered.usage()) + limits(found.hints()));
        }
        Reply.Failed failed = (Reply.Failed) found.reply();
        Failure failure = failed.failure();
        return TOO_SHORT.contains(failure.reason())
                ? Check.ok(name, took + spent(model, null, failed.usage()) + limits(found.hints()))
                : Check.error(
                        name,
                        failure.reason() + ": " + failure.message() + " (" + took + ")",
                        failure.hint(),
                        exit(failure.reason()));
    }

    private String spent(ModelName model, @Nullable String served, Usage usage) {
        Long cost = prices.cost(model.toString(), served, usage);
        return ", %d tokens in, %d out, %s"
                .formatted(usage.input(), usage.output(), cost == null ? "cost not known" : Money.text(cost));
    }

    private static String limits(RateHints hints) {
        return left(hints.requests(), "requests") + left(hints.tokens(), "tokens");
    }

    private static String left(Window window, String of) {
        if (window.limit() < 0 && window.left() < 0) {
            return "";
        }
        String most = window.limit() < 0 ? "" : " of " + window.limit();
        return window.left() < 0
                ? ", limit " + window.limit() + " " + of
                : ", " + window.left() + most + " " + of + " left";
    }

    private static int exit(Reason reason) {
        return switch (reason) {
            case AUTH, FORBIDDEN -> Exit.NO_KEY;
            case CONFIG, MODEL_NOT_FOUND, ENDPOINT_NOT_FOUND, REDIRECT, NO_PROVIDER, BAD_REQUEST, NOT_SUPPORTED ->
                Exit.CONFIG;
            case RATE_LIMITED, QUOTA_DAILY, QUOTA_EXHAUSTED, MODEL_LOADING -> Exit.LATER;
            default -> Exit.UNAVAILABLE;
        };
    }
}
