package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.ClusterBusProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterBusesTest {
    private static final String SERVICE = "META-INF/services/" + ClusterBusProvider.class.getName();

    @TempDir
    Path directory;

    /** A server with nothing in JNDI. */
    private record Bare() implements ClusterBusProvider.Site {
        @Override
        public String application() {
            return "/shop/socket.io/";
        }

        @Override
        public <T> Optional<T> lookup(String name, Class<T> type) {
            return Optional.empty();
        }
    }

    /** Has one for everybody. */
    public static class Ready implements ClusterBusProvider {
        @Override
        public String name() {
            return "ready";
        }

        @Override
        public Optional<ClusterBus> find(Site site) {
            return Optional.of(new MemoryCluster().node(site.application()));
        }
    }

    /** Its grid is not there. */
    public static final class Unlinked extends Ready {
        @Override
        public Optional<ClusterBus> find(Site site) {
            throw new NoClassDefFoundError("grid/Grid");
        }
    }

    /** Its grid is not there, and it does not even begin. */
    public static final class Unborn extends Ready {
        public Unborn() {
            throw new NoClassDefFoundError("grid/Grid");
        }
    }

    /** Its grid is there and unusable. */
    public static final class Broken extends Ready {
        @Override
        public Optional<ClusterBus> find(Site site) {
            throw new IllegalStateException("no license");
        }
    }

    private ClassLoader application(Class<?>... providers) {
        try {
            Path file = directory.resolve(SERVICE);
            Files.createDirectories(file.getParent());
            Files.write(file, List.of(providers).stream().map(Class::getName).toList());
            return new URLClassLoader(
                    new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** One that has all that we have, but not these packages. */
    private static final class Without extends URLClassLoader {
        private final List<String> absent;

        Without(String... absent) {
            super(
                    new URL[] {
                        ClusterBuses.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    ClusterBusesTest.class.getClassLoader());
            this.absent = List.of(absent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (absent.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            if (name.startsWith("org.enfilade.internal.cluster.")) {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded == null ? findClass(name) : loaded;
                }
            }
            return super.loadClass(name, resolve);
        }
    }

    @Test
    void find_onAServerWithoutGrid_isEmpty() {
        assertThat(new ClusterBuses(getClass().getClassLoader()).find(new Bare()))
                .isEmpty();
    }

    @Test
    void find_withoutTheClassesOfAnyGrid_isEmpty() throws IOException {
        try (Without loader = new Without("org.jgroups.", "com.hazelcast.")) {
            assertThat(new ClusterBuses(loader).find(new Bare())).isEmpty();
        }
    }

    @Test
    void find_withAProviderOfTheApplication_asksItFirst() {
        Optional<ClusterBuses.Found> found =
                new ClusterBuses(application(Unlinked.class, Unborn.class, Ready.class)).find(new Bare());

        assertThat(found).hasValueSatisfying(it -> {
            assertThat(it.kind()).isEqualTo("ready");
            assertThat(it.bus().self()).isEqualTo("/shop/socket.io/");
        });
    }

    @Test
    void find_withAProviderThatCannotBeUsed_fails() {
        ClusterBuses buses = new ClusterBuses(application(Broken.class, Ready.class));

        assertThatThrownBy(() -> buses.find(new Bare())).hasMessage("no license");
    }
}
