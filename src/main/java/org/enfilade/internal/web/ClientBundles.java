package org.enfilade.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The scripts of the official client beside the endpoint, such as {@code /socket.io/socket.io.js}. They come from the
 * jar {@code enfilade-client}, where the application has it. Headers are those of the reference server.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#serveclient">Socket.IO: serveClient</a>
 */
final class ClientBundles {
    private static final String DIRECTORY = "META-INF/enfilade/client/";

    private static final Set<String> NAMES = Set.of(
            "socket.io.js",
            "socket.io.js.map",
            "socket.io.min.js",
            "socket.io.min.js.map",
            "socket.io.esm.min.js",
            "socket.io.esm.min.js.map",
            "socket.io.msgpack.min.js",
            "socket.io.msgpack.min.js.map");

    /** What browsers send as {@code Accept-Encoding}, and how the files end that are compressed so; the best first. */
    private static final Map<String, String> ENDINGS = Map.of("br", ".br", "gzip", ".gz");

    private static final List<String> ENCODINGS = List.of("br", "gzip");

    private final ClassLoader loader;

    /** Of the client; empty if the jar is not there. */
    private final Optional<String> version;

    /** By the name in the jar. No more than the jar has: a file in three encodings. */
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /** @param loader where the jar is looked for */
    ClientBundles(ClassLoader loader) {
        this.loader = loader;
        version = read("version").map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
    }

    /**
     * Whether a request is for one of the scripts.
     *
     * @param name below the endpoint's path
     */
    boolean has(String name, HttpServletRequest request) {
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return reads && NAMES.contains(name);
    }

    /** Answers a request for one of the scripts. */
    void answer(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (version.isEmpty()) {
            Answers.text(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    "The client is not in this application: add the artifact enfilade-client to it");
        } else if (isKnown(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            prepare(response);
        } else {
            send(name, request, response);
        }
    }

    /** @param tags the header's value, or {@code null} */
    private boolean isKnown(String tags) {
        return tags != null
                && Arrays.stream(tags.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(tag()) || tag.equals("W/" + tag()));
    }

    private String tag() {
        return '"' + version.orElse("") + '"';
    }

    private void prepare(HttpServletResponse response) {
        response.setHeader("ETag", tag());
        response.setHeader("Cache-Control", "public, max-age=0");
        response.addHeader("Vary", "Accept-Encoding");
    }

    private void send(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> encoding = encoding(request.getHeader("Accept-Encoding"));
        byte[] content = content(name + encoding.map(ENDINGS::get).orElse(""));
        response.setStatus(HttpServletResponse.SC_OK);
        prepare(response);
        encoding.ifPresent(value -> response.setHeader("Content-Encoding", value));
        response.setContentType("application/" + (name.endsWith(".map") ? "json" : "javascript") + ";charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(content.length);
        if (request.getMethod().equals("GET")) {
            AsyncBody.send(request, content);
        }
    }

    /** @param accepted the header's value, or {@code null} */
    private static Optional<String> encoding(String accepted) {
        if (accepted == null) {
            return Optional.empty();
        }
        List<String> named = Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .toList();
        return ENCODINGS.stream()
                .filter(encoding -> named.stream().anyMatch(each -> isAccepted(encoding, each)))
                .findFirst();
    }

    /** Weights do not count, but for 0, which refuses. */
    private static boolean isAccepted(String encoding, String named) {
        String[] parts = named.split(";", 2);
        return parts[0].strip().equals(encoding)
                && (parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?"));
    }

    private byte[] content(String file) {
        return files.computeIfAbsent(
                file, name -> read(name).orElseThrow(() -> new IllegalStateException("enfilade-client lacks " + name)));
    }

    private Optional<byte[]> read(String file) {
        try (InputStream in = loader.getResourceAsStream(DIRECTORY + file)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
