package io.cama.flow.publish;

import io.cama.flow.receipt.OutputNames;
import io.cama.flow.receipt.ReceiptFile;
import io.cama.model.Disk;
import io.cama.output.Outputs;
import io.cama.output.Publisher;
import io.cama.output.file.Outbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of an earlier run, which make room for those of a newer one of the same name. While its receipt is there
 * under a name, so are the files it lists; and a process that dies in between is followed by one that sees what is left
 * to do.
 *
 * @param outbox where they lie
 * @param name they share
 * @param receipt that says whose they are
 */
public record EarlierRun(Path outbox, String name, ReceiptFile receipt) {
    /** One change of the folder, whole or not at all. */
    @FunctionalInterface
    public interface Step {
        /** Makes the change. */
        void take() throws IOException;
    }

    /** The run whose files have a name that another run wants, if there is one. */
    static Optional<EarlierRun> other(Path outbox, String name, String run) {
        return ReceiptFile.read(OutputNames.receipt(outbox, name))
                .filter(receipt -> !receipt.run().equals(run))
                .map(receipt -> new EarlierRun(outbox, name, receipt));
    }

    /**
     * What has to be done, in this order, before the files of a run can have a name. Asked for again and taken again, it
     * goes on where it ended.
     */
    public static List<Step> makeRoom(Path outbox, String name, String run) throws IOException {
        Path place = OutputNames.receipt(outbox, name);
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return new Leftovers(outbox, name).remove();
        }
        ReceiptFile receipt = ReceiptFile.read(place)
                .orElseThrow(() -> new IOException(place + " cannot be read as a receipt; what it lists stays"));
        return receipt.run().equals(run) ? withdraw(place) : new EarlierRun(outbox, name, receipt).setAside();
    }

    /** What takes a run's own receipt away before the files that it lists change; the new one comes last. */
    static List<Step> withdraw(Path receipt) {
        return List.of(() -> Files.deleteIfExists(receipt), new Outbox(Disk.folder(receipt))::flush);
    }

    /** What gives the files the name of an earlier version. */
    private List<Step> setAside() {
        String version = OutputNames.version(outbox, name, receipt.run());
        Outbox folder = new Outbox(outbox);
        List<Path> there = files().stream()
                .map(outbox::resolve)
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                        && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                .toList();
        List<Step> steps = new ArrayList<>();
        for (Path from : there) {
            String file = String.valueOf(from.getFileName());
            Path to = outbox.resolve(version + file.substring(name.length()));
            steps.add(() -> folder.share(from, to, receipt.run()));
        }
        steps.add(folder::flush);
        String moved = String.valueOf(OutputNames.receipt(outbox, version).getFileName());
        steps.add(() -> new Publisher(outbox)
                .publishText(moved, receipt.run(), out -> out.write(receipt.renamed(name, version))));
        steps.add(() -> Files.deleteIfExists(OutputNames.receipt(outbox, name)));
        steps.add(folder::flush);
        there.forEach(file -> steps.add(() -> Files.deleteIfExists(file)));
        steps.add(folder::flush);
        return steps;
    }

    /** Removes the files, which the same run has published anew under another name. */
    void remove() throws IOException {
        Outbox folder = new Outbox(outbox);
        Files.deleteIfExists(OutputNames.receipt(outbox, name));
        folder.flush();
        for (String file : files()) {
            Files.deleteIfExists(outbox.resolve(file));
        }
        folder.flush();
    }

    /** What the receipt lists, and what else has the name and an ending of ours, such as an export. */
    private Set<String> files() {
        Set<String> files = new LinkedHashSet<>();
        receipt.outputs().stream().filter(file -> file.startsWith(name + ".")).forEach(files::add);
        files.addAll(endings(outbox, name));
        return files;
    }

    /** What has a name and an ending of ours. */
    static List<String> endings(Path outbox, String name) {
        List<String> files = new ArrayList<>();
        Outputs.names().forEach(format -> files.add(name + "." + format));
        files.add(String.valueOf(OutputNames.deadLetters(outbox, name).getFileName()));
        return files;
    }
}
