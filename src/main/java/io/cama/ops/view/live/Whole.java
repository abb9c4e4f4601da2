package io.cama.ops.view.live;

import io.cama.flow.Flow;
import io.cama.flow.local.Ground;
import io.cama.flow.memory.HeapGuard;
import io.cama.flow.standing.Said;
import io.cama.flow.standing.StandingOrders;
import io.cama.ledger.look.Looks.RunCount;
import io.cama.model.Job;
import io.cama.model.RunState;
import io.cama.ops.Application;
import io.cama.ops.view.AppView;
import io.cama.ops.view.JobView;
import io.cama.ops.view.Trouble;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The process and its jobs.
 *
 * @param started when it was
 */
record Whole(Application application, Instant started) {
    AppView view() {
        Flow flow = application.flow();
        List<RunCount> counts = application.ledger().runCounts();
        Optional<Ground.Trouble> local = flow.ground().trouble();
        Said maintenance = flow.standing().orders().maintenance();
        String state = flow.isStopping()
                ? "draining"
                : local.isPresent() ? "held-up" : maintenance != null ? "maintenance" : "working";
        String own = Application.class.getPackage().getImplementationVersion();
        return new AppView(
                own == null ? "development" : own,
                ProcessHandle.current().pid(),
                flow.home().root().toString(),
                started,
                state,
                reason(local, maintenance),
                flow.inFlight(),
                count(counts, null, RunState.RUNNING),
                count(counts, null, RunState.ACCEPTED),
                count(counts, null, RunState.PAUSED));
    }

    private static @Nullable String reason(Optional<Ground.Trouble> local, @Nullable Said maintenance) {
        return local.map(Whole::text).orElse(maintenance == null ? null : maintenance.text());
    }

    private static String text(Ground.Trouble trouble) {
        return trouble.failure().reason() + ": " + trouble.failure().message();
    }

    private static long count(List<RunCount> counts, @Nullable String job, RunState state) {
        return counts.stream()
                .filter(count ->
                        count.state() == state && (job == null || count.job().equals(job)))
                .mapToLong(RunCount::runs)
                .sum();
    }

    List<JobView> jobs() {
        List<RunCount> counts = application.ledger().runCounts();
        StandingOrders orders = application.flow().standing().orders();
        Map<String, JobView> views = new TreeMap<>();
        application.flow().jobs().all().forEach((name, job) -> views.put(name, view(job, counts, orders)));
        return List.copyOf(views.values());
    }

    private static JobView view(Job job, List<RunCount> counts, StandingOrders orders) {
        Said paused = orders.jobs().get(job.name());
        Path folder = job.folder();
        return new JobView(
                job.name(),
                job.key(),
                job.outputs(),
                job.concurrency(),
                folder == null ? null : folder.toString(),
                paused == null ? null : paused.text(),
                count(counts, job.name(), RunState.RUNNING),
                count(counts, job.name(), RunState.ACCEPTED),
                count(counts, job.name(), RunState.PAUSED));
    }

    /** What holds up the process or a job. */
    List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>();
        application
                .flow()
                .ground()
                .trouble()
                .ifPresent(local -> troubles.add(new Trouble("local", "this machine", text(local), local.since())));
        HeapGuard heap = application.context().getRegistry().lookupByNameAndType("heapGuard", HeapGuard.class);
        Optional.ofNullable(heap)
                .flatMap(HeapGuard::trouble)
                .ifPresent(tight -> troubles.add(new Trouble("local", "the heap", tight.text(), tight.since())));
        StandingOrders orders = application.flow().standing().orders();
        Said maintenance = orders.maintenance();
        if (maintenance != null) {
            troubles.add(new Trouble("maintenance", "intake", maintenance.text(), Instant.parse(maintenance.at())));
        }
        new TreeMap<>(orders.jobs())
                .forEach((job, said) ->
                        troubles.add(new Trouble("job", job, "paused " + said.text(), Instant.parse(said.at()))));
        return troubles;
    }
}
