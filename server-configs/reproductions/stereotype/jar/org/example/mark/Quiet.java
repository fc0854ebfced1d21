package org.example.mark;

import jakarta.enterprise.inject.spi.Extension;

/** Does nothing; that it is there is enough. */
public class Quiet implements Extension {}
