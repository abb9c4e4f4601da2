package io.cama.flow.money;

import io.cama.flow.attempt.Asking;
import io.cama.flow.attempt.Size;
import io.cama.flow.attempt.Try;
import io.cama.ledger.Replies.Ask;
import io.cama.ledger.Spend;
import io.cama.ledger.Spend.Caps;
import io.cama.ledger.Spend.Permission;
import io.cama.llm.price.Money;
import io.cama.model.EndpointFault;
import io.cama.model.Failure;
import io.cama.model.Fault;
import io.cama.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notes each call before it is made, with the most it can cost, and refuses the one that could exceed a cap. Caps hold
 * whatever fails: they are checked in the transaction that notes the call.
 */
public final class Budget {
    private static final Duration A_DAY_AND_A_BIT = Duration.ofDays(1).plusMinutes(1);

    private static final Pattern NEXT = Pattern.compile("the next call could cost \\$(\\d+(?:\\.\\d+)?)");

    /**
     * Caps in billionths of a US dollar, 0 for none.
     *
     * @param run for each run that has none of its own
     * @param day for all runs together, from midnight to midnight UTC
     * @param hold whether any cap holds at all, a run's own included; none does where nothing is really asked
     */
    public record Limits(long run, long day, boolean hold) {}

    private final Spend ledger;
    private final InstantSource clock;
    private final Sizing sizing;
    private final Costs costs;
    private final Limits limits;

    public Budget(Spend ledger, Sizing sizing, Costs costs, Limits limits, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.sizing = sizing;
        this.costs = costs;
        this.limits = limits;
    }

    /**
     * Notes the call, unless it could exceed a cap.
     *
     * @return its id in the ledger
     * @throws io.cama.model.EndpointFault BUDGET_EXCEEDED if it could, or if nobody knows what it may cost
     * @throws io.cama.model.PassingFault LOCAL_BUSY if it could only because of calls in flight, which may turn out
     *     cheaper
     */
    public long ask(Asking asking) {
        Try asked = asking.now();
        Caps caps = caps(asking);
        Size size = sizing.of(asking);
        OptionalLong worst = costs.worst(asked.candidate(), size);
        if (worst.isEmpty() && !caps.equals(Caps.NONE)) {
            throw unknown(asked, size);
        }
        Ask ask = new Ask(
                asked.hash(),
                asking.run(),
                asking.position(),
                asking.name(),
                asking.work().ref().attempt(),
                asked.candidate().provider().name(),
                asked.candidate().model(),
                size.counted(),
                worst.orElse(0));
        Permission permission = ledger.ask(ask, caps);
        if (permission instanceof Permission.Granted granted) {
            return granted.call();
        }
        if (permission instanceof Permission.Over over) {
            throw exceeded(over);
        }
        throw Failure.of(Reason.LOCAL_BUSY, "calls in flight may use up the cap; this one waits for what they cost")
                .asFault();
    }

    private Caps caps(Asking asking) {
        if (!limits.hold()) {
            return Caps.NONE;
        }
        long own = asking.active().run().terms().maxCost();
        return new Caps(cap(own > 0 ? own : limits.run()), cap(limits.day()));
    }

    private static long cap(long limit) {
        return limit > 0 ? limit : Long.MAX_VALUE;
    }

    /** What the next call could cost, in billionths of a US dollar, by the reason of a pause; 0 if it does not say. */
    public static long worst(String reason) {
        Matcher told = NEXT.matcher(reason);
        return told.find() ? Money.parse(told.group(1)) : 0;
    }

    /** A day's budget is new at midnight, UTC. */
    private Fault exceeded(Permission.Over over) {
        boolean day = over.scope() == Spend.Scope.DAY;
        Instant now = clock.instant();
        return new Failure(
                        Reason.BUDGET_EXCEEDED,
                        "%s has spent %s of %s, and the next call could cost %s"
                                .formatted(
                                        day ? "the day" : "the run",
                                        "$" + Money.dollars(over.spent()).toPlainString(),
                                        "$" + Money.dollars(over.cap()).toPlainString(),
                                        "$" + Money.dollars(over.worst()).toPlainString()),
                        day
                                ? Duration.between(
                                        now, now.truncatedTo(ChronoUnit.DAYS).plus(A_DAY_AND_A_BIT))
                                : null)
                .asFault();
    }

    private EndpointFault unknown(Try asked, Size size) {
        boolean priced = size.maxOutput() == 0 && costs.isPriced(asked.candidate());
        String why = priced
                ? "prompt %s sets no limit of output tokens; set maxOutputTokens in its config"
                        .formatted(asked.base().prompt().name())
                : "nobody knows the price of %s; give it with cama prices update"
                        .formatted(asked.candidate().name());
        return new EndpointFault(
                Failure.of(Reason.BUDGET_EXCEEDED, "a cap is set and a call could cost anything: " + why));
    }
}
