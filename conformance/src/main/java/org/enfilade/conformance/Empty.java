package org.enfilade.conformance;

import org.enfilade.NamespaceEndpoint;

/** Registered, and that is all: clients may join it, and nobody listens to them. */
@NamespaceEndpoint("/empty")
public class Empty {}
