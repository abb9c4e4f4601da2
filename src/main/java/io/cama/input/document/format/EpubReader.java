package io.cama.input.document.format;

import io.cama.input.document.archive.Archive;
import io.cama.input.document.archive.Xml;
import io.cama.input.document.text.Manuscript;
import io.cama.input.document.text.RefusedDocument;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** EPUB: its chapters in the order of its spine. What its spine does not name is not read. */
final class EpubReader {
    static final String CONTAINER = "META-INF/container.xml";
    private static final String ENCRYPTION = "META-INF/encryption.xml";

    private final Archive archive;
    private final int maxDepth;
    private final Map<String, String> hrefs = new LinkedHashMap<>();
    private final List<String> spine = new ArrayList<>();
    private final StringBuilder title = new StringBuilder();

    EpubReader(Archive archive, int maxDepth) {
        this.archive = archive;
        this.maxDepth = maxDepth;
    }

    void read(Manuscript text) throws IOException, RefusedDocument {
        List<String> packages = attributes(CONTAINER, "rootfile", "full-path");
        if (packages.isEmpty()) {
            throw new RefusedDocument("its container names no package", "open it, save it again and give that");
        }
        String opf = packages.get(0);
        Xml.read(archive.need(opf), maxDepth, new Contents());
        text.title(title.toString());
        List<String> locked = archive.has(ENCRYPTION) ? attributes(ENCRYPTION, "CipherReference", "URI") : List.of();
        for (String id : spine) {
            String entry = entry(opf, hrefs.getOrDefault(id, ""));
            if (locked.contains(entry)) {
                throw new RefusedDocument("it is encrypted (DRM)", "give one that is not");
            }
            new HtmlReader(null, maxDepth).read(archive.need(entry), text);
        }
    }

    private List<String> attributes(String entry, String element, String attribute)
            throws IOException, RefusedDocument {
        List<String> values = new ArrayList<>();
        Xml.read(archive.need(entry), maxDepth, new Xml.Handler() {
            @Override
            public void begin(String name, Xml xml) {
                if (name.equals(element)) {
                    values.add(xml.attributeOrEmpty(attribute));
                }
            }

            @Override
            public void text(String text) {}

            @Override
            public void end(String name) {}
        });
        return values;
    }

    /** The name of the entry that a reference in the package means; one that leads out of the archive means none. */
    private static String entry(String opf, String href) throws RefusedDocument {
        try {
            String path = URI.create("/" + opf.replace(" ", "%20"))
                    .resolve(href.replace(" ", "%20"))
                    .normalize()
                    .getPath();
            return path == null || path.isEmpty() ? "" : path.substring(1);
        } catch (IllegalArgumentException e) {
            throw new RefusedDocument("its package names " + href + ", which is no entry", "give one that is whole");
        }
    }

    /** Reads the package: title, manifest and spine. */
    private final class Contents implements Xml.Handler {
        private boolean inTitle;

        @Override
        public void begin(String name, Xml xml) {
            switch (name) {
                case "title" -> inTitle = title.isEmpty();
                case "item" -> hrefs.put(xml.attributeOrEmpty("id"), xml.attributeOrEmpty("href"));
                case "itemref" -> spine.add(xml.attributeOrEmpty("idref"));
                default -> {}
            }
        }

        @Override
        public void text(String text) {
            if (inTitle) {
                title.append(text);
            }
        }

        @Override
        public void end(String name) {
            inTitle = inTitle && !name.equals("title");
        }
    }
}
