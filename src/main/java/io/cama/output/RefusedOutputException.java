package io.cama.output;

import io.cama.model.Finding;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An output cannot be made of these rows with what the job's files say. Trying again helps only after someone has
 * corrected them, so this is no fault of the machine; nothing was published.
 */
public final class RefusedOutputException extends RuntimeException {
    /**
     * Refuses because of a row.
     *
     * @param message what, where, what was seen, what to do
     */
    public RefusedOutputException(String message) {
        super(message);
    }

    /**
     * Refuses because of the job's files.
     *
     * @throws RefusedOutputException if one of the findings is an error
     */
    public static void ifAnyError(List<Finding> findings) {
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new RefusedOutputException(
                    errors.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
    }
}
