package io.cama.prompt.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Failure;
import io.cama.model.Message;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import io.cama.prompt.PromptFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairTurnTest {
    private static final Prompt CARD = PromptFile.parse("c.prompt", "---\noutput: { schema: { a: string } }\n---\n");
    private static final Prompt TABLE =
            PromptFile.parse("t.prompt", "---\noutput: { format: tsv, schema: { a: string } }\n---\n");
    private static final Prompt TEXT = PromptFile.parse("x.prompt", "Hello");

    @Test
    void theReplyIsFollowedByWhatIsWrongWithItAndTheDemandForAllOfIt() {
        List<Message> turn = RepairTurn.of(
                CARD, " {\"a\": 1}\n", Failure.of(Reason.SCHEMA_MISMATCH, "/a: integer found, string expected"));

        assertThat(turn).extracting(Message::role).containsExactly("model", "user");
        assertThat(turn.get(0).text()).isEqualTo("{\"a\": 1}");
        assertThat(turn.get(1).text())
                .contains("JSON pointer", "/a: integer found, string expected")
                .contains("whole corrected answer", "one JSON value", "nothing else");
    }

    @Test
    void eachFormIsAskedForInItsOwnWords() {
        Failure json = Failure.of(Reason.INVALID_JSON, "no JSON: Unexpected character (line 1, column 2)");
        Failure table = Failure.of(Reason.INVALID_TABLE, "the reply holds no valid row");

        assertThat(wrong(CARD, json)).contains("cannot be read as JSON", "line 1, column 2", "one JSON value");
        assertThat(wrong(TABLE, table))
                .contains("no valid row", "parted by tabs")
                .doesNotContain("JSON");
        assertThat(wrong(TEXT, Failure.of(Reason.EMPTY_OUTPUT, "odd")))
                .contains("cannot be used: odd", "and nothing else.")
                .doesNotContain("JSON", "tabs");
    }

    @Test
    void theSameArgumentsGiveTheSameMessages() {
        Failure failure = Failure.of(Reason.INVALID_JSON, "no");

        assertThat(RepairTurn.of(CARD, "x", failure)).isEqualTo(RepairTurn.of(CARD, "x", failure));
    }

    @Test
    void anEmptyReplyIsNotRepeated() {
        assertThat(RepairTurn.of(CARD, " \n", Failure.of(Reason.INVALID_JSON, "no")))
                .extracting(Message::role)
                .containsExactly("user");
    }

    @Test
    void ofALongReplyTheMiddleIsLeftOutBetweenCharacters() {
        String reply = "a" + "😀".repeat(15_000) + "z";

        String kept = RepairTurn.of(CARD, reply, Failure.of(Reason.INVALID_JSON, "no"))
                .get(0)
                .text();

        assertThat(kept)
                .hasSizeLessThan(20_100)
                .startsWith("a😀")
                .endsWith("😀z")
                .contains("characters left out");
        assertThat(kept.codePoints().filter(point -> point >= 0xD800 && point <= 0xDFFF))
                .isEmpty();
    }

    @Test
    void aLongComplaintIsCut() {
        assertThat(wrong(CARD, Failure.of(Reason.SCHEMA_MISMATCH, "/a: no; ".repeat(1_000))))
                .hasSizeLessThan(1_600)
                .contains("…");
    }

    private static String wrong(Prompt prompt, Failure failure) {
        return RepairTurn.of(prompt, "x", failure).get(1).text();
    }
}
