package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.annotation.Priority;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.enfilade.Ack;
import org.enfilade.Arg;
import org.enfilade.Connect;
import org.enfilade.Connecting;
import org.enfilade.ConnectionError;
import org.enfilade.CreateRoom;
import org.enfilade.DeleteRoom;
import org.enfilade.Disconnect;
import org.enfilade.Disconnecting;
import org.enfilade.JoinRoom;
import org.enfilade.LeaveRoom;
import org.enfilade.Limit;
import org.enfilade.Middleware;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NamespaceMatcher;
import org.enfilade.NewNamespace;
import org.enfilade.NonBlocking;
import org.enfilade.Of;
import org.enfilade.On;
import org.enfilade.OnAny;
import org.enfilade.OnAnyOutgoing;
import org.enfilade.OnConnectionError;
import org.enfilade.OnError;
import org.enfilade.OnHeaders;
import org.enfilade.OnInitialHeaders;
import org.enfilade.OnServerSide;
import org.enfilade.Param;
import org.enfilade.ParentNamespace;
import org.enfilade.ResponseHeaders;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.SocketIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of a deployment, by a bean that breaks it. */
@SuppressWarnings("unused") // the methods are for the extension
class RulesTest {
    /** The mistake of a rule: {@code @Mistake} on each class that has it. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Breaks {
        Rule value();

        /** What the message says. */
        String saying() default "";

