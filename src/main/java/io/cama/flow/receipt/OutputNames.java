package io.cama.flow.receipt;

import io.cama.model.Run;
import io.cama.model.RunState;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The names that a run's files share. The newest run of an input has the plain name, such as {@code words} for
 * {@code words.csv}; each earlier one has it with the first eight letters of its id behind: {@code words.1a2b3c4d}.
 */
public final class OutputNames {
    private static final int SUFFIX = 8;

    /** Owns what is not ours; no input is called so. */
    private static final String NOBODY = "/";

    private OutputNames() {}

    /** What an input is called without its ending: {@code words} for {@code words.csv}. */
    public static String stem(String input) {
        int dot = input.lastIndexOf('.');
        return dot > 0 ? input.substring(0, dot) : input;
    }

    /**
     * The plain name of an input: its stem, or its whole name when an outbox holds the receipt of another input under
     * the stem, or that with a number. A receipt that names the input settles it. A name whose receipt no run can have
     * written is left alone.
     */
    public static String plain(Path outbox, String input) {
        return plain(outbox, input, Map.of());
    }

    /**
     * The same while others are being published.
     *
     * @param claims receipts that are about to be published, and the input each will name
     */
    public static String plain(Path outbox, String input, Map<Path, String> claims) {
        String free = null;
        for (int n = 0; ; n++) {
            String name = n == 0 ? stem(input) : n == 1 ? input : input + "-" + n;
            Path receipt = receipt(outbox, name);
            String owner = claims.getOrDefault(receipt, "");
            owner = owner.isEmpty() ? owner(receipt) : owner;
            if (owner.equals(input)) {
                return name;
            }
            if (owner.isEmpty() && n > 0) {
                return free == null ? name : free;
            }
            free = owner.isEmpty() ? name : free;
        }
    }

    /** The input whose receipt is there, or empty for none. */
    private static String owner(Path receipt) {
        return ReceiptFile.read(receipt).map(ReceiptFile::input).orElse(isThere(receipt) ? NOBODY : "");
    }

    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The name of a run that is not the newest of its input; nobody else has a receipt under it. */
    public static String version(Path outbox, String plain, String run) {
        String name = plain + "." + run.substring(0, Math.min(SUFFIX, run.length()));
        for (int n = 1; isTaken(receipt(outbox, name), run); n++) {
            name = plain + "." + run + (n == 1 ? "" : "-" + n);
        }
        return name;
    }

    private static boolean isTaken(Path receipt, String run) {
        return isThere(receipt)
                && ReceiptFile.read(receipt)
                        .filter(own -> own.run().equals(run))
                        .isEmpty();
    }

    /** The name a run's files lie under in a folder, if its receipt is there. */
    public static Optional<String> published(Path outbox, Run run) {
        String plain = plain(outbox, run.input());
        if (isOf(outbox, plain, run)) {
            return Optional.of(plain);
        }
        String version = version(outbox, plain, run.id());
        return isOf(outbox, version, run) ? Optional.of(version) : Optional.empty();
    }

    private static boolean isOf(Path outbox, String name, Run run) {
        return ReceiptFile.read(receipt(outbox, name))
                .filter(receipt -> receipt.run().equals(run.id()))
                .isPresent();
    }

    /**
     * What a run would take the place of, although nothing says that it is ours: there is no receipt beside it, and no
     * run that may have died before it wrote one.
     *
     * @param formats of its outputs
     * @param known runs of the ledger; those that are not done may have left their outputs without a receipt
     */
    public static Optional<Path> foreign(Path outbox, String input, List<String> formats, Supplier<List<Run>> known) {
        String name = plain(outbox, input);
        if (isThere(receipt(outbox, name))) {
            return Optional.empty();
        }
        return Stream.concat(
                        formats.stream().map(format -> outbox.resolve(name + "." + format)),
                        Stream.of(deadLetters(outbox, name)))
                .filter(OutputNames::isThere)
                .findFirst()
                .filter(found -> known.get().stream()
                        .noneMatch(run -> run.state() != RunState.DONE
                                && stem(run.input()).equals(stem(input))
                                && Path.of(run.outbox()).equals(outbox)));
    }

    /** Where the receipt of that name is published. */
    public static Path receipt(Path outbox, String name) {
        return outbox.resolve(name + ".run.json");
    }

    /** Where the dead letters of that name are published. */
    public static Path deadLetters(Path outbox, String name) {
        return outbox.resolve(name + ".dead.jsonl");
    }
}
