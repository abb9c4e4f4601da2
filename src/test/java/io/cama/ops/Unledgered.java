package io.cama.ops;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.Flow;
import io.cama.flow.Parts;
import io.cama.flow.intake.Submission;
import io.cama.ledger.Ledger;
import io.cama.model.Run;
import io.cama.model.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.camel.main.Main;

/** An {@link Application} over a ledger of the caller's. */
public final class Unledgered implements AutoCloseable {
    private final Main main;
    private final Flow flow;

    public Unledgered(Settings settings, JobFolders folders, Purpose purpose, Ledger ledger) throws Exception {
        main = CamelMain.of(settings, folders, purpose);
        flow = new Flow(main.getCamelContext(), settings, folders, Parts.of(settings, ledger, Clock.systemUTC()));
        main.start();
    }

    /** Makes a run of a copy of the file. */
    public Run submit(String job, Path file) throws IOException {
        Path copy = flow.home().copy(file, job);
        Path outbox = flow.home().root().resolve("outbox").resolve(job);
        String name = String.valueOf(file.getFileName());
        return main.getCamelContext()
                .createProducerTemplate()
                .requestBody(
                        "direct:run-accept",
                        new Submission(copy, name, job, outbox, 0, null, Terms.USUAL, false),
                        Run.class);
    }

    @Override
    public void close() {
        flow.stop();
        main.stop();
        flow.close();
    }
}
