package org.enfilade.hostile;

import org.enfilade.NamespaceEndpoint;

/** A parent of its own. */
@NamespaceEndpoint(pattern = "^/other-[a-z0-9]+$")
public class Other extends Toys {}
