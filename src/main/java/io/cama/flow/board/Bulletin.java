package io.cama.flow.board;

import io.cama.flow.board.State.BreakerLine;
import io.cama.flow.board.State.GateLine;
import io.cama.flow.board.State.LocalLine;
import io.cama.flow.local.Ground.Trouble;
import io.cama.pace.Gates;
import io.cama.pace.breaker.Breakers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes the numbers of the process. For one thread at a time. */
final class Bulletin {
    private final Path home;
    private final Breakers breakers;
    private final Gates gates;
    private final Supplier<Optional<Trouble>> trouble;
    private boolean written;

    Bulletin(Path home, Breakers breakers, Gates gates, Supplier<Optional<Trouble>> trouble) {
        this.home = home;
        this.breakers = breakers;
        this.gates = gates;
        this.trouble = trouble;
    }

    /** @param last whether the process says no more after this */
    void write(boolean last, Instant now) throws IOException {
        if (written && !Files.isDirectory(home.resolve("work"))) {
            return; // whoever took the folder away may bring it back
        }
        new State(
                        ProcessHandle.current().pid(),
                        now.toString(),
                        last,
                        breakers.stats().values().stream()
                                .map(stats -> BreakerLine.of(stats, now))
                                .toList(),
                        gates.stats().values().stream().map(GateLine::of).toList(),
                        trouble.get().map(LocalLine::of).orElse(null))
                .write(home);
        written = true;
    }
}
