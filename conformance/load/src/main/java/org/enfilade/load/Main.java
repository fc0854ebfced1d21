package org.enfilade.load;

import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;

/** The main namespace. */
@NonBlocking
@NamespaceEndpoint("/")
public class Main extends Load {}
