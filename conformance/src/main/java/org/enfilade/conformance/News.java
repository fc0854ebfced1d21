package org.enfilade.conformance;

import org.enfilade.NamespaceEndpoint;

/** Nothing but the toolkit. */
@NamespaceEndpoint("/news")
public class News extends Toolkit {}
