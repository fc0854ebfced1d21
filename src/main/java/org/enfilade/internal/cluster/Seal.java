package org.enfilade.internal.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals messages with a secret: AES-GCM, with a key of 256 bits by PBKDF2. Safe for use by any thread. */
final class Seal {
    /** The first byte of what is sealed for one node; no version of {@link BusCodec} begins with it. */
    private static final int FOR_ONE = 0x5E;
    /** The same of what is sealed for all. */
    private static final int FOR_ALL = 0x5F;
    /** The receiver of what is for all; no node is called so. */
    private static final String ALL = "";

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ITERATIONS = 120_000;
    private static final int KEY_BITS = 256;

    private final SecretKey key;
    private final Nonces nonces = new Nonces();

    Seal(String secret) {
        this.key = key(secret);
    }

    private static SecretKey key(String secret) {
        byte[] salt = "enfilade.cluster.secret".getBytes(StandardCharsets.US_ASCII);
        try {
            byte[] bytes = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, ITERATIONS, KEY_BITS))
                    .getEncoded();
            return new SecretKeySpec(bytes, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key can be made of enfilade.cluster.secret", e);
        }
    }

    /** Each is used once with the key: the instance's random number, and a counter. */
    private static final class Nonces {
        // guarded by this
        private long instance = new SecureRandom().nextLong();
        private int count;

        synchronized byte[] next() {
            if (++count == 0) {
                instance = new SecureRandom().nextLong();
            }
            return ByteBuffer.allocate(NONCE_BYTES)
                    .putLong(instance)
                    .putInt(count)
                    .array();
        }
    }

    /** Whether a message that begins with this byte is sealed. */
    static boolean isSealed(int first) {
        return first == FOR_ONE || first == FOR_ALL;
    }

    /** A message of one node for another. */
    byte[] seal(String from, String to, byte[] message) {
        return seal(FOR_ONE, from, to, message);
    }

    /** A message for all nodes. */
    byte[] sealForAll(String from, byte[] message) {
        return seal(FOR_ALL, from, ALL, message);
    }

    /** What stands for a text where others must not read it; the same for the same text. */
    String hidden(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] code = mac.doFinal(("hidden\n" + text).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the text cannot be hidden", e);
        }
    }

    private byte[] seal(int mark, String from, String to, byte[] message) {
        byte[] nonce = nonces.next();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, from, to);
            byte[] sealed = new byte[1 + NONCE_BYTES + cipher.getOutputSize(message.length)];
            sealed[0] = (byte) mark;
            System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
            cipher.doFinal(message, 0, message.length, sealed, 1 + NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the message cannot be sealed", e);
        }
    }

    /** Fails if it has not been sealed with the secret, by that sender, for this receiver or for all. */
    byte[] unseal(String from, String self, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < 1 + NONCE_BYTES || !isSealed(sealed[0])) {
            throw new GeneralSecurityException("it is not sealed");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, nonce, from, sealed[0] == FOR_ALL ? ALL : self)
                .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce, String from, String to) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((from + "\n" + to).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
