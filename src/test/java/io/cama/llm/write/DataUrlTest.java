package io.cama.llm.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data:image/png;base64,AA==|image/png|AA==",
                "DATA:image/svg+xml;charset=utf-8;BASE64,AA==|image/svg+xml|AA==",
                "data:,a%20b+c|text/plain|YSBiK2M=",
                "data:text/html,%EC%82%AC|text/html|7IKs"
            })
    void isReadInEitherCoding(String url, String type, String base64) {
        assertThat(DataUrl.of(new Part.Media(url, null))).contains(new DataUrl(type, base64));
    }

    @Test
    void theTypeOfThePartWins() {
        assertThat(DataUrl.of(new Part.Media("data:;base64,AA==", "image/webp")))
                .contains(new DataUrl("image/webp", "AA=="));
    }

    @Test
    void otherAddressesAreNone() {
        assertThat(DataUrl.of(new Part.Media("https://h/a,b", null))).isEmpty();
        assertThat(DataUrl.of(new Part.Media("data:image/png;base64", null))).isEmpty();
    }
}
