package io.cama.prompt.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlTemplatesTest {
    @TempDir
    private Path folder;

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private HtmlTemplates templates() {
        return new HtmlTemplates(folder, text -> text.replace("<", "&lt;").replace("\"", "&quot;"));
    }

    @Test
    void everyTagIsEscapedHoweverItIsWritten() throws IOException {
        file("_half.html", "[{{this}}{{{x}}}]");
        file(
                "page.html",
                "<p a=\"{{v}}\">{{{v}}}{{&v}}{{json m}}{{lookup m k}}{{#each m}}{{@key}}{{this}}{{/each}}{{> half m x=v}}"
                        + "{{#if v}}<b>{{@data}}</b>{{/if}}</p>");
        Map<String, Object> values = Map.of("v", "<\"", "k", "<k", "m", Map.of("<k", "<i>"));

        String page = templates().fill("page", values, Map.of("data", "<d>"));

        assertThat(page.replaceAll("</?[pb]( a=\"[^\"<]*\")?>", "")).doesNotContain("<", "\"");
        assertThat(page).startsWith("<p a=\"&lt;&quot;\">").contains("<b>&lt;d></b>");
    }

    @Test
    void whatIsForPromptsHasNoPlaceOnAPage() throws IOException {
        file("page.html", "{{role \"user\"}}x");

        assertThatThrownBy(() -> templates().fill("page", Map.of(), Map.of()))
                .hasMessageContaining("page.html: role, history, media and section are for prompts");
    }

    @Test
    void templatesThatRunLoadOrLeaveAValueBareAreFound() throws IOException {
        file("page.html", "<p>ok</p>\n<script>1</script>");
        file("cover.html", "<p onclick=\"x\">");
        file("end.html", "\n\n<p class={{x}}>");
        file("_part.html", "{{#nothing}}");

        assertThat(HtmlTemplates.findings(folder))
                .extracting(finding -> Path.of(finding.file()).getFileName() + ":" + finding.line())
                .contains("page.html:2", "cover.html:1", "end.html:3")
                .anyMatch(place -> place.startsWith("_part.html"));
        assertThat(HtmlTemplates.findings(folder)).extracting(Finding::severity).containsOnly(Finding.Severity.ERROR);
        assertThat(HtmlTemplates.findings(folder.resolve("none"))).isEmpty();
        assertThat(HtmlTemplates.findings(Path.of("samples/activity-book/html")))
                .isEqualTo(List.of());
    }
}
