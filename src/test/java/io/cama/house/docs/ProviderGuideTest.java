package io.cama.house.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cama.config.Settings;
import io.cama.llm.Dialect;
import io.cama.llm.Dialects;
import io.cama.model.Message;
import io.cama.model.Provider;
import io.cama.model.Reason;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import io.cama.model.Usage;
import io.cama.prompt.PromptFile;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code writing-a-provider.md} says, step by step. */
class ProviderGuideTest {
    private static final String KEY = "parrot-key-0123456789";

    @TempDir
    private Path folder;

    private Page page = new Page(Path.of(""), Map.of(), List.of());

    @BeforeEach
    void open() throws IOException {
        page = Page.read(Path.of("src/docs/writing-a-provider.md"));
    }

    private String block(String word) {
        return page.blocks().stream()
                .filter(block -> block.word().equals(word))
                .findFirst()
                .orElseThrow()
                .text();
    }

    /** Step 1 and 2: the class and its service file, in a folder that stands for the jar. */
    private URL[] jar() throws IOException {
        Path source = Files.createDirectories(folder.resolve("src/shop")).resolve("ParrotDialect.java");
        Files.writeString(source, block("java"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "-proc:none",
                "-Xlint:all,-classfile",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        boolean compiled = javac.getTask(
                        said,
                        null,
                        null,
                        options,
                        null,
                        javac.getStandardFileManager(null, null, UTF_8).getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(said.toString()).isTrue();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(Dialect.class.getName()), block(""));
        return new URL[] {classes.toUri().toURL()};
    }

    /** Step 3: the settings. */
    private Provider provider() throws IOException {
        Path file = Files.writeString(folder.resolve("cama.properties"), block("properties"));
        Settings settings = Settings.load(folder, List.of(file), Map.of("PARROT_API_KEY", KEY), Map.of());
        assertThat(settings.findings()).isEmpty();
        return settings.provider("parrot");
    }

    private static Dialect parrot(URLClassLoader loader) {
        return ServiceLoader.load(Dialect.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals("parrot"))
                .findFirst()
                .orElseThrow();
    }

    private static Rendered words() {
        return new Rendered(
                PromptFile.parse("say.prompt", "---\nmodel: parrot/any\n---\nSay {{word}}"),
                Map.of("word", "사과"),
                List.of(Message.of("user", "Say 사과")));
    }

    @Test
    void theClassIsFoundAndAsksTheServerItIsWrittenFor() throws Exception {
        AtomicReference<String> asked = new AtomicReference<>("");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ask", exchange -> {
            asked.set(exchange.getRequestHeaders().getFirst("X-Parrot-Key")
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] answer = "{\"text\":\"사과!\",\"in\":7,\"out\":2}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try (URLClassLoader loader = new URLClassLoader(jar(), Dialect.class.getClassLoader())) {
            Dialect dialect = new Dialects(List.of(parrot(loader))).require("parrot");
            Provider provider = provider();
            String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(dialect.address(base)))
                    .POST(HttpRequest.BodyPublishers.ofString(dialect.write(provider, "any", words())));
            dialect.headers(provider).forEach(request::header);
            HttpResponse<byte[]> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());

            assertThat(dialect.read(provider, response.statusCode(), Map.of(), response.body()))
                    .isEqualTo(new Reply.Answered("사과!", null, new Usage(7, 2), "stop"));
            assertThat(asked.get()).isEqualTo(KEY + "{\"model\":\"any\",\"prompt\":\"Say 사과\"}");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void itKeepsWhatThePageSaysItMustKeep() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(jar(), Dialect.class.getClassLoader())) {
            Dialect dialect = parrot(loader);
            Provider provider = provider();

            assertThat(dialect.write(provider, "any", words())).isEqualTo(dialect.write(provider, "any", words()));
            assertThat(failure(dialect, provider, 401, "no " + KEY))
                    .startsWith(Reason.AUTH.name())
                    .doesNotContain(KEY);
            assertThat(failure(dialect, provider, 503, "")).startsWith(Reason.UPSTREAM_5XX.name());
            assertThat(failure(dialect, provider, 200, "{}")).startsWith(Reason.PROTOCOL.name());
            assertThat(failure(dialect, provider, 200, "<html>")).startsWith(Reason.PROTOCOL.name());
        }
    }

    private static String failure(Dialect dialect, Provider provider, int status, String body) {
        Reply reply = dialect.read(provider, status, Map.of(), body.getBytes(UTF_8));
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return ((Reply.Failed) reply).failure().reason() + " " + ((Reply.Failed) reply).failure();
    }
}
