package io.cama.flow.standing;

import io.cama.flow.board.OwnerFile;
import io.cama.model.Alone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The file {@code work/standing.json}: whoever gives standing orders writes it, the process at work reads it. */
public final class StandingBook {
    private final OwnerFile file;

    /** @param home the home folder */
    public StandingBook(Path home) {
        this.file = new OwnerFile(home.resolve("work/standing.json"));
    }

    public Path path() {
        return file.path();
    }

    /**
     * What holds.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public StandingOrders read() throws IOException {
        return file.read(StandingOrders.class).orElse(StandingOrders.NONE);
    }

    /**
     * Changes what holds; it lasts when this returns.
     *
     * @return what held before
     */
    public StandingOrders change(UnaryOperator<StandingOrders> change) throws IOException {
        return Alone.with(file.path().resolveSibling(file.path().getFileName() + ".lock"), () -> {
            StandingOrders before = read();
            StandingOrders after = change.apply(before);
            if (!after.equals(before)) {
                file.write(after, true);
            }
            return before;
        });
    }
}
