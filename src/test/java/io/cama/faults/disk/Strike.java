package io.cama.faults.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Counts what is done to files and strikes at the n-th time. Not for use by several threads. */
public final class Strike {
    /** What happens at the n-th time. */
    public enum Kind {
        /** It fails, and the next thing goes well. */
        ONCE,
        /** It fails, and so does all that follows. */
        FOR_GOOD,
        /** The process is gone before it is done. */
        DEATH
    }

    /** Stands for the end of the process: nobody in the program catches it, and nothing is done to files any more. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }

    private final Kind kind;
    private final int n;
    private int count;

    /** @param n from 1 */
    public Strike(Kind kind, int n) {
        this.kind = kind;
        this.n = n;
    }

    /** Whether the n-th time has come. */
    public boolean struck() {
        return count >= n;
    }

    void at(String what) throws IOException {
        count++;
        if (kind == Kind.DEATH && count >= n) {
            throw new Died();
        }
        if (count == n || (kind == Kind.FOR_GOOD && count > n)) {
            throw new FileSystemException(what, null, "No space left on device");
        }
    }
}
