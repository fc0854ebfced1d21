package org.enfilade.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeveralTest {
    private final List<String> heard = new ArrayList<>();

    private Watcher named(String name) {
        return (Watcher) Proxy.newProxyInstance(
                Watcher.class.getClassLoader(), new Class<?>[] {Watcher.class}, (proxy, method, args) -> {
                    heard.add(name + " " + method.getName() + " " + List.of(args == null ? new Object[0] : args));
                    return null;
                });
    }

    private static Object example(Class<?> type) {
        return type == int.class ? (Object) 7 : "text";
    }

    /** Also a method that is added later: one that is not passed on would be heard by nobody. */
    @Test
    void eachCall_isHeardByAll_inTheirOrder() throws Exception {
        Watcher all = Several.of(List.of(named("one"), Watcher.NONE, named("two")));
        for (Method method : Watcher.class.getMethods()) {
            heard.clear();
            Object[] args = List.of(method.getParameterTypes()).stream()
                    .map(SeveralTest::example)
                    .toArray();
            method.invoke(all, args);

            String call = method.getName() + " " + List.of(args);
            assertThat(heard).containsExactly("one " + call, "two " + call);
        }
    }

    @Test
    void several_ofOneOrNone_isThatOne() {
        Watcher one = named("one");
        assertThat(Several.of(List.of(Watcher.NONE, one))).isSameAs(one);
        assertThat(Several.of(List.of())).isSameAs(Watcher.NONE);
    }
}
