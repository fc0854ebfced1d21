package org.enfilade.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** HTTP long-polling. A thread polls until it is told not to. */
final class PollingLine implements ClientLine {
    private final HttpClient http;
    private final URI uri;
    private final Map<String, String> headers;
    private final Receiver receiver;
    private final String first;
    private final Thread poller = new Thread(this::pollOn, "poll");
    private volatile boolean stopped;
    private volatile String sid = "";

    private PollingLine(HttpClient http, URI uri, Map<String, String> headers, Receiver receiver) {
        this.http = http;
        this.uri = uri;
        this.headers = headers;
        this.receiver = receiver;
        HttpResponse<String> answer = send(request().GET());
        if (answer.statusCode() != 200 || !answer.body().startsWith("0{")) {
            throw new RefusedHandshake(answer.statusCode(), answer.body());
        }
        first = answer.body();
        sid = SocketIOClient.json(first.substring(1)).asJsonObject().getString("sid");
    }

    /** Opens a session, which may be refused. */
    static PollingLine open(HttpClient http, URI uri, Map<String, String> headers, Receiver receiver) {
        PollingLine line = new PollingLine(http, uri, headers, receiver);
        receiver.packet(line.first);
        line.poller.setDaemon(true);
        line.poller.start();
        return line;
    }

    String sid() {
        return sid;
    }

    private HttpRequest.Builder request() {
        String session = sid.isEmpty() ? "" : "&sid=" + sid;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri + session)).timeout(SocketIOClient.PATIENCE);
        headers.forEach(request::header);
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pollOn() {
        try {
            while (!stopped) {
                HttpResponse<String> answer = send(request().GET());
                if (answer.statusCode() != 200) {
                    receiver.ended(answer.statusCode());
                    return;
                }
                for (String packet : answer.body().split("\u001e")) {
                    receiver.packet(packet);
                }
            }
        } catch (RuntimeException e) {
            if (!stopped) {
                receiver.ended(0);
            }
        }
    }

    @Override
    public synchronized void send(String packet) {
        HttpResponse<String> answer = send(request().POST(BodyPublishers.ofString(packet)));
        if (answer.statusCode() != 200) {
            throw new RefusedHandshake(answer.statusCode(), answer.body());
        }
    }

    /** Sends no further poll; the one under way may still be answered. */
    void stop() {
        stopped = true;
    }

    /** Sends no further poll, and waits for the answer to the last one. */
    void drain() {
        stop();
        try {
            poller.join(SocketIOClient.PATIENCE.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (poller.isAlive()) {
            throw new AssertionError("the last poll was not answered");
        }
    }

    @Override
    public void abort() {
        stop();
        poller.interrupt();
    }
}
