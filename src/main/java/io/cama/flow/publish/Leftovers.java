package io.cama.flow.publish;

import io.cama.flow.receipt.OutputNames;
import io.cama.flow.receipt.ReceiptFile;
import io.cama.output.file.Outbox;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files under a name without a receipt that stand under a version's too: a process died after it had set them aside, and
 * before it had removed them here.
 *
 * @param name that no receipt has
 */
record Leftovers(Path outbox, String name) {
    private static final String RECEIPT = ".run.json";

    /** What removes them; a file that stands nowhere else stays. */
    List<EarlierRun.Step> remove() throws IOException {
        List<EarlierRun.Step> steps = new ArrayList<>();
        List<String> here = EarlierRun.endings(outbox, name).stream()
                .filter(file -> Files.isRegularFile(outbox.resolve(file), LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (here.isEmpty()) {
            return steps;
        }
        for (String version : versions()) {
            for (String file : here) {
                Path kept = outbox.resolve(version + file.substring(name.length()));
                if (Files.isRegularFile(kept) && Files.mismatch(kept, outbox.resolve(file)) < 0) {
                    steps.add(() -> Files.deleteIfExists(outbox.resolve(file)));
                }
            }
        }
        steps.add(new Outbox(outbox)::flush);
        return steps;
    }

    private List<String> versions() throws IOException {
        List<String> versions = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(outbox, file -> isReceipt(String.valueOf(file.getFileName())))) {
            for (Path file : files) {
                String receipt = String.valueOf(file.getFileName());
                String version = receipt.substring(0, receipt.length() - RECEIPT.length());
                ReceiptFile.read(file)
                        .filter(found ->
                                OutputNames.version(outbox, name, found.run()).equals(version))
                        .ifPresent(found -> versions.add(version));
            }
        }
        return versions;
    }

    private boolean isReceipt(String file) {
        return file.startsWith(name + ".") && file.endsWith(RECEIPT);
    }
}
