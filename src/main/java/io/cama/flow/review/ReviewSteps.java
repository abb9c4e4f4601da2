package io.cama.flow.review;

import io.cama.flow.Json;
import io.cama.flow.Keys;
import io.cama.flow.event.EventType;
import io.cama.flow.event.Events;
import io.cama.flow.item.ItemWork;
import io.cama.flow.review.Review.Verdict;
import io.cama.model.Failure;
import io.cama.model.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The bean {@code review}: what comes next in a review. It is told on the exchange, as {@link Keys#REVIEW_NEXT}. */
public final class ReviewSteps {
    private static final String PROMPT = "prompt";
    private static final String CHECKER = "checker";
    private static final String FIX = "fix";
    private static final String PASSED = "passed";
    private static final int MOST_ROUNDS = 100;
    private static final int MOST_SHOWN = 500;

    private final Events events;
    private final Findings findings;
    private final boolean metered;

    /**
     * @param mostFindings so many characters of what a checking route found are kept
     * @param metered whether no model is really asked: then one check is measured and nothing is mended
     */
    public ReviewSteps(Events events, int mostFindings, boolean metered) {
        this.events = events;
        this.findings = new Findings(mostFindings);
        this.metered = metered;
    }

    /** Body in: the item. Reads the parameters of {@code kamelet:review}. */
    public void begin(Exchange exchange) {
        String rounds = parameter(exchange, "rounds");
        Review review = new Review(
                parameter(exchange, "check"),
                parameter(exchange, "checker"),
                parameter(exchange, "fix"),
                parameter(exchange, "of"),
                rounds.matches("\\d{1,3}") ? Integer.parseInt(rounds) : 0);
        if (review.check().isEmpty() == review.checker().isEmpty()) {
            throw wrong("takes one of check, a prompt, and checker, a route");
        }
        if (!review.fix().isEmpty() && review.of().isEmpty()) {
            throw wrong("with fix needs of, the name of the answer that is mended");
        }
        if (!rounds.matches("[1-9]\\d?|" + MOST_ROUNDS)) {
            throw wrong("needs rounds from 1 to " + MOST_ROUNDS + ", was \"" + rounds + "\"");
        }
        exchange.setProperty(Keys.REVIEW, review);
        check(exchange, review, item(exchange.getMessage().getBody()));
    }

    private static String parameter(Exchange exchange, String name) {
        return String.valueOf(exchange.removeProperty(Keys.REVIEW + "." + name)).strip();
    }

    private static RuntimeException wrong(String what) {
        return Failure.of(Reason.CONFIG, "kamelet:review " + what).asFault();
    }

    private static Map<String, Object> item(@Nullable Object body) {
        if (body instanceof Map<?, ?> map) {
            Map<String, Object> item = new LinkedHashMap<>();
            map.forEach((name, value) -> item.put(String.valueOf(name), value));
            return item;
        }
        throw Failure.of(Reason.ROUTE_FAILED, "kamelet:review needs the item's map in the body")
                .asFault();
    }

    private void check(Exchange exchange, Review review, Map<String, Object> item) {
        exchange.getMessage().setBody(item);
        if (review.checker().isEmpty()) {
            exchange.setProperty(Keys.PROMPT, review.check());
            exchange.setProperty(Keys.REVIEW_NEXT, PROMPT);
        } else if (metered) {
            exchange.setProperty(Keys.REVIEW_NEXT, PASSED);
        } else {
            review.handOut(item, exchange.getMessage().getHeaders());
            exchange.getMessage().setBody(new LinkedHashMap<>(item));
            exchange.setProperty(Keys.CHECKER, review.checker());
            exchange.setProperty(Keys.REVIEW_NEXT, CHECKER);
        }
    }

    /**
     * Body in: the item with the checking prompt's answer, or what the checking route left. Body out: the item with
     * the verdict.
     *
     * @throws io.cama.model.ItemFault REVIEW_FAILED if it has not passed and the rounds are spent
     */
    public void judge(Exchange exchange) {
        Review review = exchange.getProperty(Keys.REVIEW, Review.class);
        if (metered) {
            exchange.setProperty(Keys.REVIEW_NEXT, PASSED);
            return;
        }
        boolean byRoute = review.isChecking();
        Object said = byRoute ? Findings.left(exchange.getMessage()) : null;
        Map<String, Object> item =
                byRoute ? review.takeBack() : item(exchange.getMessage().getBody());
        Verdict verdict = byRoute ? findings.bounded(Verdict.of(said)) : Verdict.of(item.get(review.check()));
        if (verdict == null) {
            throw wrong(
                    byRoute
                            ? "found no verdict in what " + review.checker()
                                    + " left; leave the findings in the body, nothing or an empty list for none"
                            : "needs a prompt that answers {passed: boolean, findings: …}, which " + review.check()
                                    + " does not");
        }
        if (byRoute) {
            exchange.getMessage().setHeaders(new LinkedHashMap<>(review.headers()));
        }
        exchange.getMessage().setBody(review.with(item, verdict));
        tell(exchange, verdict.passed() ? EventType.REVIEW_PASSED : EventType.REVIEW_FAILED, review, verdict);
        if (verdict.passed()) {
            exchange.setProperty(Keys.REVIEW_NEXT, PASSED);
        } else if (review.isSpent()) {
            throw Failure.of(
                            Reason.REVIEW_FAILED,
                            "not passed in %d rounds; last findings: %s".formatted(review.round(), shown(verdict)))
                    .asFault();
        } else {
            exchange.setProperty(Keys.PROMPT, review.fix() + "/" + review.of());
            exchange.setProperty(Keys.REVIEW_NEXT, FIX);
        }
    }

    private static String shown(Verdict verdict) {
        String text = verdict.findings() instanceof String said ? said : Json.line(verdict.findings());
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    /** Body in: the item with the mended answer in place of the former one. It is checked once more. */
    public void revised(Exchange exchange) {
        Review review = exchange.getProperty(Keys.REVIEW, Review.class);
        tell(exchange, EventType.FIX_COMPLETED, review, null);
        review.nextRound();
        check(exchange, review, item(exchange.getMessage().getBody()));
    }

    private void tell(Exchange exchange, EventType type, Review review, @Nullable Verdict verdict) {
        if (!events.isOn()) {
            return;
        }
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("round", review.round());
        if (verdict != null) {
            payload.put("findings", shown(verdict));
        }
        events.item(type, work.ref().run(), work.ref().position(), payload);
    }
}
