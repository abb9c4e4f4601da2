package io.cama.ops.control;

import java.util.Locale;

/**
 * Who wants something done, and by which way it came.
 *
 * @param who the user of the system, or the name a token has; never a token itself
 * @param role what they may do
 */
public record By(String who, Way way, Role role) {
    /** How it came. */
    public enum Way {
        JMX,
        API,
        CLI,
        /** A file that was changed, or a timer. */
        WATCH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What somebody may do; each may do what the ones before may. */
    public enum Role {
        VIEWER,
        OPERATOR,
        ADMIN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public By {
        if (who.isBlank()) {
            throw new IllegalArgumentException("who is blank; say who wants it done");
        }
    }

    /** Somebody whom the system itself let at the process or its files, and who may do anything. */
    public static By local(Way way) {
        return new By(System.getProperty("user.name", "somebody"), way, Role.ADMIN);
    }

    /** Whether they may do what needs a role. */
    public boolean may(Role needed) {
        return role.compareTo(needed) >= 0;
    }

    @Override
    public String toString() {
        return who + " (" + way + ")";
    }
}
