package org.enfilade.internal.web;

import java.util.Arrays;

/**
 * What of an address counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address, since whoever has
 * one of those has them all. No name is looked up.
 */
final class ClientAddress {
    private static final int GROUPS = 8;
    private static final int OF_NETWORK = 4;
    /** No network of IPv6 that is given to anybody begins with this. */
    private static final long IPV4 = 1L << 63;

    private ClientAddress() {}

    /** A number that is the same for the same client; for what is no address, that of the text. */
    static long key(String address) {
        String plain = withoutZone(address);
        if (plain.indexOf(':') < 0) {
            long v4 = ofDotted(plain);
            return v4 < 0 ? plain.hashCode() : IPV4 | v4;
        }
        int[] groups = groups(plain);
        if (groups == null) {
            return plain.hashCode();
        }
        return isIpv4(groups) ? IPV4 | (long) groups[6] << 16 | groups[7] : network(groups);
    }

    /** An IPv4 address as IPv6 writes it: {@code ::ffff:0:0/96}, or behind a translator {@code 64:ff9b::/96}. */
    private static boolean isIpv4(int[] groups) {
        boolean isMapped = groups[0] == 0 && groups[1] == 0 && groups[5] == 0xFFFF;
        boolean isTranslated = groups[0] == 0x64 && groups[1] == 0xFF9B && groups[5] == 0;
        return (isMapped || isTranslated) && groups[2] == 0 && groups[3] == 0 && groups[4] == 0;
    }

    private static String withoutZone(String address) {
        String plain =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        int zone = plain.indexOf('%');
        return zone < 0 ? plain : plain.substring(0, zone);
    }

    private static long network(int[] groups) {
        long network = 0;
        for (int i = 0; i < OF_NETWORK; i++) {
            network = network << 16 | groups[i];
        }
        return network;
    }

    /** The 16 bits of each group; {@code null} if it is no IPv6 address. */
    private static int[] groups(String address) {
        int gap = address.indexOf("::");
        int[] head = read(gap < 0 ? address : address.substring(0, gap));
        int[] tail = gap < 0 ? new int[0] : read(address.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int count = head.length + tail.length;
        if (gap < 0 ? count != GROUPS : count >= GROUPS) {
            return null;
        }
        int[] groups = Arrays.copyOf(head, GROUPS);
        System.arraycopy(tail, 0, groups, GROUPS - tail.length, tail.length);
        return groups;
    }

    private static int[] read(String part) {
        if (part.isEmpty()) {
            return new int[0];
        }
        String[] texts = part.split(":", GROUPS + 1);
        long v4 = ofDotted(texts[texts.length - 1]);
        int[] groups = new int[v4 < 0 ? texts.length : texts.length + 1];
        int plain = v4 < 0 ? texts.length : texts.length - 1;
        for (int i = 0; i < plain; i++) {
            groups[i] = number(texts[i], 16, 4);
            if (groups[i] < 0) {
                return null;
            }
        }
        if (v4 >= 0) {
            groups[plain] = (int) (v4 >> 16);
            groups[plain + 1] = (int) (v4 & 0xFFFF);
        }
        return groups.length > GROUPS ? null : groups;
    }

    /** The 32 bits of an IPv4 address, or -1. */
    private static long ofDotted(String address) {
        String[] parts = address.split("\\.", 5);
        if (parts.length != 4) {
            return -1;
        }
        long bits = 0;
        for (String part : parts) {
            int number = number(part, 10, 3);
            if (number < 0 || number > 255) {
                return -1;
            }
            bits = bits << 8 | number;
        }
        return bits;
    }

    private static int number(String digits, int radix, int maxDigits) {
        if (digits.isEmpty() || digits.length() > maxDigits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
