package io.cama.llm.demo.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.cama.llm.demo.limit.Limits;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scenario file, YAML or JSON. Every member may be left out.
 *
 * <pre>
 * seed: 7                 # decides which requests are struck
 * error-rate: 10%         # HTTP 500
 * statuses: { 503: 2% }   # any others
 * resets: 1%              # the connection is closed without an answer
 * malformed: 5%           # 200 with broken JSON, or JSON that misses the schema
 * truncated: 2%           # finish length, half the answer
 * refused: 1%             # the model says it will not
 * cut: 1%                 # half of the bytes that Content-Length promises
 * slow: 1%                # the body drips
 * drip: 5s                # for so long
 * latency: 200ms,2s       # median and 99th percentile
 * rpm: 60                 # requests in any minute; tpm: tokens. Told in headers
 * window: sliding         # or fixed: minutes counted from the start
 * 429-after: 60           # instead of rpm: the same, told by nothing
 * storm: 30s,5s           # every call is 429 for so long, with this Retry-After or none
 * rules:                  # the first that fits decides, instead of the shares
 *   - when: { nth: 3-5, nth-same: 1, model: "*mini", text: apple }
 *     then: { status: 503, headers: { retry-after: 2 }, body: "{}", latency: 1s }
 *   - then: { drip: 10s }   # or reset, cut, malformed, truncated, refused: true; or finish: content_filter
 * </pre>
 */
public final class Scenario {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    private static final int MAX_BYTES = 1_000_000;
    private static final int MAX_RATE = 1_000_000_000;
    private static final List<String> KNOWN = List.of(
            "seed",
            "error-rate",
            "statuses",
            "resets",
            "malformed",
            "truncated",
            "refused",
            "cut",
            "slow",
            "drip",
            "latency",
            "rpm",
            "tpm",
            "window",
            "429-after",
            "storm",
            "rules");

    private final Fields fields;

    private Scenario(Fields fields) {
        this.fields = fields;
    }

    /**
     * Reads a file and the options beside it.
     *
     * @param file null for none
     * @param options values by the name of a plain member; they win over the file
     * @throws ScenarioException if something in them cannot be used
     * @throws IOException if the file cannot be read
     */
    public static Faults read(@Nullable Path file, Map<String, String> options) throws IOException {
        JsonNode root = file == null ? JsonNodeFactory.instance.objectNode() : tree(file);
        Fields fields = new Fields(root, options, file == null ? "" : file + ": ");
        fields.only(KNOWN);
        return new Scenario(fields).faults();
    }

    private static JsonNode tree(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new ScenarioException(true, file + " has more than " + MAX_BYTES + " bytes; shorten it");
        }
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            if (root.isObject()) {
                return root;
            }
            if (root.isMissingNode() || root.isNull()) {
                return JsonNodeFactory.instance.objectNode();
            }
        } catch (CharacterCodingException e) {
            throw new ScenarioException(true, file + " is not UTF-8; save it as UTF-8");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String why = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new ScenarioException(true, file + ":" + line + ": this is no YAML: " + why);
        }
        throw new ScenarioException(true, file + " is no list of members; write  error-rate: 10%");
    }

    private Faults faults() {
        var shares = new EnumMap<Faults.Kind, Double>(Faults.Kind.class);
        for (Faults.Kind kind : Faults.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            if (fields.has(name)) {
                shares.put(kind, fields.share(name));
            }
        }
        var statuses = new LinkedHashMap<Integer, Double>();
        Fields given = fields.inner("statuses");
        for (String status : given.names()) {
            if (!status.matches("[2-5]\\d\\d")) {
                throw given.wrong(status, "give statuses from 200 to 599");
            }
            statuses.put(Integer.valueOf(status), given.share(status));
        }
        if (fields.has("error-rate")) {
            statuses.merge(500, fields.share("error-rate"), Double::sum);
        }
        try {
            return new Faults(
                    fields.has("seed") ? fields.whole("seed", 0, Long.MAX_VALUE / 10) : Faults.NONE.seed(),
                    shares,
                    statuses,
                    latency(),
                    fields.has("drip") ? fields.durations("drip", 1).get(0) : Faults.DRIP,
                    limits(),
                    storm(),
                    rules());
        } catch (ScenarioException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ScenarioException(false, e.getMessage() + "; lower some of them");
        }
    }

    private Latency latency() {
        if (!fields.has("latency")) {
            return Latency.NONE;
        }
        List<Duration> given = fields.durations("latency", 2);
        if (given.get(given.size() - 1).compareTo(given.get(0)) < 0) {
            throw fields.wrong("latency", "give the median first and then the 99th percentile, which is longer");
        }
        return new Latency(given.get(0), given.get(given.size() - 1));
    }

    private Limits limits() {
        boolean option = fields.fromOption("rpm") || fields.fromOption("429-after");
        boolean silent = option ? fields.fromOption("429-after") : fields.has("429-after");
        boolean told = option ? fields.fromOption("rpm") : fields.has("rpm");
        if (silent && told) {
            throw fields.wrong("429-after", "give either this or rpm; they limit the same");
        }
        String window = fields.text("window");
        if (!List.of("", "sliding", "fixed").contains(window)) {
            throw fields.wrong("window", "give sliding or fixed");
        }
        String requests = silent ? "429-after" : "rpm";
        return new Limits(
                silent || told ? fields.whole(requests, 0, MAX_RATE) : 0,
                fields.has("tpm") ? fields.whole("tpm", 0, MAX_RATE) : 0,
                window.equals("fixed") ? Limits.Window.FIXED : Limits.Window.SLIDING,
                !silent);
    }

    private Faults.@Nullable Storm storm() {
        if (!fields.has("storm")) {
            return null;
        }
        List<Duration> given = fields.durations("storm", 2);
        return new Faults.Storm(given.get(0), given.size() > 1 ? given.get(1) : null);
    }

    private List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        JsonNode list = fields.raw("rules");
        if (!list.isMissingNode() && !list.isArray()) {
            throw fields.wrong("rules", "give a list of when and then");
        }
        for (int i = 0; i < list.size(); i++) {
            rules.add(RuleReader.read(fields.element("rules", i)));
        }
        return rules;
    }
}
