package org.enfilade.docs.shop;

/** An order. */
public record Order(int id, String item, int quantity) {}
