package org.enfilade.docs.shop;

import java.util.concurrent.CompletionStage;

/** Pays without blocking. */
public interface PaymentService {
    CompletionStage<Receipt> pay(Payment payment);
}
