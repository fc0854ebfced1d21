package org.enfilade.load;

import org.enfilade.NamespaceEndpoint;

/** The main namespace. */
@NamespaceEndpoint("/")
public class Main extends QuickLoad {}
