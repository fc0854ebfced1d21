package org.enfilade.sample;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST resources live below /api. */
@ApplicationPath("/api")
public class Rest extends Application {}
