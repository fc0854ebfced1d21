package org.enfilade.internal.namespace;

/**
 * Completes a result that the application may wait for. Executors of ours that stop run it though they run nothing else
 * any more: who waits would wait for ever. Never blocks by itself.
 */
public interface Completion extends Runnable {}
