package io.cama.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.faults.check.Judgement;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What came in is paid for, read or not: the program dies right before it would read a reply, and is started again. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ReplyFirstTest {
    private static final String FIRST_IS_NO_ANSWER = """
            rules:
              - when: { nth: 1 }
                then: { malformed: true }
              - when: { nth: 2 }
                then: { latency: 60s }
            """;

    @TempDir
    private Path folder;

    @Test
    void aReplyThatCameInIsNeverBoughtAgain() throws Exception {
        Judgement judgement = diedBeforeReading(Mutant.DIES_BEFORE_READING);

        assertThat(judgement.faults()).isEmpty();
        assertThat(judgement.repeated()).isZero();
    }

    @Test
    void aProgramThatStoresRepliesLateIsFoundOut() throws Exception {
        Judgement judgement = diedBeforeReading(Mutant.REPLY_STORED_LATE);

        assertThat(judgement.faults()).anyMatch(fault -> fault.startsWith("1 calls were paid for twice, 0 may have"));
    }

    /** The second call, which asks for the first reply to be mended, proves that the first had come in. */
    @Test
    void aReplyThatIsNoAnswerIsNotBoughtAgainEither() throws Exception {
        Path scenario = Files.writeString(folder.resolve("scenario.yaml"), FIRST_IS_NO_ANSWER);
        try (Rig rig = rig(Endpoint.here(folder.resolve("calls.jsonl"), scenario))) {
            Process killed = rig.process(Launch.PLAIN, "--concurrency", "1");
            assertThat(rig.awaitCalls(killed, 2)).as(rig.told()).isTrue();
            rig.kill(killed);

            assertThat(rig.ended(rig.process(Launch.PLAIN, "--concurrency", "1")))
                    .as(rig.told())
                    .isZero();
            assertThat(rig.judge(1).faults()).isEmpty();
        }
    }

    private Judgement diedBeforeReading(Mutant mutant) throws Exception {
        Path dies = Files.createFile(folder.resolve("dies"));
        Launch launch = Launch.PLAIN.with(mutant.compile(folder)).java("-Dcama.dies=" + dies);
        try (Rig rig = rig(Endpoint.here(folder.resolve("calls.jsonl"), 1))) {
            assertThat(rig.ended(rig.process(launch, "--concurrency", "1")))
                    .as(rig.told())
                    .isEqualTo(137);
            assertThat(rig.ended(rig.process(launch, "--concurrency", "1")))
                    .as(rig.told())
                    .isZero();
            return rig.judge(0);
        }
    }

    private Rig rig(Endpoint endpoint) throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        return new Rig(folder, home, "terms", Rig.rows(folder.resolve("terms.csv"), "term", 2), endpoint);
    }
}
