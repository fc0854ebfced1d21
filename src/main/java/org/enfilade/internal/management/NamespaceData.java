package org.enfilade.internal.management;

import org.enfilade.internal.namespace.Figures;

/** The figures of a namespace, in the shape that JMX makes open data of. */
public final class NamespaceData {
    private final Figures.OfNamespace figures;

    NamespaceData(Figures.OfNamespace figures) {
        this.figures = figures;
    }

    public String getName() {
        return figures.name();
    }

    public boolean isDynamic() {
        return figures.isDynamic();
    }

    public int getChildren() {
        return figures.children();
    }

    public int getSockets() {
        return figures.sockets();
    }

    public int getRooms() {
        return figures.rooms();
    }
}
