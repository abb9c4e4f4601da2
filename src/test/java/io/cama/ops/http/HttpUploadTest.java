package io.cama.ops.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.ops.control.By.Role;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that come in over HTTP, of whatever name and size. */
class HttpUploadTest {
    private static final String LEFT = ".upload-0b6d7b1e-6c1f-4a53-9d43-2f2a6f3a1c55.part";
    private static final String FILES = "/api/v1/jobs/plain/files?name=";

    @TempDir
    static Path base;

    private static Path home;
    private static ServedHome served;

    @BeforeAll
    static void serve() throws Exception {
        home = Files.createDirectory(base.resolve("home"));
        Files.createDirectories(home.resolve("inbox/plain"));
        Files.writeString(home.resolve("inbox/plain").resolve(LEFT), "of a process that died");
        Files.writeString(home.resolve("inbox/plain/.upload-x"), "somebody's own");
        Files.createDirectories(home.resolve("inbox/plain/.upload-notes/of-mine"));
        served = new ServedHome(home, Map.of("cama.api.upload-max", "2KB"));
        served.control()
                .maintenanceOn("files stay in the inbox", io.cama.ops.control.By.local(io.cama.ops.control.By.Way.CLI));
    }

    @AfterAll
    static void end() {
        served.close();
    }

    private static HttpAnswer upload(String name, String content, String... headers) throws IOException {
        return served.client(Role.OPERATOR)
                .send("POST", FILES + URLEncoder.encode(name, StandardCharsets.UTF_8), content, headers);
    }

