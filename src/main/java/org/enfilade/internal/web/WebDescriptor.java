package org.enfilade.internal.web;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.enfilade.internal.log.Log;

/**
 * What a {@code WEB-INF/web.xml} says of libraries.
 *
 * @param complete that annotations count for nothing
 * @param ordered that only the libraries count that it names
 * @param startsUs that {@link WebStart} is one of its listeners
 */
record WebDescriptor(boolean complete, boolean ordered, boolean startsUs) {
    static final WebDescriptor NONE = new WebDescriptor(false, false, false);

    private static final int MAX_BYTES = 4 << 20;

    /**
     * That of a web application; {@link #NONE} if there is none or it cannot be read, about which the server complains.
     */
    static WebDescriptor of(ServletContext context) {
        try (InputStream file = context.getResourceAsStream("/WEB-INF/web.xml")) {
            return file == null ? NONE : read(file);
        } catch (IOException | XMLStreamException | RuntimeException e) {
            Log.debug("WEB-INF/web.xml cannot be read", e);
            return NONE;
        }
    }

    static WebDescriptor read(InputStream file) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(file.readNBytes(MAX_BYTES)));
        boolean complete = false;
        boolean ordered = false;
        boolean others = false;
        boolean startsUs = false;
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "web-app" -> complete = "true".equals(xml.getAttributeValue(null, "metadata-complete"));
                case "absolute-ordering" -> ordered = true;
                case "others" -> others = true;
                case "listener-class" ->
                    startsUs |= xml.getElementText().strip().equals(WebStart.class.getName());
                default -> {}
            }
        }
        return new WebDescriptor(complete, ordered && !others, startsUs);
    }
}
