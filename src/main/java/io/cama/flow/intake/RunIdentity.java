package io.cama.flow.intake;

import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What makes two submissions the same run: the file's bytes and name, the job as it is written, and
 * whatever changes its rows or requests.
 */
record RunIdentity(String id, String sha256, String jobHash) {
    static RunIdentity of(Submission submission, String jobHash) throws IOException {
        MessageDigest bytes = digest();
        try (InputStream in = Files.newInputStream(submission.file())) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.update(buffer, 0, n);
            }
        }
        String content = HexFormat.of().formatHex(bytes.digest());
        String model = submission.model() == null ? "" : submission.model();
        String all = String.join(
                "\n", content, submission.name(), submission.job(), jobHash, "" + submission.limit(), model);
        String id = HexFormat.of().formatHex(digest().digest(all.getBytes(StandardCharsets.UTF_8)));
        return new RunIdentity(id.substring(0, 12), content, jobHash);
    }

    /** The run as it is taken in. */
    Run run(Submission submission, Instant at) {
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
                null);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
