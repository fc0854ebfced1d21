package org.enfilade.junit.guide;

public record Order(int id, String item, int quantity) {
    public record Draft(String item, int quantity) {}
}
