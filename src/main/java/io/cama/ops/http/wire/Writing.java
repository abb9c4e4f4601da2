package io.cama.ops.http.wire;

import java.io.IOException;

/** The open end of a reply that goes on. For one thread. */
public interface Writing extends AutoCloseable {
    /**
     * Sends a text at once.
     *
     * @throws IOException if the client has gone, or did not take it in time
     */
    void send(String text) throws IOException;

    /** Ends the reply and the connection. */
    @Override
    void close();
}
