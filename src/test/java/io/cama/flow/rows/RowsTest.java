package io.cama.flow.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.flow.Keys;
import io.cama.flow.fair.Places;
import io.cama.flow.run.ActiveRuns;
import io.cama.input.options.InputLimits;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.pace.GateSettings;
import io.cama.pace.Gates;
import io.cama.prompt.PromptFolder;
import io.github.bucket4j.TimeMeter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many inputs are open while their runs make room for each other, as the system counts them. */
class RowsTest {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    private Path home;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Places places = new Places(1, Duration.ZERO, Clock.systemUTC());
    private Ledger ledger;
    private ActiveRuns active;
    private Rows rows;
    private Path input;

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DESCRIPTORS), "no " + DESCRIPTORS + " to count open files in");
        ledger = SqliteLedger.open(home.resolve("ledger.db"), Clock.systemUTC(), GroupCommit.DEFAULT);
        active = new ActiveRuns(ledger, new Gates(TimeMeter.SYSTEM_NANOTIME, Clock.systemUTC(), GateSettings.DEFAULTS));
        rows = new Rows(context, ledger, active, places, InputLimits.DEFAULT);
        input = Files.writeString(
                home.resolve("input.csv"),
                IntStream.rangeClosed(0, 501)
                        .mapToObj(row -> row == 0 ? "n\n" : row + "\n")
                        .collect(Collectors.joining()));
    }

    @AfterEach
    void close() throws IOException {
        context.close();
        if (ledger != null) {
            ledger.close();
        }
    }

    private long inputsOpen() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.filter(this::isInput).count();
        }
    }

    private boolean isInput(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).equals(input.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    /** The items of a run after its split has taken the first and then broken off to make room. */
    private void breaksOff(String id) throws IOException {
        Iterator<?> items = pending(id);
        items.next();
        places.take(id);
        places.makeRoom();
        assertThat(items.hasNext()).isFalse();
        ((Closeable) items).close();
        places.keepOnly(run -> false);
    }

    private Iterator<?> pending(String id) {
        ledger.accept(run(id));
        active.begin(run(id), new Job("plain", List.of(), List.of("json"), 1, home), new PromptFolder(home));
        Exchange exchange = new DefaultExchange(context);
        exchange.setProperty(Keys.RUN, id);
        return rows.pending(exchange);
    }

    @Test
    void noMoreThan128InputsStayOpenHoweverManyRunsMakeRoom() throws Exception {
        for (int i = 0; i < 131; i++) {
            breaksOff("run" + i);
            active.park("run" + i);
        }

        assertThat(inputsOpen()).isEqualTo(128);
    }

    @Test
    void theInputOfARunThatDoesNotGoOnIsClosedWhenTheNextOneBegins() throws Exception {
        breaksOff("ended");
        breaksOff("parked");
        assertThat(inputsOpen()).isEqualTo(2);
        active.end("ended");
        active.park("parked");

        ((Closeable) pending("next")).close();

        assertThat(inputsOpen()).isEqualTo(1);
    }

    private Run run(String id) {
        return new Run(
                id,
                "plain",
                "input.csv",
                "00",
                id,
                input.toString(),
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
                false,
                Instant.now(),
                null,
                null,
                null);
    }
}
