package org.enfilade.docs.shop;

/** What a customer pays with. */
public record Payment(int order, String card) {}
