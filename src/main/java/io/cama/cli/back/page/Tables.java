package io.cama.cli.back.page;

import io.cama.cli.back.html.Markup;
import io.cama.flow.receipt.Failures;
import io.cama.ledger.look.Looks.CallSum;
import io.cama.ledger.look.Looks.Lost;
import io.cama.ledger.look.Looks.LostCall;
import io.cama.llm.price.Money;
import io.cama.model.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What stands in tables. */
final class Tables {
    private final Markup page;
    private final Figures figures;

    Tables(Markup page) {
        this.page = page;
        this.figures = new Figures(page);
    }

    /** Failures by reason, the most frequent first, each with what to do. */
    void failures(Map<Reason, Long> byReason) {
        Failures failures = new Failures(byReason);
        long most = byReason.values().stream().mapToLong(Long::longValue).max().orElse(1);
        head("Reason", "#Number", "", "Kind", "Sort", "What to do");
        for (Map.Entry<Reason, Long> entry : failures.ranked()) {
            Reason reason = entry.getKey();
            page.open("tr");
            page.open("td").element("code", reason.name()).close();
            number(entry.getValue());
            page.open("td", "class", "draw");
            figures.bar("dead", entry.getValue(), most);
            page.close();
            page.element("td", word(reason.kind()));
            page.element("td", word(reason.faultClass()));
            page.element("td", reason.hint());
            page.close();
        }
        end();
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private record Part(String name, long calls, long input, long output, long cost) {
        Part plus(Part other) {
            return new Part(name, calls + other.calls, input + other.input, output + other.output, cost + other.cost);
        }
    }

    /** Calls, tokens and cost by what they were for, largest cost first. */
    void spent(String what, List<CallSum> calls, Function<CallSum, String> group) {
        Map<String, Part> parts = new TreeMap<>();
        for (CallSum sum : calls) {
            String name = group.apply(sum);
            parts.merge(
                    name,
                    new Part(name, sum.calls(), sum.usage().input(), sum.usage().output(), sum.cost()),
                    Part::plus);
        }
        long most = parts.values().stream().mapToLong(Part::cost).max().orElse(1);
        head(what, "#Calls", "#Tokens in", "#Tokens out", "#Cost", "");
        parts.values().stream()
                .sorted(Comparator.comparingLong(Part::cost).reversed())
                .forEach(part -> {
                    page.open("tr");
                    page.element("td", part.name());
                    number(part.calls());
                    number(part.input());
                    number(part.output());
                    page.element("td", Money.text(part.cost()), "class", "number");
                    page.open("td", "class", "draw");
                    figures.bar("ok", part.cost(), most);
                    page.close().close();
                });
        end();
    }

    /** Calls whose outcome was lost. */
    void lost(Lost lost) {
        head("#Row", "Prompt", "Model", "Asked", "#At most", "Request");
        for (LostCall call : lost.first()) {
            page.open("tr");
            number(call.position());
            page.element("td", call.prompt());
            page.element("td", call.model());
            page.element("td", call.asked().toString());
            page.element("td", call.worstCost() == 0 ? "not known" : Money.text(call.worstCost()), "class", "number");
            page.open("td")
                    .element(
                            "code",
                            call.hash().substring(0, Math.min(12, call.hash().length())))
                    .close();
            page.close();
        }
        end();
        if (lost.calls() > lost.first().size()) {
            page.element("p", "… and " + (lost.calls() - lost.first().size()) + " more", "class", "faint");
        }
    }

    /** Names and what they stand for. */
    void pairs(Map<String, String> pairs) {
        page.open("dl", "class", "pairs");
        pairs.forEach((name, value) -> page.element("dt", name).element("dd", value));
        page.close();
    }

    private void head(String... names) {
        page.open("div", "class", "wide").open("table").open("thead").open("tr");
        for (String name : names) {
            boolean number = name.startsWith("#");
            page.element("th", number ? name.substring(1) : name, "scope", "col", "class", number ? "number" : "");
        }
        page.close().close().open("tbody");
    }

    private void end() {
        page.close().close().close();
    }

    private void number(long number) {
        page.element("td", grouped(number), "class", "number");
    }

    /** A number with its thousands apart. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }
}
