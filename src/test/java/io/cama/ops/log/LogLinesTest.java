package io.cama.ops.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layouts as the program's own configuration files make them. */
class LogLinesTest {
    private static final String HOSTILE = "a.csv\r\n12:00:00 INFO  Run done: 5 rows\u001b[2J\u2028x\u202egpj";

    private static String line(String configuration, Throwable thrown) throws Exception {
        URI source = Objects.requireNonNull(LogLinesTest.class.getResource(configuration))
                .toURI();
        Configuration read = ConfigurationFactory.getInstance()
                .getConfiguration(
                        new LoggerContext("lines"),
                        new ConfigurationSource(Files.newInputStream(Path.of(source)), Path.of(source)));
        read.initialize();
        Layout<?> layout = read.getAppenders().values().iterator().next().getLayout();
        SortedArrayStringMap mdc = new SortedArrayStringMap();
        mdc.putValue("cama.correlation_id", "r1-7");
        StringWriter out = new StringWriter();
        out.write(new String(
                layout.toByteArray(Log4jLogEvent.newBuilder()
                        .setLoggerName("io.cama.flow.run.Runs")
                        .setLevel(Level.INFO)
                        .setContextData(mdc)
                        .setThrown(thrown)
                        .setMessage(new ParameterizedMessage("Run started. file={}", HOSTILE))
                        .build()),
                StandardCharsets.UTF_8));
        return out.toString();
    }

    @Test
    void aHostileFileNameMakesOneLineOfText() throws Exception {
        String line = line("/log4j2.properties", null);

        assertThat(line).endsWith("\n").contains("Run started. file=a.csv 12:00:00 INFO");
        assertThat(line.strip()).doesNotContainPattern("[\\p{Cntrl}\\u2028\\u202e]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/log4j2-json.properties"})
    void anEventIsOneLineOfJsonWithItsFields(String configuration) throws Exception {
        String line = line(configuration, new IOException("cannot\nbe read"));

        assertThat(line.strip()).doesNotContainPattern("\\p{Cntrl}");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("@timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.\\d{3}Z");
        assertThat(json.path("log.level").asText()).isEqualTo("INFO");
        assertThat(json.path("log.logger").asText()).isEqualTo("io.cama.flow.run.Runs");
        assertThat(json.path("message").asText()).contains("Run started", HOSTILE);
        assertThat(json.path("service.name").asText()).isEqualTo("cama");
        assertThat(json.path("cama.correlation_id").asText()).isEqualTo("r1-7");
        assertThat(json.path("error.type").asText()).isEqualTo("java.io.IOException");
        assertThat(json.path("error.message").asText()).isEqualTo("cannot\nbe read");
        assertThat(json.path("error.stack_trace").asText()).contains("LogLinesTest");
    }

    @Test
    void theFileIsWrittenInTheSameForm() throws Exception {
        List<String> console = layout("/log4j2-json.properties", "console");

        assertThat(layout("/log4j2-file.properties", "file")).isEqualTo(console).hasSize(5);
    }

    @Test
    void theFileIsThereOnceThereIsALine(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("cama.jsonl");
        URI source = Objects.requireNonNull(LogLinesTest.class.getResource("/log4j2-file.properties"))
                .toURI();
        String before = System.setProperty("cama.log.file", file.toString());
        try (LoggerContext context = new LoggerContext("file")) {
            context.start(ConfigurationFactory.getInstance()
                    .getConfiguration(
                            context, new ConfigurationSource(Files.newInputStream(Path.of(source)), Path.of(source))));
            context.getLogger("io.cama").info("not at this level");
            assertThat(file).doesNotExist();

            context.getLogger("io.cama").error("said");
            assertThat(Files.readString(file)).contains("\"message\":\"said\"");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        } finally {
            if (before == null) {
                System.clearProperty("cama.log.file");
            } else {
                System.setProperty("cama.log.file", before);
            }
        }
    }

    private static List<String> layout(String configuration, String appender) throws Exception {
        Path file = Path.of(Objects.requireNonNull(LogLinesTest.class.getResource(configuration))
                .toURI());
        String prefix = "appender." + appender + ".layout.";
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"promtail.yaml", "vector.yaml"})
    void theSamplesForLogCollectorsReadOurFile(String name) throws Exception {
        String text = Files.readString(Path.of("src/deploy/logs").resolve(name));

        assertThat(new YAMLMapper().readTree(text).isObject()).isTrue();
        assertThat(text).contains("cama.jsonl", "@timestamp", "log.level");
    }
}
