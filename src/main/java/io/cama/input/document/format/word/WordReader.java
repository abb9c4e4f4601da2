package io.cama.input.document.format.word;

import io.cama.input.document.archive.Archive;
import io.cama.input.document.archive.Xml;
import io.cama.input.document.text.Manuscript;
import io.cama.input.document.text.RefusedDocument;
import java.io.IOException;

/** DOCX: its body, then its notes. Macros, embedded files, fields and what was deleted are not read. */
public final class WordReader {
    /** The entry that makes an archive an Office file. */
    public static final String RELATIONS = "_rels/.rels";

    private final Archive archive;
    private final int maxDepth;
    private String body = "";
    private final StringBuilder title = new StringBuilder();

    public WordReader(Archive archive, int maxDepth) {
        this.archive = archive;
        this.maxDepth = maxDepth;
    }

    /**
     * Adds all of its text.
     *
     * @throws RefusedDocument if it is another kind of Office file or exceeds a limit
     * @throws IOException if it is damaged
     */
    public void read(Manuscript text) throws IOException, RefusedDocument {
        Xml.read(archive.need(RELATIONS), maxDepth, new Start() {
            @Override
            public void begin(String name, Xml xml) {
                if (xml.attributeOrEmpty("Type").endsWith("/officeDocument")) {
                    body = xml.attributeOrEmpty("Target").replaceFirst("^/", "");
                }
            }
        });
        if (!body.startsWith("word/")) {
            throw new RefusedDocument(
                    "it is an Office file, but no text document", "give DOCX; export tables as CSV and slides as PDF");
        }
        byte[] core = archive.find("docProps/core.xml");
        if (core != null) {
            Xml.read(core, maxDepth, new TitleOf());
            text.title(title.toString());
        }
        byte[] styles = archive.find("word/styles.xml");
        WordStyles levels = styles == null ? WordStyles.NONE : WordStyles.read(styles, maxDepth);
        Xml.read(archive.need(body), maxDepth, new WordText(text, levels));
        for (String notes : new String[] {"word/footnotes.xml", "word/endnotes.xml"}) {
            byte[] bytes = archive.find(notes);
            if (bytes != null) {
                Xml.read(bytes, maxDepth, new WordText(text, WordStyles.NONE));
            }
        }
    }

    private abstract static class Start implements Xml.Handler {
        @Override
        public void text(String text) {}

        @Override
        public void end(String name) {}
    }

    private final class TitleOf implements Xml.Handler {
        private boolean inside;

        @Override
        public void begin(String name, Xml xml) {
            inside = name.equals("title");
        }

        @Override
        public void text(String text) {
            if (inside) {
                title.append(text);
            }
        }

        @Override
        public void end(String name) {
            inside = false;
        }
    }
}
