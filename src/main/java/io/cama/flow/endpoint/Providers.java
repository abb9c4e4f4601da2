package io.cama.flow.endpoint;

import io.cama.config.Settings;
import io.cama.llm.demo.DemoEndpoint;
import io.cama.llm.demo.DemoModel;
import io.cama.model.Failure;
import io.cama.model.Job;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The configured providers, and the built-in demo endpoint, which is started when it is first asked. */
public final class Providers implements AutoCloseable {
    private static final String BUILTIN = "builtin";

    private final Settings settings;
    private final List<Path> demoReplies;
    private final @Nullable DemoModel meter;
    private final Map<String, Provider> known = new ConcurrentHashMap<>();
    private @Nullable DemoEndpoint demo;

    /**
     * The demo endpoint replies as these jobs have it written down.
     *
     * @param metered whether the meter stands in for all providers
     */
    public static Providers of(Settings settings, List<Job> jobs, boolean metered) {
        List<Path> replies = jobs.stream()
                .map(Job::folder)
                .filter(Objects::nonNull)
                .map(folder -> folder.resolve("demo.jsonl"))
                .filter(Files::isRegularFile)
                .toList();
        return new Providers(settings, replies, metered);
    }

    /**
     * @param demoReplies files with hand-written replies for the demo endpoint
     * @param metered whether the meter stands in for all of them
     */
    public Providers(Settings settings, List<Path> demoReplies, boolean metered) {
        this.meter = metered ? model(demoReplies) : null;
        this.settings = settings;
        this.demoReplies = demoReplies;
    }

    /**
     * The provider of that name, whose key may be missing: what the ledger holds needs none.
     *
     * @throws io.cama.config.ConfigException if there is no such provider
     */
    public Provider known(String name) {
        return known.computeIfAbsent(
                name,
                n -> meter == null ? settings.provider(n) : settings.provider(n).with(Limits.NONE));
    }

    /**
     * Makes sure that a provider can be called.
     *
     * @throws io.cama.model.EndpointFault if its key is missing or unusable
     */
    void requireKey(Provider provider) {
        settings.keyProblem(provider.name()).ifPresent(problem -> {
            throw Failure.of(Reason.AUTH, problem.message() + (problem.hint() == null ? "" : "; " + problem.hint()))
                    .asFault();
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

    private static DemoModel model(List<Path> demoReplies) {
        try {
            return DemoModel.read(demoReplies);
        } catch (IOException e) {
            throw Failure.of(Reason.LOCAL_RESOURCE, "the demo replies cannot be read: " + e.getMessage())
                    .asFault();
        }
    }

    /** What stands in for every model, where runs are only measured. */
    Optional<DemoModel> meter() {
        return Optional.ofNullable(meter);
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
