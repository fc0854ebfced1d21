/**
 * Engine.IO 4: sessions, their heartbeat, their outbox, and the change from polling to WebSocket. What carries the
 * bytes is behind {@link org.enfilade.internal.engine.Wire} and {@link org.enfilade.internal.engine.PollExchange}, time
 * behind {@link org.enfilade.internal.time.Ticker}.
 */
package org.enfilade.internal.engine;
