package org.enfilade.hostile;

import org.enfilade.NamespaceEndpoint;

/** As many namespaces as one likes, for everybody. */
@NamespaceEndpoint(pattern = "^/open-[a-z0-9]+$")
public class Open extends Toys {}
