package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.flow.board.OwnerFile;
import io.cama.flow.door.Doorstep;
import io.cama.flow.door.Errand;
import io.cama.flow.door.Errand.Kind;
import io.cama.flow.door.Offer;
import io.cama.flow.door.Word;
import io.cama.flow.door.Word.Stage;
import io.cama.flow.door.Word.Trouble;
import io.cama.ledger.Ledger;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What other processes ask of this one, whoever dies in between. */
@Timeout(60)
class OrdersRouteTest extends SharedFlow {
    private static final String ROUTE = "orders-watch";
    private static final String GOOD = "word\napple\n";

    private volatile Consumer<String> beforeEach = method -> {};

    @Override
    Ledger ledger(Ledger real) {
        FaultyLedger watched = new FaultyLedger(real);
        watched.refuse(method -> {
            beforeEach.accept(method);
            return false;
        });
        return watched.ledger();
    }

    @Override
    Map<String, String> settings() {
        return Map.of("cama.orders.poll", "20ms");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        open();
        until(() -> orders().isEmpty());
    }

    private void shut() throws Exception {
        context.getRouteController().stopRoute(ROUTE);
    }

    private void open() throws Exception {
        context.getRouteController().startRoute(ROUTE);
    }

    private Offer offer(String job, String name, String text, boolean onlyFailed) throws IOException {
        Path file = Files.writeString(home.resolve(name), text);
        Errand errand = new Errand(
                Kind.PROCESS,
                job,
                name,
                home.resolve("outbox").resolve(job).toString(),
                0,
                model(),
                terms(),
                onlyFailed);
        return new Doorstep(home).offer(errand, file);
    }

    private static Word said(Offer offer, Stage stage) {
        until(() -> word(offer).stage() == stage);
        return word(offer);
    }

