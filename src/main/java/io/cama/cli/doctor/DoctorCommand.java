package io.cama.cli.doctor;

import io.cama.cli.doctor.Check.Level;
import io.cama.cli.follow.Tally;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Workplace;
import io.cama.flow.endpoint.Probe;
import io.cama.llm.price.Prices;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cama doctor}: everything that could stand in the way of the first real call. */
@Command(
        name = "doctor",
        description = {
            "Look over this machine, the settings, the jobs, and the keys, prices and limits of their models.",
            "With --online, ask each of the models one word; that costs next to nothing and counts in no budget."
        },
        footer = {
            "",
            "Exit code 0 without errors, else that of the worst: 77 a key, 78 the configuration, 69 an endpoint."
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Globals globals;
    private final InstantSource clock;

    @Option(names = "--online", description = "Make one real call to each model, of at most 16 tokens of output.")
    private boolean online;

    @Option(names = "--job", paramLabel = "NAME", description = "Look at this job and its models only.")
    private @Nullable String job;

    public DoctorCommand(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Workplace place = globals.workplace();
        Prices prices = Prices.read(place.home());
        List<Check> checks = new ArrayList<>(new MachineChecks(place).all());
        SetupChecks setup = new SetupChecks(globals, place);
        checks.addAll(setup.all(prices, job));
        ModelChecks models = new ModelChecks(place, prices, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        checks.addAll(models.all(setup.models()));
        if (online) {
            try (Probe probe = new Probe(place.settings(), clock)) {
                checks.addAll(new OnlineChecks(probe, prices).all(models.callable()));
            }
        }
        int exit = Exit.worst(checks.stream().map(Check::exit).toList());
        report(checks, Features.of(place.settings()), exit);
        return exit;
    }

    private void report(List<Check> checks, Features features, int exit) {
        if (globals.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("checks", checks.stream().map(Check::json).toList());
            json.put("features", features.all());
            json.put("exit", exit);
            globals.print(JsonText.of(json));
            return;
        }
        checks.forEach(check -> globals.print(check.text()));
        globals.say("%s, %s%s"
                .formatted(
                        Tally.number(count(checks, Level.ERROR), "error"),
                        Tally.number(count(checks, Level.WARNING), "warning"),
                        online ? "" : "; no call was made, --online makes one to each model"));
        globals.print(features.text());
    }

    private static long count(List<Check> checks, Level level) {
        return checks.stream().filter(check -> check.level() == level).count();
    }
}
