package io.cama.cli.doctor;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Workplace;
import io.cama.flow.board.State;
import io.cama.ledger.Ledger;
import io.cama.ledger.fault.LedgerException;
import io.cama.ledger.sqlite.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at this machine: Java, the home folder, the disk, and the ledger. */
final class MachineChecks {
    private static final List<String> FOLDERS = List.of("inbox", "outbox", "work");
    private static final long LITTLE = 1L << 30;
    private static final long TOO_LITTLE = 64L << 20;

    private final Workplace place;

    MachineChecks(Workplace place) {
        this.place = place;
    }

    List<Check> all() throws IOException {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor")));
        checks.add(home());
        checks.add(disk());
        FOLDERS.forEach(folder -> checks.add(folder(folder)));
        checks.add(ledger());
        return checks;
    }

    private Check home() {
        return writable("home", place.home());
    }

    private Check folder(String name) {
        Path folder = place.home().resolve(name);
        if (!Files.exists(folder)) {
            return Check.ok(name, folder + " is not there yet; it is made when it is needed");
        }
        return writable(name, folder);
    }

    /** Found out by writing, since rights alone do not tell of a disk mounted read-only. */
    private static Check writable(String name, Path folder) {
        if (!Files.isDirectory(folder)) {
            return Check.error(
                    name, folder + " is no folder", "make the folder, or name another with -C", Exit.NO_OUTPUT);
        }
        try {
            Files.delete(Files.createTempFile(folder, ".cama-doctor", ".tmp"));
            return Check.ok(name, folder + " can be written");
        } catch (IOException refused) {
            return Check.error(
                    name,
                    folder + " cannot be written: " + refused.getClass().getSimpleName(),
                    "give yourself the right to write there, or name another home folder with -C",
                    Exit.NO_OUTPUT);
        }
    }

    private Check disk() throws IOException {
        Path home = place.home();
        if (!Files.isDirectory(home)) {
            return Check.ok("disk", "not looked at, since the home folder is not there");
        }
        long free = Files.getFileStore(home).getUsableSpace();
        String seen = free / (1L << 20) + " MB free below " + home;
        if (free < TOO_LITTLE) {
            return Check.error("disk", seen, "make room; a run pauses when the disk is full", Exit.NO_OUTPUT);
        }
        return free < LITTLE
                ? Check.warning("disk", seen, "make room: a million rows take about 1 GB")
                : Check.ok("disk", seen);
    }

    private Check ledger() throws IOException {
        Path file = place.ledger();
        if (SqliteLedger.isInUse(file)) {
            Optional<State> state = State.read(place.home()).filter(known -> !known.ended());
            return Check.ok(
                    "ledger",
                    file + " is in use by "
                            + state.map(known -> "process " + known.pid()).orElse("another process")
                            + ", so only commands that look can work beside it");
        }
        try (Ledger ledger = SqliteLedger.openReadOnly(file).orElse(null)) {
            return Check.ok("ledger", file + (ledger == null ? " is not there yet" : " can be opened"));
        } catch (LedgerException unusable) {
            List<String> lines = String.valueOf(unusable.getMessage()).lines().toList();
            String hint = lines.size() > 1 ? lines.get(1).strip().replaceFirst("^Do: ", "") : "name another ledger";
            return Check.error("ledger", lines.get(0), hint, Exit.CONFIG);
        }
    }
}
