package io.cama.input.document;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where the few libraries of the parsers lie; found by a file of each, so that none of their classes is loaded here. */
final class ParserClassPath {
    private static final List<String> FILES = List.of(
            "io/cama/input/document/child/Parser.class",
            "com/fasterxml/jackson/core/JsonGenerator.class",
            "org/apache/pdfbox/Loader.class",
            "org/apache/pdfbox/io/RandomAccessRead.class",
            "org/apache/fontbox/FontBoxFont.class",
            "org/apache/commons/logging/LogFactory.class",
            "org/jsoup/Jsoup.class",
            "org/commonmark/parser/Parser.class");

    private ParserClassPath() {}

    /**
     * The folders and archives a parser's process needs.
     *
     * @throws IOException if one of them is no file of its own, as in a jar of jars
     */
    static Set<String> find() throws IOException {
        Set<String> found = new LinkedHashSet<>();
        for (String file : FILES) {
            URL url = ParserClassPath.class.getClassLoader().getResource(file);
            if (url == null) {
                throw new IOException("documents cannot be read: " + file + " is not on the class path");
            }
            found.add(place(url, file));
        }
        return found;
    }

    private static String place(URL url, String file) throws IOException {
        try {
            URLConnection connection = url.openConnection();
            if (connection instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI()).toString();
            }
            Path folder = Path.of(url.toURI());
            for (int up = 0; up < file.split("/", -1).length; up++) {
                Path parent = folder.getParent();
                if (parent == null) {
                    throw new IOException("documents cannot be read: " + url + " has no folder");
                }
                folder = parent;
            }
            return folder.toString();
        } catch (URISyntaxException | IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
            throw new IOException("documents cannot be read: " + url + " lies in no file of its own", e);
        }
    }
}
