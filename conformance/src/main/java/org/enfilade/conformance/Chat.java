package org.enfilade.conformance;

import org.enfilade.NamespaceEndpoint;

/** Nothing but the toolkit. */
@NamespaceEndpoint("/chat")
public class Chat extends Toolkit {}
