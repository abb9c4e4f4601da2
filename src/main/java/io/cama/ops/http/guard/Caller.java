package io.cama.ops.http.guard;

import io.cama.ops.control.By;
import io.cama.ops.control.By.Role;
import io.cama.ops.control.By.Way;
import io.cama.ops.http.wire.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param role what the token is for, or null without one
 * @param address where the request came from
 */
public record Caller(@Nullable Role role, String address) {
    /** Makes sure that the token is for what needs a role; throws a {@link Problem}, 403, if it is for less. */
    public void require(Role needed) {
        if (role == null || role.compareTo(needed) < 0) {
            throw new Problem(403, "role", "The token is the " + role + "'s, and this takes the " + needed + "'s.");
        }
    }

    /** As the audit log names whoever holds the token. */
    public By by() {
        return new By("token " + role + " from " + address, Way.API, Objects.requireNonNull(role));
    }
}
