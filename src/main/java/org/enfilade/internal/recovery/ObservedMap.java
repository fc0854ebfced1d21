package org.enfilade.internal.recovery;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A map that says that something in it was put in the place of something else. Safe for use by any thread. */
final class ObservedMap extends AbstractMap<String, Object> implements ConcurrentMap<String, Object> {
    private final ConcurrentMap<String, Object> map = new ConcurrentHashMap<>(4);
    private final Runnable changed;

    /** @param changed is run after each change, by its thread */
    ObservedMap(Runnable changed) {
        this.changed = changed;
    }

    private Object told(Object before) {
        changed.run();
        return before;
    }

    private boolean told(boolean hasChanged) {
        if (hasChanged) {
            changed.run();
        }
        return hasChanged;
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public Object get(Object key) {
        return map.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return map.containsKey(key);
    }

    @Override
    public Object put(String key, Object value) {
        return told(map.put(key, value));
    }

    @Override
    public Object putIfAbsent(String key, Object value) {
        Object present = map.putIfAbsent(key, value);
        told(present == null);
        return present;
    }

    @Override
    public Object remove(Object key) {
        Object removed = map.remove(key);
        told(removed != null);
        return removed;
    }

    @Override
    public boolean remove(Object key, Object value) {
        return told(map.remove(key, value));
    }

    @Override
    public Object replace(String key, Object value) {
        Object replaced = map.replace(key, value);
        told(replaced != null);
        return replaced;
    }

    @Override
    public boolean replace(String key, Object before, Object after) {
        return told(map.replace(key, before, after));
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return map.size();
            }

            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return new Entries(map.entrySet().iterator());
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, Object>> {
        private final Iterator<Entry<String, Object>> all;

        private Entries(Iterator<Entry<String, Object>> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            return all.hasNext();
        }

        @Override
        public Entry<String, Object> next() {
            Entry<String, Object> entry = all.next();
            return new SimpleEntry<>(entry) {
                @Override
                public Object setValue(Object value) {
                    super.setValue(value);
                    return told(entry.setValue(value));
                }
            };
        }

        @Override
        public void remove() {
            all.remove();
            changed.run();
        }
    }
}
