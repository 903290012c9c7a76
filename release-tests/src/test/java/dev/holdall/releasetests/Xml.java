package dev.holdall.releasetests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the elements of an XML file, without regard to namespaces. */
final class Xml {

    private Xml() {}

    /** Returns the outermost element of a file. */
    static Element read(Path file) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError(file + " can't be read", e);
        }
    }

    /** Returns the names of the elements directly below one. */
    static List<String> names(Element parent) {
        return elements(parent).stream().map(Element::getTagName).toList();
    }

    /** Returns the elements at a path below one, such as {@code dependencies/dependency}. */
    static List<Element> all(Element parent, String path) {
        List<Element> found = List.of(parent);
        for (String name : path.split("/", -1)) {
            found = found.stream()
                    .flatMap(element -> elements(element).stream())
                    .filter(element -> element.getTagName().equals(name))
                    .toList();
        }
        return found;
    }

    /** Returns the text of the first element at a path below one, and nothing if there is none. */
    static String text(Element parent, String path) {
        List<Element> found = all(parent, path);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    private static List<Element> elements(Element parent) {
        NodeList children = parent.getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast)
                .toList();
    }
}
