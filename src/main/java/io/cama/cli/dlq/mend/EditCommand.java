package io.cama.cli.dlq.mend;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cama.cli.handover.Holder;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.flow.Json;
import io.cama.ledger.Ledger;
import io.cama.ledger.fault.LedgerBusyException;
import io.cama.ledger.letter.Mending.Given;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.DeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama dlq edit}: corrects an item, or gives the reply that no model gave. */
@Command(
        name = "edit",
        sortOptions = false,
        description = {
            "Correct the fields of a dead letter's item, or give a reply by hand.",
            "What the item was stays in the ledger. cama dlq retry ID then goes on with it: an edited item is asked,",
            "a reply by hand is taken as if the model had given it, without a call.",
            "It needs the ledger for itself: where cama run is at work, end it for that moment."
        },
        footer = {
            "",
            "Examples:",
            "  cama dlq edit 3f2a9c01d4e7-12 --field term=word",
            "  cama dlq edit 3f2a9c01d4e7-12 --prompt nuance --reply answer.json"
        })
public final class EditCommand implements Callable<Integer> {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final Globals globals;
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "As cama dlq list shows it.")
    private String id = "";

    @Option(names = "--field", paramLabel = "NAME=VALUE", description = "One field of the item, which it has already.")
    private Map<String, String> changed = new LinkedHashMap<>();

    @Option(
            names = "--fields",
            paramLabel = "FILE",
            description = "A JSON object whose members take the place of the item's, or are new; - for standard input.")
    private @Nullable String file;

    @Option(names = "--prompt", paramLabel = "NAME", description = "The prompt that a reply is given to.")
    private @Nullable String prompt;

    @Option(
            names = "--reply",
            paramLabel = "FILE",
            description = "What the model should have said, in the form the prompt asks for; - for standard input.")
    private @Nullable String reply;

    public EditCommand(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        boolean fields = !changed.isEmpty() || file != null;
        boolean answer = prompt != null && reply != null;
        if (fields == answer || (prompt == null) != (reply == null)) {
            throw new ParameterException(
                    command,
                    "say what to change: --field NAME=VALUE or --fields FILE; or --prompt NAME and --reply FILE");
        }
        Workplace place = globals.workplace();
        if (!place.hasLedger()) {
            throw Chosen.nothing(globals, "there is no ledger at " + place.ledger());
        }
        try (Ledger ledger = open(place)) {
            DeadLetter letter = Chosen.letter(globals, ledger, id);
            if (answer) {
                answer(place, ledger, letter, String.valueOf(prompt), text(String.valueOf(reply)));
            } else {
                edit(ledger, letter);
            }
        }
        globals.say("Now: " + globals.command("dlq retry " + id));
        return Exit.OK;
    }

    private Ledger open(Workplace place) {
        try {
            return SqliteLedger.open(
                    place.ledger(),
                    clock,
                    new GroupCommit(
                            place.settings().number("cama.ledger.batch"),
                            place.settings().duration("cama.ledger.linger")),
                    place.settings().bytes("cama.ledger.compress-over"));
        } catch (LedgerBusyException busy) {
            Refusal refusal = new Refusal(
                    Exit.LATER,
                    "an edit needs the ledger for itself, and " + new Holder(place.home(), place.ledger()).text()
                            + " works in " + place.home(),
                    globals.command("drain --wait") + ", then this command again, then start " + globals.command("run")
                            + " anew; nothing is lost meanwhile, files wait in the inbox");
            refusal.initCause(busy);
            throw refusal;
        }
    }

    private void edit(Ledger ledger, DeadLetter letter) throws IOException {
        FieldChange change = new FieldChange(JsonText.read(letter.fields(), OBJECT, "the item of " + letter.id()));
        if (file != null) {
            change.all(JsonText.read(text(file), OBJECT, file));
        }
        changed.forEach(change::one);
        ledger.edit(letter.run(), letter.position(), Json.line(change.fields()), Json.line(change.detail()));
        globals.print(globals.json() ? JsonText.of(change.detail()) : id + ": " + Json.line(change.fields()));
    }

    private void answer(Workplace place, Ledger ledger, DeadLetter letter, String name, String text)
            throws IOException {
        HandReply.check(place, ledger, letter, name, text);
        Given given = ledger.answer(letter.run(), letter.position(), name, text, Json.line(Map.of("prompt", name)));
        switch (given) {
            case KEPT ->
                globals.print(
                        globals.json()
                                ? JsonText.of(Map.of("id", id, "prompt", name))
                                : id + ": the reply to " + name + " is kept");
            case NEVER_ASKED ->
                throw new Refusal(
                        Exit.NOTHING,
                        "no call was made for " + id + " and the prompt " + name + ", so there is nothing to reply to",
                        globals.command("dlq show " + id)
                                + " shows the calls; correct the item with --field and retry it");
            case EDITED_SINCE ->
                throw new Refusal(
                        Exit.REFUSED,
                        id + " was edited after its last call for " + name
                                + ", so that its next request is another one",
                        "retry it first, and give the reply if that fails");
        }
    }

    private static String text(String file) throws IOException {
        if (file.equals("-")) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new Refusal(Exit.NO_INPUT, "there is no file " + file, "check its path, or give - to type it");
        }
        return Files.readString(path);
    }
}
