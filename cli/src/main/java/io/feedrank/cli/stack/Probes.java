package io.feedrank.cli.stack;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;

/** How each kind of server is asked whether it is there. */
final class Probes {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final byte CORRELATION = 7;

    // Length, API key, API version, correlation id, no client id.
    private static final byte[] API_VERSIONS_REQUEST = {
        0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, CORRELATION, -1, -1
    };
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofMillis(TIMEOUT_MILLIS)).build();

    private Probes() {}

    /** Healthy when the address answers 200. */
    static HealthProbe http(URI address) {
        return http(address, body -> Health.ok());
    }

    /** Healthy when the address answers 200 with a body that says so. */
    static HealthProbe http(URI address, Function<String, Health> judge) {
        return () -> {
            try {
                HttpResponse<String> response =
                        HTTP.send(
                                HttpRequest.newBuilder(address)
                                        .timeout(Duration.ofMillis(TIMEOUT_MILLIS))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                return response.statusCode() == 200
                        ? judge.apply(response.body())
                        : Health.waiting(summary(response.statusCode() + " " + response.body()));
            } catch (IOException failure) {
                return Health.waiting("no answer on port " + address.getPort());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Health.waiting("interrupted");
            }
        };
    }

    /** Healthy when a query is answered. */
    static HealthProbe postgres(String jdbc) {
        return () -> {
            try (Connection connection =
                    DriverManager.getConnection(jdbc + "&connectTimeout=2&socketTimeout=5")) {
                return connection.isValid(2)
                        ? Health.ok()
                        : Health.waiting("the connection is not valid");
            } catch (SQLException failure) {
                return Health.waiting(summary(String.valueOf(failure.getMessage())));
            }
        };
    }

    /** Healthy when PING is answered with PONG, which Redis refuses while it loads its data. */
    static HealthProbe redis(int port) {
        return () -> {
            try (Socket socket = connected(port)) {
                socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                String answer =
                        new BufferedReader(
                                        new InputStreamReader(
                                                socket.getInputStream(), StandardCharsets.US_ASCII))
                                .readLine();
                return "+PONG".equals(answer)
                        ? Health.ok()
                        : Health.waiting(summary(String.valueOf(answer)));
            } catch (IOException failure) {
                return Health.waiting("no answer on port " + port);
            }
        };
    }

    /**
     * Healthy when the broker answers which API versions it speaks: it takes no requests before it
     * is caught up. Source: the Kafka protocol guide, ApiVersions (key 18), version 0.
     */
    static HealthProbe kafka(int port) {
        return () -> {
            try (Socket socket = connected(port)) {
                DataOutputStream request = new DataOutputStream(socket.getOutputStream());
                request.write(API_VERSIONS_REQUEST);
                DataInputStream response = new DataInputStream(socket.getInputStream());
                response.readInt();
                int correlation = response.readInt();
                int error = response.readShort();
                return correlation == CORRELATION && error == 0
                        ? Health.ok()
                        : Health.waiting("the broker answers with error " + error);
            } catch (IOException failure) {
                return Health.waiting("no answer on port " + port);
            }
        };
    }

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    private static String summary(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= 120 ? line : line.substring(0, 117) + "...";
    }
}
