package io.cama.output;

import io.cama.model.Failure;
import io.cama.model.Finding;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** A form in which the results of a run are published. Holds no state, so that runs can share it. */
public interface OutputFormat {
    /** The word users ask for it by, which is also the ending of its files. */
    String name();

    /**
     * Writes all rows in one pass and in the order given. Memory does not grow with their number.
     *
     * @param file does not exist yet; files beside it whose names begin with its name may be used and are removed
     * @return what is in the file now
     * @throws IOException if the file cannot be written
     * @throws RefusedOutputException if the job's files do not say how, or a row does not fit them
     */
    Written write(Iterator<Row> rows, OutputJob job, Path file) throws IOException;

    /**
     * Reads the file again by means of its own and compares.
     *
     * @throws IOException if the file cannot be read
     * @throws LocalFault if it does not hold what was written
     */
    void verify(Path file, Written written) throws IOException;

    /**
     * Checks what the job says about this format, without writing anything.
     *
     * @param folder the job's
     */
    List<Finding> findings(Path folder);

    /**
     * What a file holds.
     *
     * @param rows records in it, such as items, table rows or notes
     * @param digest of their content
     */
    record Written(long rows, String digest) {
        /**
         * Says that a file read back is not what was written.
         *
         * @throws LocalFault if {@code found} differs
         */
        public void mustBe(Written found, Path file) {
            if (!equals(found)) {
                throw damaged(
                        file,
                        rows == found.rows
                                ? "holds other content than was written"
                                : "holds " + found.rows + " records where " + rows + " were written");
            }
        }

        /** The fault of a file that cannot be what was written. */
        public static LocalFault damaged(Path file, String seen) {
            return new LocalFault(Failure.of(
                    Reason.LOCAL_RESOURCE,
                    file.getFileName() + ", read back, " + seen + "; it was not published. Check the disk of "
                            + file.toAbsolutePath().getParent()));
        }
    }
}
