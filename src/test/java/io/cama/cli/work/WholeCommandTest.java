package io.cama.cli.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import io.cama.cli.LedgerHome;
import io.cama.cli.shell.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that start Camel, from the command line to the files, on the demo endpoint. */
@Timeout(60)
class WholeCommandTest {
    private static final String[] FAST = {"--set", "cama.runs.poll=10ms", "--set", "cama.inbox.poll=100ms"};

    @TempDir
    private Path home;

    private Path folder = Path.of("");
    private String people = "";

    @BeforeEach
    void aSoundJob() throws IOException {
        folder = GreetingJob.in(home);
        Path prompt = folder.resolve("hello.prompt");
        Files.writeString(prompt, Files.readString(prompt).replace("openai/gpt-4.1-mini", "demo/any"));
        people = home.resolve("people.csv").toString();
    }

    private Answer cama(String... arguments) {
        String[] all = new String[arguments.length + FAST.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(FAST, 0, all, arguments.length, FAST.length);
        return Answer.of(home, all);
    }

    @Test
    void aFileGoesThroughItsJobAndBuysNothingTwice() {
        Answer first = cama("process", people, "--job", "greet", "--concurrency", "1");
        Answer second = cama(
                "process",
                people,
                "--job",
                "greet",
                "-o",
                home.resolve("elsewhere").toString());

        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out())
                .startsWith("people.csv: 2 rows = 2 ok (0 from the ledger) + 0 dead letters + 0 skipped\n  2 calls, ");
        assertThat(second.out())
                .startsWith("people.csv: 2 rows = 2 ok (2 from the ledger)")
                .contains("0 calls");
        assertThat(home.resolve("outbox/greet/people.json")).exists();
        assertThat(home.resolve("elsewhere/people.run.json")).exists();
        assertThat(home.resolve("people.csv")).exists();
    }

    @Test
    @Timeout(30)
    void aPausedJobIsSaidAndWaitedForByNobody() throws IOException {
        assertThat(cama("process", people, "--job", "greet").exit()).isZero();
        assertThat(Answer.of(home, "pause", "greet", "--reason", "new prompts").exit())
                .isZero();
        drop();

        Answer offline = cama(
                "process",
                people,
                "--job",
                "greet",
                "--offline",
                "-o",
                home.resolve("x").toString());
        Answer once = cama("run", "--once", "--set", "cama.api.enabled=false");

        assertThat(offline.exit()).as(offline.err()).isEqualTo(75);
        assertThat(offline.err()).contains("the job greet is paused by", "new prompts", "cama resume greet");
        assertThat(once.exit()).as(once.err()).isNotZero();
        assertThat(once.out() + once.err()).contains("JOB_PAUSED: greet was paused by");
        assertThat(home.resolve("outbox/greet/others.json")).doesNotExist();
    }

    @Test
    @Timeout(30)
    void maintenanceLeavesWhatLiesInTheInboxAndEndsWhoeverWaitsForAnEmptyOne() throws IOException {
        assertThat(Answer.of(home, "maintenance", "on", "new disk").exit()).isZero();
        Path file = drop();

        Answer once = cama("run", "--once", "--set", "cama.api.enabled=false");

        assertThat(once.exit()).as(once.err()).isZero();
        assertThat(file).exists();
    }

    private Path drop() throws IOException {
        Path inbox = Files.createDirectories(home.resolve("inbox/greet"));
        return Files.writeString(inbox.resolve("others.csv"), "name\nEve\n");
    }

    @Test
    void aFileThatIsNotOursIsNeverOverwritten() throws IOException {
        Path own = Files.createDirectories(home.resolve("outbox/greet")).resolve("people.json");
        Files.writeString(own, "mine");
        Answer refused = cama("process", people, "--job", "greet");
        Path inbox = Files.createDirectories(home.resolve("inbox/greet")).resolve("people.csv");
        Files.copy(home.resolve("people.csv"), inbox);
        Answer paused = cama("run", "--once");

        assertThat(refused.exit()).isEqualTo(73);
        assertThat(refused.err()).contains("people.json would be overwritten", "no receipt");
        assertThat(paused.err()).contains("people.csv is paused: CONFIG: ", "people.json", "would be overwritten");
        assertThat(own).hasContent("mine");

        Files.delete(own);
        assertThat(cama("resume", "--all").exit()).isZero();
        assertThat(own).isNotEmptyFile();
        assertThat(cama("process", people, "--job", "greet").exit()).as("ours").isZero();
    }

