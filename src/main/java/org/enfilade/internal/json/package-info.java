/** JSON to Java values and back, binary values included. */
package org.enfilade.internal.json;
