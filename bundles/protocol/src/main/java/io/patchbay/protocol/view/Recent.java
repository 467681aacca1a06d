package io.patchbay.protocol.view;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A bounded cache of recently used values. The cache has a young half and an old half. When the young half is full, it replaces the
 * old half. Looking up a frequently used value costs one look-up in a concurrent map.
 */
final class Recent<K, V> {

    private final int half;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = Map.of();

    Recent(int bound) {
        this.half = Math.max(1, bound / 2);
    }

    /**
     * Returns the cached value, or creates the value. If two threads create a value at once, the cache keeps only one of the two
     * values.
     */
    V get(K key, Function<K, V> making) {
        V kept = young.get(key);
        return kept != null ? kept : promote(key, making);
    }

    int size() {
        return young.size() + old.size();
    }

    private V promote(K key, Function<K, V> making) {
        V known = old.get(key);
        V value = known != null ? known : making.apply(key);
        synchronized (this) {
            if (young.size() >= half) {
                old = young;
                young = new ConcurrentHashMap<>();
            }
            V other = young.putIfAbsent(key, value);
            return other != null ? other : value;
        }
    }
}
