/** Text as it is on the wire: JSON that nobody has bound yet, UTF-8, base64. Pure. */
package org.enfilade.internal.text;
