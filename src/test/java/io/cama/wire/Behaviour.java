package io.cama.wire;

import java.io.IOException;

/** What a {@link RawServer} does with one request. {@link Behaviours} has the usual ones. */
@FunctionalInterface
public interface Behaviour {
    /** Answers, or not. The connection goes on with its next request unless it was closed here. */
    void answer(Connection connection) throws IOException;

    /** Whether it acts as soon as a connection is there, before a request is read. */
    default boolean atAccept() {
        return false;
    }

    /** The same, as soon as a connection is there. */
    static Behaviour onAccept(Behaviour behaviour) {
        return new Behaviour() {
            @Override
            public void answer(Connection connection) throws IOException {
                behaviour.answer(connection);
            }

            @Override
            public boolean atAccept() {
                return true;
            }
        };
    }
}
