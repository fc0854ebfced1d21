package org.enfilade.docs.shop;

/** Keeps accounts, for those who may. */
public interface AccountService {
    void close(String number);
}
