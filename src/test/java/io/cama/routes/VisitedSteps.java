package io.cama.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Notes the id of each step an exchange passes, for {@link RouteCoverageCheck}. */
final class VisitedSteps implements InterceptStrategy {
    /** A file for each process that runs tests, since they may run side by side. */
    static final Path FOLDER = Path.of("target/visited-steps");

    private final Set<String> visited = ConcurrentHashMap.newKeySet();

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                visited.add(definition.getId());
                return super.process(exchange, callback);
            }
        };
    }

    void write() throws IOException {
        Path file =
                Files.createDirectories(FOLDER).resolve(ProcessHandle.current().pid() + ".txt");
        Files.write(file, visited, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
