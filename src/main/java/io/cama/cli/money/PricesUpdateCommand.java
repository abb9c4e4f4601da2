package io.cama.cli.money;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.llm.price.PriceImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cama prices update}: brings a price list into the home folder. */
@Command(
        name = "update",
        description = {
            "Bring a price list into config/prices.json of the home folder. FILE is LiteLLM's",
            "model_prices_and_context_window.json, or what OpenRouter answers to GET /api/v1/models."
        })
public final class PricesUpdateCommand implements Callable<Integer> {
    private static final int EXAMPLES = 3;

    private final Globals globals;

    @Parameters(paramLabel = "FILE", description = "The list, saved to a file; nothing is fetched.")
    private Path file = Path.of("");

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "The day the prices are known for, such as 2025-12-31. Default: the day FILE was written.")
    private @Nullable LocalDate asOf;

    public PricesUpdateCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Refusal(
                    Exit.NO_INPUT, "there is no file " + file, "save the price list there, or name where it is");
        }
        PriceImport done;
        try {
            done = PriceImport.of(file, asOf, globals.workplace().home());
        } catch (IllegalArgumentException unusable) {
            throw new Refusal(
                    Exit.BAD_INPUT,
                    String.valueOf(unusable.getMessage()),
                    "nothing was changed; give a list in one of the two shapes that "
                            + "cama prices update --help names");
        }
        if (globals.json()) {
            globals.print(JsonText.of(json(done)));
        } else {
            globals.print("%d added, %d changed, %d as before, %d skipped; as of %s, in %s"
                    .formatted(
                            done.added(),
                            done.changed(),
                            done.same(),
                            done.skipped().size(),
                            done.asOf(),
                            done.file()));
            reasons(done)
                    .forEach((why, models) -> globals.say("  skipped %d: %s (%s%s)"
                            .formatted(
                                    models.size(),
                                    why,
                                    String.join(", ", models.subList(0, Math.min(EXAMPLES, models.size()))),
                                    models.size() > EXAMPLES ? ", …" : "")));
        }
        return Exit.OK;
    }

    private static Map<String, List<String>> reasons(PriceImport done) {
        Map<String, List<String>> reasons = new TreeMap<>();
        done.skipped().forEach((model, why) -> reasons.computeIfAbsent(why, none -> new ArrayList<>())
                .add(model));
        return reasons;
    }

    private static Map<String, Object> json(PriceImport done) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", done.file().toString());
        json.put("asOf", done.asOf().toString());
        json.put("added", done.added());
        json.put("changed", done.changed());
        json.put("same", done.same());
        json.put("skipped", done.skipped());
        return json;
    }
}
