package io.cama.flow.intake;

import io.cama.flow.run.Changes;
import io.cama.model.RowOptions;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What makes two submissions the same run: the file's bytes and name, the job as it is written, and
 * whatever changes its rows or requests.
 */
public record RunIdentity(String id, String sha256, String jobHash) {
    /** Reads the submission's file. */
    public static RunIdentity of(Submission submission, String jobHash) throws IOException {
        String content = Changes.sha256(submission.file());
        String model = submission.model() == null ? "" : submission.model();
        String all = String.join(
                "\n", content, submission.name(), submission.job(), jobHash, "" + submission.limit(), model);
        if (!submission.options().equals(RowOptions.NONE)) {
            all += "\n" + submission.options().text();
        }
        String id = HexFormat.of().formatHex(Changes.digest().digest(all.getBytes(StandardCharsets.UTF_8)));
        return new RunIdentity(id.substring(0, 12), content, jobHash);
    }

    /** That of a run of one row alone, which is another run than that of a file with this one row. */
    public RunIdentity ofRow(long position) {
        byte[] all = (id + "\nrow " + position).getBytes(StandardCharsets.UTF_8);
        String own = HexFormat.of().formatHex(Changes.digest().digest(all));
        return new RunIdentity(own.substring(0, 12), sha256, jobHash);
    }

    /** The run as it is taken in. */
    public Run run(Submission submission, Instant at) {
        return new Run(
                id,
                submission.job(),
                submission.name(),
                sha256,
                jobHash,
                submission.file().toAbsolutePath().toString(),
                submission.outbox().toString(),
                submission.limit(),
                submission.model(),
                submission.terms(),
                0,
                0,
                0,
                RunState.ACCEPTED,
                false,
                1,
                0,
                null,
                submission.inbox(),
                at,
                null,
                null,
                null,
                submission.options());
    }
}
