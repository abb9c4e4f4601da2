package io.cama.output.anki;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeckFileTest {
    private static final String GOOD = """
            deck: D
            notes:
              - type: { name: T, id: 1700000000001 }
                kind: word
                fields: [ { name: A, from: a }, { name: B, text: "{b}" } ]
                templates: [ { name: One, front: f.html, back: b.html } ]
            """;

    private final Path folder;

    DeckFileTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectory(folder.resolve("deck"));
        Files.writeString(folder.resolve("deck/f.html"), "{{A}}");
        Files.writeString(folder.resolve("deck/b.html"), "{{FrontSide}} {{hint:B}} {{Tags}}");
    }

    @Test
    void takesAGoodDeck() throws IOException {
        assertThat(findings(GOOD)).isEmpty();
    }

    @Test
    void saysThatADeckIsEmpty() throws IOException {
        assertThat(findings("# nothing\n")).containsExactly(":0 is empty | say in it how items become notes");
        assertThat(findings("deck: D\n"))
                .containsExactly(":1 \"notes\" is missing | list under it the kinds of notes that are made of an item");
    }

    @Test
    void namesEverythingThatANoteLacks() throws IOException {
        assertThat(findings("notes:\n  - { kinds: x }\n"))
                .extracting(text -> text.replaceAll(" \\|.*", ""))
                .containsExactly(
                        ":2 there is no key \"kinds\"",
                        ":2 \"kind\" is missing",
                        ":2 \"deck\" is missing",
                        ":2 \"fields\" is missing",
                        ":2 \"type\" is missing",
                        ":2 \"templates\" is missing");
    }

    @Test
    void namesTemplateFilesThatAreNotThere() throws IOException {
        assertThat(findings(GOOD.replace("back: b.html", "back: ../deck.yaml") + "    css: none.css\n"))
                .containsExactly(
                        ":6 \"back\" names \"../deck.yaml\", which is no file of " + folder.resolve("deck")
                                + " | put the file there",
                        ":3 \"css\" names \"none.css\", which is no file of " + folder.resolve("deck")
                                + " | put the file there");
    }

    @Test
    void namesTheLineOfAFieldThatDoesNotExist() throws IOException {
        Files.writeString(folder.resolve("deck/b.html"), "{{B}}\n{{#C}}\n{{text:Bee}}{{/C}}");

        assertThat(findings(GOOD))
                .containsExactly(
                        "b.html:2 names the field \"C\", which the note does not have | use one of A, B",
                        "b.html:3 names the field \"Bee\", which the note does not have | use one of A, B");
    }

    @Test
    void namesSectionsThatDoNotMatch() throws IOException {
        Files.writeString(folder.resolve("deck/b.html"), "{{#A}}{{^B}}\n{{/A}}\n{{/B}}");

        assertThat(findings(GOOD))
                .extracting(text -> text.replaceAll(" \\|.*", ""))
                .containsExactly(
                        "b.html:2 {{/A}} closes a section that is not open here",
                        "b.html:1 the section of \"A\" is not closed");
    }

    @Test
    void refusesFrontsWithoutAFieldClozeAndFrontSideOnTheFront() throws IOException {
        Files.writeString(folder.resolve("deck/f.html"), "{{#A}}only text{{/A}}{{FrontSide}}");
        Files.writeString(folder.resolve("deck/b.html"), "{{cloze:A}}");

        assertThat(findings(GOOD))
                .containsExactly(
                        "f.html:1 names the field \"FrontSide\", which the note does not have | use one of A, B",
                        "b.html:1 uses {{cloze:…}} | cloze notes cannot be made; show the field",
                        ":6 the front of \"One\" shows no field | put {{A}} into it");
    }

    @Test
    void refusesNamesGivenTwice() throws IOException {
        String twice = GOOD.replace("{ name: B,", "{ name: a, from: x }, { name: B,")
                .replace("back: b.html }", "back: b.html }, { name: ONE, front: f.html, back: b.html }");

        assertThat(findings(twice + twice.substring(twice.indexOf("  - type"))))
                .extracting(text -> text.replaceAll(" \\|.*", ""))
                .containsExactly(
                        ":5 the field \"a\" is there twice",
                        ":6 the template \"ONE\" is there twice",
                        ":7 the kind \"word\" is there twice",
                        ":9 the field \"a\" is there twice",
                        ":7 two notes have the same type name or id",
                        ":10 the template \"ONE\" is there twice");
    }

    @Test
    void refusesFieldsThatSayNothingOrTooMuch() throws IOException {
        String fields = "{ name: A, from: a, text: t }, { name: B }, { name: Tags, from: a }, { name: '#C', from: a }, "
                + "{ name: D, text: t, join: x }, { name: E, from: a, html: all }, { from: a }";

        assertThat(findings(GOOD.replaceAll("fields: \\[.*]", "fields: [ " + fields + " ]")))
                .extracting(text -> text.replaceAll(" \\|.*", ""))
                .containsExactly(
                        ":5 the field \"A\" needs either \"from\" or \"text\"",
                        ":5 the field \"B\" needs either \"from\" or \"text\"",
                        ":5 a field cannot be called \"Tags\"",
                        ":5 a field cannot be called \"#C\"",
                        ":5 \"each\" and \"join\" go with \"from\"",
                        ":5 \"html\" is \"all\"",
                        ":5 \"name\" is missing");
    }

    @Test
    void refusesIdsThatAnkiWouldReplace() throws IOException {
        assertThat(findings(GOOD.replace("1700000000001", "17")))
                .containsExactly(":3 the note type's id is \"17\" | choose 13 digits that begin with 1, and keep them");
    }

    @Test
    void saysThatATemplateIsNoText() throws IOException {
        Files.write(folder.resolve("deck/b.html"), new byte[] {(byte) 0xff});

        assertThat(findings(GOOD)).singleElement().asString().contains("cannot read", "save it as UTF-8 text");
    }

    private List<String> findings(String yaml) throws IOException {
        Files.writeString(folder.resolve("deck.yaml"), yaml);
        return new ApkgOutput()
                .findings(folder).stream().map(DeckFileTest::brief).toList();
    }

    private static String brief(Finding finding) {
        String file = Path.of(finding.file()).getFileName().toString().replace("deck.yaml", "");
        return file + ":" + finding.line() + " " + finding.message() + " | " + finding.hint();
    }
}
