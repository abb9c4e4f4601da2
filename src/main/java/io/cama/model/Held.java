package io.cama.model;

import org.jspecify.annotations.Nullable;

/** Why a run stands still, or is over, because a person wanted it so: how such reasons begin, and what they say. */
public final class Held {
    private static final String RUN = "PAUSED_BY_HAND: ";
    private static final String JOB = "JOB_PAUSED: ";
    private static final String CANCELLED = "CANCELLED: ";
    private static final int LONGEST = 500;

    private Held() {}

    /** The reason of a run that somebody paused; it goes on only when somebody says so. */
    public static String run(String by, String why) {
        return RUN + sentence("by " + by, why);
    }

    /** The reason of a run whose job somebody paused; it goes on with the job. */
    public static String job(String job, String by, String why) {
        return ofJob(job) + sentence("was paused by " + by, why);
    }

    /** The reason of a run that somebody ended for good. */
    public static String cancelled(String by, String why) {
        return CANCELLED + sentence("by " + by, why);
    }

    /** Whether somebody paused this very run. */
    public static boolean isRun(@Nullable String reason) {
        return reason != null && reason.startsWith(RUN);
    }

    /** Whether the run paused because this job did. */
    public static boolean isJob(@Nullable String reason, String job) {
        return reason != null && reason.startsWith(ofJob(job));
    }

    /**
     * Whether a new process goes on with the run by itself: it is paused until somebody sees to it, and nobody paused this
     * very run.
     */
    public static boolean endsWithTheProcess(Run run) {
        return run.state() == RunState.PAUSED && run.resumeAt() == null && !isRun(run.reason());
    }

    /** Whether somebody ended the run. */
    public static boolean isCancelled(@Nullable String reason) {
        return reason != null && reason.startsWith(CANCELLED);
    }

    private static String ofJob(String job) {
        return JOB + job + " ";
    }

    /** What somebody gave as a reason, on one line that does nothing to a terminal, of at most 500 characters. */
    public static String plain(String why) {
        String line = why.replaceAll("\\p{Cc}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static String sentence(String what, String why) {
        return why.isBlank() ? what : what + ": " + plain(why);
    }
}
