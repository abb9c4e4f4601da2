package io.cama.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Abilities;
import io.cama.model.Finding;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.Secret;
import io.cama.model.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderSettingsTest {
    private final Path home;

    ProviderSettingsTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void givesThePackagedProvidersAsDocumented() {
        Settings settings = load(Map.of("OPENROUTER_API_KEY", "sk-or-1234567890"), Map.of());

        Provider openrouter = settings.provider("openrouter");

        assertThat(settings.providers())
                .containsExactly("anthropic", "demo", "gemini", "llamacpp", "ollama", "openai", "openrouter", "vllm");
        assertThat(openrouter.url()).isEqualTo("https://openrouter.ai/api/v1");
        assertThat(openrouter.dialect()).isEqualTo("openai");
        assertThat(openrouter.limits().requests().minute()).isEqualTo(60);
        assertThat(openrouter.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(openrouter.headers())
                .containsOnly(Map.entry("X-Title", "Cama"), Map.entry("HTTP-Referer", "https://github.com/cama"));
        assertThat(openrouter.key()).isNotNull().extracting(Secret::reveal).isEqualTo("sk-or-1234567890");
        assertThat(settings.provider("ollama").limits().requests().minute()).isZero();
        assertThat(settings.provider("ollama").url()).isEqualTo("http://localhost:11434");
        assertThat(settings.provider("ollama").dialect()).isEqualTo("ollama");
        assertThat(settings.provider("anthropic").url()).isEqualTo("https://api.anthropic.com");
        assertThat(settings.provider("anthropic").dialect()).isEqualTo("anthropic");
        assertThat(settings.keyProblem("anthropic"))
                .hasValueSatisfying(problem -> assertThat(problem.hint()).contains("ANTHROPIC_API_KEY"));
        assertThat(settings.keyProblem("gemini"))
                .hasValueSatisfying(problem -> assertThat(problem.hint()).contains("GEMINI_API_KEY"));
        for (String local : List.of("llamacpp", "vllm")) {
            assertThat(settings.provider(local).limits().requests().minute()).isZero();
            assertThat(settings.keyProblem(local)).isEmpty();
        }
        assertThat(settings.provider("demo").url()).isEqualTo("builtin");
        assertThat(settings.keyProblem("openrouter")).isEmpty();
        assertThat(settings.keyProblem("demo")).isEmpty();
    }

    @Test
    void fillsInWhatAProviderOfTheUsersOwnDoesNotSay() {
        Settings settings = load(
                Map.of(),
                Map.of(
                        "cama.provider.far.url",
                        "https://far.example/v1/",
                        "cama.provider.near.url",
                        "http://[::1]:8/"));

        assertThat(settings.provider("far"))
                .isEqualTo(new Provider(
                        "far",
                        "https://far.example/v1",
                        "openai",
                        null,
                        new Limits(Windows.perMinute(60), Windows.UNLIMITED, 1, 64),
                        Duration.ofMinutes(2),
                        Map.of(),
                        Abilities.ALL));
        assertThat(settings.provider("near").limits().requests().minute()).isZero();
        assertThat(settings.keyProblem("far")).isEmpty();
    }

    @Test
    void saysWhichVariableToSetWhenTheKeyIsMissing() {
        Settings settings = load(Map.of("OPENROUTER_API_KEY", "  "), Map.of());

        Provider provider = settings.provider("openrouter");

        assertThat(provider.key()).isNull();
        assertThat(settings.keyProblem("openrouter")).hasValueSatisfying(problem -> {
            assertThat(problem.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(problem.hint()).startsWith("set OPENROUTER_API_KEY");
        });
    }

    @Test
    void takesTenCharactersForAKeyAndNineForNone() {
        Settings ten = load(Map.of("OPENAI_API_KEY", "0123456789"), Map.of());
        Settings nine = load(Map.of("OPENAI_API_KEY", "012345678"), Map.of());

        assertThat(ten.keyProblem("openai")).isEmpty();
        assertThat(nine.keyProblem("openai")).hasValueSatisfying(problem -> {
            assertThat(problem.message()).contains("shorter than 10 characters");
            assertThat(problem.toString()).doesNotContain("012345678");
        });
    }

    @Test
    void readsAKeyFileWhenTheKeyIsNeeded() throws IOException {
        Settings settings = load(Map.of(), Map.of("cama.provider.openai.key", "file:key"));

        assertThat(settings.keyProblem("openai")).hasValueSatisfying(problem -> assertThat(problem.hint())
                .contains(home.resolve("key").toString()));
        Path file = Files.writeString(home.resolve("key"), "sk-from-a-file\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(settings.provider("openai").key())
                .isNotNull()
                .extracting(Secret::reveal)
                .isEqualTo("sk-from-a-file");
    }

    @Test
    void reportsAKeyFileThatHoldsSeveralLinesOrCannotBeOne() throws IOException {
        Settings settings = load(
                Map.of(), Map.of("cama.provider.openai.key", "file:lines", "cama.provider.openrouter.key", "file:big"));
        Files.writeString(home.resolve("lines"), "sk-1234567890\nsk-0987654321\n");
        Files.write(home.resolve("big"), new byte[100_000]);

        assertThat(settings.keyProblem("openai"))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("more than one line"));
        assertThatThrownBy(() -> settings.provider("openai")).isInstanceOf(ConfigException.class);
        assertThat(settings.keyProblem("openrouter"))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("cannot be read"));
    }

    @Test
    void readsAHeaderThatRefersToASecretAndLeavesItOutWhenUnset() {
        Map<String, String> sets = Map.of("cama.provider.openai.headers.api-key", "{{env:AZURE_KEY}}");

        assertThat(load(Map.of("AZURE_KEY", "0123456789"), sets)
                        .provider("openai")
                        .headers())
                .containsExactly(Map.entry("api-key", "0123456789"));
        assertThat(load(Map.of("AZURE_KEY", "0123456789"), sets)
                        .provider("openai")
                        .secretHeaders())
                .containsExactly("api-key");
        assertThat(load(Map.of(), Map.of()).provider("openrouter").secretHeaders())
                .isEmpty();
        assertThat(load(Map.of(), sets).provider("openai").headers()).isEmpty();
        assertThat(load(Map.of(), sets).findings()).isEmpty();
    }

    @Test
    void listsTheKnownProvidersForAnUnknownOne() {
        assertThatThrownBy(() -> load(Map.of(), Map.of()).provider("openruter"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("known are anthropic, demo, gemini, llamacpp, ollama, openai, openrouter, vllm")
                .hasMessageContaining("did you mean openrouter?")
                .hasMessageContaining("set cama.provider.openruter.url to add it");
        assertThatThrownBy(() -> load(Map.of(), Map.of()).keyProblem("zzz")).isInstanceOf(ConfigException.class);
    }

    @Test
    void splitsAModelNameAtItsFirstSlash() {
        ModelName name = ModelName.parse(" openrouter/anthropic/claude-sonnet-4.5 ");

        assertThat(name).isEqualTo(new ModelName("openrouter", "anthropic/claude-sonnet-4.5"));
        assertThat(name).hasToString("openrouter/anthropic/claude-sonnet-4.5");
    }

    @Test
    void refusesAModelNameWithoutProviderOrModel() {
        for (String text : List.of("gpt-4.1", "/gpt-4.1", "openai/", "", "/")) {
            assertThatThrownBy(() -> ModelName.parse(text))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("write provider/model, such as openai/gpt-4.1-mini");
        }
    }

    private Settings load(Map<String, String> environment, Map<String, String> sets) {
        return Settings.load(home, List.of(), environment, sets);
    }
}
