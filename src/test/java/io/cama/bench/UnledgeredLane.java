package io.cama.bench;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.model.RunState;
import io.cama.ops.Purpose;
import io.cama.ops.Unledgered;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The program's routes and beans over a ledger that keeps items in memory and replies not at all. */
final class UnledgeredLane implements Lane {
    private static final long LOOK_EVERY = 5_000_000;

    private final NoLedger ledger = new NoLedger();
    private final Unledgered program;

    UnledgeredLane(Settings settings, JobFolders folders, Purpose purpose) throws Exception {
        program = new Unledgered(settings, folders, purpose, ledger.ledger());
    }

    @Override
    public Map<String, Object> run(String job, Path file) throws Exception {
        String id = program.submit(job, file).id();
        while (ledger.run(id).orElseThrow().state() != RunState.DONE) {
            LockSupport.parkNanos(LOOK_EVERY);
        }
        return Map.of("state", "DONE", "ok", ledger.counts(id).ok());
    }

    @Override
    public void close() {
        program.close();
    }
}
