/**
 * The shells between the container and the sessions: filter, polling servlet, WebSocket endpoint, threads. What is
 * peculiar to a server is named and handled here.
 */
package org.enfilade.internal.web;
