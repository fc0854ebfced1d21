package org.enfilade.internal.namespace;

import java.util.Collection;
import org.enfilade.internal.reach.Scope;

/** The namespaces that exist on this node. */
interface Homes {
    /** Those that a scope has now. */
    Collection<? extends LocalNamespace> existing(Scope scope);

    /** Takes out an empty child. */
    void remove(LocalNamespace child);
}
