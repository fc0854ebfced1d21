/**
 * Emits to the clients of an Enfilade application from a process, or from another application, that is no node of it:
 * {@link org.enfilade.emitter.ClusterEmitter}.
 */
package org.enfilade.emitter;
