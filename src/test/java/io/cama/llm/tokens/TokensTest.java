package io.cama.llm.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "a, 1",
        "abcdefgh, 2",
        "사과나, 2",
        "ひらカタ漢字, 4",
        "abcd 사과, 3",
        "éèàü, 1",
        "\uD842\uDFB7\uD842\uDFB7\uD842\uDFB7, 2",
        "\uD842, 1"
    })
    void fourNarrowCharactersOrOneAndAHalfWideOnesAreAToken(String text, long tokens) {
        assertThat(Tokens.of(text)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource({
        "Москва, 3",
        "приветмир, 5",
        "Αθήναι, 3",
        "สวัสดี, 6",
        "مرحبا, 5",
        "नमस्ते, 6",
        "שלום, 4",
        "გამარჯობა, 9",
        "hello мир!, 4",
        "“abc” – d, 3",
        "\uD83D\uDE00, 3",
        "\uD83D\uDE00\uD83D\uDE00, 5",
        "☀, 3",
        "\uD800\uDF30, 1"
    })
    void whatVocabulariesHoldLittleOfIsMoreTokens(String text, long tokens) {
        assertThat(Tokens.of(text)).isEqualTo(tokens);
    }
}
