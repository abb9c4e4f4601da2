package io.cama.flow.publish;

import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import io.cama.ledger.Ledger;
import io.cama.model.Counts;
import io.cama.model.Job;
import io.cama.model.RowOptions;
import io.cama.model.Run;
import io.cama.output.OutputJob;
import io.cama.output.PageTemplates;
import io.cama.output.RefusedOutputException;
import io.cama.output.page.PageText;
import io.cama.prompt.expression.TemplateFault;
import io.cama.prompt.page.HtmlTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the formats are told of a run and its job. It is the same whenever the run is published. */
public final class Edition {
    private static final String HTML = "html";

    private Edition() {}

    /** The same of a run with the answers it has by now. */
    public static OutputJob of(Ledger ledger, Run run, Job job) {
        Path folder = job.folder();
        return new OutputJob(
                job.name(),
                job.key(),
                folder,
                ledger,
                facts(ledger, run, folder),
                folder == null ? PageTemplates.NONE : new Pages(folder.resolve(HTML)));
    }

    private static Map<String, Object> facts(Ledger ledger, Run run, @Nullable Path folder) {
        Counts counts = ledger.counts(run.id());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("job", run.job());
        facts.put("run", run.id());
        facts.put("input", run.input());
        facts.put("model", String.join(", ", ledger.usage(run.id()).models().keySet()));
        facts.put("generated_at", first(ledger, run).toString());
        facts.put("rows", counts.ok() + ledger.recorded(run.id()));
        facts.put("parameters", folder == null ? Map.of() : new Parameters(folder, run.options()));
        return facts;
    }

    /** When the run was published first, so that publishing it again gives the same. */
    private static Instant first(Ledger ledger, Run run) {
        String key = "edition/" + run.id();
        return Instant.ofEpochSecond(ledger.changed(Map.of(key, run.id())).getOrDefault(key, 0L));
    }

    /** Those of a run by the job's {@code input.yaml}, which is looked at when one is asked for: most formats do not need it. */
    private static final class Parameters extends AbstractMap<String, String> {
        private final Path folder;
        private final RowOptions said;
        private @Nullable Map<String, String> values;

        Parameters(Path folder, RowOptions said) {
            this.folder = folder;
            this.said = said;
        }

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            Map<String, String> known = values;
            if (known == null) {
                known = read();
                values = known;
            }
            return known.entrySet();
        }

        private Map<String, String> read() {
            try {
                return InputOptions.load(folder).rules().parameters(said);
            } catch (IOException | UnreadableInput wrong) {
                throw new RefusedOutputException(String.valueOf(wrong.getMessage()));
            }
        }
    }

    /** The templates of a folder, which is looked at when the first is asked for: other formats do not need it. */
    private static final class Pages implements PageTemplates {
        private final Path folder;
        private @Nullable HtmlTemplates templates;

        Pages(Path folder) {
            this.folder = folder;
        }

        private HtmlTemplates templates() {
            HtmlTemplates known = templates;
            if (known == null) {
                known = new HtmlTemplates(folder, PageText::escape);
                templates = known;
            }
            return known;
        }

        @Override
        public boolean has(String name) {
            return refusing(() -> templates().has(name));
        }

        @Override
        public String fill(String name, Map<String, Object> values, Map<String, Object> data) {
            return refusing(() -> templates().fill(name, values, data));
        }

        private static <T> T refusing(Supplier<T> work) {
            try {
                return work.get();
            } catch (TemplateFault | IllegalArgumentException wrong) {
                throw new RefusedOutputException(String.valueOf(wrong.getMessage()));
            }
        }
    }
}
