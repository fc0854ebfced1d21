package org.enfilade.conformance;

import org.enfilade.NamespaceEndpoint;

/** Nothing but the toolkit. */
@NamespaceEndpoint("/a/b/c")
public class Nested extends Toolkit {}
