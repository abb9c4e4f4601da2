package io.cama.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Abilities;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-abcdEFGH1234",
                "sk-proj-ab****************wxyz",
                "sk-or-v1-0123456789abcdef",
                "sk-ant-api03-AbC_dEf-123",
                "AIzaSyA-1234567890_abcdefghijklmnop"
            })
    void knownFormsOfKeysGo(String key) {
        assertThat(Redaction.byForm().of("Key \"" + key + "\" is wrong")).isEqualTo("Key \"[redacted]\" is wrong");
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization: Bearer abc.DEF-123_4=, Authorization: Bearer [redacted]",
        "authorization: basic dXNlcjpwYXNz, authorization: basic [redacted]",
        "http://u:pw@host/x?key=abc&b=1, http://[redacted]@host/x?key=[redacted]&b=1",
        "https://host/?a=1&api_key=abc, https://host/?a=1&api_key=[redacted]",
        "https://host/?access_token=abc, https://host/?access_token=[redacted]",
        "x-api-key: 0123456789 is wrong, x-api-key: [redacted] is wrong",
        "{\"api-key\": \"0123456789\"}, {\"api-key\": \"[redacted]\"}",
        "X-Goog-Api-Key=0123456789, X-Goog-Api-Key=[redacted]",
        "Proxy-Authorization: Basic dXNlcjpwYXNz, Proxy-Authorization: Basic [redacted]",
        "authorization: token 0123456789, authorization: [redacted]",
        "X-Amz-Security-Token: FwoGZXIv, X-Amz-Security-Token: [redacted]",
        "Set-Cookie: sid=12; theme=x and more, Set-Cookie: [redacted] and more"
    })
    void keysGoFromHeadersAndAddresses(String text, String clean) {
        assertThat(Redaction.byForm().of(text)).isEqualTo(clean);
    }

    @Test
    void ordinaryWordsStay() {
        String text = "The risk-averse task-force asks: is desk-sharing fine? see ask-1234";

        assertThat(Redaction.byForm().of(text)).isEqualTo(text);
    }

    @Test
    void theProvidersOwnKeyGoesWhateverItsForm() {
        Redaction redaction = Redaction.of(provider("plain$own(key", Map.of()));

        assertThat(redaction.of("xplain$own(keyx")).isEqualTo("x[redacted]x");
    }

    @Test
    void aShortOwnKeyGoesOnlyAsAWord() {
        Redaction redaction = Redaction.of(provider("abcd", Map.of()));

        assertThat(redaction.of("abcd xabcd abcde (abcd)")).isEqualTo("[redacted] xabcd abcde ([redacted])");
    }

    @Test
    void aPlaceholderOfALetterDoesNotEmptyTheMessage() {
        assertThat(Redaction.of(provider("x", Map.of())).of("max x")).isEqualTo("max x");
    }

    @Test
    void valuesOfSecretHeadersGoAndOthersStay() {
        Redaction redaction = Redaction.of(provider(null, Map.of("api-key", " azure-key-1 ", "X-Title", "My program")));

        assertThat(redaction.of("azure-key-1 of My program")).isEqualTo("[redacted] of My program");
    }

    @Test
    void aHeaderGivenByReferenceGoesWhateverItsNameAndScheme() {
        var provider = new Provider(
                "p",
                "http://h",
                "openai",
                null,
                Limits.NONE,
                Duration.ofSeconds(1),
                Map.of("X-Tenant", "tenant-0123456789", "X-Plain", "plain-0123456789", "X-Who", "Token abc-9876543"),
                Set.of("X-Tenant", "X-Who"),
                Abilities.ALL);

        assertThat(Redaction.of(provider).of("tenant-0123456789 plain-0123456789 abc-9876543"))
                .isEqualTo("[redacted] plain-0123456789 [redacted]");
    }

    @Test
    void aLineHasNoBreaksAndNoControlCharacters() {
        assertThat(Redaction.byForm().line("\n a\r\n\tb\u0007\u001B[0mc ", 50)).isEqualTo("a b [0mc");
    }

    @Test
    void aLineIsCutWithoutBreakingACharacter() {
        assertThat(Redaction.byForm().line("ab😀cd", 4)).isEqualTo("ab…");
        assertThat(Redaction.byForm().line("ab😀cd", 6)).isEqualTo("ab😀cd");
    }

    @Test
    void aKeyIsTakenOutBeforeTheLineIsCut() {
        assertThat(Redaction.byForm().line("0123456789 sk-abcdefghijklmnop", 20))
                .isEqualTo("0123456789 [redacte…");
    }

    private static Provider provider(@Nullable String key, Map<String, String> headers) {
        return new Provider(
                "p",
                "http://h/v1",
                "openai",
                key == null ? null : new Secret(key),
                Limits.NONE,
                Duration.ofSeconds(1),
                headers,
                Abilities.ALL);
    }
}
