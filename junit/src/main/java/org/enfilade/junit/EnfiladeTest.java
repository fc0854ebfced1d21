package org.enfilade.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class with a server of its own: Enfilade with CDI, HTTP long-polling and WebSocket on a free port of
 * 127.0.0.1.
 *
 * <pre>{@code
 * @EnfiladeTest(Orders.class)
 * class OrdersTest {
 *     @Test
 *     void order_isAnnounced(SocketIOTestClient client) {
 *         TestSocket socket = client.connect("/orders");
 *         socket.emit("order:add", new Order("apples", 3));
 *         assertEquals("apples", socket.next("order:new").as(0, Order.class).item());
 *     }
 * }
 * }</pre>
 *
 * <p><b>Beans.</b> If classes are named, these are the application: namespace beans, interceptors, and what they
 * inject. If none are, it is every class with a bean defining annotation (a scope, a stereotype such as
 * {@code @NamespaceEndpoint}, {@code @Interceptor}) in the package of the test and below, in all places of the class
 * path. Static nested classes of the test with such an annotation belong to it in both cases, which is the place for an
 * alternative and for an observer of {@code ServerOptions.Builder}; those of other classes that are annotated with
 * {@code @EnfiladeTest} do not. CDI extensions of the class path are active; {@code beans.xml} is not read, so
 * alternatives need {@code @Alternative} and {@code @Priority}.
 *
 * <p><b>Lifecycle.</b> The server starts before all tests of the class and ends after them; test classes in
 * {@code @Nested} share it. Beans live as long as it; the request scope is active in each handler, as in a server, and
 * in each test. Fields of the test with {@code @Inject} are given beans, {@code @Of} namespaces,
 * {@code @ServerUrl URI}, {@link EmbeddedServer} and {@link SocketIOTestClient}; parameters of its methods can be
 * {@code @ServerUrl URI}, {@link EmbeddedServer} and {@link SocketIOTestClient}. Each client is a connection of its
 * own; it is opened when it joins its first namespace, and closed after the test. (With one test instance for all
 * methods, those in fields are closed after the last.)
 *
 * <p><b>Parallel tests.</b> Each class has its own port, container and threads. {@code CDI.current()} is ambiguous
 * then; inject.
 *
 * <p>An application that cannot be deployed fails all tests of the class, with Enfilade's numbered messages first.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(EnfiladeTestExtension.class)
public @interface EnfiladeTest {
    /** The beans of the application. */
    Class<?>[] value() default {};

    /** Classes in whose packages, and below, there are more beans of the application. */
    Class<?>[] packagesOf() default {};
}
