package io.cama.flow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    private static final int ROUTES = 300;

    @TempDir
    private Path home;

    @Test
    void jobsCanBeLookedUpWhileRoutesAreBeingMade() throws Exception {
        Settings settings = Settings.load(home, List.of(), Map.of(), Map.of());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Jobs jobs = new Jobs(context, new JobFolders(settings, List.of()), 0);
            CompletableFuture<Void> making = CompletableFuture.runAsync(() -> make(context));
            while (!making.isDone()) {
                assertThat(jobs.all()).isEmpty();
            }
            making.join();
            assertThat(context.getRouteDefinitions()).hasSize(ROUTES);
        }
    }

    private static void make(DefaultCamelContext context) {
        for (int i = 0; i < ROUTES; i++) {
            String name = "direct:route-" + i;
            try {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(name).stop();
                    }
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
