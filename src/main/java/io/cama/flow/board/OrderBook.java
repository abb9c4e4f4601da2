package io.cama.flow.board;

import io.cama.flow.board.Orders.Isolation;
import io.cama.flow.board.Orders.Verb;
import io.cama.model.Alone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** The file {@code work/breakers.json}: whoever gives orders writes it, the process at work reads it. */
public final class OrderBook {
    private final OwnerFile file;

    /** @param home the home folder */
    public OrderBook(Path home) {
        this.file = new OwnerFile(home.resolve("work/breakers.json"));
    }

    public Path path() {
        return file.path();
    }

    /**
     * All orders.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public Orders read() throws IOException {
        return file.read(Orders.class).orElse(Orders.NONE);
    }

    /** Has all calls to an endpoint refused until the opposite is said; it holds when this returns. */
    public void isolate(String breaker, String reason, Instant at, String by) throws IOException {
        change(orders -> orders.with(breaker, new Isolation(reason, at.toString(), by)));
    }

    /** Takes an isolation back, and has the process at work do the same to the breaker itself. */
    public void order(Verb verb, String breaker, Instant at, String by) throws IOException {
        change(orders -> orders.with(verb, breaker, at.toString(), by));
    }

    /** One at a time, so that of two orders given at once none is lost. */
    private void change(UnaryOperator<Orders> change) throws IOException {
        Path lock = file.path().resolveSibling(file.path().getFileName() + ".lock");
        Alone.with(lock, () -> {
            Orders changed = change.apply(read());
            file.write(changed, true);
            return changed;
        });
    }
}
