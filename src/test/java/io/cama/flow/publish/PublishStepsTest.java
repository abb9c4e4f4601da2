package io.cama.flow.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.flow.Keys;
import io.cama.flow.intake.Home;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.output.RefusedOutputException;
import io.cama.pace.GateSettings;
import io.cama.pace.Gates;
import io.cama.prompt.PromptFolder;
import io.github.bucket4j.TimeMeter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishStepsTest {
    @TempDir
    private Path home;

    @Test
    void theInputOfARunGivenAgainMeanwhileStays() throws Exception {
        Path source = Files.createDirectories(home.resolve("work/r1")).resolve("words.csv");
        Files.writeString(source, "word\napple\n");
        try (Ledger ledger = SqliteLedger.open(
                home.resolve("work/ledger.db"), Clock.systemUTC(), new GroupCommit(256, Duration.ZERO))) {
            ActiveRuns active = new ActiveRuns(
                    ledger, new Gates(TimeMeter.SYSTEM_NANOTIME, Clock.systemUTC(), GateSettings.DEFAULTS));
            PublishSteps publish = new PublishSteps(ledger, active, new Home(home), Clock.systemUTC());
            ledger.accept(run(source));

            begin(ledger, active);
            ledger.accept(run(source));
            publish.done(exchange());
            assertThat(source).exists();
            assertThat(active.holds("r1")).isFalse();

            begin(ledger, active);
            publish.done(exchange());
            assertThat(home.resolve("done/plain/words.csv")).exists();
            assertThat(ledger.run("r1").orElseThrow().state()).isEqualTo(RunState.DONE);
        }
    }

    @Test
    void howTheInputIsReadMattersToAnOutputThatTellsOfIt() throws Exception {
        Files.writeString(home.resolve("input.yaml"), "limits: [");
        try (Ledger ledger = SqliteLedger.open(
                home.resolve("work/ledger.db"), Clock.systemUTC(), new GroupCommit(256, Duration.ZERO))) {
            Run run = ledger.accept(run(home.resolve("words.csv")));

            Map<String, Object> facts = Edition.of(ledger, run, new Job("plain", List.of(), List.of("json"), 1, home))
                    .facts();

            assertThat(facts).containsEntry("job", "plain");
            assertThatThrownBy(() -> String.valueOf(facts.get("parameters")))
                    .isInstanceOf(RefusedOutputException.class)
                    .hasMessageContaining("input.yaml");
        }
    }

    private void begin(Ledger ledger, ActiveRuns active) {
        Run taken = ledger.takeAccepted(run -> true).orElseThrow();
        active.begin(taken, new Job("plain", List.of(), List.of("json"), 1, home), new PromptFolder(home));
    }

    private static Exchange exchange() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Keys.RUN, "r1");
        return exchange;
    }

    private Run run(Path source) {
        return new Run(
                "r1",
                "plain",
                "words.csv",
                "00",
                "00",
                source.toString(),
                home.resolve("outbox").toString(),
                0,
                null,
                Terms.USUAL,
                0,
                0,
                0,
                RunState.ACCEPTED,
                false,
                1,
                0,
                null,
                true,
                Instant.now(),
                null,
                null,
                null);
    }
}
