package io.cama.config.source;

/**
 * Where a value was set.
 *
 * @param where a file's path, an environment variable's name, or {@code --set}
 * @param line line in the file from 1, 0 where there is none
 */
public record Origin(Kind kind, String where, int line) {
    /** The layers, weakest first. */
    public enum Kind {
        PACKAGED,
        FILE,
        ENVIRONMENT,
        SET
    }

    @Override
    public String toString() {
        return switch (kind) {
            case PACKAGED, SET -> where;
            case FILE -> where + ":" + line;
            case ENVIRONMENT -> "environment variable " + where;
        };
    }
}
