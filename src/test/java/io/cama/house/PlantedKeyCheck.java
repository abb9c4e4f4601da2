package io.cama.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs after all other tests, over what they have said and written. */
class PlantedKeyCheck {
    @Test
    void thePlantedKeyIsInNothingThatTheTestsSaid() {
        assertThat(PlantedKey.traces(Path.of("target/surefire-reports"))).isEmpty();
    }

    @Test
    void aKeyThatLeakedWouldBeFound(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("some.log"), "Authorization: Bearer " + PlantedKey.KEY + "\n");

        assertThat(PlantedKey.traces(folder)).containsExactly(folder.resolve("some.log"));
    }
}
