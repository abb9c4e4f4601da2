package io.cama.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rows of a job, asked for one at a time, and the versions of its files. */
@Timeout(120)
class JobPromptTest {
    private static final String ROUTE = """
            - route:
                id: pair
                from:
                  uri: kamelet:job
                  parameters: { name: pair, outputs: json }
                  steps:
                    - to: { id: first, uri: "kamelet:llm", parameters: { prompt: one } }
                    - to: { id: second, uri: "kamelet:llm", parameters: { prompt: two } }
            """;
    private static final String PROMPT = """
            ---
            model: demo/any
            output: { schema: { word: string } }
            ---
            """;

    @TempDir
    private Path home;

    private Path folder = Path.of("");
    private String input = "";

    @BeforeEach
    void aJobOfTwoPrompts() throws IOException {
        folder = Files.createDirectories(home.resolve("jobs/pair"));
        Files.writeString(folder.resolve("pair.camel.yaml"), ROUTE);
        Files.writeString(folder.resolve("one.prompt"), PROMPT + "About {{name}} in {{@input}}");
        Files.writeString(folder.resolve("two.prompt"), PROMPT + "More than {{one.word}}");
        input = Files.writeString(home.resolve("people.csv"), "name\nAda\nBob\n")
                .toString();
    }

    private Answer cama(String... arguments) {
        return Answer.of(
                home,
                Stream.concat(Stream.of(arguments), Stream.of("--set", "cama.runs.poll=10ms"))
                        .toArray(String[]::new));
    }

    private long calls() throws IOException {
        Path log = home.resolve("work/demo-calls.jsonl");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    @Test
    void aRowIsShownWithoutACallAndSentOnceForAll() throws IOException {
        Answer shown = cama("prompt", "pair", "--row", "2", "--input", input);
        long before = calls();
        Answer sent = cama("prompt", "pair", "--row", "2", "--input", input, "--send", "--prompt", "two");
        long after = calls();
        Answer again = cama("prompt", "pair", "--row", "2", "--input", input, "--send");
        Answer file = cama("process", input, "--job", "pair");
        Answer known = cama("prompt", "pair", "--row", "2", "--json");

        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out())
                .containsSubsequence("=== one, demo/any ===", "About Bob in people.csv", "=> not asked yet: about ")
                .containsSubsequence("=== two, demo/any ===", "More than demo: ");
        assertThat(shown.err()).contains("2 prompts, about $0", "No call was made.", "are made up", "--send asks");
        assertThat(before).isZero();
        assertThat(sent.out()).startsWith("=== two, demo/any ===").contains("tokens in, ", "\"word\" : \"demo: More");
        assertThat(sent.err()).contains("2 prompts, $0.");
        assertThat(after).isEqualTo(2);
        assertThat(again.out()).containsSubsequence("=> from the ledger", "=> from the ledger");
        assertThat(file.out()).startsWith("people.csv: 2 rows = 2 ok (1 from the ledger)");
        assertThat(calls()).isEqualTo(4);
        assertThat(known.out())
                .contains("\"origin\" : \"LEDGER\"", "\"row\" : 2")
                .doesNotContain("UNKNOWN");
    }

    @Test
    void whatCannotBeShownIsSaid() throws IOException {
        Answer none = cama("prompt", "pair");
        Files.writeString(folder.resolve("example.csv"), "name\nEve\n");

        assertThat(none.exit()).isEqualTo(3);
        assertThat(none.err()).contains("has not run yet", "--input FILE");
        assertThat(cama("prompt", "pair").out()).contains("About Eve in example.csv");
        assertThat(cama("prompt", "pair", "--row", "3", "--input", input).err()).contains("has no row 3; it has 2");
        assertThat(cama("prompt", "pair", "--prompt", "three").err()).contains("it asks one, two");
        assertThat(cama("prompt", "pair", "--row", "0").exit()).isEqualTo(2);
        assertThat(cama("prompt", "pear").err()).contains("is not known", "pair");
        assertThat(cama("prompt", "pair", "--data", "{\"name\": \"Zoe\"}").out())
                .contains("About Zoe in data.json");
        assertThat(calls()).isZero();
    }

    @Test
    void anEditedPromptIsComparedAndRolledBackAndThenCostsNothing() throws IOException {
        Path prompt = folder.resolve("one.prompt");
        String before = Files.readString(prompt);
        cama("process", input, "--job", "pair");
        Files.writeString(prompt, before.replace("About", "All about"));
        Files.writeString(folder.resolve("_new.prompt"), "a partial");
        cama("process", input, "--job", "pair");
        long bought = calls();

        Answer list = cama("prompt", "pair", "--versions");
        String old = list.out().lines().skip(1).findFirst().orElseThrow().substring(0, 12);
        Answer difference = cama("prompt", "pair", "--diff", old, "--prompt", "one");
        Answer back = cama("prompt", "pair", "--rollback", old);
        Answer again = cama(
                "process", input, "--job", "pair", "-o", home.resolve("again").toString());
        Answer forth = cama("prompt", "pair", "--rollback", list.out().substring(0, 12));

        assertThat(list.out().lines().toList())
                .satisfiesExactly(newest -> assertThat(newest).endsWith("as it is now"), oldest -> assertThat(oldest)
                        .endsWith("differs in _new.prompt, one.prompt"));
        assertThat(difference.out())
                .contains("-About Ada in people.csv", "+All about Ada in people.csv", "--- one answer " + old);
        assertThat(back.out()).isEqualToNormalizingNewlines("_new.prompt\none.prompt\n");
        assertThat(again.out()).contains("2 ok (2 from the ledger)", "  0 calls");
        assertThat(calls()).isEqualTo(bought);
        assertThat(forth.exit()).isZero();
        assertThat(Files.readString(prompt)).contains("All about");
        assertThat(cama("prompt", "pair", "--rollback", "ffff").exit()).isEqualTo(3);
    }

    @Test
    void aRowThatCouldNotBeSentIsLeftToNobody() throws IOException {
        Answer paused = cama(
                "prompt",
                "pair",
                "--input",
                input,
                "--send",
                "--model",
                "gone/any",
                "--set",
                "cama.provider.gone.url=http://127.0.0.1:1/v1",
                "--set",
                "cama.retry.attempts=1");

        assertThat(paused.exit()).as(paused.out() + paused.err()).isNotZero();
        assertThat(paused.err()).contains("ENDPOINT_UNREACHABLE");
        try (Ledger ledger = SqliteLedger.openReadOnly(home.resolve("work/ledger.db"))
                        .orElseThrow();
                Stream<Path> work = Files.list(home.resolve("work"))) {
            assertThat(ledger.runs(9)).extracting(Run::state).containsOnly(RunState.REJECTED);
            assertThat(work)
                    .noneMatch(file -> String.valueOf(file.getFileName()).startsWith("row-"));
        }
    }
}
