package io.cama.ops.http.guard;

import io.cama.ops.control.By.Role;
import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Request;
import java.util.List;
import java.util.Map;

/** What a request has to pass before anything is looked up for it. */
public final class Guard {
    private static final String SCHEME = "bearer ";

    private final Origins origins;
    private final Tokens tokens;
    private final Callers callers;

    public Guard(Origins origins, Tokens tokens, Callers callers) {
        this.origins = origins;
        this.tokens = tokens;
        this.callers = callers;
    }

    /**
     * Lets a request through, or throws the {@link Problem} it meets.
     *
     * @param open whether it is for what everybody may see
     */
    public Caller admit(Request request, boolean open) {
        origins.require(request);
        String address = request.from().getHostAddress();
        if (open) {
            callers.count("open@" + address);
            return new Caller(null, address);
        }
        String token = token(request);
        if (token.isEmpty()) {
            callers.count(address);
            throw unauthorized("no-token", "This needs a token: Authorization: Bearer TOKEN; see work/tokens.");
        }
        Role role = tokens.role(token).orElse(null);
        if (role == null) {
            callers.requireOpen(address); // behind the look-up, or anybody there would lock out whoever has a token
            callers.failed(address);
            throw unauthorized("wrong-token", "That token is nobody's; see work/tokens.");
        }
        callers.count(role + "@" + address);
        return new Caller(role, address);
    }

    private static String token(Request request) {
        List<String> said = request.all("Authorization");
        String one = said.size() == 1 ? said.get(0) : "";
        return one.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? one.substring(SCHEME.length()).strip()
                : "";
    }

    private static Problem unauthorized(String code, String detail) {
        return new Problem(401, code, detail, Map.of("WWW-Authenticate", "Bearer realm=\"cama\""));
    }
}
