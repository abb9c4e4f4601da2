package io.cama.ops.control.live;

import io.cama.config.Settings;
import io.cama.flow.board.Orders.Verb;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.model.Finding;
import io.cama.model.Run;
import io.cama.ops.Application;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.control.Action;
import io.cama.ops.control.By;
import io.cama.ops.control.By.Role;
import io.cama.ops.control.By.Way;
import io.cama.ops.control.Control;
import io.cama.ops.control.Done;
import io.cama.ops.control.LetterChoice;
import io.cama.ops.control.LimitChange;
import io.cama.ops.control.Reload;
import io.cama.ops.view.Views;
import io.cama.ops.view.live.LiveViews;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person may do to an application that is up. */
public final class LiveControl implements Control {
    private static final By WATCHER = new By("changed files", Way.WATCH, Role.ADMIN);

    private final Desk desk;
    private final Views views;
    private final RunHand runs;
    private final StandingHand standing;
    private final ModelHand models;
    private final StoreHand store;
    private final LogHand logs = new LogHand();
    private final Application application;
    private final Reload reload;

    /** @param reload takes up what has changed in jobs and configuration */
    public LiveControl(Application application, Settings settings, InstantSource clock, Reload reload) {
        this.application = application;
        this.reload = reload;
        this.desk = new Desk(new AuditLog(settings.home()), clock);
        this.runs = new RunHand(application.ledger(), new Grip(application));
        this.standing = new StandingHand(
                application.flow().standing().book(),
                () -> application.flow().jobs().all().keySet(),
                application.flow().standing()::obey,
                clock);
        this.models = new ModelHand(settings, application.flow(), clock);
        this.store = new StoreHand(application, runs);
        this.views = new LiveViews(
                application, settings, models::limits, models::isChanged, () -> StoreHand.memory(application), clock);
        reload.whenSeen(() -> reload(WATCHER));
    }

    private record Grip(Application application) implements RunHand.Grip {
        @Override
        public void hold(Run run, String reason) {
            application.flow().runOrders().hold(run.id(), reason);
        }

        @Override
        public void resume(Run run) {
            RunHand.requireJob(run, application.flow().jobs().all().keySet(), "cancel the run");
            application.resume(run, run.terms());
        }

        @Override
        public void cancel(Run run, String reason) {
            application.flow().runOrders().cancel(run.id(), reason);
        }
    }

    @Override
    public Views views() {
        return views;
    }

    @Override
    public Done pauseRun(String run, String reason, By by) {
        return desk.act(Action.RUN_PAUSE, run, by, () -> runs.pause(run, reason, by));
    }

    @Override
    public Done resumeRun(String run, By by) {
        return desk.act(Action.RUN_RESUME, run, by, () -> runs.resume(run, by));
    }

    @Override
    public Done cancelRun(String run, String reason, By by) {
        return desk.act(Action.RUN_CANCEL, run, by, () -> runs.cancel(run, reason, by));
    }

    @Override
    public Done pauseJob(String job, String reason, By by) {
        return desk.act(Action.JOB_PAUSE, job, by, () -> standing.pauseJob(job, reason, by));
    }

    @Override
    public Done resumeJob(String job, By by) {
        return desk.act(Action.JOB_RESUME, job, by, () -> standing.resumeJob(job, by));
    }

    @Override
    public Done drain(By by) {
        return desk.act(Action.DRAIN, "", by, () -> {
            long inFlight = application.flow().inFlight();
            application.flow().door().drain();
            return new Done(
                    Action.DRAIN,
                    "",
                    inFlight + " calls in flight",
                    "draining",
                    true,
                    "no new file, no new call; the process ends when its calls in flight have");
        });
    }

    @Override
    public Done maintenanceOn(String reason, By by) {
        return desk.act(Action.MAINTENANCE_ON, "", by, () -> standing.maintenanceOn(reason, by));
    }

    @Override
    public Done maintenanceOff(By by) {
        return desk.act(Action.MAINTENANCE_OFF, "", by, () -> standing.maintenanceOff(by));
    }

    @Override
    public Done isolateBreaker(String model, String reason, By by) {
        return desk.act(Action.BREAKER_ISOLATE, model, by, () -> models.isolate(model, reason, by));
    }

    @Override
    public Done closeBreaker(String model, By by) {
        return desk.act(Action.BREAKER_CLOSE, model, by, () -> models.release(Verb.CLOSE, model, by));
    }

    @Override
    public Done resetBreaker(String model, By by) {
        return desk.act(Action.BREAKER_RESET, model, by, () -> models.release(Verb.RESET, model, by));
    }

    @Override
    public Done setLimits(String provider, LimitChange change, By by) {
        return desk.act(Action.LIMITS_SET, provider, by, () -> models.limit(provider, change));
    }

    @Override
    public Done retryLetters(LetterChoice letters, By by) {
        return desk.act(Action.LETTERS_RETRY, letters.run(), by, () -> store.letGo(letters, false));
    }

    @Override
    public Done dropLetters(LetterChoice letters, By by) {
        return desk.act(Action.LETTERS_DROP, letters.run(), by, () -> store.letGo(letters, true));
    }

    @Override
    public Done clearCache(Selection which, By by) {
        return desk.act(Action.CACHE_CLEAR, "", by, () -> store.clear(which));
    }

    @Override
    public Done logLevel(String logger, @Nullable String level, By by) {
        return desk.act(Action.LOG_LEVEL, logger, by, () -> logs.set(logger, level));
    }

    @Override
    public List<Finding> reload(By by) {
        List<Finding> findings = new ArrayList<>();
        desk.act(Action.RELOAD, "", by, () -> {
            findings.addAll(reload.reload());
            long errors = findings.stream()
                    .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                    .count();
            String after = errors == 0 ? "taken up" : errors + " refused, which stay as they were";
            return new Done(Action.RELOAD, "", "", after, errors == 0, after);
        });
        return findings;
    }

    @Override
    public void require(Action action, String object, By by) {
        desk.require(action, object, by);
    }

    @Override
    public void note(Done done, By by) {
        desk.note(done, by);
    }

    @Override
    public void finish() {
        desk.finish();
    }
}
