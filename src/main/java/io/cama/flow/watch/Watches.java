package io.cama.flow.watch;

import io.cama.flow.attempt.Asking;
import io.cama.model.Failure;
import io.cama.model.ItemRef;
import io.cama.model.Run;
import io.cama.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All who watch. Costs next to nothing where nobody does. Safe for use by many threads. */
public final class Watches implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final List<Watch> all = new CopyOnWriteArrayList<>();
    private final AtomicBoolean complained = new AtomicBoolean();

    /** Has somebody told of everything from now on. */
    public void add(Watch watch) {
        all.add(watch);
    }

    /** Tells somebody nothing more. */
    public void remove(Watch watch) {
        all.remove(watch);
    }

    private void tell(Consumer<Watch> event) {
        for (Watch watch : all) {
            try {
                event.accept(watch);
            } catch (RuntimeException broken) {
                if (complained.compareAndSet(false, true)) {
                    LOG.error("{} fails to take notice, now and perhaps again; work goes on", watch, broken);
                }
            }
        }
    }

    @Override
    public void begun(ItemRef item, Run run) {
        tell(watch -> watch.begun(item, run));
    }

    @Override
    public void ended(ItemRef item, Run run, Outcome outcome, @Nullable String reason, Duration took) {
        tell(watch -> watch.ended(item, run, outcome, reason, took));
    }

    @Override
    public void read(Run run, Outcome outcome, long rows) {
        tell(watch -> watch.read(run, outcome, rows));
    }

    @Override
    public void asked(Asking asking, Duration took) {
        tell(watch -> watch.asked(asking, took));
    }

    @Override
    public void looked(Asking asking, Found found) {
        tell(watch -> watch.looked(asking, found));
    }

    @Override
    public void permitted(Asking asking, Duration waited) {
        tell(watch -> watch.permitted(asking, waited));
    }

    @Override
    public void calling(Asking asking) {
        tell(watch -> watch.calling(asking));
    }

    @Override
    public void charged(Asking asking, @Nullable String served, Usage usage, @Nullable Long cost) {
        tell(watch -> watch.charged(asking, served, usage, cost));
    }

    @Override
    public void called(Asking asking, @Nullable Failure failure, Duration took) {
        tell(watch -> watch.called(asking, failure, took));
    }

    @Override
    public void again(Asking asking, Failure failure) {
        tell(watch -> watch.again(asking, failure));
    }

    @Override
    public void finished(Run run, Duration took) {
        tell(watch -> watch.finished(run, took));
    }
}
