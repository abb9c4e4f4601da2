package io.cama.cli.shell;

import io.cama.model.Reason;
import java.util.Collection;
import java.util.List;

/** The exit codes, which scripts may rely on. */
public final class Exit {
    /** Everything went well. */
    public static final int OK = 0;

    /** Finished, and some rows are dead letters. */
    public static final int DEAD_LETTERS = 1;

    /** The command was not understood. */
    public static final int USAGE = 2;

    /** What was asked for is not there, or there is nothing to do. */
    public static final int NOTHING = 3;

    /** Refused for safety: it could cost anything, or something was switched off by hand. */
    public static final int REFUSED = 4;

    /** The input was read and is unusable as a whole. */
    public static final int BAD_INPUT = 65;

    /** An input file is missing. */
    public static final int NO_INPUT = 66;

    /** The endpoint cannot be reached. */
    public static final int UNAVAILABLE = 69;

    /** Cama itself is at fault. */
    public static final int INTERNAL = 70;

    /** An output cannot be written. */
    public static final int NO_OUTPUT = 73;

    /** Stopped for now; the same command goes on from there. */
    public static final int LATER = 75;

    /** A key is missing or refused, or the home folder is another user's. */
    public static final int NO_KEY = 77;

    /** The configuration, a job or a prompt is wrong. */
    public static final int CONFIG = 78;

    /** Interrupted by Ctrl-C, with nothing cut off; SIGHUP gives 129 and SIGTERM 143. */
    public static final int INTERRUPTED = 130;

    private static final List<Integer> WORST_FIRST = List.of(
            INTERNAL,
            NO_OUTPUT,
            NO_KEY,
            CONFIG,
            UNAVAILABLE,
            NO_INPUT,
            BAD_INPUT,
            REFUSED,
            LATER,
            NOTHING,
            DEAD_LETTERS,
            OK);

    private Exit() {}

    /** The code for a failure that stopped everything. */
    public static int of(Reason reason) {
        return switch (reason) {
            case AUTH, FORBIDDEN -> NO_KEY;
            case ENDPOINT_UNREACHABLE -> UNAVAILABLE;
            case CONFIG, MODEL_NOT_FOUND, ENDPOINT_NOT_FOUND, REDIRECT -> CONFIG;
            default -> LATER;
        };
    }

    /** The one code that says most about several; {@link #OK} for none. */
    public static int worst(Collection<Integer> codes) {
        return WORST_FIRST.stream().filter(codes::contains).findFirst().orElse(OK);
    }
}
