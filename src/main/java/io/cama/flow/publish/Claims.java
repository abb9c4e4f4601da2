package io.cama.flow.publish;

import io.cama.flow.receipt.OutputNames;
import io.cama.flow.receipt.ReceiptFile;
import io.cama.ledger.Runs;
import io.cama.model.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who publishes under which name, one run at a time for each. */
final class Claims {
    private static final Comparator<Run> BY_AGE =
            Comparator.comparing(Run::accepted).thenComparing(Run::turn);

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    private final Runs ledger;
    private final Map<Path, Claim> claims = new HashMap<>();

    Claims(Runs ledger) {
        this.ledger = ledger;
    }

    /**
     * The names of a run that is being published.
     *
     * @param plain the name of its input, which nobody else publishes under meanwhile
     * @param name its own files', another one if a newer run of the same input has been published
     */
    record Claim(Run run, Path outbox, String plain, String name) {
        Path receipt() {
            return OutputNames.receipt(outbox, name);
        }

        /** What has to be done before its files can have their names. */
        List<EarlierRun.Step> makeRoom() throws IOException {
            return name.equals(plain) ? EarlierRun.makeRoom(outbox, plain, run.id()) : EarlierRun.withdraw(receipt());
        }

        /** Removes what the run itself has published under another name; its receipt must be there by now. */
        void tidy() throws IOException {
            String version = OutputNames.version(outbox, plain, run.id());
            Optional<ReceiptFile> old = ReceiptFile.read(OutputNames.receipt(outbox, version))
                    .filter(receipt -> receipt.run().equals(run.id()));
            if (name.equals(plain) && old.isPresent()) {
                new EarlierRun(outbox, version, old.get()).remove();
            }
        }
    }

    /** Claims the names of a run, once nobody else publishes under them. */
    synchronized Claim take(Run run) throws InterruptedException {
        Path outbox = Path.of(run.outbox());
        while (true) {
            Map<Path, String> inputs = claims.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().run().input()));
            String plain = OutputNames.plain(outbox, run.input(), inputs);
            Path place = OutputNames.receipt(outbox, plain);
            Claim holder = claims.get(place);
            if (holder == null || holder.run().id().equals(run.id())) {
                ReceiptFile.newer(OutputNames.receipt(outbox, OutputNames.stem(run.input())))
                        .ifPresent(LOG::warn);
                Claim claim = new Claim(run, outbox, plain, name(run, outbox, plain));
                claims.put(place, claim);
                return claim;
            }
            wait();
        }
    }

    /** A run that was given earlier than the one whose files have the plain name does not take it back. */
    private String name(Run run, Path outbox, String plain) {
        boolean outdated = EarlierRun.other(outbox, plain, run.id())
                .flatMap(other -> ledger.run(other.receipt().run()))
                .filter(other -> BY_AGE.compare(other, run) > 0)
                .isPresent();
        return outdated ? OutputNames.version(outbox, plain, run.id()) : plain;
    }

    /** The names a run has claimed. */
    synchronized Claim of(Run run) {
        return claims.values().stream()
                .filter(claim -> claim.run().id().equals(run.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("run " + run.id() + " has claimed no name"));
    }

    /** Lets others have the names. */
    synchronized void release(String run) {
        claims.values().removeIf(claim -> claim.run().id().equals(run));
        notifyAll();
    }
}