    private static Set<String> inbox() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("inbox/plain"))) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void aFileLiesWholeInTheInboxAndNobodyElseReadsIt() throws IOException {
        HttpAnswer answer = upload("words.csv", "word\napple\n", "Content-Type: text/csv");

        assertThat(answer.status()).isEqualTo(201);
        JsonNode told = answer.json();
        assertThat(told.path("file").asText()).isEqualTo("words.csv");
        assertThat(told.path("bytes").asInt()).isEqualTo(11);
        assertThat(told.path("sha256").asText()).hasSize(64);
        Path file = home.resolve("inbox/plain/words.csv");
        assertThat(file).hasContent("word\napple\n");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(inbox()).noneMatch(name -> name.endsWith(".part"));
        assertThat(Files.readString(home.resolve("work/audit.jsonl"))).contains("inbox.put", "plain/words.csv");
    }

    @Test
    void oneOfANameThatWaitsThereDoesNotReplaceIt() throws IOException {
        upload("twice.csv", "word\none\n");
        HttpAnswer second = upload("twice.csv", "word\ntwo\n");

        assertThat(second.json().path("file").asText()).isEqualTo("twice-2.csv");
        assertThat(home.resolve("inbox/plain/twice.csv")).hasContent("word\none\n");
        assertThat(home.resolve("inbox/plain/twice-2.csv")).hasContent("word\ntwo\n");
    }

    @Test
    void whatSomebodyElsePutsThereMeanwhileIsNotReplacedEither() throws Exception {
        Path folder = home.resolve("inbox/plain");
        AtomicBoolean over = new AtomicBoolean();
        List<Path> theirs = new ArrayList<>();
        Thread somebody = new Thread(() -> {
            for (int n = 2; n < 20_000 && !over.get(); n++) {
                Path file = folder.resolve("race-" + n + ".csv");
                try {
                    Files.writeString(file, "theirs", StandardOpenOption.CREATE_NEW);
                    theirs.add(file);
                } catch (IOException taken) {
                    // An upload has the name, which is as good.
                }
            }
        });
        upload("race.csv", "word\nfirst\n");
        somebody.start();
        try {
            for (int i = 0; i < 20; i++) {
                assertThat(upload("race.csv", "word\nours\n").status()).isEqualTo(201);
            }
        } finally {
            over.set(true);
            somebody.join();
        }

        List<Path> replaced = new ArrayList<>();
        for (Path file : theirs) {
            if (!Files.readString(file).equals("theirs")) {
                replaced.add(file);
            }
        }
        for (String name : inbox()) {
            if (name.startsWith("race")) {
                Files.delete(folder.resolve(name));
            }
        }
        assertThat(theirs).isNotEmpty();
        assertThat(replaced).isEmpty();
    }

    static Stream<Arguments> hostileNames() {
        return Stream.of(
                Arguments.of("../../../out.csv", "out.csv"),
                Arguments.of("..\\..\\back.csv", "back.csv"),
                Arguments.of("/etc/passwd", "passwd"),
                Arguments.of("C:\\users\\x.csv", "x.csv"),
                Arguments.of("nul\u0000byte.csv", "nul_byte.csv"),
                Arguments.of("line\nbreak.csv", "line_break.csv"),
                Arguments.of("head\r\nX-Injected: 1.csv", "head__X-Injected_ 1.csv"),
                Arguments.of(".hidden.csv", "hidden.csv"),
                Arguments.of("...csv", "csv"),
                Arguments.of("-rf.csv", "rf.csv"),
                Arguments.of("a\u202Evsc.exe", "a_vsc.exe"),
                Arguments.of("${env:HOME}.csv", "__env_HOME_.csv"),
                Arguments.of("<b>x</b>.csv", "b_.csv"));
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void aHostileNameIsMadeSafe(String given, String safe) throws IOException {
        HttpAnswer answer = upload(given, "word\nx\n");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().path("file").asText()).isEqualTo(safe);
        assertThat(home.resolve("inbox/plain").resolve(safe)).exists();
        try (Stream<Path> files = Files.list(base)) {
            assertThat(files).containsExactly(home);
        }
    }

    @Test
    void aLongNameIsCutAndKeepsItsEnding() throws IOException {
        String name = upload("가".repeat(300) + ".csv", "word\nx\n")
                .json()
                .path("file")
                .asText();

        assertThat(name).endsWith("가.csv");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(120);
    }

    @Test
    void aNameThatIsNoneOrThatTheInboxLeavesAloneIsRefused() throws IOException {
        Set<String> before = inbox();
        for (String name : List.of("", ".", "..", "/", "\u0000", "words.csv.part", "words.tmp", "x".repeat(1001))) {
            assertThat(upload(name, "word\n").status()).as(name).isEqualTo(400);
        }
        assertThat(inbox()).isEqualTo(before);
    }

    @Test
    void aFileThatIsTooLargeLeavesNothing() throws IOException {
        Set<String> before = inbox();

        HttpAnswer declared = upload("large.csv", "x".repeat(5_000));
        HttpAnswer chunked = served.client(Role.OPERATOR)
                .send(
                        "POST",
                        FILES + "large.csv",
                        "",
                        "Transfer-Encoding: chunked\r\n\r\n1000\r\n" + "x".repeat(0x1000) + "\r\n0\r\n");

        assertThat(declared.status()).isEqualTo(413);
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(upload("fits.csv", "x".repeat(2_048)).status()).isEqualTo(201);
        assertThat(inbox()).containsAll(before).doesNotContain("large.csv").noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void aFormAJobThatIsNotThereAndAFolderThatIsALinkAreRefused() throws IOException {
        assertThat(upload("form.csv", "x", "Content-Type: multipart/form-data; boundary=x")
                        .status())
                .isEqualTo(415);
        assertThat(served.client(Role.OPERATOR)
                        .send("POST", "/api/v1/jobs/none/files?name=x.csv", "x")
                        .status())
                .isEqualTo(404);
        assertThat(home.resolve("inbox/none")).doesNotExist();
    }

    @Test
    void whatADeadProcessHadBegunIsGoneAndNothingElse() {
        assertThat(home.resolve("inbox/plain").resolve(LEFT)).doesNotExist();
        assertThat(home.resolve("inbox/plain/.upload-x")).hasContent("somebody's own");
        assertThat(home.resolve("inbox/plain/.upload-notes/of-mine")).isDirectory();
    }

    @Test
    void noHeaderOfAClientReachesWhatIsBehindTheServer() throws Exception {
        String[] hostile = {
            "CamelHttpUri: http://127.0.0.1:9/{{env:PATH}}",
            "camelhttpuri: http://127.0.0.1:9/",
            "CAMELFILENAME: ../../evil.csv",
            "CamelFileName: ../../evil.csv",
            "cAmElFileNameProduced: /tmp/evil",
            "CamelBeanMethodName: close",
            "Camel-Http-Uri: x",
            "org.apache.camel.x: y",
            "CamelJmsDestinationName: x"
        };
        served.control().maintenanceOff(io.cama.ops.control.By.local(io.cama.ops.control.By.Way.CLI));
        int before = served.endpoint().calls().size();

        assertThat(upload("headers.csv", "word\nplum\n", hostile).status()).isEqualTo(201);

        await().until(() -> Files.exists(home.resolve("done/plain/headers.csv")));
        assertThat(served.endpoint().calls().stream().skip(before).filter(call -> call.asked()
                        .contains("plum")))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.path()).isEqualTo("/v1/chat/completions");
                    assertThat(call.headers().keySet())
                            .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("camel"));
                });
    }
}
