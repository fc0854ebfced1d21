package org.enfilade.docs.shop;

/** What a customer gets. */
public record Receipt(int order, String text) {}
