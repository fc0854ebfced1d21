package org.enfilade.load;

import org.enfilade.NamespaceEndpoint;

/** As many namespaces as one likes. */
@NamespaceEndpoint(pattern = "^/dyn-\\d+$")
public class Dynamic extends QuickLoad {}
