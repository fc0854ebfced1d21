package org.glassfish.tyrus.server;

/** Has the name of the container of Tyrus, of which nothing but its SPI is on the class path of these tests. */
public class TyrusServerContainer {}
