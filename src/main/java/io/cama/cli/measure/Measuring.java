package io.cama.cli.measure;

import io.cama.cli.follow.Report;
import io.cama.cli.follow.Tally;
import io.cama.cli.measure.Measure.Share;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.config.ModelName;
import io.cama.config.Settings;
import io.cama.ledger.Ledger;
import io.cama.ledger.Spend;
import io.cama.llm.price.Money;
import io.cama.model.Limits;
import io.cama.model.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads from a ledger that was written by a meter what the real runs would take. */
public final class Measuring implements Report.Reporter {
    private final Settings settings;

    public Measuring(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String mark() {
        return "estimate, no calls: ";
    }

    @Override
    public Report of(Ledger ledger, List<Run> runs, Map<Path, Story> refused) {
        List<Measure> measures = new ArrayList<>();
        for (Run run : runs) {
            measures.add(Measure.of(ledger, run, shares(ledger, run)));
        }
        return new Foreseen(measures, refused);
    }

    private List<Share> shares(Ledger ledger, Run run) {
        return ledger.spent(Spend.By.MODEL, run.id()).stream().map(this::share).toList();
    }

    private Share share(Spend.Spent spent) {
        Limits limits =
                settings.provider(ModelName.parse(spent.group()).provider()).limits();
        long byRequests = seconds(spent.calls(), limits.requests().minute());
        long byTokens = seconds(
                spent.inputTokens() + spent.outputTokens(), limits.tokens().minute());
        boolean requests = byRequests >= byTokens;
        String limitedBy = byRequests == 0 && byTokens == 0
                ? ""
                : requests
                        ? limits.requests().minute() + " requests a minute"
                        : limits.tokens().minute() + " tokens a minute";
        return new Share(
                spent.group(),
                spent.calls(),
                spent.inputTokens(),
                spent.outputTokens(),
                spent.cost(),
                Math.max(byRequests, byTokens),
                limitedBy);
    }

    private static long seconds(long amount, long perMinute) {
        return perMinute == 0 ? 0 : amount * 60 / perMinute;
    }

    /** What the runs would take, for a person or as JSON. */
    private record Foreseen(List<Measure> measures, Map<Path, Story> refused) implements Report {
        @Override
        public void print(Globals globals) {
            refused.forEach((file, story) -> globals.shell().err().println("error: " + file + ": " + story.text()));
            if (globals.json()) {
                globals.print(JsonText.of(measures.stream()
                        .map(measure -> new LinkedHashMap<>(measure.json()))
                        .toList()));
            } else {
                measures.forEach(measure -> globals.print(text(measure)));
                globals.say("No call was made.");
            }
            globals.shell().err().flush();
        }

        private static String text(Measure measure) {
            if (!measure.complete()) {
                return "%s: not measured, since %s"
                        .formatted(measure.run().input(), measure.run().reason());
            }
            StringBuilder text = new StringBuilder("%s: %d of %s new or changed, the rest costs nothing"
                    .formatted(
                            measure.run().input(),
                            measure.changed(),
                            Tally.number(measure.counts().rows(), "row")));
            text.append("%n  %s, about %d tokens in and %d out"
                    .formatted(Tally.number(measure.calls(), "call"), measure.inputTokens(), measure.outputTokens()));
            text.append(
                    measure.cost().spent() == 0
                            ? "%n  nothing to pay".formatted()
                            : "%n  about %s, likely between %s and %s"
                                    .formatted(
                                            Money.text(measure.cost().spent()),
                                            Money.text(measure.low()),
                                            Money.text(measure.high())));
            if (measure.cost().unpriced() > 0) {
                text.append("; %s without a known price not counted (cama prices update)"
                        .formatted(Tally.number(measure.cost().unpriced(), "call")));
            }
            for (Share share : measure.models()) {
                text.append("%n  %s: %s, %s%s"
                        .formatted(
                                share.model(),
                                Tally.number(share.calls(), "call"),
                                Money.text(share.cost()),
                                share.limitedBy().isEmpty()
                                        ? ""
                                        : ", at least %s at %s"
                                                .formatted(Tally.clock(share.seconds()), share.limitedBy())));
            }
            return text.toString();
        }

        /** A measure that stopped half way is no measure. */
        @Override
        public int exit() {
            List<Integer> codes =
                    new ArrayList<>(refused.values().stream().map(Story::exit).toList());
            if (!measures.stream().allMatch(Measure::complete)) {
                codes.add(Exit.LATER);
            }
            return Exit.worst(codes);
        }
    }
}
