package io.cama.cli.work;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.llm.price.Money;
import io.cama.model.Job;
import io.cama.model.Terms;
import io.cama.model.Terms.Recall;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a file is to be worked on, beside by which job: the options that change speed, cost and what is remembered. */
final class Wishes {
    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Rows worked on at once, 1 to 1024, instead of what the job says.")
    private @Nullable Integer concurrency;

    @Option(names = "--rpm", paramLabel = "N", description = "Requests per minute for each provider, 0 for no limit.")
    private @Nullable Integer rpm;

    @Option(names = "--tpm", paramLabel = "N", description = "Tokens per minute for each provider, 0 for no limit.")
    private @Nullable Integer tpm;

    @Option(
            names = "--max-cost",
            paramLabel = "USD",
            description = {
                "The most the run may cost, such as 1.50. It pauses before a call that could cost more;",
                "given again with a higher cap it goes on, and what was bought stays bought."
            })
    private @Nullable String maxCost;

    @Option(names = "--refresh", description = "Ask everything once more, whatever the ledger holds.")
    private boolean refresh;

    @Option(names = "--no-cache", description = "As --refresh, and equal rows are asked for apart.")
    private boolean noCache;

    @Option(
            names = "--offline",
            description = {
                "Make no call: replay every row through the routes with the replies of the ledger.",
                "A row without a reply stays pending; dead letters stay as they are."
            })
    private boolean offline;

    @Option(names = "--fail-fast", description = "Pause at the first row that cannot be answered.")
    private boolean failFast;

    /** Rows worked on at once, 0 to leave it to the job. */
    int concurrency() {
        return concurrency == null ? 0 : concurrency;
    }

    /** Whether no call may be made. */
    boolean offline() {
        return offline;
    }

    /** Whether a cap on the cost was given. */
    boolean capped() {
        return maxCost != null;
    }

    /**
     * Makes sure that nothing is wished for that holds for a whole process, since another one is to do the work.
     *
     * @throws Refusal if something is
     */
    void refuseForAnother(Globals globals) {
        if (concurrency != null || rpm != null || tpm != null) {
            throw new Refusal(
                    Exit.LATER,
                    "the process that holds this home folder has its own --concurrency, --rpm and --tpm",
                    "leave them out to hand the work to it, or end it first with " + globals.command("drain"));
        }
    }

    Terms terms() {
        Recall recall = offline ? Recall.OFFLINE : noCache ? Recall.OWN : refresh ? Recall.SINCE_GIVEN : Recall.ALL;
        return new Terms(recall, maxCost == null ? 0 : Money.parse(maxCost), failFast);
    }

    /** The settings that follow, stronger than any file; they hold for every provider. */
    Map<String, String> settings(List<String> providers) {
        Map<String, String> settings = new TreeMap<>();
        for (String provider : providers) {
            if (rpm != null) {
                settings.put("cama.provider." + provider + ".rpm", String.valueOf(rpm));
            }
            if (tpm != null) {
                settings.put("cama.provider." + provider + ".tpm", String.valueOf(tpm));
            }
        }
        return settings;
    }

    /** @throws ParameterException if a number is outside its range */
    void check(CommandLine command) {
        require(
                command,
                concurrency == null || (concurrency >= 1 && concurrency <= Job.MAX_CONCURRENCY),
                "--concurrency must be 1 to " + Job.MAX_CONCURRENCY + ", was " + concurrency);
        require(
                command,
                !offline || !(refresh || noCache),
                "--offline answers from the ledger, --refresh and --no-cache do not; leave one out");
        require(command, rpm == null || rpm >= 0, "--rpm must be 0 or more, was " + rpm);
        require(command, tpm == null || tpm >= 0, "--tpm must be 0 or more, was " + tpm);
        try {
            Terms terms = terms();
            require(
                    command,
                    maxCost == null || terms.maxCost() > 0,
                    "--max-cost must be more than 0, was " + maxCost + "; leave it out for no cap");
        } catch (IllegalArgumentException unreadable) {
            throw new ParameterException(command, "--max-cost: " + unreadable.getMessage());
        }
    }

    private static void require(CommandLine command, boolean sound, String message) {
        if (!sound) {
            throw new ParameterException(command, message);
        }
    }
}
