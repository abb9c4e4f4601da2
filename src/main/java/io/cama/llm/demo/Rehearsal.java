package io.cama.llm.demo;

import io.cama.llm.demo.DemoModel.Response;
import io.cama.llm.demo.fault.Action;
import io.cama.llm.demo.fault.Faults;
import io.cama.llm.demo.limit.Limiter;
import io.cama.llm.demo.limit.Verdict;
import io.cama.llm.demo.speech.Asked;
import io.cama.llm.demo.speech.Said;
import io.cama.llm.demo.speech.Speech;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The model's answers with the faults laid over them: the storm first, then the limits, then what strikes the call. */
final class Rehearsal {
    private static final int TOO_MANY = 429;

    private final DemoAnswer answers;
    private final Faults faults;
    private final Limiter limiter;
    private final LongSupplier nanoTime;
    private final long start;
    private final AtomicLong calls = new AtomicLong();
    private final Times times = new Times();

    /**
     * How a call is answered.
     *
     * @param span over which a dripped body is spread
     * @param fault its name for the call log, empty for none
     * @param nth how often the same request has come
     */
    record Turn(Response response, Action.Wire wire, Duration span, Duration latency, String fault, int nth) {
        /** The status the caller sees, 0 for none. */
        int status() {
            return wire == Action.Wire.RESET ? 0 : response.status();
        }
    }

    Rehearsal(DemoModel model, Faults faults, LongSupplier nanoTime) {
        this.answers = model.answers();
        this.faults = faults;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.limiter = new Limiter(faults.limits(), nanoTime);
    }

    /** How many calls there were. */
    long calls() {
        return calls.get();
    }

    Turn play(Speech speech, Asked asked) {
        long number = calls.incrementAndGet();
        int nth = times.next(asked.seed());
        Faults.Storm storm = faults.storm();
        if (storm != null && nanoTime.getAsLong() - start < storm.span().toNanos()) {
            Map<String, String> headers =
                    storm.retryAfter() == null ? Map.of() : Map.of("retry-after", Limiter.seconds(storm.retryAfter()));
            return refused(speech, "", "the rehearsal's storm is on; try again later", headers, "storm", nth);
        }
        Said right = answers.to(asked);
        Verdict verdict = limiter.ask(asked.talk().tokens() + right.tokens());
        if (!verdict.allowed()) {
            String message = verdict.never()
                    ? "Request too large: it and its answer have more tokens than the limit of a minute"
                    : "Rate limit reached for " + verdict.exceeded() + " a minute";
            return refused(speech, verdict.exceeded(), message, verdict.headers(), "limit", nth);
        }
        Action action = faults.strike(asked, number, nth);
        Duration latency = faults.latency(asked, action, nth);
        Response response = response(speech, asked, shaped(asked, right, action, nth), action, verdict.headers());
        return new Turn(response, action.wire(), action.span(), latency, action.name(), nth);
    }

    private static Turn refused(
            Speech speech, String budget, String message, Map<String, String> headers, String fault, int nth) {
        Response response = new Response(TOO_MANY, with(headers), speech.error(TOO_MANY, budget, message));
        return new Turn(response, Action.Wire.WHOLE, Duration.ZERO, Duration.ZERO, fault, nth);
    }

    private Said shaped(Asked asked, Said right, Action action, int nth) {
        Said said =
                switch (action.shape()) {
                    case RIGHT -> right;
                    case MALFORMED -> DemoAnswer.malformed(asked, right, faults.breaks(asked, nth));
                    case TRUNCATED -> right.truncated();
                    case REFUSED -> Said.refusal();
                };
        return said.because(action.reason());
    }

    private static Response response(Speech speech, Asked asked, Said said, Action action, Map<String, String> told) {
        int status = action.status() == 0 ? 200 : action.status();
        var headers = with(told);
        headers.putAll(action.headers());
        String body = action.body();
        if (body == null) {
            body = status / 100 == 2
                    ? speech.reply(asked, said)
                    : speech.error(status, "", "the rehearsal gives status " + status + " here");
        }
        return new Response(status, headers, body);
    }

    private static Map<String, String> with(Map<String, String> headers) {
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(Response.JSON);
        all.putAll(headers);
        return all;
    }
}
