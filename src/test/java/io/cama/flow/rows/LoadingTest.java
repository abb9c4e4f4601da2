package io.cama.flow.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.flow.run.ActiveRun;
import io.cama.flow.watch.Watches;
import io.cama.input.RowReader;
import io.cama.input.choose.RowRules;
import io.cama.input.options.InputLimits;
import io.cama.input.options.InputOptions;
import io.cama.ledger.Items.Head;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Counts;
import io.cama.model.Fault;
import io.cama.model.ItemRef;
import io.cama.model.Job;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.prompt.PromptFolder;
import io.cama.routes.FaultyLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No row is read without being stored, and no reader is left open. */
class LoadingTest {
    private static final String RUN = "00c0ffee0001";

    @TempDir
    private Path home;

    private final List<RowReader> readers = new ArrayList<>();
    private Ledger kept;
    private Run run;

    @BeforeEach
    void open() {
        kept = SqliteLedger.open(home.resolve("ledger.db"), Clock.systemUTC(), GroupCommit.DEFAULT);
        kept.accept(accepted());
        run = kept.takeAccepted(any -> true).orElseThrow();
    }

    @AfterEach
    void close() {
        kept.close();
    }

    private Run accepted() {
        return new Run(
                RUN,
                "greet",
                "rows.jsonl",
                "00",
                "00",
                home.resolve("rows.jsonl").toString(),
                home.resolve("outbox").toString(),
                0,
                null,
                Terms.USUAL,
                0,
                0,
                0,
                RunState.ACCEPTED,
                false,
                1,
                0,
                null,
                false,
                Instant.now(),
                null,
                null,
                null);
    }

