package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.KeptReply;
import io.cama.ledger.Spend.RunCost;
import io.cama.ledger.letter.Letters.Selection;
import io.cama.ledger.letter.Mending.Given;
import io.cama.ledger.letter.Mending.How;
import io.cama.ledger.letter.Mending.Mend;
import io.cama.ledger.letter.Notices.Notice;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.model.Counts;
import io.cama.model.DeadLetter;
import io.cama.model.Item;
import io.cama.model.Reason;
import io.cama.model.Result;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.model.Terms.Recall;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done about dead letters, as the ledger holds it. */
class MendingTest {
    @TempDir
    private Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Sample.open(folder);
        ledger.accept(Sample.run("a"));
        ledger.takeAccepted(any -> true);
        ledger.add("a", Sample.pending(1, 4));
        ledger.loaded("a");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatARetryCostsIsAddedToWhatTheRunHasCost() {
        rejected("h2", 2);
        finish(2);
        assertThat(ledger.retry("a", List.of(2L), null)).isEqualTo(1);
        ledger.takeAccepted(any -> true);
        long call = ledger.ask(Sample.ask("h2", "a", 2, 90));
        ledger.keep(call, 200, "{}");
        ledger.judge(call, Verdict.GOOD, Sample.cost(30));
        ledger.ok("a", 2, "{}", List.of(call));

        assertThat(ledger.usage("a").calls()).isEqualTo(2);
        assertThat(ledger.usage("a").inputTokens()).isEqualTo(20);
        assertThat(ledger.cost("a")).isEqualTo(new RunCost(70, 0, 0, 0));
        assertThat(ledger.counts("a")).isEqualTo(new Counts(4, 4, 0, 0, 0, 3));
        assertThat(ledger.run("a").orElseThrow().started()).isNotNull();
    }

    @Test
    void theTermsOfARetryHoldBeforeAnyOfItIsAskedAndWhatWasSpentStaysCounted() {
        rejected("h2", 2);
        finish(2);
        Terms terms = new Terms(Recall.SINCE_GIVEN, 70, true);
        assertThat(ledger.retry("a", List.of(), null, terms)).isEqualTo(1);

        assertThat(ledger.takeAccepted(any -> true).orElseThrow().terms()).isEqualTo(terms);
        assertThat(ledger.cost("a").spent()).isEqualTo(40);
        assertThat(ledger.counts("a").ok()).isEqualTo(3);
    }

    @Test
    void aRunThatIsWorkedOnKeepsItsTermsAndItsDeadLetters() {
        ledger.dead("a", 2, Reason.REFUSED, "no");
        assertThat(ledger.retry("a", List.of(), null, new Terms(Recall.ALL, 70, false)))
                .isZero();
        assertThat(ledger.counts("a").dead()).isEqualTo(1);
        assertThat(ledger.run("a").orElseThrow().terms()).isEqualTo(Terms.USUAL);
        assertThat(ledger.retry("a", List.of(), null, Terms.USUAL)).isEqualTo(1);
    }

    @Test
    void howItemsAreAskedStaysWithThemUntilSomethingElseIsSaid() {
        rejected("h2", 2);
        finish(2);
        ledger.retry("a", List.of(2L), "{\"model\":\"demo/b\"}");
        ledger.close();
        ledger = Sample.open(folder);

        assertThat(ledger.item("a", 2).map(Item::retake)).contains("{\"model\":\"demo/b\"}");
        assertThat(ledger.item("a", 1).map(Item::retake)).isEmpty();
        ledger.dead("a", 2, Reason.REFUSED, "no");
        ledger.retry("a", List.of(), null);
        assertThat(ledger.item("a", 2).map(Item::retake)).contains("{\"model\":\"demo/b\"}");
        ledger.dead("a", 2, Reason.REFUSED, "no");
        ledger.retry("a", List.of(2L), "{}");
        assertThat(ledger.item("a", 2).map(Item::retake)).contains("{}");
        assertThat(ledger.mends("a", 2))
                .extracting(Mend::detail)
                .containsExactly("{\"model\":\"demo/b\"}", "{\"model\":\"demo/b\"}", "{}");
    }

    @Test
    void anEditKeepsWhatTheItemWasFirst() {
        ledger.dead("a", 2, Reason.REFUSED, "no");
        assertThat(ledger.edit("a", 2, "{\"term\":\"two\"}", "{\"n\":1}")).isTrue();
        assertThat(ledger.edit("a", 2, "{\"term\":\"zwei\"}", "{\"n\":2}")).isTrue();
        assertThat(ledger.edit("a", 1, "{}", "{}")).as("it is not dead").isFalse();

        assertThat(ledger.item("a", 2).map(Item::fields)).contains("{\"term\":\"zwei\"}");
        assertThat(ledger.original("a", 2)).contains("{\"term\":\"2\"}");
        assertThat(ledger.original("a", 1)).isEmpty();
        assertThat(ledger.mends("a", 2))
                .containsExactly(
                        new Mend(2, How.EDITED, "{\"n\":1}", Sample.NOON),
                        new Mend(2, How.EDITED, "{\"n\":2}", Sample.NOON));
    }

