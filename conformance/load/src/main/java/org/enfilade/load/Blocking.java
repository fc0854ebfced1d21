package org.enfilade.load;

import org.enfilade.NamespaceEndpoint;

/** The same, with handlers that might block. */
@NamespaceEndpoint("/bench")
public class Blocking extends Load {}
