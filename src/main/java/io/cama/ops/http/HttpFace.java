package io.cama.ops.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.cama.config.ConfigException;
import io.cama.config.Settings;
import io.cama.flow.event.Events;
import io.cama.model.Finding;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.control.Control;
import io.cama.ops.http.api.Table;
import io.cama.ops.http.guard.Callers;
import io.cama.ops.http.guard.Guard;
import io.cama.ops.http.guard.Origins;
import io.cama.ops.http.guard.TokenFiles;
import io.cama.ops.http.route.Routes;
import io.cama.ops.http.stream.Recent;
import io.cama.ops.http.stream.Streams;
import io.cama.ops.http.upload.Uploads;
import io.cama.ops.http.wire.Deadlines;
import io.cama.ops.http.wire.Hands;
import io.cama.ops.http.wire.Wire;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of one home folder. Where it listens is written to {@code work/api.json}. */
public final class HttpFace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFace.class);
    private static final int BACKLOG = 128;
    private static final String MOST_CONNECTIONS = "1024";

    private final HttpServer server;
    private final Path home;
    private final Routes routes;
    private final URI uri;
    private final Deadlines deadlines = new Deadlines();
    private final Hands hands;
    private final Streams streams;

    /**
     * What is shown and steered.
     *
     * @param recent told of what happens, for those who follow
     */
    public record Behind(Control control, Checks checks, Scrape scrape, Recent recent) {}

    private HttpFace(Settings settings, HttpServer server, boolean secure, Guard guard, Behind behind)
            throws IOException {
        this.home = settings.home();
        this.server = server;
        this.uri = uri(settings.text("cama.api.host"), secure);
        int threads = settings.number("cama.api.threads");
        Duration time = settings.duration("cama.api.timeout");
        int files = Math.max(1, threads / 2);
        this.hands = new Hands(threads, files, time, deadlines);
        this.streams = new Streams(
                behind.recent(), settings.number("cama.api.streams"), settings.duration("cama.api.heartbeat"));
        Uploads uploads = new Uploads(
                home.resolve("inbox"),
                settings.bytes("cama.api.upload-max"),
                settings.duration("cama.api.upload-timeout"),
                files);
        uploads.tidy();
        this.routes = new Table(
                        behind.control(),
                        new AuditLog(home),
                        behind.checks(),
                        behind.scrape(),
                        streams,
                        uploads,
                        InstantSource.system())
                .routes();
        server.setExecutor(hands);
        server.createContext(
                "/",
                new Exchanges(behind.control(), guard, routes, hands, new Wire(deadlines, time, hands::isPressed)));
    }

    /**
     * Starts to serve, unless {@code cama.api.enabled} says no.
     *
     * @param environment where the settings' references to variables are looked up
     * @throws ConfigException if it cannot listen as it is to, or its tokens cannot be used
     */
    public static Optional<HttpFace> start(Settings settings, Map<String, String> environment, Behind behind)
            throws IOException {
        HttpSettings own = new HttpSettings(settings, environment);
        if (!own.isOn()) {
            ApiFile.remove(settings.home());
            return Optional.empty();
        }
        InetSocketAddress address = own.address();
        Optional<SSLContext> tls = own.tls();
        Guard guard = new Guard(
                new Origins(own.hosts(), settings.list("cama.api.origins")),
                new TokenFiles(settings, environment).read(),
                new Callers(
                        settings.number("cama.api.requests"),
                        settings.number("cama.api.bad-tokens"),
                        TimeMeter.SYSTEM_NANOTIME));
        tune();
        HttpFace face = new HttpFace(settings, bind(address, tls), tls.isPresent(), guard, behind);
        try {
            face.open();
        } catch (IOException | RuntimeException refused) {
            face.close();
            throw refused;
        }
        return Optional.of(face);
    }

    private void open() throws IOException {
        server.start();
        new ApiFile(
                        ProcessHandle.current().pid(),
                        uri.toString(),
                        home.resolve("work/tokens").toString())
                .write(home);
    }

    /** Has what happens in a context told to those who follow. */
    public static void listen(CamelContext context, Recent recent) {
        context.getRegistry().findByType(Events.class).forEach(events -> events.onEvent(recent));
    }

    /** The JDK's server reads these once, from the system's properties alone; whoever has set them is obeyed. */
    private static void tune() {
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
        System.getProperties().putIfAbsent("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
    }

    private static HttpServer bind(InetSocketAddress address, Optional<SSLContext> tls) throws IOException {
        try {
            if (tls.isEmpty()) {
                return HttpServer.create(address, BACKLOG);
            }
            HttpsServer secure = HttpsServer.create(address, BACKLOG);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()) {
                @Override
                public void configure(HttpsParameters parameters) {
                    var ours = getSSLContext().getDefaultSSLParameters();
                    ours.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                    parameters.setSSLParameters(ours);
                }
            });
            return secure;
        } catch (BindException taken) {
            throw new ConfigException(Finding.error(
                    "cama.api.port",
                    0,
                    address + " cannot be listened at: " + taken.getMessage(),
                    "choose another port, or 0 for any that is free"));
        }
    }

    private URI uri(String host, boolean secure) {
        InetSocketAddress bound = server.getAddress();
        String name = bound.getAddress().isAnyLocalAddress() ? "localhost" : host;
        return URI.create((secure ? "https://" : "http://") + (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":"
                + bound.getPort());
    }

    /** Where it is, without a path. */
    public URI uri() {
        return uri;
    }

    /** All that can be asked for. */
    public Routes routes() {
        return routes;
    }

    /** Serves no more; what is under way is done first, unless it takes more than some seconds. */
    @Override
    public void close() {
        streams.close();
        hands.close();
        server.stop(0);
        deadlines.close();
        try {
            ApiFile.remove(home);
        } catch (IOException stays) {
            LOG.warn("work/api.json cannot be removed: {}", stays.toString());
        }
    }
}
