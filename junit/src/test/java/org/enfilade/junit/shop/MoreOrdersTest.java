package org.enfilade.junit.shop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Specializes;
import java.util.List;
import java.util.Map;
import org.enfilade.junit.EnfiladeTest;
import org.enfilade.junit.SocketIOTestClient;
import org.junit.jupiter.api.Test;

/** The fakes of another test in the package are not its own. */
@EnfiladeTest(packagesOf = Orders.class)
class MoreOrdersTest {
    @Specializes
    @ApplicationScoped
    static class EmptyRepository extends Repository {
        @Override
        public List<String> of(String shop) {
            return List.of();
        }
    }

    @Test
    void nestedBeansOfOtherTests_areLeftOut(SocketIOTestClient client) {
        assertThat(client.connect("/shops/corner", Map.of("member", "ada"))
                        .call("list")
                        .json(0))
                .hasToString("[]");
    }
}
