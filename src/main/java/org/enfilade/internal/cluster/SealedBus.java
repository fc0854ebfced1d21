package org.enfilade.internal.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.enfilade.internal.log.Log;
import org.enfilade.spi.ClusterBus;

/**
 * A bus whose messages only those can read and make who know the secret (AES-GCM, a key of 256 bits by PBKDF2). Each is
 * bound to its sender and its receiver. Others see who sends how much to whom, and can hold messages back and repeat
 * them.
 */
public final class SealedBus implements ClusterBus {
    /** The first byte of what is sealed; no version of {@link BusCodec} begins with it. */
    static final int MARK = 0x5E;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ITERATIONS = 120_000;
    private static final int KEY_BITS = 256;
    /** Whoever is in the grid can make up names. */
    private static final int MAX_STRANGERS = 100;

    private final ClusterBus bus;
    private final SecretKey key;
    private final Nonces nonces = new Nonces();
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();

    /** Seals what this bus carries. */
    public SealedBus(ClusterBus bus, String secret) {
        this.bus = bus;
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

    @Override
    public void open(Listener listener) {
        bus.open(new Unsealing(listener));
    }

    @Override
    public String self() {
        return bus.self();
    }

    @Override
    public void send(String node, byte[] message) {
        bus.send(node, sealed(node, message));
    }

    @Override
    public void close() {
        bus.close();
    }

    private Cipher cipher(int mode, byte[] nonce, String from, String to) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((from + "\n" + to).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] sealed(String to, byte[] message) {
        byte[] nonce = nonces.next();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, self(), to);
            byte[] sealed = new byte[1 + NONCE_BYTES + cipher.getOutputSize(message.length)];
            sealed[0] = MARK;
            System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
            cipher.doFinal(message, 0, message.length, sealed, 1 + NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the message cannot be sealed", e);
        }
    }

    /** Fails if it has not been sealed with the secret, by that node, for this one. */
    private byte[] unsealed(String from, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < 1 + NONCE_BYTES || sealed[0] != MARK) {
            throw new GeneralSecurityException("it is not sealed");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, nonce, from, self())
                .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
    }

    private final class Unsealing implements Listener {
        private final Listener listener;

        Unsealing(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void view(Set<String> others) {
            listener.view(others);
        }

        @Override
        public void received(String from, byte[] message) {
            byte[] unsealed;
            try {
                unsealed = unsealed(from, message);
            } catch (GeneralSecurityException e) {
                if (strangers.size() < MAX_STRANGERS && strangers.add(from)) {
                    Log.warning("What node " + from
                            + " sends is ignored: it does not know this application's enfilade.cluster.secret");
                }
                return;
            }
            listener.received(from, unsealed);
        }
    }
}