    @Test
    void aRowThatCouldNotBeReadIsAskedOnceItsFieldsAreWritten() {
        ledger.dead("a", 2, Reason.RAGGED_ROW, "3 cells");
        assertThat(ledger.retry("a", List.of(), null)).isZero();
        ledger.edit("a", 2, "{\"term\":\"two\"}", "{}");
        assertThat(ledger.retry("a", List.of(), null)).isEqualTo(1);
        assertThat(ledger.pending("a", 1, 1)).containsExactly(2L);
    }

    @Test
    void aReplyByHandIsFoundByWhoeverAsksWhatWasRejectedAndCostsNothing() {
        rejected("first", 2);
        rejected("last", 2);
        ledger.dead("a", 2, Reason.INVALID_JSON, "no");

        assertThat(ledger.answer("a", 2, "nuance", "by hand", "{}")).isEqualTo(Given.KEPT);

        KeptReply reply = ledger.recall("last").orElseThrow();
        assertThat(reply.body()).isEqualTo("by hand");
        assertThat(reply.status()).isZero();
        assertThat(reply.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(reply.model()).isEqualTo("hand");
        assertThat(ledger.recall("first")).isEmpty();
        assertThat(ledger.usage("a").calls()).isEqualTo(2);
        assertThat(ledger.cost("a").spent()).isEqualTo(80);
        assertThat(ledger.spent(io.cama.ledger.Spend.By.MODEL, "a")).hasSize(1);
        assertThat(ledger.calls("a", 2))
                .extracting(CallLook::model)
                .containsExactly("demo/any", "demo/any", "hand/hand");
        assertThat(ledger.export(io.cama.ledger.ReplyStore.Selection.ALL)).isExhausted();
    }

    @Test
    void aReplyByHandWantsACallThatItAnswers() {
        ledger.dead("a", 2, Reason.INPUT_SCHEMA, "no");
        assertThat(ledger.answer("a", 2, "nuance", "x", "{}")).isEqualTo(Given.NEVER_ASKED);
        assertThat(ledger.mends("a", 2)).isEmpty();
    }

    @Test
    void aReplyByHandDoesNotAnswerWhatAnEditHasChanged() {
        rejected("h", 2);
        ledger.dead("a", 2, Reason.INVALID_JSON, "no");
        ledger.edit("a", 2, "{\"term\":\"two\"}", "{}");
        assertThat(ledger.answer("a", 2, "nuance", "x", "{}")).isEqualTo(Given.EDITED_SINCE);
        assertThat(ledger.recall("h")).isEmpty();
    }

    @Test
    void whatIsDroppedIsSkippedAndTheRunIsPublishedAgain() {
        rejected("h", 2);
        finish(2);
        assertThat(ledger.drop("a", List.of(2L, 3L))).isEqualTo(1);
        assertThat(ledger.counts("a")).isEqualTo(new Counts(4, 3, 0, 1, 0, 3));
        assertThat(ledger.run("a").orElseThrow().state()).isEqualTo(RunState.ACCEPTED);
        assertThat(ledger.usage("a").calls()).isEqualTo(1);
        assertThat(ledger.drop("a", List.of(2L))).isZero();
        assertThat(ledger.mends("a")).toIterable().extracting(Mend::how).containsExactly(How.DROPPED);
    }

    @Test
    void aPausedRunStaysPausedWhenSomethingIsDropped() {
        ledger.dead("a", 2, Reason.REFUSED, "no");
        ledger.pause("a", "CONFIG: no", null);
        ledger.drop("a", List.of());
        assertThat(ledger.run("a").orElseThrow().state()).isEqualTo(RunState.PAUSED);
    }

    @Test
    void onlyWhatIsMendedIsToldInPages() {
        ledger.add("a", Sample.pending(5, 260));
        for (long position = 1; position <= 260; position++) {
            ledger.dead("a", position, Reason.REFUSED, "no");
        }
        ledger.retry("a", List.of(), null);
        for (long position = 130; position <= 259; position++) {
            ledger.ok("a", position, "{}", List.of());
        }
        List<Long> told = new ArrayList<>();
        ledger.mends("a").forEachRemaining(mend -> told.add(mend.position()));
        assertThat(told).hasSize(130).startsWith(130L).endsWith(259L).isSorted();
    }

    @Test
    void whatIsRecordedStandsInTheOutputsAndInNoDeadLettersFile() {
        ledger.ok("a", 1, "{\"n\":1}", List.of());
        assertThat(ledger.bury("a", 2, Reason.REFUSED, "no", "{\"n\":2}", false))
                .isTrue();
        assertThat(ledger.bury("a", 2, Reason.REFUSED, "no", null, false)).isFalse();
        ledger.bury("a", 3, Reason.REFUSED, "no", null, false);

        assertThat(ledger.results("a"))
                .toIterable()
                .extracting(Result::values)
                .containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(ledger.deadLetters("a"))
                .toIterable()
                .extracting(DeadLetter::position)
                .containsExactly(3L);
        assertThat(ledger.recorded("a")).isEqualTo(1);
        assertThat(ledger.counts("a").dead()).isEqualTo(2);
        assertThat(ledger.deadLetter("a-2")).isPresent();
        ledger.retry("a", List.of(2L), null);
        assertThat(ledger.results("a")).toIterable().hasSize(1);
    }

    @Test
    void aNoticeIsOpenUntilItHasArrivedWhateverHappensInBetween() {
        ledger.bury("a", 2, Reason.REFUSED, "no", null, true);
        ledger.bury("a", 3, Reason.REFUSED, "no", null, false);
        ledger.untold("a", 2, "HTTP 500");
        ledger.close();
        ledger = Sample.open(folder);

        assertThat(ledger.openNotices()).toIterable().containsExactly(new Notice("a", "words", 2, 1, "HTTP 500", null));
        ledger.told("a", 2);
        assertThat(ledger.openNotices()).isExhausted();
        assertThat(ledger.notice("a", 2)).contains(new Notice("a", "words", 2, 2, null, Sample.NOON));
        assertThat(ledger.notice("a", 3)).isEmpty();
    }

    @Test
    void anItemIsToldOfOnceHoweverOftenItDies() {
        ledger.bury("a", 2, Reason.REFUSED, "no", null, true);
        ledger.told("a", 2);
        ledger.retry("a", List.of(2L), null);
        ledger.bury("a", 2, Reason.REFUSED, "no", null, true);
        assertThat(ledger.openNotices()).isExhausted();
    }

    @Test
    void nobodyIsToldOfADeathThatWasTakenBackInTime() {
        ledger.bury("a", 2, Reason.REFUSED, "no", null, true);
        ledger.retry("a", List.of(2L), null);
        assertThat(ledger.notice("a", 2)).isEmpty();
        ledger.bury("a", 2, Reason.REFUSED, "no", null, true);
        assertThat(ledger.openNotices()).toIterable().hasSize(1);
        ledger.drop("a", List.of(2L));
        assertThat(ledger.openNotices()).isExhausted();
    }

    @Test
    void wordsAreLookedForInItemMessageAndRepliesPackedOnesIncluded() {
        long call = ledger.ask(Sample.ask("h", "a", 1));
        ledger.keep(call, 200, "x".repeat(5000) + " The Needle");
        ledger.dead("a", 1, Reason.REFUSED, "said no");
        ledger.dead("a", 2, Reason.REFUSED, "said maybe");

        assertThat(found("needle")).containsExactly("a-1");
        assertThat(found("SAID")).containsExactly("a-2", "a-1");
        assertThat(found("needle", "NO", "\"1\"")).containsExactly("a-1");
        assertThat(found("needle", "maybe")).isEmpty();
    }

    private List<String> found(String... words) {
        List<String> found = new ArrayList<>();
        ledger.letters(new Selection(null, null, null, List.of(words))).forEachRemaining(head -> found.add(head.id()));
        return found;
    }

    @Test
    void newestLettersComeFirstThroughAllPages() {
        ledger.add("a", Sample.pending(5, 450));
        for (long position = 1; position <= 450; position++) {
            ledger.dead("a", position, Reason.REFUSED, "no");
        }
        List<Long> positions = new ArrayList<>();
        Iterator<io.cama.ledger.letter.Letters.Head> heads = ledger.letters(Selection.ALL);
        heads.forEachRemaining(head -> positions.add(head.position()));
        assertThat(positions).hasSize(450).startsWith(450L).endsWith(1L).doesNotHaveDuplicates();
    }

    /** A call that cost 40 and was of no use. */
    private void rejected(String hash, long position) {
        long call = ledger.ask(Sample.ask(hash, "a", position, 90));
        ledger.keep(call, 200, "no");
        ledger.judge(
                call,
                Verdict.REJECTED,
                new io.cama.ledger.Replies.Reading(
                        "any", new io.cama.model.Usage(10, 4), 40L, Reason.INVALID_JSON, "no JSON"));
    }

    /** Ends the run with one dead item. */
    private void finish(long dead) {
        for (long position = 1; position <= 4; position++) {
            if (position == dead) {
                ledger.dead("a", position, Reason.INVALID_JSON, "no");
            } else {
                ledger.ok("a", position, "{}", List.of());
            }
        }
        assertThat(ledger.done("a")).isTrue();
    }
}
