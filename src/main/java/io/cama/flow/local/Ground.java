package io.cama.flow.local;

import io.cama.model.Failure;
import io.cama.model.FaultKind;
import io.cama.model.LocalFault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code ground}: whether our own machine can be trusted. While a local fault holds, no file is claimed, no run
 * is taken and no call is begun; what it has paused goes on by itself when it has passed.
 */
public final class Ground {
    private static final Logger LOG = LoggerFactory.getLogger(Ground.class);

    /**
     * A local fault that holds.
     *
     * @param since when it was first seen; one that comes back at once has never been gone
     */
    public record Trouble(Failure failure, Instant since) {}

    private final Footing footing;
    private final Ballast ballast;
    private final Duration every;
    private final InstantSource clock;
    private final Consumer<Instant> onFirm;
    private final Set<Path> suspects = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private volatile @Nullable Trouble trouble;
    private @Nullable Trouble passed;
    private Instant passedAt = Instant.EPOCH;
    private volatile boolean stopping;

    /**
     * Ground that is taken to be firm.
     *
     * @param every how often it is probed
     * @param onFirm told when a fault has passed, before anything goes on; a local fault from it means that it has not
     */
    Ground(Footing footing, Ballast ballast, Duration every, InstantSource clock, Consumer<Instant> onFirm) {
        this.footing = footing;
        this.ballast = ballast;
        this.every = every;
        this.clock = clock;
        this.onFirm = onFirm;
    }

    /** Whether files may be claimed and runs taken. */
    public boolean isFirm() {
        return trouble == null;
    }

    /** The fault that holds now. */
    public Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** For how long a fault has held, zero for none. */
    public Duration shakyFor() {
        Trouble now = trouble;
        return now == null ? Duration.ZERO : Duration.between(now.since(), clock.instant());
    }

    /**
     * Makes sure that a call may be begun.
     *
     * @throws LocalFault the one that holds
     */
    public void require() {
        Trouble now = trouble;
        if (now != null) {
            throw now.failure().asFault();
        }
    }

    /** Somebody met a fault; one of another kind is not taken notice of. */
    public void gaveWay(Failure failure) {
        if (failure.kind() != FaultKind.LOCAL) {
            return;
        }
        if (LocalCause.isFull(failure)) {
            ballast.release();
        }
        synchronized (change) {
            if (trouble != null) {
                return;
            }
            Instant now = clock.instant();
            boolean back = passed != null && now.isBefore(passedAt.plus(every.multipliedBy(2)));
            trouble = new Trouble(failure, back && passed != null ? passed.since() : now);
            if (!back) {
                LOG.error(
                        "{}: {}. No file is claimed and no call is made until this has passed. Do: {}",
                        failure.reason(),
                        failure.message(),
                        failure.hint());
            }
        }
    }

    /** Somebody could not read or write something of ours: looks at once whether that is more than one file's fault. */
    public boolean doubt(@Nullable Throwable thrown) {
        LocalCause.folder(thrown).ifPresent(suspects::add);
        Optional<Failure> known = LocalCause.of(thrown).or(() -> footing.look(true, suspects));
        known.ifPresentOrElse(this::gaveWay, suspects::clear);
        return known.isPresent();
    }

    /** Looks whether a fault has come or passed, and lets everything go on in the latter case. */
    public synchronized void probe() {
        Trouble now = trouble;
        Optional<Failure> seen = footing.look(now != null, suspects);
        if (seen.filter(LocalCause::isShort).isPresent()) {
            footing.makeRoom();
            seen = footing.look(true, suspects);
        }
        if (seen.isPresent()) {
            gaveWay(seen.get());
            return;
        }
        try {
            // Also while nothing was amiss: somebody may have paused for a fault just when it was found to have passed.
            onFirm.accept(clock.instant());
        } catch (LocalFault still) {
            gaveWay(still.failure());
            return;
        }
        if (now != null) {
            recovered();
        } else if (passed != null && clock.instant().isAfter(passedAt.plus(every.multipliedBy(2)))) {
            Failure gone = passed.failure();
            LOG.warn("{} has passed: {}. Work goes on.", gone.reason(), gone.message());
            passed = null;
        }
        ballast.make();
    }

    private void recovered() {
        synchronized (change) {
            passed = trouble;
            passedAt = clock.instant();
            trouble = null;
            suspects.clear();
            change.notifyAll();
        }
    }

    /**
     * Writes what must not be lost, again and again while the machine refuses it and the process lives.
     *
     * @throws LocalFault the last one, when the program is stopping
     */
    public void insist(Runnable write) throws InterruptedException {
        for (boolean first = true; ; first = false) {
            try {
                write.run();
                return;
            } catch (LocalFault refused) {
                gaveWay(refused.failure());
                if (stopping) {
                    throw refused;
                }
            }
            if (!first) {
                await();
            }
        }
    }

    private void await() throws InterruptedException {
        long end = System.nanoTime() + every.toNanos();
        synchronized (change) {
            for (long left = every.toNanos();
                    trouble != null && !stopping && left > 0;
                    left = end - System.nanoTime()) {
                change.wait(left / 1_000_000 + 1);
            }
        }
    }

    /** From now on nobody waits for the fault to pass. */
    public void stop() {
        synchronized (change) {
            stopping = true;
            change.notifyAll();
        }
    }
}
