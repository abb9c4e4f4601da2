package io.cama.ops.trace;

import io.cama.config.ConfigException;
import io.cama.config.Settings;
import io.cama.config.value.Switch;
import io.cama.model.Finding;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where telemetry goes and as whose, as {@code cama.otel.*} says. Knows nothing of OpenTelemetry's classes.
 *
 * @param endpoint base URL of the collector
 * @param overGrpc over gRPC, else as protobuf over HTTP
 * @param every how often meters are sent
 * @param share percentage of items that are traced
 * @param content whether prompts and answers are sent along
 * @param resource attributes of the sender, by the names that OpenTelemetry gives them
 */
public record Target(
        URI endpoint, boolean overGrpc, Duration every, int share, boolean content, Map<String, String> resource) {
    private static final String ENDPOINT = "cama.otel.endpoint";

    /**
     * What is said, or empty where nothing is to be sent.
     *
     * @param environment whose {@code OTEL_EXPORTER_OTLP_ENDPOINT} counts where the key is empty
     * @param version of the program
     * @throws ConfigException if it is no address
     */
    public static Optional<Target> of(Settings settings, Map<String, String> environment, String version) {
        String own = settings.text(ENDPOINT);
        String text = own.isEmpty()
                ? environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "").strip()
                : own;
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new Target(
                        url(text),
                        settings.text("cama.otel.protocol").equals("grpc"),
                        settings.duration("cama.otel.every"),
                        settings.number("cama.otel.share"),
                        Switch.isOn(settings, "cama.otel.content"),
                        Map.of(
                                "service.name", settings.text("cama.otel.service"),
                                "service.namespace", settings.text("cama.otel.namespace"),
                                "service.version", version,
                                "deployment.environment", settings.text("cama.otel.environment"),
                                "deployment.environment.name", settings.text("cama.otel.environment"))));
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            // said below
        }
        throw new ConfigException(Finding.error(
                ENDPOINT, 0, "\"" + text + "\" is no address of a collector", "write such as http://localhost:4317"));
    }
}
