package io.cama.output.page;

import io.cama.model.Finding;
import io.cama.output.Outputs;
import io.cama.output.RefusedOutputException;
import io.cama.output.value.YamlPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the page of a job looks.
 *
 * @param title of the page, or null for the job's name
 * @param language it is in, as BCP 47 writes it
 * @param style its CSS
 */
record PageSpec(@Nullable String title, String language, String style) {
    /** The folder of a job with its templates and its style. */
    static final String FOLDER = "html";

    private static final String STYLE = "style.css";
    private static final String BUILT_IN = "/io/cama/output/page.css";
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern LEAVES = Pattern.compile("(?i)</style|@import|url\\s*\\((?!\\s*[\"']?#)");

    static PageSpec read(@Nullable Path folder, List<Finding> findings) {
        Optional<YamlPart> part = folder == null
                ? Optional.empty()
                : YamlPart.read(folder.resolve(Outputs.OUTPUTS_FILE), findings).flatMap(top -> top.part("html"));
        part.ifPresent(html -> html.only(List.of("title", "lang")));
        String language = part.flatMap(html -> html.text("lang")).orElse("en");
        if (!LANGUAGE.matcher(language).matches()) {
            part.ifPresent(html -> html.error("lang is \"" + language + "\"", "write a language such as en or pt-BR"));
        }
        return new PageSpec(part.flatMap(html -> html.text("title")).orElse(null), language, style(folder, findings));
    }

    private static String style(@Nullable Path folder, List<Finding> findings) {
        Path own = folder == null ? null : folder.resolve(FOLDER).resolve(STYLE);
        try {
            if (own != null && Files.exists(own)) {
                // a browser hashes what it has parsed, and parsing makes every line end \n
                String style = Files.readString(own).replace("\r\n", "\n").replace('\r', '\n');
                if (LEAVES.matcher(style).find()) {
                    findings.add(Finding.error(
                            own.toString(),
                            0,
                            "the style would load something or end early",
                            "leave out @import and url()"));
                }
                return style;
            }
        } catch (IOException e) {
            findings.add(
                    Finding.error(String.valueOf(own), 0, "cannot be read: " + e.getMessage(), "save it as UTF-8"));
            return "";
        }
        return builtIn();
    }

    private static String builtIn() {
        try (InputStream in = PageSpec.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + BUILT_IN);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RefusedOutputException("cannot read " + BUILT_IN + ": " + e.getMessage());
        }
    }
}
