package org.enfilade.docs.shop;

/** Which orders. */
public record OrderQuery(String item, int limit) {}
