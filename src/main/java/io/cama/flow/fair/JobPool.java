package io.cama.flow.fair;

import io.cama.model.Run;
import io.cama.pace.turn.Turns;
import io.cama.pace.turn.Turns.Claim;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a job, which its runs share: the run whose next item is the most urgent goes first, and where several
 * are, half of those at work are the smallest run's, the others the run's that
 * came first. So a small run waits for no large one, even where the threads of that wait for the endpoint.
 * A split has one step waiting here at most and one
 * item, so that nothing piles up whatever the size of a run; what belongs to a run is submitted by the thread that
 * {@linkplain #enter entered} it or by a step of its own.
 */
public final class JobPool extends AbstractExecutorService {
    private static final Entry NOBODY = new Entry("", new Claim(0, 0, 0), () -> 0);

    private final ExecutorService threads;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final SortedMap<Integer, Turns<Step>> waiting = new TreeMap<>();

    /** One a pool: a thread may have entered another job's before. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Entry> here = new ThreadLocal<>();

    private long arrivals;
    private int working;

    /** @param threads as many as the job works on items at once */
    public JobPool(ExecutorService threads) {
        this.threads = threads;
    }

    private record Entry(String run, Claim claim, IntSupplier urgency) {}

    /** The steps of one run; only the first of them is in the queue. */
    private static final class Lane {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private int working;
    }

    private record Step(Entry entry, Lane lane, int urgency, long arrival) implements Turns.Waiting {
        @Override
        public Claim claim() {
            return entry.claim();
        }
    }

    /**
     * What this thread submits from now on belongs to the run.
     *
     * @param size of its input
     * @param urgency of its next item when it submits the step for it; lower goes first
     */
    public void enter(Run run, long size, IntSupplier urgency) {
        here.set(new Entry(run.id(), new Claim(run.rank(), run.turn(), size), urgency));
    }

    /** Changes how many items the job works on at once; steps that are under way go on. */
    public void resize(int most) {
        if (threads instanceof ThreadPoolExecutor pool && pool.getMaximumPoolSize() != most) {
            pool.setCorePoolSize(Math.min(most, pool.getMaximumPoolSize()));
            pool.setMaximumPoolSize(most);
            pool.setCorePoolSize(most);
        }
    }

    @Override
    public void execute(Runnable task) {
        Entry entry = here.get();
        queue(entry == null ? NOBODY : entry, task);
        threads.execute(this::next);
    }

    private synchronized void queue(Entry entry, Runnable task) {
        Lane lane = lanes.computeIfAbsent(entry.run(), run -> new Lane());
        lane.tasks.add(task);
        if (lane.tasks.size() == 1) {
            wait(entry, lane);
        }
    }

    private void wait(Entry entry, Lane lane) {
        int urgency = entry.urgency().getAsInt();
        waiting.computeIfAbsent(urgency, rank -> new Turns<>()).add(new Step(entry, lane, urgency, arrivals++));
    }

    /** Does one step of the run whose turn it is. There is a call of this for each task. */
    private void next() {
        Step step;
        Runnable task;
        synchronized (this) {
            working++;
            step = choose();
            task = step.lane.tasks.remove();
            step.lane.working++;
            if (!step.lane.tasks.isEmpty()) {
                wait(step.entry, step.lane);
            }
        }
        here.set(step.entry);
        try {
            task.run();
        } finally {
            here.remove();
            leave(step);
        }
    }

    private Step choose() {
        Turns<Step> urgent = waiting.values().iterator().next();
        Step step = urgent.smallest();
        step = step.lane.working * 2 < working ? step : urgent.oldest();
        urgent.remove(step);
        if (urgent.isEmpty()) {
            waiting.remove(step.urgency);
        }
        return step;
    }

    private synchronized void leave(Step step) {
        working--;
        if (--step.lane.working == 0 && step.lane.tasks.isEmpty()) {
            lanes.remove(step.entry.run());
        }
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
