package io.cama.ops.control;

import io.cama.ops.control.By.Role;

/** All that can be done to a running Cama, by the name it has in the audit log, and the role it takes. */
public enum Action {
    RUN_PAUSE("run.pause", Role.OPERATOR),
    RUN_RESUME("run.resume", Role.OPERATOR),
    RUN_CANCEL("run.cancel", Role.OPERATOR),
    JOB_PAUSE("job.pause", Role.OPERATOR),
    JOB_RESUME("job.resume", Role.OPERATOR),
    DRAIN("drain", Role.ADMIN),
    MAINTENANCE_ON("maintenance.on", Role.OPERATOR),
    MAINTENANCE_OFF("maintenance.off", Role.OPERATOR),
    BREAKER_ISOLATE("breaker.isolate", Role.OPERATOR),
    BREAKER_CLOSE("breaker.close", Role.OPERATOR),
    BREAKER_RESET("breaker.reset", Role.OPERATOR),
    LIMITS_SET("limits.set", Role.ADMIN),
    LETTERS_RETRY("letters.retry", Role.OPERATOR),
    LETTERS_DROP("letters.drop", Role.ADMIN),
    CACHE_CLEAR("cache.clear", Role.ADMIN),
    LOG_LEVEL("log.level", Role.ADMIN),
    RELOAD("reload", Role.ADMIN),
    /** A ledger was made anew by hand; only the command line does so. */
    LEDGER_NEW("ledger.new", Role.ADMIN),
    /** A file was put into the inbox by somebody who is not at this machine. */
    INBOX_PUT("inbox.put", Role.OPERATOR);

    private final String text;
    private final Role needed;

    Action(String text, Role needed) {
        this.text = text;
        this.needed = needed;
    }

    /** The least role that may do it. */
    public Role needed() {
        return needed;
    }

    /** As in {@code run.pause}. */
    @Override
    public String toString() {
        return text;
    }
}
