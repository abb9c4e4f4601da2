package io.cama.ops.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.config.ConfigException;
import io.cama.config.Settings;
import io.cama.ops.control.NotDone.Why;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitChangeTest {
    @TempDir
    private Path home;

    private void configure(String key, long value) {
        Settings.load(home, List.of(), Map.of(), Map.of("cama.provider.demo." + key, String.valueOf(value)))
                .provider("demo");
    }

    private static LimitChange change(String key, long value) {
        return new LimitChange(
                key.equals("rpm") ? value : null,
                key.equals("tpm") ? value : null,
                null,
                key.equals("max-concurrency") ? (int) value : null);
    }

    @ParameterizedTest
    @CsvSource({"rpm, 0, 1000000", "tpm, 0, 1000000000", "max-concurrency, 1, 1024"})
    void aLimitIsSetWithinTheRangeItIsConfiguredIn(String key, long least, long most) {
        for (long within : new long[] {least, most - 1}) {
            assertThatCode(() -> configure(key, within)).doesNotThrowAnyException();
            assertThat(change(key, within)).isNotNull();
        }
        for (long beyond : new long[] {least - 1, most + 1}) {
            assertThatThrownBy(() -> configure(key, beyond)).isInstanceOf(ConfigException.class);
            assertThatThrownBy(() -> change(key, beyond))
                    .hasMessageContaining("to " + most + ", was " + beyond)
                    .isInstanceOfSatisfying(
                            NotDone.class, thrown -> assertThat(thrown.why()).isEqualTo(Why.INVALID));
        }
    }
}
