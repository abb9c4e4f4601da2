package io.cama.input.document.archive;

import io.cama.input.document.text.RefusedDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** XML of unknown origin as a stream of its elements. A document type is refused, so nothing is fetched or expanded. */
public final class Xml {
    private final XMLStreamReader reader;
    private final int maxDepth;

    private Xml(XMLStreamReader reader, int maxDepth) {
        this.reader = reader;
        this.maxDepth = maxDepth;
    }

    /** What is done with the pieces; elements are known by their local names, whatever their prefix. */
    public interface Handler {
        /** An element begins; {@link Xml#attribute} tells of it. */
        void begin(String name, Xml xml) throws RefusedDocument;

        /** Text, in one or several pieces. */
        void text(String text) throws RefusedDocument;

        /** An element ends. */
        void end(String name) throws RefusedDocument;
    }

    /**
     * Reads all of it.
     *
     * @param maxDepth of nested elements
     * @throws RefusedDocument if it has a document type or is nested too deeply
     * @throws IOException if it is no XML
     */
    public static void read(byte[] bytes, int maxDepth, Handler handler) throws IOException, RefusedDocument {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("it names " + systemId + ", which is not looked up");
        });
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            new Xml(reader, maxDepth).read(handler);
            reader.close();
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void read(Handler handler) throws XMLStreamException, RefusedDocument {
        int depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > maxDepth) {
                        throw new RefusedDocument(
                                "its elements are nested more than %d deep".formatted(maxDepth),
                                "raise cama.document.max-depth if you trust it");
                    }
                    handler.begin(reader.getLocalName(), this);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    handler.end(reader.getLocalName());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    handler.text(reader.getText());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new RefusedDocument(
                            "its XML has a document type or entities, which it never needs and which can be an attack",
                            "open it, save it again and give that");
                default -> {}
            }
        }
    }

    /** An attribute of the element that begins, by its local name, or null. */
    public @Nullable String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    /** As {@link #attribute}, or empty text. */
    public String attributeOrEmpty(String name) {
        String value = attribute(name);
        return value == null ? "" : value;
    }
}
