/** What a third party may plug in. */
package org.enfilade.spi;