    private RowReader rows(int count) throws IOException {
        String text = IntStream.rangeClosed(1, count)
                .mapToObj(row -> "{\"n\":" + row + "}\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(home.resolve("rows.jsonl"), text);
        readers.add(RowReader.open(file, "rows.jsonl", InputOptions.NONE, InputLimits.DEFAULT, (in, format) -> {
            throw new IOException("no table");
        }));
        return readers.get(readers.size() - 1);
    }

    private RowLoader loader(Ledger ledger, int count) {
        return new RowLoader(
                ledger,
                run,
                () -> planned(count),
                new NewItems(InputOptions.NONE),
                new ReentrantLock(),
                false,
                new Watches());
    }

    private PlannedRows planned(int count) throws IOException {
        return new PlannedRows(rows(count), RowRules.NONE.plan(run.limit(), run.options()));
    }

    private static void load(RowLoader loader) {
        while (loader.loadMore()) {
            // until there is no more
        }
    }

    private PendingItems items(Ledger ledger, boolean[] yields, boolean goesOn) {
        ActiveRun active =
                new ActiveRun(run, new Job("greet", List.of(), List.of("json"), 1, home), new PromptFolder(home));
        return new PendingItems(ledger, active, loader(ledger, 1_200), false, () -> yields[0], items -> goesOn);
    }

    private Counts counts() {
        return kept.counts(RUN);
    }

    private boolean loaded() {
        return kept.run(RUN).orElseThrow().loaded();
    }

    private void assertClosed(int reader) {
        assertThatThrownBy(() -> readers.get(reader).forEachRemaining(row -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("Stream closed");
    }

    @Test
    void aChunkThatWasRefusedIsReadAgain() {
        FaultyLedger faulty = new FaultyLedger(kept);
        RowLoader loader = loader(faulty.ledger(), 1_200);
        loader.loadMore();
        faulty.refuse(method -> method.equals("add"));
        assertThatThrownBy(loader::loadMore).isInstanceOf(LocalFault.class);
        faulty.heal();

        load(loader);

        assertThat(counts().rows()).isEqualTo(1_200);
        assertThat(loaded()).isTrue();
        assertClosed(0);
    }

    @Test
    void aRunIsNotLoadedWhileTheLedgerLacksARowAndTheNextReaderBringsIt() {
        AtomicInteger chunks = new AtomicInteger();
        Ledger lossy = (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    try {
                        boolean lost = method.getName().equals("add") && chunks.incrementAndGet() == 2;
                        return lost ? null : method.invoke(kept, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        RowLoader loader = loader(lossy, 1_200);

        assertThatThrownBy(() -> load(loader))
                .isInstanceOfSatisfying(
                        LocalFault.class,
                        fault -> assertThat(fault.failure().reason()).isEqualTo(Reason.LEDGER))
                .hasMessageContaining("700 of the 1200 rows");
        assertThat(loaded()).isFalse();

        load(loader(kept, 1_200));
        assertThat(counts().rows()).isEqualTo(1_200);
        assertThat(loaded()).isTrue();
    }

    @Test
    void anInputThatHasBecomeShorterIsNotTakenToBeLoaded() {
        loader(kept, 1_200).loadMore();

        assertThatThrownBy(() -> load(loader(kept, 300)))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("300 rows where 500 were read before");
        assertThat(loaded()).isFalse();
    }

    @Test
    void whatFailsWhileRowsAreHandedOutEndsThemAndClosesTheirReader() {
        FaultyLedger faulty = new FaultyLedger(kept);
        PendingItems items = items(faulty.ledger(), new boolean[1], true);
        take(items, 500);
        faulty.refuse(method -> method.equals("pending"));

        assertThatThrownBy(items::hasNext).isInstanceOf(LocalFault.class);

        faulty.heal();
        assertThat(items.hasNext()).isFalse();
        assertClosed(0);
    }

    @Test
    void aSplitThatFailedElsewhereClosesTheReaderToo() {
        PendingItems items = items(kept, new boolean[1], true);
        take(items, 3);

        items.close();

        assertClosed(0);
    }

    @Test
    void whatBrokeOffAndIsNotKeptClosesItsReader() {
        boolean[] yields = {false};
        PendingItems items = items(kept, yields, false);
        take(items, 3);
        yields[0] = true;
        assertThat(items.hasNext()).isFalse();

        items.close();

        assertClosed(0);
    }

    @Test
    void whatBrokeOffAndIsKeptGoesOnFromThere() {
        boolean[] yields = {false};
        PendingItems items = items(kept, yields, true);
        take(items, 3);
        yields[0] = true;
        assertThat(items.hasNext()).isFalse();
        items.close();
        yields[0] = false;

        assertThat(items.next()).isEqualTo(new ItemRef(RUN, 4, 1));
        take(items, 1_196);
        assertThat(items.hasNext()).isFalse();
        assertThat(readers).hasSize(1);
    }

    @Test
    void rankedRowsAreAllLoadedFirstAndHandedOutByRankWithTheRankOfTheNextOneTold() throws IOException {
        Files.writeString(
                home.resolve(InputOptions.FILE), "priority: { fix: { n: \"7$\" }, new: {}, low: { n: \"[02468]$\" } }");
        ActiveRun active =
                new ActiveRun(run, new Job("greet", List.of(), List.of("json"), 1, home), new PromptFolder(home));
        RowLoader all = new RowLoader(
                kept,
                run,
                () -> planned(1_200),
                new NewItems(InputOptions.load(home)),
                new ReentrantLock(),
                false,
                new Watches());
        PendingItems items = new PendingItems(kept, active, all, true, () -> false, none -> false);

        assertThat(items.hasNext()).isTrue();
        assertThat(loaded()).isTrue();
        assertThat(active.urgency()).hasValue(1);
        List<Long> order = new ArrayList<>();
        items.forEachRemaining(item -> order.add(item.position()));

        assertThat(order).hasSize(1_200).doesNotHaveDuplicates();
        assertThat(order.subList(0, 120)).allMatch(n -> n % 10 == 7).isSorted();
        assertThat(order.subList(120, 600)).allMatch(n -> n % 2 == 1).isSorted();
        assertThat(order.subList(600, 1_200)).isSorted();
        assertThat(active.urgency()).hasValue(3);
        assertThat(kept.fieldCounts(RUN))
                .extracting(count -> count.value() + count.rows())
                .containsExactly("low600", "new480", "fix120");
    }

    @Test
    void aRunThatRanksNothingTellsThatItsItemsComeLast() throws IOException {
        ActiveRun active =
                new ActiveRun(run, new Job("greet", List.of(), List.of("json"), 1, home), new PromptFolder(home));
        RowLoader all = new RowLoader(
                kept,
                run,
                () -> planned(10),
                new NewItems(InputOptions.load(home)),
                new ReentrantLock(),
                false,
                new Watches());
        PendingItems items = new PendingItems(kept, active, all, false, () -> false, none -> false);
        assertThat(active.urgency()).hasValue(0);
        List<ItemRef> taken = new ArrayList<>();
        items.forEachRemaining(taken::add);

        assertThat(taken).hasSize(10);
        assertThat(active.urgency()).hasValue(Head.UNRANKED);
    }

    @Test
    void rankedRowsMakeRoomWhileTheyAreLoadedAndGoOnFromThere() throws IOException {
        Files.writeString(home.resolve(InputOptions.FILE), "priority: { fix: { n: \"7$\" }, new: {} }");
        boolean[] yields = {true};
        ActiveRun active =
                new ActiveRun(run, new Job("greet", List.of(), List.of("json"), 1, home), new PromptFolder(home));
        RowLoader all = new RowLoader(
                kept,
                run,
                () -> planned(1_200),
                new NewItems(InputOptions.load(home)),
                new ReentrantLock(),
                false,
                new Watches());
        PendingItems items =
                new PendingItems(kept, active, all, true, () -> counts().rows() > 0 && yields[0], its -> true);

        assertThat(items.hasNext()).isFalse();
        assertThat(counts().rows()).isEqualTo(500);
        items.close();
        yields[0] = false;

        assertThat(items.resume(active)).isTrue();
        assertThat(items.next().position()).isEqualTo(7);
        take(items, 1_199);
        assertThat(items.hasNext()).isFalse();
    }

    private static void take(PendingItems items, int count) {
        for (int i = 0; i < count; i++) {
            items.next();
        }
    }

    @Test
    void rowsThatAnEditedJobReadsOtherwiseAreNotAddedToThoseOfBefore() throws IOException {
        RowRules picks = picks("a: [x]\nany: [x]\n");
        RowRules others = picks("a: [y]\nany: [y]\n");
        RowLoader first = edited(picks);
        first.loadMore();
        first.close();

        assertThatThrownBy(() -> edited(others).loadMore())
                .isInstanceOf(Fault.class)
                .hasMessageContaining("row 1 is another one than before");
        assertThat(counts().rows()).isEqualTo(500);
        load(edited(picks));
        assertThat(counts().rows()).isEqualTo(1_200);
        assertThat(loaded()).isTrue();
    }

    private RowRules picks(String lists) throws IOException {
        Path job = Files.createDirectories(home.resolve("job"));
        Files.writeString(job.resolve("lists.yaml"), lists);
        Files.writeString(job.resolve("input.yaml"), "pick: { from: lists.yaml, into: picked, seed: 1 }\n");
        return InputOptions.load(job).rules();
    }

    private RowLoader edited(RowRules rules) {
        return new RowLoader(
                kept,
                run,
                () -> new PlannedRows(rows(1_200), rules.plan(0, run.options())),
                new NewItems(InputOptions.NONE),
                new ReentrantLock(),
                true,
                new Watches());
    }
}
