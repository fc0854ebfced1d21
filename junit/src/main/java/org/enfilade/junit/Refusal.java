package org.enfilade.junit;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * Why the server has refused a namespace: what {@code connect_error} of other clients has.
 *
 * @param message as middleware gave it, or the server's own, such as {@code Invalid namespace}
 * @param data what middleware has added; {@link JsonValue#NULL} if nothing
 */
public record Refusal(String message, JsonValue data) {
    static Refusal of(JsonObject packet) {
        return new Refusal(packet.getString("message", ""), packet.getOrDefault("data", JsonValue.NULL));
    }
}
