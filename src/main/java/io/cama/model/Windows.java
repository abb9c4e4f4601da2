package io.cama.model;

/**
 * How much is allowed in any sliding minute, hour and day; 0 where there is no limit.
 */
public record Windows(long minute, long hour, long day) {
    public static final Windows UNLIMITED = new Windows(0, 0, 0);

    public Windows {
        if (minute < 0 || hour < 0 || day < 0) {
            throw new IllegalArgumentException(
                    "limits must be zero or more, were %d, %d and %d".formatted(minute, hour, day));
        }
    }

    /** A limit on the minute alone. */
    public static Windows perMinute(long minute) {
        return new Windows(minute, 0, 0);
    }
}
