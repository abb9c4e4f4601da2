package io.cama.flow.receipt;

import io.cama.ledger.Replies.RunUsage;
import io.cama.ledger.look.Looks.CallSum;
import io.cama.llm.price.Money;
import io.cama.model.Reason;
import io.cama.model.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The calls of a run added up in the ways that people ask for. */
public record CallSection(List<CallSum> sums) {
    /** Every verdict is named, so that the numbers can be seen to add up. */
    Map<String, Object> byVerdict() {
        Map<String, Object> by = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            by.put(verdict.name().toLowerCase(Locale.ROOT), sum(only(sum -> sum.verdict() == verdict), CallSum::calls));
        }
        return by;
    }

    /** The calls that came to nothing, by reason. */
    public Map<Reason, Long> failed() {
        Map<Reason, Long> failed = new TreeMap<>();
        for (CallSum sum : sums) {
            Reason reason = sum.reason();
            if (reason != null && (sum.verdict() == Verdict.FAILED || sum.verdict() == Verdict.REJECTED)) {
                failed.merge(reason, sum.calls(), Long::sum);
            }
        }
        return failed;
    }

    /** @param usage of the run, which counts calls too that have been removed since */
    Map<String, Object> tokens(RunUsage usage) {
        return Section.of(
                "input", usage.inputTokens(),
                "output", usage.outputTokens(),
                "cached", sum(sums, sum -> sum.usage().cached()),
                "cacheWritten", sum(sums, sum -> sum.usage().cacheWritten()),
                "reasoning", sum(sums, sum -> sum.usage().reasoning()));
    }

    /** Time spent on waiting for answers, all calls together. */
    Duration waited() {
        return sums.stream().map(CallSum::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** Calls, tokens and cost of each group, largest cost first. */
    Map<String, Object> spentBy(Function<CallSum, String> group) {
        Map<String, List<CallSum>> groups = new TreeMap<>();
        for (CallSum sum : sums) {
            groups.merge(group.apply(sum), List.of(sum), CallSection::plus);
        }
        Map<String, Object> spent = new LinkedHashMap<>();
        groups.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Map.Entry<String, List<CallSum>> entry) -> sum(entry.getValue(), CallSum::cost))
                        .reversed())
                .forEach(entry -> spent.put(entry.getKey(), part(entry.getValue())));
        return spent;
    }

    private static List<CallSum> plus(List<CallSum> one, List<CallSum> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static Map<String, Object> part(List<CallSum> part) {
        return Section.of(
                "calls", sum(part, CallSum::calls),
                "input", sum(part, sum -> sum.usage().input()),
                "output", sum(part, sum -> sum.usage().output()),
                "cost", Money.dollars(sum(part, CallSum::cost)));
    }

    private List<CallSum> only(Predicate<CallSum> which) {
        return sums.stream().filter(which).toList();
    }

    private static long sum(List<CallSum> part, ToLongFunction<CallSum> number) {
        return part.stream().mapToLong(number).sum();
    }
}
