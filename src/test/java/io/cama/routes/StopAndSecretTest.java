package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.model.ItemState;
import io.cama.model.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Stopping buries nothing, and the key stays out of everything that is stored. */
class StopAndSecretTest extends FlowTestSupport {
    private static final String KEY = "sekrit-0123456789-abcdef";
    private static final Path KEY_FILE = keyFile();

    private static Path keyFile() {
        try {
            Path file = Files.createTempFile("cama", ".key");
            file.toFile().deleteOnExit();
            return Files.writeString(file, KEY + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "cama.retry.initial-delay", "30s",
                "cama.retry.max-delay", "40s",
                "cama.provider.scripted.key", "file:" + KEY_FILE);
    }

    @Test
    void whatWaitsToBeAskedAgainStaysPendingWhenTheProgramStops() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        endpoint.script(call -> {
            asked.countDown();
            return ScriptedEndpoint.Answer.fails(500, "later");
        });
        Run run = submit("single", "words.csv", 0, "word", "apple");
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        await().until(() -> !ledger.calls(run.id(), 1).isEmpty()
                && ledger.recall(ledger.calls(run.id(), 1).get(0).hash()).isEmpty());

        flow.stop();
        context.stop();

        assertThat(ledger.item(run.id(), 1).orElseThrow().state()).isEqualTo(ItemState.PENDING);
    }

    @Test
    void aKeyThatTheEndpointEchoesIsStoredNowhere() throws Exception {
        endpoint.script(call -> ScriptedEndpoint.Answer.fails(
                400, "you sent " + List.copyOf(call.headers().get("Authorization"))));

        Run run = process("plain", "words.csv", "word", "apple");

        assertThat(endpoint.calls().get(0).headers().get("Authorization")).containsExactly("Bearer " + KEY);
        assertThat(ledger.counts(run.id()).dead()).isEqualTo(1);
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain(KEY));
        }
    }
}
