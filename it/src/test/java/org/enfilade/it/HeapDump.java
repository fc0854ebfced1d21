package org.enfilade.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.netbeans.lib.profiler.heap.ArrayItemValue;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.ObjectFieldValue;
import org.netbeans.lib.profiler.heap.PrimitiveArrayInstance;
import org.netbeans.lib.profiler.heap.Value;

/** A dump of a server's heap: says what keeps an application that has ended. */
final class HeapDump {
    private static final int LONGEST_WAY = 60;

    private final Heap heap;

    HeapDump(Path file) {
        try {
            heap = HeapFactory.createHeap(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For each loader of a class of this name, the way from it to a root of the garbage collector. */
    String keepers(String className) {
        return classes().stream()
                .filter(each -> each.getName().equals(className) && each.getClassLoader() != null)
                .map(each -> way(each.getClassLoader()))
                .collect(Collectors.joining("\n\n"));
    }

    @SuppressWarnings("unchecked")
    private List<JavaClass> classes() {
        return heap.getAllClasses();
    }

    private static String way(Instance from) {
        List<String> way = new ArrayList<>();
        Set<Long> passed = new HashSet<>();
        Instance at = from;
        while (at != null && passed.add(at.getInstanceId()) && passed.size() < LONGEST_WAY) {
            Instance keeper = at.isGCRoot() ? null : at.getNearestGCRootPointer();
            way.add(at.getJavaClass().getName() + (keeper == null ? name(at) : " in " + place(at, keeper)));
            at = keeper;
        }
        return String.join("\n", way);
    }

    /** Of a thread or a class, which is a root. */
    private static String name(Instance root) {
        return root.getValueOfField("name") instanceof Instance name ? " " + text(name) : "";
    }

    @SuppressWarnings("unchecked")
    private static String text(Instance string) {
        PrimitiveArrayInstance bytes = (PrimitiveArrayInstance) string.getValueOfField("value");
        return ((List<String>) bytes.getValues())
                .stream()
                        .map(each -> String.valueOf((char) Integer.parseInt(each)))
                        .collect(Collectors.joining());
    }

    @SuppressWarnings("unchecked")
    private static String place(Instance kept, Instance keeper) {
        for (Value reference : (List<Value>) kept.getReferences()) {
            if (keeper.equals(reference.getDefiningInstance())) {
                return reference instanceof ObjectFieldValue field
                        ? field.getField().getName()
                        : "[" + ((ArrayItemValue) reference).getIndex() + "]";
            }
        }
        return "?";
    }
}