    private static Word word(Offer offer) {
        try {
            return offer.word().orElse(new Word(Stage.TAKEN, null, null, "", false));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Run run(Word word) {
        return ledger.run(word.run()).orElseThrow();
    }

    private List<Path> orders() {
        Path folder = home.resolve("work/orders");
        try (Stream<Path> all = Files.exists(folder) ? Files.list(folder) : Stream.of()) {
            return all.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path only(String stage) {
        return orders().stream()
                .filter(path -> path.getFileName().toString().startsWith(stage))
                .findFirst()
                .orElseThrow();
    }

    /** What is told first is of the job as it was then, and the job may be reloaded before the file is accepted. */
    @Test
    void whoAskedIsToldOfTheRunThatWasMade() throws Exception {
        Run made = ask("made");
        shut();
        try (Offer offer = offer("plain", fresh("asked") + ".csv", GOOD, false)) {
            Exchange exchange = new DefaultExchange(context);
            flow.door().take(exchange);
            exchange.getMessage()
                    .setBody(exchange.getMessage().getBody(List.class).get(0));
            flow.door().open(exchange);
            assertThat(word(offer).run()).isNotEqualTo(made.id());

            exchange.getMessage().setBody(made);
            flow.door().accept(exchange);

            assertThat(word(offer).stage()).isEqualTo(Stage.ACCEPTED);
            assertThat(word(offer).run()).isEqualTo(made.id());
        }
    }

    @Test
    void aFileThatIsOfferedBecomesARunWithItsOutputs() throws Exception {
        String name = fresh("given") + ".csv";
        try (Offer offer = offer("plain", name, GOOD, false)) {
            Run run = settled(run(said(offer, Stage.ACCEPTED)));

            assertThat(run.state()).isEqualTo(RunState.DONE);
            assertThat(said(run)).isEqualTo("about apple");
            assertThat(offer.withdraw()).isFalse();
        }
    }

    @Test
    void whatCannotBeDoneIsRefusedWithTheReason() throws Exception {
        try (Offer file = offer("plain", fresh("bad") + ".csv", "PK\u0003\u0004\0\0", false);
                Offer job = offer("nosuch", fresh("lost") + ".csv", GOOD, false);
                Offer failed = offer("plain", fresh("new") + ".csv", GOOD, true)) {
            assertThat(said(file, Stage.REFUSED).trouble()).isEqualTo(Trouble.INPUT);
            assertThat(said(job, Stage.REFUSED).trouble()).isEqualTo(Trouble.CONFIG);
            assertThat(word(job).text()).contains("there is no job \"nosuch\"");
            assertThat(said(failed, Stage.REFUSED).trouble()).isEqualTo(Trouble.NOTHING);
        }
    }

    @Test
    void onlyWhatFailedIsAskedForAgainWhereThatIsWanted() throws Exception {
        String name = fresh("half") + ".csv";
        endpoint.script(call -> fails(400, "no"));
        try (Offer first = offer("plain", name, GOOD, false)) {
            assertThat(dead(settled(run(said(first, Stage.ACCEPTED))))).hasSize(1);
        }
        endpoint.script(call -> ScriptedEndpoint.Answer.says("{\"said\":\"at last\"}"));

        try (Offer again = offer("plain", name, GOOD, true);
                Offer none = again(again, name)) {
            assertThat(said(settled(run(word(again))))).isEqualTo("at last");
            assertThat(said(none, Stage.REFUSED).trouble()).isEqualTo(Trouble.NOTHING);
        }
    }

    @Test
    void whatFailedIsAskedForOnTheTermsOfTheOrderHoweverFastItIsTakenUp() throws Exception {
        String name = fresh("capped") + ".csv";
        endpoint.script(call -> fails(400, "no"));
        Run run;
        try (Offer first = offer("plain", name, GOOD, false)) {
            run = settled(run(said(first, Stage.ACCEPTED)));
        }
        endpoint.script(call -> ScriptedEndpoint.Answer.says("{\"said\":\"too dear\"}"));
        on(new Terms(Terms.Recall.ALL, 1, false));
        // whoever gives the terms in a second step gives them after the run is over
        beforeEach = method -> {
            if (method.equals("accept")) {
                settled(run);
            }
        };

        try (Offer again = offer("plain", name, GOOD, true)) {
            Run capped = settled(run(said(again, Stage.ACCEPTED)));
            assertThat(capped.state()).isEqualTo(RunState.PAUSED);
            assertThat(capped.reason()).startsWith("BUDGET_EXCEEDED");
        } finally {
            beforeEach = method -> {};
        }
        assertThat(endpoint.calls()).isEmpty();
    }

    @Test
    void whatIsWorkedOnKeepsItsTermsAndTheOtherOrderIsToldToWait() throws Exception {
        String name = fresh("busy") + ".csv";
        CountDownLatch over = new CountDownLatch(1);
        endpoint.script(call -> {
            hold(over);
            return fails(400, "no");
        });
        try (Offer first = offer("plain", name, GOOD, false)) {
            Run run = run(said(first, Stage.ACCEPTED));
            until(() -> !endpoint.calls().isEmpty());
            on(new Terms(Terms.Recall.ALL, 1, false));
            try (Offer again = offer("plain", name, GOOD, true)) {
                assertThat(said(again, Stage.REFUSED).trouble()).isEqualTo(Trouble.BUSY);
            }
            over.countDown();
            assertThat(dead(settled(run))).hasSize(1);
        }
    }

    private Offer again(Offer before, String name) throws IOException {
        settled(run(said(before, Stage.ACCEPTED)));
        return offer("plain", name, GOOD, true);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotTakenAndNothingIsLeftOfIt() throws Exception {
        shut();
        int before = ledger.runs(1000).size();
        offer("plain", fresh("dead") + ".csv", GOOD, false).close();
        Files.createDirectories(home.resolve("work/orders/new-half-written/plain"));

        open();
        until(() -> orders().isEmpty());

        assertThat(ledger.runs(1000)).hasSize(before);
    }

    @Test
    void whatIsWithdrawnInTimeLeavesNothing() throws Exception {
        shut();
        try (Offer offer = offer("plain", fresh("withdrawn") + ".csv", GOOD, false)) {
            assertThat(offer.isTaken()).isFalse();
            assertThat(offer.withdraw()).isTrue();
        }

        assertThat(orders()).isEmpty();
    }

    @Test
    void whatAnEarlierProcessTookAndDiedOverIsTakenUp() throws Exception {
        shut();
        try (Offer offer = offer("plain", fresh("orphan") + ".csv", GOOD, false)) {
            Path left = only("order-");
            Files.move(left, left.resolveSibling(left.getFileName().toString().replace("order-", "taken-")));

            open();

            assertThat(settled(run(said(offer, Stage.ACCEPTED))).state()).isEqualTo(RunState.DONE);
        }
    }

    @Test
    void whatAnEarlierProcessAcceptedBeforeItDiedIsNotGivenASecondTime() throws Exception {
        try (Offer offer = offer("plain", fresh("once") + ".csv", GOOD, false)) {
            Run done = settled(run(said(offer, Stage.ACCEPTED)));
            shut();
            Path word = only("taken-").resolve("word.json");
            Files.writeString(word, Files.readString(word).replace("ACCEPTED", "TAKEN"));

            open();

            assertThat(said(offer, Stage.ACCEPTED).run()).isEqualTo(done.id());
            assertThat(ledger.run(done.id()).orElseThrow()).isEqualTo(done);
        }
    }

    @Test
    void theInputStaysAsLongAsItsRunIsNotOverThoughNobodyWaits() throws Exception {
        on(new Terms(Terms.Recall.ALL, 1, false)); // a cap, and no price: no call may be made
        Run paused;
        try (Offer offer = offer("plain", fresh("paused") + ".csv", GOOD, false)) {
            paused = settled(run(said(offer, Stage.ACCEPTED)));
        }
        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        shut();
        open();
        assertThat(Path.of(paused.source())).exists();

        ledger.accept(paused.with(Terms.USUAL));

        until(() -> ledger.run(paused.id()).orElseThrow().state() == RunState.DONE);
    }

    @Test
    void theInputStaysThoughTheWordThatNamesItsRunWasLost() throws Exception {
        on(new Terms(Terms.Recall.ALL, 1, false));
        Run paused;
        try (Offer offer = offer("plain", fresh("cut") + ".csv", GOOD, false)) {
            paused = settled(run(said(offer, Stage.ACCEPTED)));
            shut();
            Files.delete(only("taken-").resolve("word.json"));
        }
        Path last = Files.createDirectory(home.resolve("work/orders/taken-zzz"));

        open();
        until(() -> !Files.exists(last));

        assertThat(Path.of(paused.source())).exists();
        ledger.accept(paused.with(Terms.USUAL));
        until(() -> ledger.run(paused.id()).orElseThrow().state() == RunState.DONE);
    }

    @Test
    void anOrderThatNamesAPathIsRefusedAndNothingElsewhereIsTouched() throws Exception {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere/plain"));
        Path victim = Files.write(elsewhere.resolve("photo.csv"), new byte[] {'P', 'K', 3, 4, 0, 0});
        for (Map.Entry<String, String> names : List.of(
                Map.entry("plain", victim.toString()),
                Map.entry("plain", "../../../../elsewhere/plain/photo.csv"),
                Map.entry(elsewhere.toString(), "photo.csv"),
                Map.entry("..", "photo.csv"),
                Map.entry("plain", "photo\0.csv"))) {
            shut();
            try (Offer offer = offer("plain", fresh("path") + ".csv", GOOD, false)) {
                OwnerFile order = new OwnerFile(only("order-").resolve("order.json"));
                Errand said = order.read(Errand.class).orElseThrow();
                order.write(
                        new Errand(
                                Kind.PROCESS, names.getKey(), names.getValue(), said.outbox(), 0, null, terms(), false),
                        true);
                open();

                assertThat(said(offer, Stage.REFUSED).text()).contains("by a path");
            }
            until(() -> orders().isEmpty());
        }
        assertThat(victim).exists();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderForOrdersThatWasOpenToOthersIsClosed() throws Exception {
        Path folder = Files.createDirectories(home.resolve("work/orders"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        until(() -> rights(folder).equals("rwx------"));
        shut();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        try (Offer offer = offer("plain", fresh("closed") + ".csv", GOOD, false)) {
            assertThat(rights(folder)).isEqualTo("rwx------");
            assertThat(offer.withdraw()).isTrue();
        }
    }

    private static String rights(Path folder) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyElseMayReadWhatIsOffered() throws Exception {
        shut();
        try (Offer offer = offer("plain", fresh("secret") + ".csv", GOOD, false)) {
            try (Stream<Path> all = Files.walk(home.resolve("work/orders"))) {
                assertThat(all).hasSizeGreaterThan(4).allSatisfy(path -> assertThat(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .endsWith("------"));
            }
            assertThat(offer.withdraw()).isTrue();
        }
    }

    @Test
    void whoAsksToDrainIsToldWhenAndHowItEnded() throws Exception {
        AtomicInteger told = new AtomicInteger();
        flow.door().onDrain(told::incrementAndGet);
        try (Offer offer = new Doorstep(home).offer(Errand.DRAIN, null)) {
            said(offer, Stage.DRAINING);
            until(() -> told.get() == 1);

            flow.door().drained(false, "3 cut off");

            assertThat(said(offer, Stage.DRAINED)).returns(false, Word::clean).returns("3 cut off", Word::text);
            shut();
            offer.clear();
        }
    }
}
