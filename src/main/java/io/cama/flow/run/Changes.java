package io.cama.flow.run;

import io.cama.model.Failure;
import io.cama.model.Reason;
import io.cama.model.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of an input, and whether they are still those that were accepted. */
public final class Changes {
    private static final int BUFFER = 1 << 16;

    private Changes() {}

    /**
     * Whether another program has written to the input of a run since it was accepted, as one can that had the file
     * open when it was claimed. The bytes are read again only where the file's time says so. An input that is gone has
     * not changed: that of a run that was done lies in {@code done/} when its dead letters are asked again.
     */
    public static boolean since(Run run) {
        Path source = Path.of(run.source());
        try {
            return run.inbox()
                    && Files.getLastModifiedTime(source).toInstant().compareTo(run.accepted()) >= 0
                    && !sha256(source).equals(run.sha256());
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw Failure.of(Reason.LOCAL_RESOURCE, "cannot read " + source + ": " + e)
                    .asFault();
        }
    }

    /** The hash of a file's bytes, hex. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A SHA-256 that has seen nothing yet. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
