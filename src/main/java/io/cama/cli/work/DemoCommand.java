package io.cama.cli.work;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Workplace;
import io.cama.model.Job;
import io.cama.model.Terms;
import io.cama.ops.Order;
import io.cama.ops.Purpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cama demo}: the Korean sample from CSV to Anki deck, without a key. */
@Command(
        name = "demo",
        description = "Turn the Korean sample into an Anki deck. Needs no key, buys nothing, takes seconds.")
public final class DemoCommand implements Callable<Integer> {
    private static final String JOB = "korean-flashcards";
    private static final String MODEL = "demo/any";

    private final Globals globals;

    public DemoCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws Exception {
        Logging.start(globals, "ERROR");
        Workplace place = globals.workplace();
        Job job = new Preflight(place).job(JOB, MODEL);
        Path folder = job.folder() == null ? place.program() : job.folder();
        Path words = folder.resolve("words.csv");
        Path outbox = place.outbox(JOB);
        Preflight.inputs(List.of(words));
        Preflight.outbox(outbox);
        globals.say("The demo endpoint answers on this machine: real HTTP on 127.0.0.1, no key, nothing is bought.");
        globals.say(words + " → job " + JOB + " → " + outbox);
        Map<Path, Story> refused = new LinkedHashMap<>();
        int exit = new Batch(globals, place, run -> globals.command("demo"))
                .run(
                        new Purpose(place.program(), Set.of(JOB), Purpose.Mode.BATCH, 0),
                        refused,
                        (application, interruption) -> {
                            List<String> runs = new ArrayList<>();
                            Batch.submit(
                                    application,
                                    words,
                                    (to, file) -> to.submit(new Order(file, JOB, outbox, 0, MODEL, Terms.USUAL)),
                                    runs,
                                    refused);
                            return runs;
                        });
        if (exit == Exit.OK || exit == Exit.DEAD_LETTERS) {
            globals.say("Next:");
            globals.say("  your words:    " + globals.command("process YOUR.csv --job " + JOB + " --model " + MODEL));
            globals.say(
                    "  a real model:  export OPENROUTER_API_KEY=…, then the same without --model; try --limit 5 first");
        }
        return exit;
    }
}
