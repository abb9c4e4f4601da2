package io.cama.ops.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.config.ConfigException;
import io.cama.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings out of the properties of a context that lists the environment among them, as on Quarkus. */
class SetupTest {
    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    private Path home;

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    private void properties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        context.getPropertiesComponent().setInitialProperties(properties);
    }

    @Test
    void aVariableListedWithDotsGetsItsKeyWithDashes() {
        properties(Map.of("cama.inbox.min.age", "7s", "cama.home", "/srv", "cama.inbox.poll", "3s"));

        Settings settings =
                Setup.settings(context, home, NOTHING, Map.of("CAMA_INBOX_MIN_AGE", "7s", "CAMA_HOME", "/srv"));

        assertThat(settings.text("cama.inbox.min-age")).isEqualTo("7s");
        assertThat(settings.text("cama.inbox.poll")).isEqualTo("3s");
    }

    @Test
    void aPropertyIsStrongerThanAVariable() {
        properties(Map.of("cama.inbox.min-age", "5s"));

        Settings settings = Setup.settings(context, home, NOTHING, Map.of("CAMA_INBOX_MIN_AGE", "7s"));

        assertThat(settings.text("cama.inbox.min-age")).isEqualTo("5s");
    }

    @Test
    void aKeyThatIsNoVariableAndNoneOfOursIsRefused() {
        properties(Map.of("cama.inbox.min.age", "7s"));

        assertThatThrownBy(() -> Setup.settings(context, home, NOTHING, NOTHING))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cama.inbox.min.age");
    }
}
