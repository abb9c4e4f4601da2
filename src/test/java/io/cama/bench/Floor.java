package io.cama.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.config.Settings;
import io.cama.model.ItemFault;
import io.cama.model.Message;
import io.cama.model.Part;
import io.cama.model.Prompt;
import io.cama.model.Rendered;
import io.cama.prompt.Answer;
import io.cama.prompt.AnswerReader;
import io.cama.prompt.PromptFolder;
import io.cama.prompt.PromptRenderer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * What somebody would write by hand: rows on a plain thread pool through one HTTP client, each rendered, asked, read,
 * checked against its schema and written in order, by the same libraries. It stands no stop, and a fault by losing the row.
 */
final class Floor implements Lane {
    private static final int THREADS = 64;
    private static final int AHEAD = 1_024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Settings settings;
    private final int tries;
    private final AtomicLong calls = new AtomicLong();
    private final AnswerReader reader = new AnswerReader();
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private final CloseableHttpClient client = HttpClients.custom()
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(THREADS)
                    .setMaxConnTotal(THREADS)
                    .build())
            .build();

    /** One prompt of a job, and where it is asked. */
    private record Step(String name, Prompt prompt, PromptRenderer renderer, String url, String model, Object form) {}

    /** @param tries how often a row is tried before it is given up; 0 to stand no failure at all */
    Floor(Path home, Settings settings, int tries) {
        this.tries = tries;
        this.home = home;
        this.settings = settings;
    }

    @Override
    public Map<String, Object> run(String job, Path file) throws Exception {
        List<Step> steps = steps(job);
        Path outbox = Files.createDirectories(home.resolve("outbox").resolve(job));
        calls.set(0);
        long good = 0;
        try (BufferedReader in = Files.newBufferedReader(file);
                BufferedWriter out = Files.newBufferedWriter(outbox.resolve(file.getFileName() + ".jsonl"))) {
            Deque<Future<String>> ahead = new ArrayDeque<>();
            for (CSVRecord record : CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(in)) {
                if (ahead.size() == AHEAD) {
                    good += write(ahead.removeFirst(), out);
                }
                Map<String, Object> item = new LinkedHashMap<>(record.toMap());
                ahead.add(pool.submit(() -> tried(steps, item)));
            }
            while (!ahead.isEmpty()) {
                good += write(ahead.removeFirst(), out);
            }
        }
        return Map.of("calls", calls.get(), "ok", good);
    }

    private static int write(Future<String> line, BufferedWriter out)
            throws IOException, ExecutionException, InterruptedException {
        String text = line.get();
        if (text.isEmpty()) {
            return 0;
        }
        out.write(text);
        out.newLine();
        return 1;
    }

    private String tried(List<Step> steps, Map<String, Object> item) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return row(steps, item);
            } catch (IOException | ItemFault e) {
                if (tries == 0) {
                    throw e;
                }
                if (attempt >= tries) {
                    return "";
                }
            }
        }
    }

    private List<Step> steps(String job) {
        PromptFolder folder =
                new PromptFolder(Path.of(settings.text("cama.jobs.dirs")).resolve(job));
        return folder.names().stream()
                .map(name -> {
                    Prompt prompt = folder.prompt(name);
                    String[] model = String.valueOf(prompt.model()).split("/", 2);
                    String url = settings.text("cama.provider." + model[0] + ".url") + "/chat/completions";
                    Object form = Map.of(
                            "type",
                            "json_schema",
                            "json_schema",
                            Map.of("name", name, "strict", true, "schema", prompt.outputSchema()));
                    return new Step(name, prompt, folder.renderer(), url, model[1], form);
                })
                .toList();
    }

    private String row(List<Step> steps, Map<String, Object> item) throws IOException {
        for (Step step : steps) {
            Rendered rendered = step.renderer().render(step.prompt(), item, Map.of(), List.of());
            HttpPost post = new HttpPost(step.url());
            post.setEntity(new StringEntity(request(step, rendered), ContentType.APPLICATION_JSON));
            calls.incrementAndGet();
            String reply = client.execute(post, response -> {
                if (response.getCode() != 200) {
                    throw new IOException("status " + response.getCode());
                }
                return EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8);
            });
            JsonNode said = JSON.readTree(reply).at("/choices/0/message/content");
            Answer answer = reader.read(step.prompt(), said.textValue());
            item.put(step.name(), answer.value());
        }
        return JSON.writeValueAsString(item);
    }

    private static String request(Step step, Rendered rendered) throws IOException {
        ObjectNode request = JSON.createObjectNode().put("model", step.model());
        for (Message message : rendered.messages()) {
            StringBuilder text = new StringBuilder();
            for (Part part : message.content()) {
                if (part instanceof Part.Text words) {
                    text.append(words.text());
                }
            }
            request.withArray("messages")
                    .addObject()
                    .put("role", message.role())
                    .put("content", text.toString());
        }
        request.set("response_format", JSON.valueToTree(step.form()));
        return JSON.writeValueAsString(request);
    }

    @Override
    public void close() throws IOException {
        pool.shutdown();
        client.close();
    }
}
