/** What the snippets of the guide talk about: a small shop. */
package org.enfilade.docs.shop;
