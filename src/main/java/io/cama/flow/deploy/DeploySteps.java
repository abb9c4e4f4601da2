package io.cama.flow.deploy;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cama.flow.Json;
import io.cama.flow.Keys;
import io.cama.flow.event.EventType;
import io.cama.flow.event.Events;
import io.cama.flow.item.ItemWork;
import io.cama.flow.local.LocalCause;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Ledger;
import io.cama.model.Disk;
import io.cama.model.Failure;
import io.cama.model.ItemRef;
import io.cama.model.Reason;
import io.cama.output.file.Outbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The bean {@code deploy}: hands what has passed to {@code cama.deploy}, and writes it to files where that says no other. */
public final class DeploySteps {
    /** The folder in the outbox that is deployed to. */
    public static final String FOLDER = "deploy";

    private static final String HEADERS = Keys.DEPLOY + ".headers";
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern SLASH = Pattern.compile("/");

    private final Ledger ledger;
    private final ActiveRuns active;
    private final Events events;
    private final boolean metered;

    /** @param metered whether nothing is deployed */
    public DeploySteps(Ledger ledger, ActiveRuns active, Events events, boolean metered) {
        this.ledger = ledger;
        this.active = active;
        this.events = events;
        this.metered = metered;
    }

    /**
     * Body in: the item. Body out: what is deployed, with the path as header {@code CamelFileName}.
     *
     * @throws io.cama.model.ItemFault BAD_PATH if the path is not safe or another item of the run has it; ROUTE_FAILED
     *     if there is nothing under the name
     */
    public void offer(Exchange exchange) {
        exchange.setProperty(Keys.DEPLOYS, !metered);
        if (metered) {
            return;
        }
        ItemRef ref = exchange.getProperty(Keys.ITEM, ItemWork.class).ref();
        Map<?, ?> item = exchange.getMessage().getBody() instanceof Map<?, ?> map ? map : Map.of();
        SafePath path = SafePath.of(text(item, exchange.getProperty(Keys.DEPLOY + ".path", String.class)));
        Object content = at(item, exchange.getProperty(Keys.DEPLOY + ".content", String.class));
        if (content == null) {
            throw Failure.of(
                            Reason.ROUTE_FAILED,
                            "kamelet:deploy found nothing under "
                                    + exchange.getProperty(Keys.DEPLOY + ".content", String.class))
                    .asFault();
        }
        long owner = ledger.deploys(ref.run(), path.key(), ref.position());
        if (owner != ref.position()) {
            throw Failure.of(
                            Reason.BAD_PATH,
                            "item %d of the same run has the path \"%s\" already".formatted(owner, path.text()))
                    .asFault();
        }
        exchange.setProperty(Keys.DEPLOY, item);
        exchange.setProperty(HEADERS, Map.copyOf(present(exchange.getMessage().getHeaders())));
        exchange.getMessage().setHeader(Exchange.FILE_NAME, path.text());
        exchange.getMessage().setBody(content instanceof String said ? said : Json.line(content));
    }

    private static String text(Map<?, ?> item, String field) {
        Object value = at(item, field);
        return value == null ? "" : String.valueOf(value);
    }

    private static @Nullable Object at(Map<?, ?> item, String dotted) {
        Object at = item;
        for (String name : DOT.split(dotted, -1)) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return at;
    }

    /**
     * Body in: what is deployed. Writes it below the outbox's folder {@code deploy}, whole or not at all.
     *
     * @throws io.cama.model.ItemFault BAD_PATH if no file can lie there
     * @throws io.cama.model.LocalFault LOCAL_RESOURCE if the machine lacks something, such as space
     */
    public void file(Exchange exchange) {
        ItemRef ref = exchange.getProperty(Keys.ITEM, ItemWork.class).ref();
        Path outbox = Path.of(active.require(ref.run()).run().outbox());
        SafePath path = SafePath.of(exchange.getMessage().getHeader(Exchange.FILE_NAME, "", String.class));
        byte[] text = exchange.getMessage().getBody(String.class).getBytes(StandardCharsets.UTF_8);
        try {
            Path file = folders(outbox, path);
            Disk.makeFolders(Disk.folder(file));
            write(file, Outbox.temporary(file, ref.run() + "-" + ref.position()), text);
        } catch (IOException e) {
            Reason reason = LocalCause.of(e).isPresent() ? Reason.LOCAL_RESOURCE : Reason.BAD_PATH;
            throw Failure.of(
                            reason,
                            "cannot deploy %s to %s: %s: %s"
                                    .formatted(path.text(), outbox, e.getClass().getSimpleName(), e.getMessage()))
                    .asFault();
        }
    }

    private static void write(Path file, Path temporary, byte[] text) throws IOException {
        try {
            Files.write(temporary, text, CREATE, TRUNCATE_EXISTING, WRITE, NOFOLLOW_LINKS);
            Disk.flush(temporary);
            Outbox folder = new Outbox(Disk.folder(file));
            folder.rename(temporary, file);
            folder.flush();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The file, below folders that are folders or not there yet; a link is neither. */
    private static Path folders(Path outbox, SafePath path) throws IOException {
        Path at = outbox.resolve(FOLDER);
        for (String name : SLASH.split(path.text(), -1)) {
            if (Files.exists(at, NOFOLLOW_LINKS) && !Files.isDirectory(at, NOFOLLOW_LINKS)) {
                throw Failure.of(Reason.BAD_PATH, at + " is no folder, so that " + path.text() + " cannot lie in it")
                        .asFault();
            }
            at = at.resolve(name);
        }
        if (Files.isDirectory(at, NOFOLLOW_LINKS)) {
            throw Failure.of(Reason.BAD_PATH, at + " is a folder").asFault();
        }
        return at;
    }

    private static Map<String, Object> present(Map<String, Object> headers) {
        Map<String, Object> present = new HashMap<>(headers);
        present.values().removeIf(Objects::isNull);
        return present;
    }

    /** It is deployed. Body out: the item, with the headers it came with. */
    public void done(Exchange exchange) {
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        String path = String.valueOf(exchange.getMessage().getHeader(Exchange.FILE_NAME));
        exchange.getMessage().removeHeaders("*");
        if (exchange.removeProperty(HEADERS) instanceof Map<?, ?> before) {
            before.forEach((name, value) -> exchange.getMessage().setHeader(String.valueOf(name), value));
        }
        exchange.getMessage().setBody(exchange.removeProperty(Keys.DEPLOY));
        events.item(EventType.DEPLOY_READY, work.ref().run(), work.ref().position(), Map.of("path", path));
    }
}
