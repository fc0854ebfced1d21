package org.enfilade.hostile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each kind of place in a JSON-B type that takes a number. */
public record Numbers(
        BigDecimal decimal,
        BigInteger integer,
        Number number,
        Object any,
        int small,
        Long large,
        double rough,
        Optional<BigDecimal> maybe,
        List<BigDecimal> decimals,
        Map<String, BigInteger> integers,
        List<Object> untyped,
        BigDecimal[] array,
        Numbers nested) {}
