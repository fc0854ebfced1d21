package org.enfilade.conformance;

import org.enfilade.NamespaceEndpoint;

/** Nothing but the toolkit. */
@NamespaceEndpoint("/salle-été")
public class Accents extends Toolkit {}
