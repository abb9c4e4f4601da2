package io.cama.cli.status;

import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Workplace;
import io.cama.config.ModelName;
import io.cama.flow.board.OrderBook;
import io.cama.flow.standing.StandingOrders;
import io.cama.model.Held;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.pace.breaker.Breakers;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a run goes on that stands still. No command is named that would be refused now.
 *
 * @param isolated names of the breakers that are switched off by hand
 * @param jobs names of those that are there and sound
 * @param atWork whether a process works with the ledger
 */
record Next(Globals globals, StandingOrders standing, Set<String> isolated, Set<String> jobs, boolean atWork) {
    private static final Pattern ISOLATED =
            Pattern.compile("[A-Z_]+: calls to (\\S+/\\S+) are held back .*, isolated by hand: .*", Pattern.DOTALL);

    static Next of(Globals globals, Workplace place, StandingOrders standing, boolean atWork) {
        Set<String> jobs = place.folders().jobs().stream().map(Job::name).collect(Collectors.toSet());
        return new Next(globals, standing, isolated(place), jobs, atWork);
    }

    private static Set<String> isolated(Workplace place) {
        try {
            return new OrderBook(place.home()).read().isolated().keySet();
        } catch (IOException unreadable) {
            return Set.of();
        }
    }

    /**
     * One clause, or empty for a run that needs nothing.
     *
     * @param stopped whether the run is unfinished and no process is there to go on with it
     */
    String of(Run run, boolean stopped) {
        boolean paused = run.state() == RunState.PAUSED;
        if (!paused && !stopped) {
            return "";
        }
        String resume = globals.command("resume " + run.id());
        String begins = stopped ? "stopped; goes on" : "goes on";
        if (standing.jobs().containsKey(run.job())) {
            return begins + " with " + globals.command("resume " + run.job()) + afterItsJob(run, paused, resume);
        }
        if (run.resumeAt() != null && paused) {
            return begins + " at " + run.resumeAt() + " while cama run is up, or with " + resume;
        }
        if (!jobs.contains(run.job())) {
            return begins + " once there is a sound job " + run.job() + " again, with " + resume;
        }
        if (paused && run.terms().recall() == Terms.Recall.OFFLINE) {
            return begins + " with the command it was given by, without --offline";
        }
        if (paused && Held.isRun(run.reason())) {
            return begins + " with " + resume;
        }
        return isolatedModel(run)
                .map(model -> begins + afterItsModel(model, resume))
                .orElse(begins + " at the next start of cama run, or with " + resume);
    }

    private String afterItsJob(Run run, boolean paused, String resume) {
        if (paused && !Held.isJob(run.reason(), run.job()) && run.resumeAt() == null) {
            return ", then " + resume;
        }
        return atWork ? "" : ", then at the next start of cama run, or with " + resume;
    }

    private String afterItsModel(String model, String resume) {
        String close = globals.command("breaker close " + model);
        return atWork
                ? " by itself after " + close
                : " after " + close + ", at the next start of cama run, or with " + resume;
    }

    /** The model that the run waits for, as {@link io.cama.flow.again.Waits} has said it, and that is still isolated. */
    private Optional<String> isolatedModel(Run run) {
        Matcher reason = ISOLATED.matcher(String.valueOf(run.reason()));
        if (run.state() != RunState.PAUSED || !reason.matches()) {
            return Optional.empty();
        }
        ModelName model = ModelName.parse(reason.group(1));
        return isolated.contains(Breakers.name(model.provider(), model.model()))
                ? Optional.of(model.toString())
                : Optional.empty();
    }
}
