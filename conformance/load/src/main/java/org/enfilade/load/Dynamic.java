package org.enfilade.load;

import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;

/** As many namespaces as one likes. */
@NonBlocking
@NamespaceEndpoint(pattern = "^/dyn-\\d+$")
public class Dynamic extends Load {}
