package io.cama.bench;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.letter.LetGo;
import io.cama.model.Counts;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.ops.Application;
import io.cama.ops.Order;
import io.cama.ops.Purpose;
import io.cama.ops.serve.Serving;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The program as it is: intake, ledger, gates, breaker, outputs and receipt; as a service also all that watches it. */
final class CamaLane implements Lane {
    /** In place of a job: the dead letters of the run named in place of the file are tried again. */
    static final String RETRY = "retry";

    private static final long LOOK_EVERY = 5_000_000;

    private final Application application;
    private final Path home;
    private final OwnTime own = new OwnTime();
    private final AutoCloseable serving;

    CamaLane(Settings settings, JobFolders folders, Purpose purpose) throws Exception {
        application = new Application(settings, folders, purpose);
        home = settings.home();
        serving = purpose.watches() ? Serving.start(application, settings, Map.of()) : () -> {};
        if (Boolean.getBoolean("cama.bench.own-time")) {
            own.watch(application.context());
        }
    }

    @Override
    public Map<String, Object> run(String job, Path file) throws Exception {
        own.begin();
        if (job.equals(RETRY)) {
            String id = file.toString();
            application.mend(new LetGo(id, List.of(), false, null));
            return figures(ended(application.ledger().run(id).orElseThrow()));
        }
        Order order = new Order(file, job, home.resolve("outbox").resolve(job), 0, null, Terms.USUAL);
        return figures(ended(application.submit(order)));
    }

    private Run ended(Run given) {
        Run run = given;
        while (run.state() != RunState.DONE && run.state() != RunState.PAUSED) {
            LockSupport.parkNanos(LOOK_EVERY);
            run = application.ledger().run(run.id()).orElseThrow();
        }
        return run;
    }

    private Map<String, Object> figures(Run run) {
        Map<String, Object> figures = new LinkedHashMap<>();
        Counts counts = application.ledger().counts(run.id());
        figures.put("run", run.id());
        figures.put("state", run.state().name());
        figures.put("calls", run.calls());
        figures.put("ok", counts.ok());
        figures.put("dead", counts.dead());
        figures.put("recalled", counts.recalled());
        figures.putAll(own.figures());
        return figures;
    }

    @Override
    public void close() throws IOException {
        try {
            serving.close();
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            application.close();
        }
    }
}
