package io.cama.cli.back.page;

import io.cama.cli.back.html.Frame;
import io.cama.cli.back.html.Markup;
import io.cama.ledger.look.Looks.CallSum;
import io.cama.llm.price.Money;
import io.cama.model.Reason;
import io.cama.model.Run;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The report of a run, section by section. */
public final class ReportPage {
    private final Subject subject;
    private final String program;
    private final Markup page = new Markup();
    private final Figures figures = new Figures(page);
    private final Tables tables = new Tables(page);
    private final Samples samples = new Samples(page);

    /** @param program that made it, with its version */
    private ReportPage(Subject subject, String program) {
        this.subject = subject;
        this.program = program;
    }

    /**
     * The whole page.
     *
     * @param program that made it, with its version
     */
    public static String of(Subject subject, String program) throws IOException {
        return Frame.around(new ReportPage(subject, program).body());
    }

    private String body() {
        page.open("main");
        Summary summary = new Summary(subject, page);
        summary.head();
        summary.numbers();
        if (!subject.dead().isEmpty()) {
            section("Dead letters by reason", () -> tables.failures(subject.dead()));
        }
        Map<Reason, Long> failed = subject.failed();
        if (!failed.isEmpty()) {
            section("Calls that came to nothing", () -> tables.failures(failed));
        }
        if (!subject.calls().isEmpty()) {
            section("Cost by prompt", () -> tables.spent("Prompt", subject.calls(), CallSum::prompt));
            section("Cost by model", () -> tables.spent("Model", subject.calls(), CallSum::model));
            section("Calls over time", () -> figures.timeline(subject.timeline()));
        }
        if (subject.lost().calls() > 0) {
            section("Possibly paid twice", this::lost);
        }
        if (!subject.results().isEmpty()) {
            section(
                    "Results: %s"
                            .formatted(shown(
                                    subject.results().size(), subject.counts().ok())),
                    () -> samples.results(subject.results()));
        }
        if (!subject.letters().isEmpty()) {
            section(
                    "Dead letters: %s"
                            .formatted(shown(
                                    subject.letters().size(), subject.counts().dead())),
                    () -> samples.letters(subject.letters()));
        }
        section("Where it comes from", () -> tables.pairs(origin()));
        page.close();
        return page.toString();
    }

    private static String shown(int shown, long all) {
        return shown == all ? "all " + Tables.grouped(all) : "the first " + shown + " of " + Tables.grouped(all);
    }

    private void section(String title, Runnable content) {
        page.open("section").element("h2", title);
        content.run();
        page.close();
    }

    private void lost() {
        long worst = subject.lost().worstCost();
        page.element(
                "p",
                "The process or the disk failed while calls were under way, %s in all. Nobody knows whether they were paid for; %s."
                        .formatted(
                                Tables.grouped(subject.lost().calls()),
                                worst == 0
                                        ? "nor how much they can have cost"
                                        : "together they cost at most " + Money.text(worst)));
        tables.lost(subject.lost());
    }

    private Map<String, String> origin() {
        Run run = subject.run();
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("Program", program);
        origin.put("Input", run.input() + ", SHA-256 " + run.sha256());
        origin.put("Job", run.job() + ", SHA-256 " + run.jobHash());
        origin.put("Rows asked", run.limit() == 0 ? "all" : "the first " + run.limit());
        origin.put("Model", run.model() == null ? "as the prompts say" : run.model());
        subject.usage()
                .models()
                .forEach((model, replies) -> origin.put("Served by " + model, Tables.grouped(replies) + " replies"));
        origin.put("Given", run.accepted().toString());
        origin.put("Started", String.valueOf(run.started()));
        origin.put("Ended", String.valueOf(run.ended()));
        origin.put("Outputs", run.outbox());
        origin.put("Report made", subject.now().toString());
        return origin;
    }
}
