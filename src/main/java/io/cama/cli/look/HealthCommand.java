package io.cama.cli.look;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Workplace;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ops.health.HealthBook;
import io.cama.ops.health.HealthFile;
import io.cama.ops.health.HealthReport;
import io.cama.ops.health.Level;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cama health}: how well the providers are, from the service at work or from the ledger's latest calls. */
@Command(
        name = "health",
        description = {
            "Tell how well the providers are: of their latest calls at least 95 %% answered is healthy,",
            "80 %% degraded, fewer unhealthy. Without a service at work the ledger's latest calls count.",
            "Exit code 69 where all calls together are unhealthy."
        })
public final class HealthCommand implements Callable<Integer> {
    private final Globals globals;
    private final InstantSource clock;

    public HealthCommand(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Workplace place = globals.workplace();
        place.requireSoundSettings();
        Optional<HealthFile> service = SqliteLedger.isInUse(place.ledger())
                ? HealthFile.read(place.home()).filter(file -> !file.ended())
                : Optional.empty();
        HealthReport report = service.map(HealthFile::report).orElseGet(() -> past(place));
        List<HealthFile.Check> checks = service.map(HealthFile::checks).orElse(List.of());
        if (globals.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("atWork", service.isPresent());
            json.put("report", report);
            json.put("checks", checks);
            globals.print(JsonText.of(json));
        } else {
            report.lines().forEach(globals::print);
        }
        globals.say(
                service.isPresent()
                        ? "Of process %d, at %s.".formatted(report.pid(), report.at())
                        : "No service is at work; this is what the ledger knows.");
        return report.level() == Level.UNHEALTHY ? Exit.UNAVAILABLE : Exit.OK;
    }

    private HealthReport past(Workplace place) {
        try (Ledger ledger = place.past().orElse(null)) {
            return HealthBook.read(place.settings(), Optional.ofNullable(ledger), clock.instant());
        }
    }
}
