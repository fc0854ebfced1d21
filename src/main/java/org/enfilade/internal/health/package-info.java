/**
 * MicroProfile Health, where the server has it: nobody else touches its classes, and {@code cdi} names these only
 * there.
 */
package org.enfilade.internal.health;
