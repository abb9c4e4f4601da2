package io.cama.cli.back.page;

import io.cama.cli.back.html.Markup;
import io.cama.cli.money.CostText;
import io.cama.llm.price.Money;
import io.cama.model.Counts;
import io.cama.model.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a report says first: which run it is, and its figures. */
final class Summary {
    private final Subject subject;
    private final Markup page;
    private final Figures figures;

    Summary(Subject subject, Markup page) {
        this.subject = subject;
        this.page = page;
        this.figures = new Figures(page);
    }

    /** Which run, and how it is. */
    void head() {
        Run run = subject.run();
        page.open("header");
        page.element("h1", run.input());
        page.open("p")
                .text("through ")
                .element("b", run.job())
                .text(", run ")
                .element("code", run.id())
                .text(" ");
        page.element(
                "span",
                run.state().name().toLowerCase(Locale.ROOT),
                "class",
                "state " + run.state().name());
        page.close();
        if (run.reason() != null) {
            page.element("p", Values.cut(run.reason(), 500), "class", "reason");
        }
        page.close();
    }

    /** Rows, calls, tokens, cost and time. */
    void numbers() {
        Counts counts = subject.counts();
        figures.ends(counts);
        page.open("section", "class", "tiles");
        figures.tile(
                "Rows",
                Tables.grouped(counts.rows()),
                counts.pending() == 0 ? "all ended" : Tables.grouped(counts.pending()) + " pending");
        figures.tile("Answered", Tables.grouped(counts.ok()), Tables.grouped(counts.recalled()) + " from the ledger");
        figures.tile("Dead letters", Tables.grouped(counts.dead()), share(counts.dead(), counts.rows()));
        figures.tile("Skipped", Tables.grouped(counts.skipped()), share(counts.skipped(), counts.rows()));
        figures.tile(
                "Calls",
                Tables.grouped(subject.usage().calls()),
                Tables.grouped(subject.failed().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()) + " came to nothing");
        figures.tile(
                "Tokens",
                Tables.grouped(subject.usage().inputTokens() + subject.usage().outputTokens()),
                Tables.grouped(subject.usage().outputTokens()) + " of them out");
        figures.tile("Cost", Money.text(subject.cost().spent()), costs());
        Instant started = subject.run().started();
        Instant ended = subject.run().ended();
        Duration elapsed =
                started == null ? Duration.ZERO : Duration.between(started, ended == null ? subject.now() : ended);
        figures.tile("Time", Figures.time(elapsed), Figures.time(subject.busy()) + " with calls under way");
        page.close();
    }

    private String costs() {
        boolean sure = subject.cost().uncertain() == 0 && subject.cost().unpriced() == 0;
        return sure
                ? Money.text(subject.cost().spent()
                                / Math.max(1, subject.counts().ok())) + " a row answered"
                : CostText.of(subject.cost());
    }

    private static String share(long part, long rows) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / Math.max(1, rows));
    }
}
