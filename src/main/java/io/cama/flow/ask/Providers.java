package io.cama.flow.ask;

import io.cama.config.Settings;
import io.cama.llm.demo.DemoEndpoint;
import io.cama.model.Failure;
import io.cama.model.Provider;
import io.cama.model.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The configured providers, and the built-in demo endpoint, which is started when it is first asked. */
public final class Providers implements AutoCloseable {
    private static final String BUILTIN = "builtin";

    private final Settings settings;
    private final List<Path> demoReplies;
    private final Map<String, Provider> known = new ConcurrentHashMap<>();
    private @Nullable DemoEndpoint demo;

    /** @param demoReplies files with hand-written replies for the demo endpoint */
    public Providers(Settings settings, List<Path> demoReplies) {
        this.settings = settings;
        this.demoReplies = demoReplies;
    }

    /**
     * The provider of that name, with its key.
     *
     * @throws io.cama.model.EndpointFault if its key is missing or unusable
     */
    public Provider require(String name) {
        return known.computeIfAbsent(name, n -> {
            Provider provider = settings.provider(n);
            settings.keyProblem(n).ifPresent(problem -> {
                throw Failure.of(Reason.AUTH, problem.message()).asFault();
            });
            return provider;
        });
    }

    /**
     * The base URL to call. It differs from {@link Provider#url()} only for the built-in demo endpoint,
     * whose port changes from start to start while its requests keep their hash.
     */
    public String callUrl(Provider provider) {
        return BUILTIN.equals(provider.url()) ? demo().baseUrl().toString() : provider.url();
    }

    private synchronized DemoEndpoint demo() {
        if (demo == null) {
            try {
                demo = DemoEndpoint.start(
                        0, new DemoEndpoint.Settings(demoLog(), demoReplies, settings.duration("cama.demo.latency")));
            } catch (IOException e) {
                throw Failure.of(Reason.LOCAL_RESOURCE, "the demo endpoint cannot start: " + e.getMessage())
                        .asFault();
            }
        }
        return demo;
    }

    private @Nullable Path demoLog() {
        String file = settings.text("cama.demo.log");
        return file.isBlank() ? null : settings.home().resolve(file);
    }

    @Override
    public synchronized void close() {
        if (demo != null) {
            demo.close();
            demo = null;
        }
    }
}
