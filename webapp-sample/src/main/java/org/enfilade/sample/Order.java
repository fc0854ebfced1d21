package org.enfilade.sample;

/** An order as it is kept and sent. */
public record Order(int id, String item, int quantity) {
    /** What a client gives to create one. */
    public record Draft(String item, int quantity) {}
}
