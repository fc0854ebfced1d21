package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.enfilade.Handshake;
import org.enfilade.Tls;
import org.junit.jupiter.api.Test;

/** What stays of a request. */
class HandshakeRequestsTest {
    private final X509Certificate certificate = certificate();

    private static FakeRequest secure() {
        return FakeRequest.plain("EIO=4&transport=polling&a=1&a=2").answer("isSecure", true);
    }

    private static Optional<Tls> tls(FakeRequest request) {
        return HandshakeRequests.tls(request.proxy());
    }

    @Test
    void requestOverTls_saysWhatTheServerTells() {
        FakeRequest request = secure().attribute("jakarta.servlet.request.cipher_suite", "TLS_AES_256_GCM_SHA384")
                .attribute("jakarta.servlet.request.key_size", 256)
                .attribute("jakarta.servlet.request.secure_protocol", "TLSv1.3")
                .attribute("jakarta.servlet.request.ssl_session_id", "00ff")
                .attribute("jakarta.servlet.request.X509Certificate", new X509Certificate[] {certificate});
        Tls tls = tls(request).orElseThrow();
        assertThat(tls.cipherSuite()).hasValue("TLS_AES_256_GCM_SHA384");
        assertThat(tls.keySize()).hasValue(256);
        assertThat(tls.protocol()).hasValue("TLSv1.3");
        assertThat(tls.sessionId()).hasValue("00ff");
        assertThat(tls.certificates()).containsExactly(certificate);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> tls.certificates().clear());
    }

    @Test
    void requestOverTls_ofWhichTheServerTellsLittle_hasTheRestEmpty() {
        Tls tls = tls(secure().attribute("jakarta.servlet.request.cipher_suite", "TLS_AES_128_GCM_SHA256"))
                .orElseThrow();
        assertThat(tls.cipherSuite()).isPresent();
        assertThat(tls.keySize()).isEmpty();
        assertThat(tls.protocol()).isEmpty();
        assertThat(tls.sessionId()).isEmpty();
        assertThat(tls.certificates()).isEmpty();
    }

    @Test
    void requestThatAProxyHasTakenOverTls_hasNoTls() {
        assertThat(tls(secure())).isEmpty();
    }

    @Test
    void requestWithoutTls_isNotAskedForCertificates() {
        FakeRequest request = FakeRequest.plain("EIO=4")
                .attribute("jakarta.servlet.request.X509Certificate", new X509Certificate[] {certificate});
        assertThat(tls(request)).isEmpty();
    }

    @Test
    void attributesOfOtherTypes_areNotTaken() {
        FakeRequest request = secure().attribute("jakarta.servlet.request.key_size", "256")
                .attribute("jakarta.servlet.request.X509Certificate", certificate);
        assertThat(tls(request)).isEmpty();
    }

    @Test
    void uriAndParameters_areThoseOfTheRequest() {
        Handshake handshake = HandshakeRequests.of(secure().proxy());
        assertThat(handshake.uri()).isEqualTo("/socket.io/?EIO=4&transport=polling&a=1&a=2");
        assertThat(handshake.query().get("a")).isEqualTo(List.of("1", "2"));
        assertThat(handshake.query("transport")).isEqualTo(Optional.of("polling"));
    }

    private static X509Certificate certificate() {
        String pem = """
                -----BEGIN CERTIFICATE-----
                MIIBiTCCAS+gAwIBAgIUL2n+ofGkHgbr4AXD4Sig9DYTT2QwCgYIKoZIzj0EAwIw
                GTEXMBUGA1UEAwwOY2xpZW50LmV4YW1wbGUwIBcNMjYxMTI4MDg0ODM2WhgPMjEy
                NjExMDQwODQ4MzZaMBkxFzAVBgNVBAMMDmNsaWVudC5leGFtcGxlMFkwEwYHKoZI
                zj0CAQYIKoZIzj0DAQcDQgAE6uBNuUsEHjW+gYZPMeA8RIoVsp3nLaXo+i5fEGPR
                aVN0He7PozSHGvS03rT1e0Osimf7k0wpy+1EWfoAByBr16NTMFEwHQYDVR0OBBYE
                FEzsLrp1NBC/OpyNYbUAu5x5G8SAMB8GA1UdIwQYMBaAFEzsLrp1NBC/OpyNYbUA
                u5x5G8SAMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAOouhA8f
                G6UTb/LAaI/+r3uCk23xF0EZCje8h7/RFlZYAiBS/BRCOgFNkOc695tWQxLJFmBk
                9mOXxd9s6qZ6DDRA4A==
                -----END CERTIFICATE-----
                """;
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }
}
