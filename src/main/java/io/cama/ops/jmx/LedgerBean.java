package io.cama.ops.jmx;

import io.cama.config.Settings;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.ledger.ReplyStore.StoreStats;
import io.cama.llm.price.Money;
import io.cama.ops.control.Control;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.jspecify.annotations.Nullable;

/** What is kept. */
@ManagedResource(description = "Cama: the ledger, and the replies in it")
public final class LedgerBean {
    private final Control control;
    private final File file;

    LedgerBean(Control control, Settings settings) {
        this.control = control;
        this.file = settings.home().resolve(settings.text("cama.ledger.file")).toFile();
    }

    @ManagedAttribute(description = "The ledger's file")
    public String getFile() {
        return file.getPath();
    }

    @ManagedAttribute(description = "Its size in bytes, without its log")
    public long getBytes() {
        return file.length();
    }

    @ManagedAttribute(description = "Replies held in memory in front of it")
    public long getMemoryEntries() {
        return control.views().memory().entries();
    }

    @ManagedAttribute(description = "Bytes they take")
    public long getMemoryBytes() {
        return control.views().memory().bytes();
    }

    @ManagedAttribute(description = "Share of look-ups that were answered from memory, 0 to 1")
    public double getMemoryHitRate() {
        return control.views().memory().hitRate();
    }

    @ManagedOperation(description = "Count the replies, their bytes and what they have cost; reads all of them")
    public String countReplies() {
        StoreStats stats = control.views().cache();
        return "%d replies, which have cost %s; %d rejected or failed; %d bytes, %d on the disk"
                .formatted(
                        stats.replies(),
                        Money.text(stats.cost()),
                        stats.evidence(),
                        stats.bytes(),
                        stats.storedBytes());
    }

    @ManagedOperation(
            description =
                    "Remove replies for good that nothing refers to any more: of a job, of a model, older than so many days; empty and 0 for any (job, model, days)")
    public String clearReplies(String job, String model, int days) {
        Instant before = days <= 0 ? null : Instant.now().minus(Duration.ofDays(days));
        return Jmx.text(() -> control.clearCache(new Selection(given(job), given(model), before), Jmx.by()));
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text;
    }
}
