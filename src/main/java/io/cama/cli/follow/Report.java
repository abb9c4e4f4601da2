package io.cama.cli.follow;

import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.ledger.Ledger;
import io.cama.model.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is said in the end. */
public interface Report {
    void print(Globals globals);

    int exit();

    /** Makes the report, while the ledger is still open. */
    @FunctionalInterface
    interface Reporter {
        /**
         * Makes it.
         *
         * @param runs as they are in the end
         * @param refused files that became no run, with the reason
         */
        Report of(Ledger ledger, List<Run> runs, Map<Path, Story> refused) throws Exception;

        /** Whether progress is shown on the way. */
        default boolean showsProgress() {
            return true;
        }

        /** What each line of progress begins with; empty for work as usual. */
        default String mark() {
            return "";
        }
    }
}
