/** What a third party may plug in. */
@NullMarked
package org.enfilade.spi;

import org.jspecify.annotations.NullMarked;
