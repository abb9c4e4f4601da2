package io.cama.flow.receipt;

import io.cama.config.JobHash;
import io.cama.llm.price.Money;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.output.value.ContentDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a run was made by and of: the program, the prompts, what was said about it. */
final class Origin {
    private static final String PROMPT = ".prompt";

    private Origin() {}

    /** The program's version, {@code development} where it was not packed. */
    static String program() {
        String version = Origin.class.getPackage().getImplementationVersion();
        return "cama " + (version == null ? "development" : version);
    }

    /** The SHA-256 of each prompt file by its name; empty if the job is no longer the one that the run went through. */
    static Map<String, Object> prompts(Run run, Job job) {
        Path folder = job.folder();
        try {
            return folder != null && JobHash.of(folder).equals(run.jobHash()) ? prompts(folder) : Map.of();
        } catch (IOException gone) {
            return Map.of();
        }
    }

    private static Map<String, Object> prompts(Path folder) throws IOException {
        Map<String, Object> prompts = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(PROMPT))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            for (Path file : sorted) {
                String name = String.valueOf(file.getFileName());
                prompts.put(name.substring(0, name.length() - PROMPT.length()), ContentDigest.ofFile(file));
            }
        }
        return prompts;
    }

    /** What was said about the run, and what its job says that shows in the outputs. */
    static Map<String, Object> options(Run run) {
        return Section.of(
                "limit", run.limit(),
                "limitEach", run.options().each(),
                "parameters", run.options().parameters(),
                "model", run.model(),
                "recall", run.terms().recall().name().toLowerCase(Locale.ROOT),
                "maxCost", Money.dollars(run.terms().maxCost()),
                "failFast", run.terms().failFast());
    }
}
