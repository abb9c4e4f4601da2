package io.cama.ops.health;

import io.cama.flow.attempt.Asking;
import io.cama.flow.watch.Watch;
import io.cama.model.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the latest calls of this process, looks at them now and then, and says when the picture changes. */
public final class HealthMonitor implements Watch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    private final Path home;
    private final HealthBook book;
    private final Duration every;
    private final int kept;
    private final InstantSource clock;
    private final Consumer<Changed> listener;
    private final Deque<HealthFile.Check> checks = new ArrayDeque<>();
    private Instant due = Instant.MIN;
    private Level level = Level.UNKNOWN;
    private @Nullable HealthReport written;
    private boolean complained;

    /** The overall level is another one. */
    public record Changed(Level from, HealthReport report) {}

    /**
     * For a home folder.
     *
     * @param every how often it looks
     * @param kept how many looks are remembered, 1 or more
     * @param listener told when the overall level has changed
     */
    public HealthMonitor(
            Path home, HealthBook book, Duration every, int kept, InstantSource clock, Consumer<Changed> listener) {
        this.home = home;
        this.book = book;
        this.every = every;
        this.kept = kept;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public void called(Asking asking, @Nullable Failure failure, Duration took) {
        book.add(
                asking.now().candidate().provider().name(),
                clock.instant(),
                took,
                failure == null ? null : failure.reason(),
                failure == null ? null : failure.message());
    }

    /** How all are at this moment. */
    public HealthReport report() {
        return book.report(clock.instant(), ProcessHandle.current().pid());
    }

    /** What was found lately, oldest first. */
    public synchronized List<HealthFile.Check> checks() {
        return List.copyOf(checks);
    }

    /** To be called often: looks when it is time to, and writes {@code work/health.json} when something is new. */
    public synchronized void tick() {
        HealthReport report = report();
        if (!clock.instant().isBefore(due)) {
            due = clock.instant().plus(every);
            check(report);
            write(report, false);
        } else if (written == null || !written.providers().equals(report.providers())) {
            write(report, false);
        }
    }

    private void check(HealthReport report) {
        if (checks.size() >= kept) {
            checks.removeFirst();
        }
        checks.addLast(HealthFile.Check.of(report));
        Level now = report.level();
        LOG.debug("health_check: {}, {} % of {} calls answered", report.status(), report.successRate(), report.total());
        if (now != level) {
            tell(report, now);
            listener.accept(new Changed(level, report));
            level = now;
        }
    }

    private void tell(HealthReport report, Level now) {
        String text = "Health: {}, was {}; {}. unhealthy={} degraded={}";
        Object[] values = {report.status(), level.text(), report.sum(), report.unhealthy(), report.degraded()};
        if (now == Level.UNHEALTHY || now == Level.DEGRADED) {
            LOG.warn(text, values);
        } else {
            LOG.info(text, values);
        }
    }

    private void write(HealthReport report, boolean last) {
        if (written != null && !Files.isDirectory(home.resolve("work"))) {
            return; // whoever took the folder away may bring it back
        }
        try {
            new HealthFile(last, report, List.copyOf(checks)).write(home);
            written = report;
            complained = false;
        } catch (IOException unwritable) {
            if (!complained) {
                complained = true;
                LOG.error("How well the providers are cannot be written: {}", String.valueOf(unwritable));
            }
        }
    }

    /** Says its last word. */
    @Override
    public synchronized void close() {
        write(report(), true);
    }
}
