package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An endpoint that repeats the key, or a header that is as secret: neither is in a file or a log afterwards. */
class EchoedKeyTest extends WireTestSupport {
    private static final String KEY = "sk-proj-0123456789-aBcDeF";
    private static final String PASS = "tenant/pass+0123456789==";
    private static final Path FILES = files();

    private static Path files() {
        try {
            Path folder = Files.createTempDirectory("cama-keys");
            for (Map.Entry<String, String> one :
                    Map.of("key", KEY, "pass", PASS).entrySet()) {
                Path file = Files.writeString(folder.resolve(one.getKey()), one.getValue() + "\n");
                file.toFile().deleteOnExit();
            }
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    List<String> providers() {
        return List.of("parrot");
    }

    @Override
    Map<String, String> more() {
        return Map.of(
                "cama.provider.parrot.key", "file:" + FILES.resolve("key"),
                "cama.provider.parrot.headers.X-Tenant", "file:" + FILES.resolve("pass"));
    }

    @ParameterizedTest
    @CsvSource({"401", "400", "500", "404", "429"})
    void isStoredAndLoggedWithoutThem(int status) throws Exception {
        String body = "{\"error\":{\"message\":\"Incorrect key " + KEY + " of " + PASS + ", you sent Bearer " + KEY
                + "\",\"param\":\"" + KEY + "\"}}";

        List<String> logged = new ArrayList<>();
        Run run = logging(
                logged,
                () -> askAll("parrot", 1, fails(status + " No", status == 429 ? "Retry-After: 86400\r\n" : "", body)));

        assertThat(stage("parrot").requests().get(0).header("authorization")).containsExactly("Bearer " + KEY);
        assertThat(stage("parrot").requests().get(0).header("x-tenant")).containsExactly(PASS);
        assertThat(run.reason() + logged).doesNotContain(KEY, PASS);
        assertThat(logged).isNotEmpty();
        assertNoFileHoldsThem();
    }

    @Test
    void anAnswerThatRepeatsThemIsKeptWithoutThem() throws Exception {
        String answer = ScriptedEndpoint.Answer.completion("{\"said\":\"" + KEY + " " + PASS + "\"}", "stop");

        Run run = ask("parrot", io.cama.wire.Behaviours.ok(answer));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(reasons(run)).isEqualTo(Collections.singletonList((Reason) null));
        assertThat(lines(run, ".jsonl").get(0).toString()).contains("[redacted] [redacted]");
        assertNoFileHoldsThem();
    }

    private void assertNoFileHoldsThem() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                            Files.readString(file, StandardCharsets.ISO_8859_1))
                    .doesNotContain(KEY, PASS));
        }
    }

    private interface Work {
        Run run() throws IOException;
    }

    /** Keeps all that is logged meanwhile with its exceptions, at the most that -v -v shows. */
    private static Run logging(List<String> logged, Work work) throws IOException {
        List<String> lines = Collections.synchronizedList(logged);
        AbstractAppender appender = new AbstractAppender("kept", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
            }
        };
        appender.start();
        Logger root = (Logger) LogManager.getRootLogger();
        Configurator.setRootLevel(Level.INFO);
        Configurator.setLevel("io.cama", Level.ALL);
        root.addAppender(appender);
        try {
            return work.run();
        } finally {
            root.removeAppender(appender);
            Configurator.setRootLevel(Level.OFF);
            Configurator.setLevel("io.cama", Level.OFF);
        }
    }
}
