package io.cama.flow.local;

import io.cama.config.Settings;
import io.cama.ledger.Ledger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes the ground that a home folder's settings ask for. */
public record Grounds(Settings settings, Path home, Ledger ledger, InstantSource clock) {
    /**
     * The ground, taken to be firm.
     *
     * @param scratch whether the home is thrown away in the end, so that no room is kept for it
     * @param outboxes in use
     * @param onFirm told when a fault has passed
     */
    public Ground ground(boolean scratch, Supplier<Collection<Path>> outboxes, Consumer<Instant> onFirm) {
        Path work = home.resolve("work");
        Path file = scratch ? home.resolve("ledger.db") : home.resolve(settings.text("cama.ledger.file"));
        Ballast ballast =
                new Ballast(file.resolveSibling("ballast"), scratch ? 0 : settings.bytes("cama.ledger.ballast"));
        return new Ground(
                new Footing(work, file, ledger, outboxes, ballast, settings.bytes("cama.disk.reserve")),
                ballast,
                settings.duration("cama.local.probe"),
                clock,
                onFirm);
    }
}
