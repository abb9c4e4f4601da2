package io.cama.cli.stop;

/** The signals that ask a process to end. */
public enum Signal {
    /** The terminal is gone. */
    HUP(1),
    /** Ctrl-C. */
    INT(2),
    /** What {@code kill} and service managers send. */
    TERM(15);

    private static final int BY_SIGNAL = 128;

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** The exit code of a process that ended as the signal asked, with nothing cut off: 129, 130 or 143. */
    public int exit() {
        return BY_SIGNAL + number;
    }
}
