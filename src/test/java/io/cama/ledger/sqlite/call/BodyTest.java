package io.cama.ledger.sqlite.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyTest {
    @Test
    void aBodyOfExactlyTheBoundIsStoredAsItIs() throws SQLException {
        String text = "a".repeat(1024);
        Body body = Body.of(text, 1024);
        assertThat(body.stored()).hasSize(1025).startsWith(0, 'a');
        assertThat(body.bytes()).isEqualTo(1024);
        assertThat(readBack(body.stored())).isEqualTo(text);
    }

    @Test
    void aBodyOfOneByteMoreIsPacked() throws SQLException {
        String text = "a".repeat(1025);
        Body body = Body.of(text, 1024);
        assertThat(body.stored()).hasSizeLessThan(50).startsWith(1);
        assertThat(body.bytes()).isEqualTo(1025);
        assertThat(readBack(body.stored())).isEqualTo(text);
    }

    @Test
    void theBoundCountsBytesAndNotCharacters() throws SQLException {
        String text = "답".repeat(342);
        assertThat(Body.of(text, 1024).stored()).startsWith(1);
        assertThat(readBack(Body.of(text, 1024).stored())).isEqualTo(text);
    }

    @Test
    void whatCannotBePackedByATenthIsStoredAsItIs() throws SQLException {
        String text = random(1100, 128);
        Body body = Body.of(text, 1024);
        assertThat(body.stored()).hasSize(1101).startsWith(0);
        assertThat(readBack(body.stored())).isEqualTo(text);
    }

    @Test
    void whatSavesMoreThanATenthIsPacked() throws SQLException {
        String text = random(50_000, 64);
        Body body = Body.of(text, 1024);
        assertThat(body.stored()).hasSizeBetween(37_000, 45_000).startsWith(1);
        assertThat(readBack(body.stored())).isEqualTo(text);
    }

    @Test
    void aBoundOfZeroPacksNothing() {
        assertThat(Body.of("a".repeat(5000), 0).stored()).hasSize(5001).startsWith(0);
    }

    @Test
    void nothingAndTheTextOfAnOlderVersionAreBodiesToo() throws SQLException {
        assertThat(readBack(null)).isEmpty();
        assertThat(readBack("raw 답")).isEqualTo("raw 답");
        assertThat(readBack(Body.of("", 1024).stored())).isEmpty();
    }

    @Test
    void aDamagedBodyIsAFaultOfTheLedger() {
        byte[] whole = Body.of("a".repeat(5000) + random(500, 64), 1024).stored();
        assertThatThrownBy(() -> readBack(Arrays.copyOf(whole, whole.length - 20)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("ends before its end");
        whole[1] = 0;
        assertThatThrownBy(() -> readBack(whole))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("cannot be unpacked");
    }

    private static String random(int length, int alphabet) {
        byte[] bytes = new byte[length];
        Random random = new Random(7);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(alphabet);
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static String readBack(@Nullable Object stored) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                var statement = connection.prepareStatement("SELECT ?")) {
            statement.setObject(1, stored);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return Body.read(row, 1);
            }
        }
    }
}