    @Test
    void aHomeFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> Preflight.home(file.resolve("home")));

        assertThat(refusal.exit()).isEqualTo(73);
        assertThat(refusal).hasMessageContaining("the home folder").hasMessageContaining("-C");
    }

    @Test
    void aFileWithoutRowsIsSaidToHaveNone() throws IOException {
        Path empty = Files.writeString(home.resolve("empty.csv"), "name\n");
        assertThat(cama("process", empty.toString(), "--job", "greet").err()).contains("No rows");
    }

    @Test
    void theAccountIsOneJsonDocument() {
        Answer answer = cama("process", people, "--job", "greet", "--limit", "1", "--json", "-q");

        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out()).startsWith("[ {").contains("\"state\" : \"DONE\"", "\"skipped\" : 1");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadDoesNotHoldUpTheOthers() throws IOException {
        Path bad = Files.write(home.resolve("bad.csv"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});

        Answer answer = cama("process", bad.toString(), people, "--job", "greet");

        assertThat(answer.exit()).isEqualTo(65);
        assertThat(answer.err()).contains("error: " + bad + ": ").doesNotContain("bad.csv: bad.csv");
        assertThat(answer.out()).startsWith("people.csv: 2 rows = 2 ok");
    }

    @Test
    void deadLettersAreToldAndCanBeTriedAgain() throws IOException {
        Files.writeString(home.resolve("people.jsonl"), "{\"name\": \"Ada\"}\n{\"name\": 5}\n");

        Answer first = cama("process", home.resolve("people.jsonl").toString(), "--job", "greet");
        String id = Answer.of(home, "dlq", "list").out().split(" ", 2)[0];
        Answer still = cama("dlq", "retry", id);
        Path prompt = folder.resolve("hello.prompt");
        Files.writeString(prompt, Files.readString(prompt).replace("name: string", "name: any"));
        Answer better = cama("dlq", "retry", "--all");

        assertThat(first.exit()).as(first.err()).isEqualTo(1);
        assertThat(first.err()).contains("Dead letters: cama -C ", "dlq retry --run ");
        assertThat(still.exit()).isEqualTo(1);
        assertThat(better.exit()).as(better.err()).isZero();
        assertThat(better.out()).contains("2 rows = 2 ok");
        assertThat(cama("dlq", "retry", "--all").exit()).isEqualTo(3);
    }

    @Test
    void aFileClaimedBeforeTheProgramDiedIsTakenUpAndOneWithoutAJobHoldsNobodyUp() throws IOException {
        cama("ledger", "new");
        Path claimed = Files.createDirectories(home.resolve("work/in-1/greet"));
        Files.move(home.resolve("people.csv"), claimed.resolve("people.csv"));
        Path lost = Files.createDirectories(home.resolve("work/in-2/nosuch")).resolve("lost.csv");
        Files.writeString(lost, "name\nAda\n");
        Path half = Files.createDirectories(home.resolve("work/copy-3/greet")).resolve("half.csv");
        Files.writeString(half, "na");

        Answer answer = cama("run", "--once");

        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out()).startsWith("people.csv: 2 rows = 2 ok");
        assertThat(home.resolve("done/greet/people.csv")).exists();
        assertThat(lost).exists();
        assertThat(half).doesNotExist();
    }

    @Test
    void theInboxIsWorkedOffOnce() throws IOException {
        Path inbox = Files.createDirectories(home.resolve("inbox/greet"));
        Files.move(home.resolve("people.csv"), inbox.resolve("people.csv"));
        Files.createFile(inbox.resolve("later.csv.part"));

        Answer answer = cama("run", "--once", "--set", "cama.inbox.min-age=0ms");

        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.err()).contains("Features: cache (", "Watching ", "greet");
        assertThat(answer.out()).startsWith("people.csv: 2 rows = 2 ok");
        assertThat(home.resolve("done/greet/people.csv")).exists();
        assertThat(inbox.resolve("later.csv.part")).exists();
        assertThat(home.resolve("inbox").resolve("korean-flashcards")).isDirectory();
    }

    @Test
    void aRunTheServiceHadToPauseGoesOnWhenRetried() throws IOException {
        Path prompt = folder.resolve("hello.prompt");
        String sound = Files.readString(prompt);
        Files.writeString(prompt, sound.replace("demo/any", "openai/gpt-4.1-mini"));
        Path inbox = Files.createDirectories(home.resolve("inbox/greet"));
        Files.move(home.resolve("people.csv"), inbox.resolve("people.csv"));

        Answer service = cama("run", "--once", "--set", "cama.inbox.min-age=0ms");
        Files.writeString(prompt, sound);
        String run = Answer.of(home, "status").out().split(" ", 2)[0];
        Answer retried = cama("dlq", "retry", "--run", run);

        assertThat(service.exit()).as(service.err()).isEqualTo(77);
        assertThat(service.err()).contains("Resume: cama -C " + home + " resume " + run);
        assertThat(retried.exit()).as(retried.err()).isZero();
        assertThat(retried.out()).startsWith("people.csv: 2 rows = 2 ok");
        assertThat(home.resolve("done/greet/people.csv")).exists();
    }

    @Test
    void anotherProcessInTheSameHomeIsToldApart() {
        try (LedgerHome busy = new LedgerHome(home)) {
            busy.running("other", 1);

            Answer answer = cama("process", people, "--job", "greet", "--set", "cama.handover.wait=100ms");

            assertThat(answer.exit()).isEqualTo(75);
            assertThat(answer.err()).contains("another cama uses this home folder");
        }
    }

    @Test
    void aRouteThatCamelRefusesIsAnErrorOfTheJob() throws IOException {
        Path route = folder.resolve("greet.camel.yaml");
        Files.writeString(route, Files.readString(route) + "        - to: { id: odd, uri: \"no-such-component:x\" }\n");

        Answer answer = cama("process", people, "--job", "greet");

        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.err()).contains("the routes cannot be started: ", "no-such-component");
    }

    @Test
    void nothingStaysInTheWorkFolderButTheLedgerAndTheLastNumbers() throws IOException {
        cama("ledger", "new");
        Path halfCopied = Files.createDirectories(home.resolve("work/copy-of-a-killed-process/greet"));
        Files.writeString(halfCopied.resolve("people.csv"), "na");

        Answer answer = cama("process", people, "--job", "greet", "--set", "cama.demo.log=");

        assertThat(answer.exit()).as(answer.err()).isZero();
        try (Stream<Path> left = Files.list(home.resolve("work"))) {
            assertThat(left).isNotEmpty().allSatisfy(file -> assertThat(
                            file.getFileName().toString())
                    .matches("ledger\\.db.*|state\\.json|ballast|at-work|versions|audit\\..*"));
        }
    }

    @Test
    void theDemoMakesADeckAndSaysWhatComesNext() {
        Answer answer = cama("demo");

        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("words.csv: 120 rows = 120 ok", "words.apkg");
        assertThat(answer.err()).contains("no key, nothing is bought", "Import into Anki", "OPENROUTER_API_KEY");
    }

    @Test
    void anEndpointThatIsNotThereIsToldAtOnceAndEndsWithItsOwnCode() {
        Answer answer = cama(
                "process",
                people,
                "--job",
                "greet",
                "--model",
                "gone/any",
                "--set",
                "cama.provider.gone.url=http://127.0.0.1:1/v1",
                "--set",
                "cama.retry.initial-delay=1ms",
                "--set",
                "cama.breaker.in-a-row=2");

        assertThat(answer.exit()).as(answer.err()).isEqualTo(69);
        assertThat(answer.err()).contains("ENDPOINT_UNREACHABLE", "NET_CONNECT");
    }
}