        /** What else has to be deployed for it. */
        Class<?>[] with() default {};
    }

    // --- who may

    @Breaks(Rule.ONE_ACCESS)
    @PermitAll
    @RolesAllowed("admin")
    @NamespaceEndpoint("/x")
    static class OpenAndClosed {}

    @NamespaceEndpoint("/x")
    @Breaks(value = Rule.ONE_ACCESS, saying = "handler(")
    static class HandlerDeniedAndAllowed {
        @DenyAll
        @RolesAllowed("admin")
        void handler(@Observes @On("x") Socket socket) {}
    }

    @NamespaceEndpoint("/x")
    @Breaks(value = Rule.ACCESS_OF_EVENTS, saying = "observes @Connect")
    static class RolesForConnect {
        @RolesAllowed("admin")
        void handler(@Observes @Connect Socket socket) {}
    }

    // --- addresses

    @Breaks(Rule.ONE_ADDRESS)
    @NamespaceEndpoint
    static class NoAddress {}

    @Breaks(Rule.ONE_ADDRESS)
    @NamespaceEndpoint(value = "/x", pattern = "x")
    static class TwoAddresses {}

    @Breaks(value = Rule.NAME_WITH_SLASH, saying = "\"orders\"")
    @NamespaceEndpoint("orders")
    static class NoSlash {}

    @NamespaceEndpoint("/x")
    static class Original {}

    @Breaks(value = Rule.DECLARED_ONCE, saying = "RulesTest$Original and", with = Original.class)
    @NamespaceEndpoint("/x")
    static class SameName {}

    @Breaks(value = Rule.DECLARED_ONCE, saying = "declares the namespace \"/y\" several times")
    @NamespaceEndpoint({"/x", "/y", "/y"})
    static class SameNameTwice {}

    @Breaks(value = Rule.DECLARED_ONCE, saying = "RulesTest$Original", with = Original.class)
    @NamespaceEndpoint({"/y", "/x"})
    static class SameNameAmongOthers {}

    @Breaks(value = Rule.NAME_WITH_SLASH, saying = "\"y\"")
    @NamespaceEndpoint({"/x", "y"})
    static class NoSlashInTheSecond {}

    @Breaks(value = Rule.ONE_ADDRESS)
    @NamespaceEndpoint({})
    static class NoName {}

    @Breaks(value = Rule.PARAM_IN_PATTERN, saying = "which \"/y\" lacks")
    @NamespaceEndpoint({"/x/{id}", "/y"})
    static class VariableOfOneNameOnly {
        void on(@Observes @Connect Socket socket, @Param("id") String id) {}
    }

    @NamespaceEndpoint(pattern = "^/x")
    static class OriginalPattern {}

    @Breaks(value = Rule.DECLARED_ONCE, with = OriginalPattern.class)
    @NamespaceEndpoint(pattern = "^/x")
    static class SamePattern {}

    @Breaks(value = Rule.PATTERN_COMPILES, saying = "Unclosed group")
    @NamespaceEndpoint(pattern = "^/(x")
    static class BadPattern {}

    @Breaks(Rule.TEMPLATE_READS)
    @NamespaceEndpoint("/{}")
    static class UnnamedVariable {}

    @Breaks(Rule.TEMPLATE_READS)
    @NamespaceEndpoint("/{a-b}")
    static class OddVariable {}

    @Breaks(Rule.TEMPLATE_READS)
    @NamespaceEndpoint("/{a}/{a}")
    static class VariableTwice {}

    @Breaks(Rule.TEMPLATE_READS)
    @NamespaceEndpoint("/{a}{b}")
    static class AdjacentVariables {}

    @Breaks(Rule.TEMPLATE_READS)
    @NamespaceEndpoint("/{a}/{b")
    static class OpenBrace {}

    @Breaks(Rule.CONCRETE_BEAN)
    @NamespaceEndpoint("/x")
    abstract static class AbstractBean {}

    static class NoBean implements NamespaceMatcher {
        @Inject
        NoBean(String unresolvable) {}

        @Override
        public boolean matches(String name, JsonObject auth) {
            return true;
        }
    }

    @Breaks(value = Rule.MATCHER_IS_BEAN, saying = "RulesTest$NoBean")
    @NamespaceEndpoint(matcher = NoBean.class)
    static class MatcherIsNoBean {}

    @ApplicationScoped
    static class Undecided implements NamespaceMatcher {}

    @Breaks(value = Rule.MATCHER_DECIDES, saying = "RulesTest$Undecided", with = Undecided.class)
    @NamespaceEndpoint(matcher = Undecided.class)
    static class MatcherOverridesNothing {}

    @Breaks(value = Rule.SCOPE_FITS, saying = "@SessionScoped")
    @SessionScoped
    @NamespaceEndpoint("/x")
    static class InSession implements Serializable {}

    @Breaks(Rule.SCOPE_FITS)
    @ConversationScoped
    @NamespaceEndpoint("/x")
    static class InConversation implements Serializable {}

    // --- methods

    @Breaks(value = Rule.HANDLER_IN_NAMESPACE_BEAN, saying = "RulesTest$Homeless.on(String, Ack)")
    @ApplicationScoped
    static class Homeless {
        void on(@Observes @On("x") String text, Ack<String> ack) {}
    }

    @Breaks(value = Rule.HANDLER_IN_NAMESPACE_BEAN, with = Original.class)
    @Dependent
    static class HomelessConnect {
        void on(@Observes @Connect Socket socket) {}
    }

    @Breaks(value = Rule.EVENT_NOT_RESERVED, saying = "\"disconnect\"")
    @NamespaceEndpoint("/x")
    static class Reserved {
        void on(@Observes @On("disconnect") Socket socket) {}
    }

    @Breaks(Rule.HANDLER_CALLABLE)
    @NamespaceEndpoint("/x")
    static class Private {
        private void on(@Observes @On("x") Socket socket) {}
    }

    @Breaks(Rule.HANDLER_CALLABLE)
    @NamespaceEndpoint("/x")
    static class Static {
        static void on(@Observes @On("x") Socket socket) {}
    }

    @Breaks(Rule.HANDLER_CALLABLE)
    @Dependent
    @NamespaceEndpoint("/x")
    static class Final {
        final void on(@Observes @On("x") Socket socket) {}
    }

    @Breaks(value = Rule.ONE_ACKNOWLEDGEMENT, saying = ".one(String) and")
    @NamespaceEndpoint("/x")
    static class TwoAcknowledgements {
        String one(@Observes @On("x") String text) {
            return text;
        }

        void two(@Observes @On("x") String text, Ack<String> ack) {}
    }

    @Breaks(Rule.RESULT_OR_ACK)
    @NamespaceEndpoint("/x")
    static class ResultAndAck {
        String on(@Observes @On("x") String text, Ack<String> ack) {
            return text;
        }
    }

    @Breaks(Rule.PLAIN_OBSERVER)
    @NamespaceEndpoint("/x")
    static class Conditional {
        void on(@Observes(notifyObserver = Reception.IF_EXISTS) @On("x") String text) {}
    }

    @Breaks(Rule.PLAIN_OBSERVER)
    @NamespaceEndpoint("/x")
    static class Transactional {
        void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) @On("x") String text) {}
    }

    @Breaks(Rule.PLAIN_OBSERVER)
    @NamespaceEndpoint("/x")
    static class Asynchronous {
        void on(@ObservesAsync @On("x") String text) {}
    }

    @Breaks(Rule.ONE_QUALIFIER)
    @NamespaceEndpoint("/x")
    static class TwoQualifiers {
        void on(@Observes @Connect @Disconnect Socket socket) {}
    }

    @Breaks(Rule.ONE_QUALIFIER)
    @NamespaceEndpoint("/x")
    static class ForeignQualifier {
        void on(@Observes @On("x") @Named("x") String text) {}
    }

    // --- parameters

    @Breaks(value = Rule.PARAM_IN_PATTERN, saying = "@Param(\"user\")")
    @NamespaceEndpoint("/tenants/{tenant}")
    static class UnknownParam {
        void on(@Observes @Connect Socket socket, @Param("user") String user) {}
    }

    @Breaks(Rule.PARAM_IN_PATTERN)
    @NamespaceEndpoint("/x")
    static class ParamOfAName {
        void on(@Observes @Connect Socket socket, @Param("user") String user) {}
    }

    @Breaks(Rule.PARAM_IN_PATTERN)
    @NamespaceEndpoint(pattern = "^/(?<a>\\d)\\Q(?<user>\\E")
    static class ParamOfAQuotedGroup {
        void on(@Observes @Connect Socket socket, @Param("a") int a, @Param("user") String user) {}
    }

    @Breaks(Rule.PARAM_TYPE)
    @NamespaceEndpoint("/{day}")
    static class ParamOfOddType {
        void on(@Observes @Connect Socket socket, @Param("day") java.time.DayOfWeek day) {}
    }

    @Breaks(value = Rule.ARG_POSITION, saying = "@Arg(0)")
    @NamespaceEndpoint("/x")
    static class ArgZero {
        void on(@Observes @On("x") int x, @Arg(0) int y) {}
    }

    @Breaks(Rule.ARG_POSITION)
    @NamespaceEndpoint("/x")
    static class ArgNegative {
        void on(@Observes @On("x") int x, @Arg(-1) int y) {}
    }

    @Breaks(Rule.ARG_POSITION)
    @NamespaceEndpoint("/x")
    static class ArgTwice {
        void on(@Observes @On("x") int x, @Arg(1) int y, @Arg(1) int z) {}
    }

    @Breaks(Rule.ARGUMENTS_OF_EVENTS)
    @NamespaceEndpoint("/x")
    static class ArgOfConnect {
        void on(@Observes @Connect Socket socket, @Arg(1) int y) {}
    }

    @Breaks(Rule.ARGUMENTS_OF_EVENTS)
    @NamespaceEndpoint("/x")
    static class AckOfOutgoing {
        void on(@Observes @OnAnyOutgoing SocketEvent event, Ack<Object> ack) {}
    }

    @Breaks(Rule.OBSERVED_TYPE)
    @NamespaceEndpoint("/x")
    static class ConnectOfText {
        void on(@Observes @Connect String text) {}
    }

    @Breaks(Rule.OBSERVED_TYPE)
    @NamespaceEndpoint("/x")
    static class DisconnectOfText {
        void on(@Observes @Disconnect String text) {}
    }

    @Breaks(value = Rule.OBSERVED_TYPE, saying = "DisconnectReason or Socket")
    @NamespaceEndpoint("/x")
    static class DisconnectingOfEvent {
        void on(@Observes @Disconnecting SocketEvent event) {}
    }

    @Breaks(Rule.OBSERVED_TYPE)
    @NamespaceEndpoint("/x")
    static class CatchAllOfSocket {
        void on(@Observes @OnAny Socket socket) {}
    }

    @Breaks(Rule.OBSERVED_TYPE)
    @NamespaceEndpoint("/x")
    static class ErrorOfText {
        void on(@Observes @OnError String text) {}
    }

    record NotPublic(String name) {}

    @Breaks(value = Rule.ARGUMENT_BINDABLE, saying = "NotPublic")
    @NamespaceEndpoint("/x")
    static class UnreachableArgument {
        void on(@Observes @On("x") List<NotPublic> items) {}
    }

    @Breaks(value = Rule.ARGUMENT_BINDABLE, saying = "returns")
    @NamespaceEndpoint("/x")
    static class UnreachableResult {
        NotPublic on(@Observes @On("x") Socket socket) {
            return null;
        }
    }

    abstract static class Generic<T> {
        void on(@Observes @On("x") List<T> items) {}
    }

    @SuppressWarnings("rawtypes")
    @Breaks(Rule.ARGUMENT_BINDABLE)
    @NamespaceEndpoint("/x")
    static class UnknownTypeArgument extends Generic {}

    public record WithThread(String name, List<Thread> threads) {}

    public record Outer(Map<String, WithThread[]> all) {}

    @Breaks(value = Rule.ARGUMENT_READABLE, saying = "whose \"threads\" is a java.lang.Thread")
    @NamespaceEndpoint("/x")
    static class UnreadableComponent {
        void on(@Observes @On("x") Socket socket, @Arg(1) List<Outer> all) {}
    }

    public interface Animal {}

    @Breaks(value = Rule.ARGUMENT_READABLE, saying = "no constructor")
    @NamespaceEndpoint("/x")
    static class UnreadableInterface {
        void on(@Observes @On("x") Optional<Animal> animal) {}
    }

    @Breaks(value = Rule.ARGUMENT_READABLE, saying = "which are no names")
    @NamespaceEndpoint("/x")
    static class UnreadableKeys {
        void on(@Observes @On("x") Map<WithThread, String> map) {}
    }

    @Breaks(Rule.PARAMETER_RESOLVES)
    @NamespaceEndpoint("/x")
    static class Unresolvable {
        void on(@Observes @On("x") String text, Thread thread) {}
    }

    @Breaks(Rule.NON_BLOCKING_HAS_EFFECT)
    @NamespaceEndpoint("/x")
    static class NonBlockingConnect {
        @NonBlocking
        void on(@Observes @Connect Socket socket) {}
    }

    @Breaks(Rule.NON_BLOCKING_HAS_EFFECT)
    @NamespaceEndpoint("/x")
    static class NonBlockingNothing {
        @NonBlocking
        void on() {}
    }

    @NonBlocking
    @Breaks(Rule.NON_BLOCKING_HAS_EFFECT)
    @NamespaceEndpoint("/x")
    static class NonBlockingClass {}

    // --- rooms, and who asks to join

    @Breaks(value = Rule.SOCKET_OF_CLIENTS, saying = "observes @CreateRoom")
    @NamespaceEndpoint("/x")
    static class CreateRoomWithSocket {
        void on(@Observes @CreateRoom String room, Socket socket) {}
    }

    @Breaks(value = Rule.SOCKET_OF_CLIENTS, saying = "observes @DeleteRoom")
    @NamespaceEndpoint("/x")
    static class DeleteRoomWithSocket {
        void on(@Observes @DeleteRoom String room, Socket socket) {}
    }

    @Breaks(value = Rule.OBSERVED_TYPE, saying = "@JoinRoom observes String")
    @NamespaceEndpoint("/x")
    static class JoinRoomOfSocket {
        void on(@Observes @JoinRoom Socket socket) {}
    }

    @Breaks(Rule.HANDLER_IN_NAMESPACE_BEAN)
    @ApplicationScoped
    static class LeaveRoomElsewhere {
        void on(@Observes @LeaveRoom String room) {}
    }

    @Breaks(Rule.HANDLER_IN_NAMESPACE_BEAN)
    @ApplicationScoped
    static class ConnectingElsewhere {
        void on(@Observes @Connecting Socket socket) {}
    }

    @Breaks(value = Rule.QUALIFIER_OBSERVES, saying = "@Connecting without @Observes")
    @NamespaceEndpoint("/x")
    static class ConnectingUnobserved {
        void on(@Connecting Socket socket) {}
    }

    @Breaks(value = Rule.CONNECTING_REFUSES, saying = "returns boolean")
    @NamespaceEndpoint("/x")
    static class ConnectingThatAnswers {
        boolean on(@Observes @Connecting Socket socket) {
            return false;
        }
    }

    @Breaks(value = Rule.ACCESS_OF_EVENTS, saying = "observes @Connecting")
    @NamespaceEndpoint("/x")
    static class ConnectingForRoles {
        @RolesAllowed("boss")
        void on(@Observes @Connecting Socket socket) {}
    }

    @Breaks(Rule.NON_BLOCKING_HAS_EFFECT)
    @NamespaceEndpoint("/x")
    static class ConnectingNonBlocking {
        @NonBlocking
        void on(@Observes @Connecting Socket socket) {}
    }

    // --- how much

    @Breaks(value = Rule.LIMIT_HAS_EFFECT, saying = "no @On handler")
    @NamespaceEndpoint("/x")
    static class LimitOfConnect {
        @Limit(1)
        void on(@Observes @Connect Socket socket) {}
    }

    @Breaks(value = Rule.LIMIT_HAS_EFFECT, saying = "no @On handler")
    @NamespaceEndpoint("/x")
    static class LimitOfAny {
        @Limit(1)
        void on(@Observes @OnAny SocketEvent event) {}
    }

    @Breaks(value = Rule.LIMIT_HAS_EFFECT, saying = "no @On handler")
    @NamespaceEndpoint("/x")
    static class LimitOfNothing {
        @Limit(1)
        void on() {}
    }

    @Breaks(value = Rule.LIMIT_HAS_EFFECT, saying = "second @Limit for the event \"e\"")
    @NamespaceEndpoint("/x")
    static class TwoLimits {
        @Limit(1)
        void one(@Observes @On("e") Socket socket) {}

        @Limit(2)
        void other(@Observes @On("e") Socket socket) {}
    }

    @Breaks(value = Rule.LIMIT_HAS_EFFECT, saying = "no namespace bean")
    @ApplicationScoped
    @Limit(1)
    static class LimitOfOtherBean {}

    @Breaks(value = Rule.LIMIT_HAS_EFFECT, saying = "no namespace bean")
    @ApplicationScoped
    static class LimitInOtherBean {
        @Limit(1)
        void on() {}
    }

    @Breaks(Rule.LIMIT_IS_POSITIVE)
    @Limit(0)
    @NamespaceEndpoint("/x")
    static class LimitOfNoEvents {}

    @Breaks(value = Rule.LIMIT_IS_POSITIVE, saying = "LimitInNoTime.on(")
    @NamespaceEndpoint("/x")
    static class LimitInNoTime {
        @Limit(value = 1, seconds = 0)
        void on(@Observes @On("e") Socket socket) {}
    }

    @Breaks(Rule.LIMIT_IS_POSITIVE)
    @Limit(value = 1, burst = -1)
    @NamespaceEndpoint("/x")
    static class LimitOfNegativeBurst {}

    // --- what other servers emit

    @Breaks(value = Rule.SOCKET_OF_CLIENTS, saying = "observes @OnServerSide")
    @NamespaceEndpoint("/x")
    static class ServerSideOfSocket {
        void on(@Observes @OnServerSide("x") Socket socket) {}
    }

    @Breaks(value = Rule.SOCKET_OF_CLIENTS, saying = "observes @OnServerSide")
    @NamespaceEndpoint("/x")
    static class ServerSideWithSocket {
        void on(@Observes @OnServerSide("x") String text, Socket socket) {}
    }

    @Breaks(Rule.NON_BLOCKING_HAS_EFFECT)
    @NamespaceEndpoint("/x")
    static class ServerSideNonBlocking {
        @NonBlocking
        void on(@Observes @OnServerSide("x") SocketEvent event) {}
    }

    @Breaks(Rule.NON_BLOCKING_HAS_EFFECT)
    @NonBlocking
    @NamespaceEndpoint("/x")
    static class ServerSideNonBlockingClass {
        void on(@Observes @OnServerSide("x") SocketEvent event) {}
    }

    @Breaks(value = Rule.ACCESS_OF_EVENTS, saying = "observes @OnServerSide")
    @NamespaceEndpoint("/x")
    static class ServerSideForRoles {
        @RolesAllowed("admin")
        void on(@Observes @OnServerSide("x") SocketEvent event) {}
    }

    @Breaks(Rule.EVENT_NOT_RESERVED)
    @NamespaceEndpoint("/x")
    static class ServerSideReserved {
        void on(@Observes @OnServerSide("connect") SocketEvent event) {}
    }

    @Breaks(Rule.ONE_ACKNOWLEDGEMENT)
    @NamespaceEndpoint("/x")
    static class TwoServerSideAnswers {
        String one(@Observes @OnServerSide("x") String text) {
            return text;
        }

        void two(@Observes @OnServerSide("x") String text, Ack<String> ack) {}
    }

    @Breaks(Rule.PARAM_IN_PATTERN)
    @NamespaceEndpoint("/x")
    static class ServerSideParamOfAName {
        void on(@Observes @OnServerSide("x") SocketEvent event, @Param("user") String user) {}
    }

    @Breaks(value = Rule.ARGUMENT_BINDABLE, saying = "returns")
    @NamespaceEndpoint("/x")
    static class ServerSideUnreachableResult {
        NotPublic on(@Observes @OnServerSide("x") SocketEvent event) {
            return null;
        }
    }

    @Breaks(value = Rule.HANDLER_IN_NAMESPACE_BEAN, with = Original.class)
    @Dependent
    static class HomelessServerSide {
        void on(@Observes @OnServerSide("x") SocketEvent event) {}
    }

    @Breaks(Rule.ONE_QUALIFIER)
    @NamespaceEndpoint("/x")
    static class ServerSideAndClients {
        void on(@Observes @On("x") @OnServerSide("x") SocketEvent event) {}
    }

    // --- references

    @Breaks(value = Rule.OF_NAMES_SOMETHING, saying = "\"/nowhere\"")
    @Dependent
    static class OfNothing {
        @Inject
        @Of("/nowhere")
        Namespace nowhere;
    }

    @Breaks(value = Rule.OF_NAMES_SOMETHING, saying = ".on(Socket, Namespace)")
    @NamespaceEndpoint("/x")
    static class ParameterOfNothing {
        void on(@Observes @Connect Socket socket, @Of("/nowhere") Namespace nowhere) {}
    }

    @Breaks(value = Rule.OF_HAS_KIND, with = OriginalPattern.class)
    @Dependent
    static class NamespaceOfPattern {
        @Inject
        @Of("^/x")
        Namespace namespace;
    }

    @Breaks(value = Rule.OF_HAS_KIND, with = Original.class)
    @Dependent
    static class ParentOfName {
        @Inject
        @Of("/x")
        ParentNamespace parent;
    }

    // --- annotations where nobody looks at them

    @Breaks(value = Rule.QUALIFIER_OBSERVES, saying = ".on(String) has @On without @Observes")
    @NamespaceEndpoint("/x")
    static class NoObserves {
        void on(@On("x") String text) {}
    }

    @Breaks(value = Rule.QUALIFIER_OBSERVES, saying = "has @Connect")
    @NamespaceEndpoint("/x")
    static class PrivateStaticNoObserves {
        private static void on(@Connect Socket socket, @Arg(1) int further) {}
    }

    @Breaks(value = Rule.QUALIFIER_OBSERVES, saying = "has @OnServerSide")
    @ApplicationScoped
    static class NoObservesElsewhere {
        void on(@OnServerSide("x") SocketEvent event) {}
    }

    @Breaks(value = Rule.QUALIFIER_OBSERVES, saying = "has @NewNamespace")
    @Dependent
    static class NewNamespaceNoObserves {
        void created(@NewNamespace Namespace namespace) {}
    }

    @Breaks(value = Rule.QUALIFIER_OBSERVES, saying = "has @OnConnectionError")
    @Dependent
    static class ConnectionErrorNoObserves {
        void failed(@OnConnectionError ConnectionError error) {}
    }

    @Breaks(value = Rule.QUALIFIER_OBSERVES, saying = "has @OnHeaders")
    @Dependent
    static class HeadersNoObserves {
        void headers(@OnHeaders ResponseHeaders headers) {}
    }

    @Breaks(value = Rule.OBSERVED_TYPE, saying = "@OnInitialHeaders observes org.enfilade.ResponseHeaders")
    @Dependent
    static class InitialHeadersOfText {
        void headers(@Observes @OnInitialHeaders String headers) {}
    }

    interface Said {
        void say(@Observes @On("say") String text);
    }

    @Breaks(value = Rule.QUALIFIER_OBSERVES, saying = "in an interface")
    @NamespaceEndpoint("/x")
    static class OnInInterface implements Said {
        @Override
        public void say(String text) {}
    }

    @Breaks(value = Rule.OBSERVED_TYPE, saying = "@NewNamespace observes org.enfilade.Namespace")
    @Dependent
    static class NewNamespaceOfText {
        void created(@Observes @NewNamespace String name) {}
    }

    @Breaks(value = Rule.OBSERVED_TYPE, saying = "@OnConnectionError observes")
    @Dependent
    static class ConnectionErrorOfThrowable {
        void failed(@Observes @OnConnectionError Exception error) {}
    }

    @Breaks(Rule.PLAIN_OBSERVER)
    @Dependent
    static class NewNamespaceAsync {
        void created(@ObservesAsync @NewNamespace Namespace namespace) {}
    }

    @Breaks(Rule.ONE_QUALIFIER)
    @Dependent
    static class NewNamespaceOfAName {
        void created(@Observes @NewNamespace @Of("/x") Namespace namespace) {}
    }

    @Breaks(value = Rule.ARGUMENT_OF_HANDLER, saying = "has @Arg")
    @NamespaceEndpoint("/x")
    static class ArgOfNoHandler {
        void helper(@Arg(1) int number) {}
    }

    @Breaks(value = Rule.ARGUMENT_OF_HANDLER, saying = "has @Param")
    @ApplicationScoped
    static class ParamOfNoHandler {
        void helper(@Param("user") String user) {}
    }

    @Breaks(value = Rule.ARGUMENT_OF_HANDLER, saying = "has @Param on the observed parameter")
    @NamespaceEndpoint("/{user}")
    static class ParamOnObserved {
        void on(@Observes @On("x") @Param("user") String user) {}
    }

    @Breaks(value = Rule.ARGUMENT_OF_HANDLER, saying = "has @Arg on the observed parameter")
    @NamespaceEndpoint("/x")
    static class ArgOnObserved {
        void on(@Observes @On("x") @Arg(1) String text) {}
    }

    @Breaks(value = Rule.ARGUMENT_OF_HANDLER, saying = "has @Arg and @Param")
    @NamespaceEndpoint("/{user}")
    static class ArgAndParam {
        void on(@Observes @On("x") Socket socket, @Arg(1) @Param("user") String user) {}
    }

    @Breaks(value = Rule.OF_INJECTS, saying = ".orders has an @Of and no @Inject")
    @Dependent
    static class OfWithoutInject {
        @Of("/x")
        Namespace orders;
    }

    @Breaks(Rule.OF_INJECTS)
    @Dependent
    static class OfOnSetter {
        void set(@Of("/x") Namespace orders) {}
    }

    @Breaks(value = Rule.OF_INJECTS, saying = "belongs on a parameter")
    @Dependent
    static class OfOnMethod {
        @Of("/x")
        void orders() {}
    }

    @Breaks(value = Rule.OF_INJECTS, saying = "(Socket, Socket)")
    @NamespaceEndpoint("/x")
    static class OfOnSocket {
        void on(@Observes @On("x") Socket socket, @Of("/x") Socket same) {}
    }

    @Breaks(Rule.CONSTRUCTIBLE_BEAN)
    @NamespaceEndpoint("/x")
    static class NoInjectOnConstructor {
        NoInjectOnConstructor(SocketIO io) {}
    }

    @NamespaceEndpoint("/x")
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    @interface OrdersNamespace {}

    @Breaks(Rule.ENDPOINT_DIRECT)
    @OrdersNamespace
    static class EndpointByStereotype {}

    @Breaks(value = Rule.HANDLER_IN_NAMESPACE_BEAN, saying = "in an interceptor")
    @Carried
    @Interceptor
    @Priority(1)
    static class HandlerInInterceptor {
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            return call.proceed();
        }

        void on(@Observes @On("x") String text) {}
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Carried {}

    @Breaks(value = Rule.NON_BLOCKING_HAS_EFFECT, saying = "is no namespace bean")
    @NonBlocking
    @ApplicationScoped
    static class NonBlockingOther {}

    @Breaks(Rule.NON_BLOCKING_HAS_EFFECT)
    @ApplicationScoped
    static class NonBlockingOtherMethod {
        @NonBlocking
        void quick() {}
    }

    @NonBlocking
    abstract static class QuickBase {}

    @Breaks(value = Rule.NON_BLOCKING_HAS_EFFECT, saying = "QuickBase")
    @NamespaceEndpoint("/x")
    static class NonBlockingOfSuperclass extends QuickBase {
        void on(@Observes @On("x") String text) {}
    }

    @Breaks(value = Rule.MIDDLEWARE_ON_NAMESPACE, saying = "is in no namespace bean", with = Guard.class)
    @ApplicationScoped
    static class GuardedMethodOfOther {
        @Guarded
        void anything() {}
    }

    // --- names that others have too

    @Breaks(
            value = Rule.OBSERVED_TYPE,
            saying = ".on(java.net.Socket) observes java.net.Socket; @Connect observes org.enfilade.Socket")
    @NamespaceEndpoint("/x")
    static class OtherSocket {
        void on(@Observes @Connect java.net.Socket socket) {}
    }

    @Breaks(value = Rule.OBSERVED_TYPE, saying = "@OnAny observes SocketEvent")
    @NamespaceEndpoint("/x")
    static class OtherEvent {
        void on(@Observes @OnAny jakarta.enterprise.event.Event<String> event) {}
    }

    @Breaks(value = Rule.EVENT_NOT_RESERVED, saying = ".on(java.util.Date, org.enfilade.Socket)")
    @NamespaceEndpoint("/x")
    static class OtherDate {
        void on(@Observes @On("connect") java.util.Date date, Socket socket) {}

        void on(java.sql.Date date, Socket socket) {}
    }

    static class Homonym {
        @InterceptorBinding
        @Retention(RetentionPolicy.RUNTIME)
        @interface Guarded {}
    }

    @Breaks(value = Rule.MIDDLEWARE_ON_NAMESPACE, saying = "RulesTest$Guarded and", with = Guard.class)
    @Guarded
    @Homonym.Guarded
    @ApplicationScoped
    static class GuardedTwice {}

    // --- what is allowed

    @ApplicationScoped
    static class InOrder {
        @Inject
        @Of("/x")
        Namespace field;

        @Inject
        InOrder(@Of("/x") Namespace namespace) {}

        InOrder() {}

        @Inject
        void set(@Of("/x") Namespace namespace) {}

        @Produces
        @Named("made")
        String made(@Of("/x") Namespace namespace) {
            return namespace.name();
        }

        private static void created(@Observes @NewNamespace Namespace namespace, @Of("/x") Namespace injected) {}

        void failed(@Observes @Any @OnConnectionError Object error) {}
    }

    @NamespaceEndpoint("/x")
    static class AlsoInOrder implements Said {
        @Override
        public void say(@Observes @On("say") @Arg(0) String text) {}

        void injected(@Observes @On("injected") Socket socket, @Of("/x") Namespace namespace) {}

        void plain(String text) {}
    }

    @Test
    void annotationsInTheirPlaces_areNoMistakes() {
        assertThat(deploy(Stream.of(InOrder.class, AlsoInOrder.class))).isNull();
    }

    // --- middleware

    @InterceptorBinding
    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Guarded {}

    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @interface NoBinding {}

    @Guarded
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Carrier {}

    @Guarded
    @Interceptor
    @Priority(1)
    static class Guard {
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            return call.proceed();
        }
    }

    @Breaks(Rule.MIDDLEWARE_PRIORITY)
    @Guarded
    @Interceptor
    static class NoPriority {
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            return call.proceed();
        }
    }

    @Breaks(value = Rule.MIDDLEWARE_ON_NAMESPACE, saying = "@Guarded", with = Guard.class)
    @Guarded
    @ApplicationScoped
    static class GuardedBean {}

    @Breaks(value = Rule.MIDDLEWARE_ON_NAMESPACE, with = Guard.class)
    @NamespaceEndpoint("/x")
    static class GuardedMethod {
        @Guarded
        void on(@Observes @On("x") Socket socket) {}
    }

    @Breaks(Rule.MIDDLEWARE_IS_BINDING)
    @NoBinding
    @NamespaceEndpoint("/x")
    static class GuardedByNoBinding {}

    @Breaks(Rule.MIDDLEWARE_EXISTS)
    @Guarded
    @NamespaceEndpoint("/x")
    static class GuardedByNobody {}

    @Breaks(value = Rule.MIDDLEWARE_DIRECT, with = Guard.class)
    @Carrier
    @NamespaceEndpoint("/x")
    static class GuardedByCarrier {}

    /**
     * Those that cannot be shown in this way: a class of the unnamed package cannot be named here, an EJB needs a
     * container.
     */
    private static final Set<Rule> ELSEWHERE = EnumSet.of(
            Rule.HANDLER_IN_PACKAGE,
            Rule.MANAGED_BEAN,
            Rule.NAMESPACE_IS_BEAN,
            Rule.STARTED_BY_WEB,
            Rule.CDI_IS_ON,
            Rule.JAR_IS_ONCE,
            Rule.PATH_IS_FREE);

    static Stream<Arguments> mistakes() {
        return Arrays.stream(RulesTest.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Breaks.class))
                .map(type -> arguments(type.getAnnotation(Breaks.class).value(), type));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_failsTheDeployment_withItsNumberAndPlace(Rule rule, Class<?> mistaken) {
        Breaks breaks = mistaken.getAnnotation(Breaks.class);
        try (LogCapture log = new LogCapture()) {
            Throwable failure = deploy(Stream.concat(Stream.of(mistaken), Arrays.stream(breaks.with())));
            assertThat(failure)
                    .hasMessageContaining(rule.code() + ": ")
                    .hasMessageContaining(mistaken.getName())
                    .hasMessageContaining(breaks.saying())
                    .hasMessageContaining(rule.remedy());
            assertThat(failure.getMessage().split("ENF-"))
                    .as(failure.getMessage())
                    .hasSize(2);
            assertThat(log.errors()).hasSize(1);
            assertThat(log.errors().get(0).getMessage()).contains(rule.code());
        }
    }

    @Test
    void everyRule_isBrokenByATest() {
        assertThat(mistakes().map(mistake -> (Rule) mistake.get()[0]))
                .containsAll(EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)));
    }

    @Test
    void allMistakes_areReportedAtOnce() {
        try (LogCapture log = new LogCapture()) {
            assertThat(deploy(Stream.of(NoSlash.class, Private.class, OfNothing.class)))
                    .hasMessageContaining(Rule.NAME_WITH_SLASH.code())
                    .hasMessageContaining(Rule.HANDLER_CALLABLE.code())
                    .hasMessageContaining(Rule.OF_NAMES_SOMETHING.code());
            assertThat(deploy(Stream.of(GuardedByNobody.class, MatcherIsNoBean.class)))
                    .hasMessageContaining(Rule.MIDDLEWARE_EXISTS.code())
                    .hasMessageContaining(Rule.MATCHER_IS_BEAN.code());
            assertThat(log.errors()).hasSize(2);
        }
    }

    @Test
    void handlerInTheUnnamedPackage_isRefused() throws ClassNotFoundException {
        try (LogCapture log = new LogCapture()) {
            assertThat(deploy(Stream.of(Class.forName("UnnamedPackageNamespace"))))
                    .hasMessageContaining(Rule.HANDLER_IN_PACKAGE.code());
            assertThat(log.errors()).hasSize(1);
        }
    }

    @Test
    void numbers_areUnique() {
        assertThat(Arrays.stream(Rule.values()).map(Rule::code)).doesNotHaveDuplicates();
    }

    private static Throwable deploy(Stream<Class<?>> classes) {
        return catchThrowable(
                () -> TestApplication.of(classes.toArray(Class<?>[]::new)).close());
    }
}
