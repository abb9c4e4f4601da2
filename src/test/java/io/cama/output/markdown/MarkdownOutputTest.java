package io.cama.output.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.LocalFault;
import io.cama.output.OutputFormat.Written;
import io.cama.output.OutputJob;
import io.cama.output.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownOutputTest {
    private static final MarkdownOutput MARKDOWN = new MarkdownOutput();

    @TempDir
    private Path folder;

    private String write(List<String> key, String... items) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String item : items) {
            rows.add(Row.read(rows.size() + 1, item));
        }
        Path file = folder.resolve("x.md");
        Files.deleteIfExists(file);
        OutputJob job = new OutputJob("job", key, folder, any -> Map.of());
        Written written = MARKDOWN.write(rows.iterator(), job, file);
        MARKDOWN.verify(file, written);
        return Files.readString(file);
    }

    private void template(String yaml) throws IOException {
        Files.writeString(folder.resolve("outputs.yaml"), yaml);
    }

    private static Set<String> kinds(String markdown) {
        Set<String> kinds = new TreeSet<>();
        Parser.builder().build().parse(markdown).accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                kinds.add(parent.getClass().getSimpleName());
                super.visitChildren(parent);
            }
        });
        return kinds;
    }

    @Test
    void isReadableWithoutAWordAboutIt() throws IOException {
        assertThat(write(
                        List.of("term"),
                        "{\"term\":\"a\",\"n\":1,\"say\":{\"meaning\":\"to *b*\",\"uses\":[\"x\",\"y\"],\"none\":null}}",
                        "{\"term\":\"b\",\"cards\":[{\"q\":\"Q?\",\"a\":\"A.\"}]}"))
                .isEqualTo("""
                        ## 1 · a

                        **term:** a

                        **n:** 1

                        ### say

                        - **meaning:** to \\*b\\*
                        - **uses:** x, y

                        ## 2 · b

                        **term:** b

                        ### cards

                        - **q:** Q?\\
                          **a:** A.
                        """);
    }

    @Test
    void isWhatTheTemplateOfTheJobSays() throws IOException {
        template("""
                md:
                  head: "# Notes on {title}"
                  item: |
                    ## {heading}
                    *page {page}*

                    {say.text}

                    {say.points}
                """);

        assertThat(write(
                        List.of(),
                        "{\"title\":\"T\",\"heading\":\"H\",\"page\":3,\"say\":{\"text\":\"a\\nb\\n\\nc\",\"points\":[\"p\",\"q\"]}}",
                        "{\"title\":\"T\",\"say\":{\"text\":\"only\"}}"))
                .isEqualTo("""
                        # Notes on T

                        ## H
                        *page 3*

                        a\\
                        b

                        c

                        - p
                        - q

                        only
                        """);
    }

    @Test
    void aListMayTakeThePlaceOfItsItem() throws IOException {
        template("md: { rows: cards, item: \"{#}. {q} ({term})\" }");

        assertThat(write(
                        List.of(),
                        "{\"term\":\"t\",\"cards\":[{\"q\":\"a\"},{\"q\":\"b\"}]}",
                        "{\"term\":\"u\",\"cards\":[]}"))
                .isEqualTo("1. a (t)\n\n2. b (t)\n");
    }

    @Test
    void aMisspeltKeyIsFound() throws IOException {
        template("md: { itme: x }");

        assertThat(MARKDOWN.findings(folder)).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("did you mean \"item\"?"));
    }

    @Test
    void aChangedFileIsNoticed() throws IOException {
        write(List.of(), "{\"a\":1}");
        Path file = folder.resolve("x.md");

        assertThatThrownBy(() -> MARKDOWN.verify(file, new Written(1, "00")))
                .isInstanceOf(LocalFault.class)
                .hasMessageContaining("other content than was written");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<!-- x",
                "</div>",
                "<?php",
                "<![CDATA[",
                "[click](javascript:alert(1))",
                "![x](http://e.example/p.png)",
                "[a]: http://e.example",
                "[a][b]",
                "<http://e.example>",
                "<javascript:alert(1)>",
                "&lt;b&gt; &#60;b&#62; &copy;",
                "# top",
                "#",
                "a #",
                "===",
                "---",
                "***",
                "___",
                "- a",
                "+ a",
                "* a",
                "1. a",
                "1) a",
                "123456789. x",
                "> quote",
                "```",
                "~~~",
                "`a`",
                "    code",
                "\tcode",
                "a  ",
                "a\\",
                "\\",
                "**b**",
                "__b__",
                "*",
                "|a|b|",
                "$x$",
                "{{x}}",
                "==x==",
                "%%x%%",
                "http://e.example www.e.example",
                "[[x]]",
                "[^1]: y",
                "- [ ] x",
                ": x",
                "\\<b>",
                "\\\\<b>",
                "<\\b",
                "1\\. x"
            })
    void noAnswerIsMoreThanText(String hostile) throws IOException {
        template("md: { item: \"{long}\\n\\nx {short}\\n\\n{list}\\n\\n## {short}\" }");
        String json = "\"" + hostile.replace("\\", "\\\\").replace("\t", "\\t") + "\"";

        String markdown = write(
                List.of(), "{\"long\":%s,\"short\":%s,\"list\":[%s,{\"a\":%s}]}".formatted(json, json, json, json));

        assertThat(kinds(markdown))
                .as(markdown)
                .isSubsetOf(
                        "Document",
                        "Paragraph",
                        "BulletList",
                        "ListItem",
                        "Heading",
                        "StrongEmphasis",
                        "Text",
                        "HardLineBreak");
        String seen = TextContentRenderer.builder()
                .lineBreakRendering(LineBreakRendering.STRIP)
                .build()
                .render(Parser.builder().build().parse(markdown));
        String line = hostile.strip();
        assertThat(seen.replaceAll("\\s+", " "))
                .isEqualTo("%s x %s %s a: %s %s: ".formatted(line, line, line, line, line));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void norIsAnythingMadeOfThePiecesOfMarkup(long seed) throws IOException {
        Random random = new Random(seed);
        String pieces = "<>[]()!*_`~#-+=|&;:/\\.1 \nab\"'{}$%";
        for (int i = 0; i < 40; i++) {
            String text = random.ints(60, 0, pieces.length())
                    .mapToObj(at -> String.valueOf(pieces.charAt(at)))
                    .collect(Collectors.joining());
            String markdown = MarkdownText.block(text) + "\n\n" + MarkdownText.block(List.of(text, Map.of(text, text)));

            assertThat(kinds(markdown))
                    .as(markdown)
                    .isSubsetOf(
                            "Document",
                            "Paragraph",
                            "BulletList",
                            "ListItem",
                            "StrongEmphasis",
                            "Text",
                            "HardLineBreak");
        }
    }

    @Test
    void theGuardsAreNeeded() {
        assertThat(kinds("<b>x</b> <script>\n\n[a](b)\n\n# top")).contains("Heading", "Link");
    }
}
