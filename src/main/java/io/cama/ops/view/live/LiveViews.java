package io.cama.ops.view.live;

import io.cama.config.Settings;
import io.cama.flow.board.State.BreakerLine;
import io.cama.ledger.Ledger;
import io.cama.ledger.ReplyStore.StoreStats;
import io.cama.ledger.Spend.By;
import io.cama.ledger.Spend.Spent;
import io.cama.ledger.letter.Letters;
import io.cama.ledger.letter.Letters.Head;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.ledger.look.Looks.ItemLook;
import io.cama.ledger.memory.MemoryStats;
import io.cama.ledger.memory.ReplyMemory;
import io.cama.model.ItemState;
import io.cama.model.Limits;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.ops.Application;
import io.cama.ops.view.AppView;
import io.cama.ops.view.JobView;
import io.cama.ops.view.LimitView;
import io.cama.ops.view.RunView;
import io.cama.ops.view.Trouble;
import io.cama.ops.view.Views;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an application that is up shows of itself. */
public final class LiveViews implements Views {
    private static final int MOST = 1000;

    private final Ledger ledger;
    private final Supplier<ReplyMemory> memory;
    private final InstantSource clock;
    private final Whole whole;
    private final Models models;

    /**
     * @param limits of a provider, as they hold now
     * @param changed whether they are others than the configured ones
     */
    public LiveViews(
            Application application,
            Settings settings,
            Function<String, Limits> limits,
            Predicate<String> changed,
            Supplier<ReplyMemory> memory,
            InstantSource clock) {
        this.ledger = application.ledger();
        this.memory = memory;
        this.clock = clock;
        this.whole = new Whole(application, clock.instant());
        this.models = new Models(settings, application.flow(), limits, changed, clock);
    }

    @Override
    public AppView application() {
        return whole.view();
    }

    @Override
    public List<JobView> jobs() {
        return whole.jobs();
    }

    @Override
    public Optional<JobView> job(String name) {
        return jobs().stream().filter(job -> job.name().equals(name)).findFirst();
    }

    @Override
    public List<RunView> runs(@Nullable RunState state, @Nullable String job, int offset, int limit) {
        return ledger.runs(state, job, Math.max(0, offset), bounded(limit)).stream()
                .map(run -> RunView.of(run, ledger))
                .toList();
    }

    private static int bounded(int limit) {
        return Math.max(1, Math.min(MOST, limit));
    }

    @Override
    public Optional<RunView> run(String id) {
        List<Run> beginning = ledger.run(id).map(List::of).orElseGet(() -> ledger.runsBeginningWith(id, 2));
        return beginning.size() == 1 ? Optional.of(RunView.of(beginning.get(0), ledger)) : Optional.empty();
    }

    @Override
    public List<ItemLook> items(String run, @Nullable ItemState state, long after, int limit) {
        return ledger.looks(run, state, Math.max(0, after), bounded(limit));
    }

    @Override
    public Optional<ItemLook> item(String run, long position) {
        return ledger.look(run, position);
    }

    @Override
    public List<CallLook> calls(String run, long position) {
        return ledger.calls(run, position);
    }

    @Override
    public List<Head> letters(Letters.Selection which, int offset, int limit) {
        List<Head> page = new ArrayList<>();
        Iterator<Head> letters = ledger.letters(which);
        for (int skipped = 0; skipped < offset && letters.hasNext(); skipped++) {
            letters.next();
        }
        while (page.size() < bounded(limit) && letters.hasNext()) {
            page.add(letters.next());
        }
        return page;
    }

    @Override
    public List<LimitView> limits() {
        return models.limits();
    }

    @Override
    public List<BreakerLine> breakers() {
        return models.breakers();
    }

    @Override
    public List<Spent> spent(By by, Instant since) {
        return ledger.spent(by, since);
    }

    @Override
    public long spentToday() {
        return ledger.spentOn(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    @Override
    public StoreStats cache() {
        return ledger.storeStats();
    }

    @Override
    public MemoryStats memory() {
        return memory.get().statistics();
    }

    @Override
    public List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>(whole.troubles());
        models.breakers().stream()
                .filter(breaker -> !breaker.state().equals("closed"))
                .map(Models::trouble)
                .forEach(troubles::add);
        ledger.runs(RunState.PAUSED, null, 0, MOST).stream()
                .map(run -> new Trouble("run", run.id(), String.valueOf(run.reason()), null))
                .forEach(troubles::add);
        return troubles;
    }
}
